/** The Cryptolib and the practitioner's card. */
import { workstationTexts } from '../texts/fr/workstation.ts';
import { summarizeCard, type CpxCard } from '../practitioner/cpx.ts';
import { failure } from '../failures/index.ts';
import { canSignIn } from '../readers/card-kinds.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { CryptolibFacts, JudgementContext, ReadersFacts } from './facts.ts';
import { CPX_CHECKS, READER_CHECKS, STANDS_IN_THE_WAY } from '../texts/fr/checks.ts';
import { writtenDay } from '../texts/fr/figures.ts';

/**
 * The first PKCS#11 module that reads CPS4 (cpx.md). It is the module's own number that the library tells, and not the
 * product's: product 5.2.2 is module 3.1 on Linux and macOS, 3.4 on Windows; 5.1 is 2.1x.
 */
const CPS4_MODULE = [3, 0] as const;
/** What the library says of itself on Linux (lab-notes.md); elsewhere not confirmed, so either mark is enough. */
const IS_CRYPTOLIB = /^ANS$|CPS3? PKCS#11/i;

export const CPX_CONTROLS = [
  defineControl({
    id: 'cryptolib',
    section: 'cpx',
    title: CPX_CHECKS.library,
    needs: ['readers', 'cryptolib'],
    judge: ({ readers, cryptolib }, write, context) => [
      judgeLibrary(cryptolib, readers, write, context),
      ...judgeCache(cryptolib, write),
      ...judgeKeychain(cryptolib, readers, write, context),
    ],
  }),
  defineControl({
    id: 'card',
    section: 'cpx',
    title: CPX_CHECKS.card,
    needs: ['readers', 'cryptolib'],
    judge: ({ readers, cryptolib }, write, context) => judgeCards(readers, cryptolib, write, context),
  }),
];

function judgeLibrary(
  { reading, product }: CryptolibFacts,
  { readers }: ReadersFacts,
  write: CheckWriter,
  { configuration }: JudgementContext,
): Check {
  if (!reading.ok) {
    // Someone who only signs in with e-CPS needs no library.
    const needed = configuration.signIn !== 'ecps';
    return (needed ? write.fix : write.unknown)('cryptolib', reading.failure);
  }
  const { manufacturer, description, version } = reading;
  const isCryptolib = IS_CRYPTOLIB.test(manufacturer) || IS_CRYPTOLIB.test(description);
  const found = isCryptolib
    ? CPX_CHECKS.cryptolib(product, version)
    : CPX_CHECKS.module(description, version);
  if (!isCryptolib || !isOlder(version, CPS4_MODULE)) return write.good('cryptolib', 'CRYPTOLIB-OK', found);
  const hasCps4 = readers.some(({ card }) => card?.kind === 'cps4');
  return (hasCps4 ? write.fix : write.watch)('cryptolib', failure('CRYPTOLIB-ANCIENNE', { version }), found);
}

/** That everyone may write into the folder is the vendor's design (cpx.md): told, and no fault of the workstation. */
function judgeCache({ reading, openCache }: CryptolibFacts, write: CheckWriter): readonly Check[] {
  if (!reading.ok) return [];
  const found = openCache === null ? CPX_CHECKS.cacheProtected : CPX_CHECKS.cacheOpen(openCache);
  return [write.good('cache', 'CRYPTOLIB-CACHE-OK', found)];
}

/** macOS: without a token driver the engine finds no certificate, whatever the Cryptolib sees. */
function judgeKeychain(
  { keychainTokens }: CryptolibFacts,
  { readers }: ReadersFacts,
  write: CheckWriter,
  { configuration }: JudgementContext,
): readonly Check[] {
  const inside = readers.some(({ card }) => card !== null && canSignIn(card.kind));
  if (keychainTokens === null || !inside || configuration.signIn === 'ecps') return [];
  return keychainTokens === 0
    ? [write.fix('keychain', failure('CPX-PILOTE-MAC'))]
    : [write.good('keychain', 'TROUSSEAU-OK', CPX_CHECKS.inKeychain)];
}

function judgeCards(
  readers: ReadersFacts,
  { reading }: CryptolibFacts,
  write: CheckWriter,
  context: JudgementContext,
): readonly Check[] {
  const found = CPX_CHECKS.card;
  if (!reading.ok) return [notVerifiable(write, 'card', found, STANDS_IN_THE_WAY.cryptolibUnusable)];
  const seen = [
    ...reading.cards.map((card, index) => judgeCard(card, `card.${String(index + 1)}`, write, context)),
    ...reading.unreadable.map((reason, index) => write.fix(`unreadable.${String(index + 1)}`, reason)),
  ];
  const inside = readers.readers.filter(({ card }) => card !== null && canSignIn(card.kind));
  if (seen.length > 0 && inside.length > 1)
    return [
      ...seen,
      write.watch(
        'several',
        failure('CPX-PLUSIEURS', { readers: READER_CHECKS.names(inside.map(({ name }) => name)) }),
      ),
    ];
  if (seen.length > 0) return seen;
  if (readers.service === 'unavailable')
    return [notVerifiable(write, 'card', found, STANDS_IN_THE_WAY.serviceStopped)];
  return [judgeUnseen(readers, write)];
}

function judgeUnseen({ readers }: ReadersFacts, write: CheckWriter): Check {
  const inside = readers.find(({ card }) => card?.kind === 'cps3' || card?.kind === 'cps4');
  if (inside !== undefined) return write.fix('card', failure('CPX-NON-VUE', { reader: inside.name }));
  const above = readers.find(({ card }) => card?.kind === 'cps3-contactless');
  if (above !== undefined) return write.watch('card', failure('CPX-SANS-CONTACT', { reader: above.name }));
  // Only its answer looks like a practitioner's: nobody's fault when the library does not know it, yet it is there.
  const presumed = readers.find(({ card }) => card !== null && canSignIn(card.kind));
  return presumed === undefined
    ? write.unknown('card', failure('CPX-ABSENTE'))
    : write.unknown('card', failure('CPX-PRESUMEE', { reader: presumed.name }));
}

function judgeCard(
  card: CpxCard,
  id: string,
  write: CheckWriter,
  { configuration, now }: JudgementContext,
): Check {
  const summary = summarizeCard(card, configuration.environment, now);
  const words = {
    type: summary.holder?.type ?? null,
    test: summary.test,
    authentication: card.certificates.some(({ clientAuth }) => clientAuth),
    signature: card.certificates.some(({ nonRepudiation }) => nonRepudiation),
  };
  const found = `${CPX_CHECKS.cardWith(words, summary.validity?.notAfter ?? null)}${triesOf(card)}`;
  if (summary.failure !== null) return write.fix(id, summary.failure, CPX_CHECKS.cardAlone(words));
  if (card.pin.locked) return write.fix(id, failure('CPX-BLOQUEE'), found);
  if (card.pin.finalTry) return write.watch(id, failure('CPX-DERNIER-ESSAI'), found);
  if (summary.validity?.expiresSoon === true)
    return write.watch(
      id,
      failure('CPX-BIENTOT-EXPIREE', { date: writtenDay(summary.validity.notAfter) }),
      found,
    );
  return write.good(id, 'CPX-OK', found);
}

/** PKCS #11 tells no number of tries: that one was missed, that one is left, or neither. */
function triesOf({ pin }: CpxCard): string {
  if (pin.locked || pin.finalTry) return '';
  return pin.countLow ? workstationTexts.triesMissed : workstationTexts.triesWhole;
}

/** `3.1` against [3, 0]; a version that cannot be read is not called old. */
function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [first = Number.NaN, second = 0] = version.split('.').map(Number);
  return first < major || (first === major && second < minor);
}

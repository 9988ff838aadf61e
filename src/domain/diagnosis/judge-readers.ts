/** Readers, PC/SC service and the carte Vitale. */
import { failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import { isCardReader, isPractitionerCard, natureOf } from '../readers/classify.ts';
import type { ReaderFact, ReadersFacts, VitaleFact } from './facts.ts';
import { READER_CHECKS, STANDS_IN_THE_WAY, VITALE_CHECKS } from '../texts/fr/checks.ts';
import { writtenSeconds } from '../texts/fr/figures.ts';

/** A read takes a quarter of a second to one second; measured on virtual and on ordinary readers. */
const SLOW_READ_MS = 3_000;

export const READER_CONTROLS = [
  defineControl({
    id: 'service',
    section: 'readers',
    title: READER_CHECKS.service,
    needs: ['readers'],
    judge: ({ readers }, write) => [
      judgeService(readers, write),
      ...readers.readers.map(readerOf(write)),
      ...judgeDriver(readers, write),
    ],
  }),
  defineControl({
    id: 'vitale',
    section: 'vitale',
    title: VITALE_CHECKS.title,
    needs: ['readers', 'vitale'],
    judge: ({ readers, vitale }, write) => judgeVitale(readers, vitale, write),
  }),
];

function judgeService(
  { service, failure: reason, readers, remote }: ReadersFacts,
  write: CheckWriter,
): Check {
  if (service === 'unavailable') return write.fix('service', reason ?? failure('PCSC-SERVICE-ARRETE'));
  const count = readers.filter(isCardReader).length;
  if (count === 0) return write.fix('service', readerMissing(remote));
  const found = READER_CHECKS.started(count, remote === null ? null : READER_CHECKS.remote[remote]);
  return write.good('service', 'PCSC-OK', found);
}

function readerMissing(remote: ReadersFacts['remote']) {
  return remote === null
    ? failure('LECTEUR-ABSENT')
    : failure('LECTEUR-ABSENT-DISTANCE', { system: READER_CHECKS.remote[remote] });
}

function readerOf(write: CheckWriter) {
  return (reader: ReaderFact, index: number): Check => {
    const { name, card } = reader;
    const id = `reader.${String(index + 1)}`;
    const nature = natureOf(reader);
    if (nature === 'virtual') return write.good(id, 'LECTEUR-VIRTUEL', READER_CHECKS.virtual(name));
    const found = READER_CHECKS.holds(name, nature === 'contactless', contentOf(card, nature));
    // What some of these slots always hold is mute; a card that answers was laid there by somebody.
    // (Whose it is, when it is a practitioner's, the part on that card says.)
    if (nature === 'contactless' && card !== null && card.kind !== 'mute' && !isPractitionerCard(card.kind))
      return write.watch(id, failure('CARTE-SANS-CONTACT', { reader: name }), found);
    return write.good(id, 'LECTEUR-OK', found);
  };
}

/** macOS has two reader drivers: which one is in use is told, and the other one where a card does not answer. */
function judgeDriver({ appleDriver, readers }: ReadersFacts, write: CheckWriter): readonly Check[] {
  if (appleDriver === null || readers.length === 0) return [];
  const found = READER_CHECKS.driver(appleDriver);
  const mute = readers.find(
    (reader) => reader.card?.kind === 'mute' && natureOf(reader) !== 'contactless' && isCardReader(reader),
  );
  return appleDriver && mute !== undefined
    ? [write.watch('driver', failure('LECTEUR-PILOTE-APPLE', { reader: mute.name }), found)]
    : [write.good('driver', 'LECTEUR-PILOTE-OK', found)];
}

function contentOf(card: ReaderFact['card'], nature: string): string {
  if (card === null) return READER_CHECKS.empty;
  if (card.kind === 'mute' && nature === 'contactless') return READER_CHECKS.alwaysMute;
  return READER_CHECKS.card(card.kind, card.atr);
}

function judgeVitale(
  readers: ReadersFacts,
  vitale: readonly VitaleFact[],
  write: CheckWriter,
): readonly Check[] {
  if (readers.service === 'unavailable')
    return [notVerifiable(write, 'read', VITALE_CHECKS.reading, STANDS_IN_THE_WAY.serviceStopped)];
  if (vitale.length === 0) return [write.unknown('read', failure('VITALE-ABSENTE'))];
  return [
    ...vitale.map((fact, index) => judgeRead(fact, `read.${String(index + 1)}`, write)),
    ...judgeSeveral(readers, write),
  ];
}

function judgeSeveral({ readers }: ReadersFacts, write: CheckWriter): readonly Check[] {
  const inside = readers.filter(({ card }) => card?.kind === 'vitale-1' || card?.kind === 'vitale-2');
  if (inside.length < 2) return [];
  const names = READER_CHECKS.names(inside.map(({ name }) => name));
  return [write.watch('several', failure('VITALE-PLUSIEURS', { readers: names }))];
}

function judgeRead(
  { kind, milliseconds, outcome, reader }: VitaleFact,
  id: string,
  write: CheckWriter,
): Check {
  const seconds = writtenSeconds(milliseconds);
  if (outcome.ok) {
    const found = VITALE_CHECKS.read(kind, seconds, outcome.people, outcome.usable);
    return milliseconds > SLOW_READ_MS
      ? write.watch(id, failure('VITALE-LENTE', { seconds }), found)
      : write.good(id, 'VITALE-LUE', found);
  }
  // Neither is out of order: an old card, or a card that is no Vitale and may belong to another program.
  const known = outcome.failure.code === 'VITALE-1' || outcome.failure.code === 'VITALE-INCONNUE';
  return (known ? write.watch : write.fix)(id, outcome.failure, VITALE_CHECKS.cardIn(kind, reader));
}

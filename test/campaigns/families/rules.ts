/** The pure half of the search: the rules of the INS and of the launch, asked about hostile cards. */
import type { Beneficiary } from '../../../src/domain/identity/beneficiary.ts';
import { parseCardDate } from '../../../src/domain/identity/card-date.ts';
import {
  deriveInsForReading,
  type InsDecision,
  type MergedReading,
} from '../../../src/domain/identity/ins-derivation.ts';
import { mergeReadings } from '../../../src/domain/identity/merge-readings.ts';
import type { TruePerson } from '../../unit/domain/identity/random-cards.ts';
import { Dice } from '../../unit/domain/identity/sample-people.ts';
import { drawCard, HOSTILITIES, type HostileCard } from './cards.ts';
import { playSession, type KnownCard } from './session.ts';
import { countHostility, emptyTally, miss, type Source, type Tally, type Verdict } from './tally.ts';

/** Searches `count` families, the first of which is number `first`; the same seed draws the same families. */
export function searchRules(seed: number, first: number, count: number): Tally {
  const tally = emptyTally();
  for (let family = first; family < first + count; family += 1) searchFamily(tally, seed, family);
  return tally;
}

/** A family has its own dice, so that one that was missed can be drawn again alone. */
function searchFamily(tally: Tally, seed: number, family: number): void {
  const dice = new Dice((Math.imul(seed, 0x9e3779b1) ^ Math.imul(family + 1, 0x85ebca6b)) | 0);
  const where = `${String(seed)}/${String(family)}`;
  const card = drawCard(dice, HOSTILITIES[family % HOSTILITIES.length] ?? 'as-issued');
  tally.families += 1;
  countHostility(tally, card.hostility);
  const known = knownCard(card);
  const { direct, library } = card;
  const judgeSource = (source: Source, decisions: readonly InsDecision[], owners: Owners): void => {
    judge(tally, where, card, source, decisions, owners);
  };
  judgeSource('direct', deriveInsForReading(direct.reading), direct.owners.map(only));
  judgeSource('library', deriveInsForReading(library.reading), library.owners.map(only));
  judgeSource('merged', deriveInsForReading(known.merged), known.mergedOwners);
  // A second card in the session: another household, or the same one once more.
  const second = dice.chance(0.3) ? known : knownCard(drawCard(dice, dice.oneOf(HOSTILITIES)));
  playSession(tally, where, dice, [known, second]);
}

/** Whom each place of a list may be. */
type Owners = readonly (readonly TruePerson[])[];

const only = (one: TruePerson): readonly TruePerson[] => [one];

function judge(
  tally: Tally,
  where: string,
  card: HostileCard,
  source: Source,
  decisions: readonly InsDecision[],
  owners: Owners,
): void {
  const given = new Set<string>();
  decisions.forEach((decision, place) => {
    if (!decision.usable) {
      tally.refused.people += 1;
      return;
    }
    if (given.has(decision.ins)) miss(tally, `${where} ${source}: one number given to two people`);
    given.add(decision.ins);
    const verdict = verdictOf(card, source, owners[place] ?? [], decision.ins);
    tally.given[source][verdict] += 1;
    if (verdict === 'wrong')
      miss(tally, `${where} ${source}, ${card.hostility}: ${decision.rule} gives another’s number`);
  });
}

/** How one INS stands to the people who may be the one at that place. */
export function verdictOf(
  card: HostileCard,
  source: Source,
  owners: readonly TruePerson[],
  ins: string,
): Verdict {
  if (owners.some(({ number }) => number === ins)) return 'right';
  if (source === 'library') return 'wrong';
  const insuredIsThere = card.direct.owners.includes(card.insured);
  if (!insuredIsThere && ins === card.insured.number) return 'absent-insured';
  if (source === 'merged' && owners.some((one) => isNamesakes(card, one, ins))) return 'namesake-elsewhere';
  return card.hostility === 'numbers-shuffled' ? 'own-layout-broken' : 'wrong';
}

/** Whether the number is of someone on the library's other card who has the same name and the same dated birth. */
function isNamesakes({ hostility, library }: HostileCard, one: TruePerson, ins: string): boolean {
  if (hostility !== 'another-card' && hostility !== 'shared-person') return false;
  const other = library.owners.find(({ number }) => number === ins);
  return (
    other?.firstName === one.firstName &&
    other.birthDate === one.birthDate &&
    parseCardDate(one.birthDate).year !== null
  );
}

function knownCard(card: HostileCard): KnownCard {
  const merged = mergeReadings(card.direct.reading, card.library.reading);
  const mergedOwners = ownersOfMerged(card, merged);
  return {
    direct: card.direct.reading,
    merged,
    mergedOwners,
    verdict: (person, ins) => {
      const place = card.direct.reading.beneficiaries.indexOf(person);
      if (place >= 0) return verdictOf(card, 'direct', card.direct.owners.slice(place, place + 1), ins);
      const mergedPlace = merged.beneficiaries.findIndex((one) => one === person);
      return verdictOf(card, 'merged', mergedOwners[mergedPlace] ?? [], ins);
    },
  };
}

/** The people of the direct read keep their places; those that the library adds are found by what it says of them. */
function ownersOfMerged(card: HostileCard, merged: MergedReading): Owners {
  return merged.beneficiaries.map((person, place) => {
    const shown = card.direct.owners[place];
    if (shown !== undefined) return [shown];
    return card.library.owners.filter((_, index) => {
      const said = card.library.reading.beneficiaries[index];
      return said !== undefined && identity(said) === identity(person);
    });
  });
}

const identity = ({ name, birthName, firstName, birthDate }: Beneficiary): string =>
  JSON.stringify([name, birthName, firstName, birthDate]);

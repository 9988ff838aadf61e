/** Counts of a search, small enough to be sent from a worker and added up. */
import type { Hostility } from './cards.ts';

/**
 * How an INS that the rules let through stands to the truth.
 * `right`: it is the person's. `absent-insured`: the documented limit of a direct read alone (decision 0009): the card
 * prints the number of an insured person who is not on it, and someone on it was born in the same month.
 * `own-layout-broken`: a card whose two files do not agree on the order, among people born in the same month.
 * `namesake-elsewhere`: the library read another card than the one that is shown, unnoticed, and on it is someone of
 * the same name and first name with the same date on the card.
 * `wrong`: another person's, with no such excuse. There must be none.
 */
export const VERDICTS = [
  'right',
  'absent-insured',
  'own-layout-broken',
  'namesake-elsewhere',
  'wrong',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a decision rests on: the direct read, the vendor's library, or both merged. */
export const SOURCES = ['direct', 'library', 'merged'] as const;
export type Source = (typeof SOURCES)[number];

export interface Tally {
  families: number;
  /** INS let through, by what was read and by verdict. */
  readonly given: Record<Source, Record<Verdict, number>>;
  /** Records opened in the sessions, by verdict. */
  readonly opened: Record<Verdict, number>;
  readonly refused: { people: number };
  readonly byHostility: Record<string, number>;
  /** Broken rules and wrong records, said so that they can be drawn again: `seed/family: what`. */
  readonly misses: string[];
}

/** What is kept of misses: one is enough to fail. */
const MOST_MISSES = 50;

export function emptyTally(): Tally {
  const none = (): Record<Verdict, number> => ({
    right: 0,
    'absent-insured': 0,
    'own-layout-broken': 0,
    'namesake-elsewhere': 0,
    wrong: 0,
  });
  return {
    families: 0,
    given: { direct: none(), library: none(), merged: none() },
    opened: none(),
    refused: { people: 0 },
    byHostility: {},
    misses: [],
  };
}

export function countHostility(tally: Tally, hostility: Hostility): void {
  tally.byHostility[hostility] = (tally.byHostility[hostility] ?? 0) + 1;
}

export function miss(tally: Tally, sentence: string): void {
  if (tally.misses.length < MOST_MISSES) tally.misses.push(sentence);
}

/** Adds `other` to `tally`. */
export function addTally(tally: Tally, other: Tally): void {
  tally.families += other.families;
  tally.refused.people += other.refused.people;
  for (const verdict of VERDICTS) {
    for (const source of SOURCES) tally.given[source][verdict] += other.given[source][verdict];
    tally.opened[verdict] += other.opened[verdict];
  }
  for (const [hostility, count] of Object.entries(other.byHostility))
    tally.byHostility[hostility] = (tally.byHostility[hostility] ?? 0) + count;
  for (const sentence of other.misses) miss(tally, sentence);
}

/** What the races came to. The first five must be 0, in every life. */
export const FORBIDDEN = {
  openedWithoutCard: 'records opened for a card not in',
  pinToOtherToken: 'PINs handed to another token',
  unwarnedLastTry: 'third tries without a warning',
  shownUnsaid: 'pages shown under another name unsaid',
  openedBeneath: 'records opened beneath a window of another',
} as const;

/** What shows that the lives came near it. */
export const SEEN = {
  lives: 'lives',
  happenings: 'happenings',
  insertions: 'cards inserted',
  opened: 'records opened from a card',
  openedOtherwise: 'records opened by a call or a typed number',
  openingsRefused: 'openings refused because the card had left, or another record was wanted',
  windows: 'windows of the system that a record opened',
  windowsLeft: 'of them answered after their record had gone',
  openingsWaited: 'openings that one of them kept waiting',
  libraryRefused: 'answers of the vendor’s library that nothing vouched for',
  pins: 'PINs handed over',
  wrongPins: 'wrong ones among them',
  lastTries: 'last tries, warned of',
  pages: 'pages of the site that came',
  otherPatients: 'ways to another patient’s page that were closed',
  shownSaid: 'pages of somebody else, said to be unverified',
  sessionsEnded: 'sessions that ended under a record',
} as const;

export type Tally = Record<keyof typeof FORBIDDEN | keyof typeof SEEN, number>;

export function emptyTally(): Tally {
  const names = [...Object.keys(FORBIDDEN), ...Object.keys(SEEN)];
  return Object.fromEntries(names.map((name) => [name, 0])) as Tally;
}

/** The counts in words, one a line. */
export function tallyLines(tally: Tally): readonly string[] {
  const words: Readonly<Record<string, string>> = { ...FORBIDDEN, ...SEEN };
  return Object.entries(tally).map(
    ([name, count]) => `${count.toLocaleString('en').padStart(12)}  ${words[name] ?? name}`,
  );
}

import type { StandinGroup } from './standin.ts';

/** A fictional person as the library gives it; numbers carry their key. */
export interface CardPerson {
  readonly usualName: string;
  readonly birthName?: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly birthRank?: string;
  readonly quality: string;
  readonly certifiedNir?: string;
}

/** What rights, addresses and coverage hold in the scenarios: a test looks for it where it must not be. */
export const NEVER_READ = 'NE JAMAIS LIRE';

const pad = (text: string, width: number): string => text.padEnd(width, ' ');

/** Key by `ins.md`: 97 − (N mod 97), with 2A and 2B written 19 and 18. */
export function withKey(number: string): string {
  const digits = number.replace('2A', '19').replace('2B', '18');
  return number + String(97n - (BigInt(digits) % 97n)).padStart(2, '0');
}

/** Groups 101 and 104, with addresses and rights that the launcher must leave alone. */
export function currentCard(nirWithKey: string, people: readonly CardPerson[]): StandinGroup[] {
  const holder: StandinGroup = {
    read: 'rights',
    group: 101,
    occurrence: 1,
    fields: {
      1: '2',
      2: NEVER_READ,
      3: '20301231',
      7: '1',
      8: nirWithKey.slice(0, 13),
      9: nirWithKey.slice(13),
      10: '01',
      11: '751',
      12: '0000',
    },
  };
  const persons = people.map((person, index): StandinGroup => ({
    read: 'rights',
    group: 104,
    occurrence: index + 1,
    fields: {
      1: pad(person.usualName, 27),
      2: pad(person.birthName ?? '', 27),
      3: pad(person.firstName, 27),
      ...Object.fromEntries([4, 5, 6, 7, 8].map((field) => [field, NEVER_READ])),
      9: pad(person.certifiedNir?.slice(0, 13) ?? '', 13),
      10: pad(person.certifiedNir?.slice(13) ?? '', 2),
      11: person.certifiedNir === undefined ? pad('', 8) : '20200101',
      12: person.birthDate,
      13: person.birthRank ?? '1',
      14: person.quality,
    },
  }));
  const rights: StandinGroup = { read: 'rights', group: 105, occurrence: 1, fields: { 1: NEVER_READ } };
  return [holder, ...persons, rights];
}

/** Groups 40 and 41, as older libraries give them: no certified number. */
export function olderCard(nirWithKey: string, people: readonly CardPerson[]): StandinGroup[] {
  return [
    {
      read: 'rights',
      group: 40,
      occurrence: 1,
      fields: { 1: '1', 2: NEVER_READ, 4: nirWithKey.slice(0, 13), 5: nirWithKey.slice(13) },
    },
    ...people.map((person, index): StandinGroup => ({
      read: 'rights',
      group: 41,
      occurrence: index + 1,
      fields: {
        1: pad(person.usualName, 27),
        2: pad(person.birthName ?? '', 27),
        3: pad(person.firstName, 27),
        5: person.birthDate,
        6: person.birthRank ?? '1',
        7: person.quality,
      },
    })),
  ];
}

const PARENT = '2690549588157';
const CHILD = '2061275111005';

/** An insured mother, with a usual name, and her daughter, who has a certified number of her own. */
export const FAMILY: StandinGroup[] = currentCard(withKey(PARENT), [
  {
    usualName: 'DÉSMAUX',
    birthName: 'LÉCUREUIL',
    firstName: 'NATHALIE',
    birthDate: '19690511',
    quality: '0',
    certifiedNir: withKey(PARENT),
  },
  {
    usualName: '',
    birthName: 'DÉSMAUX',
    firstName: 'ZOÉ',
    birthDate: '20061203',
    birthRank: '2',
    quality: '6',
    certifiedNir: withKey(CHILD),
  },
]);

/** A card that an older library reads: the insured man and a child without a number. */
export const OLDER_FAMILY: StandinGroup[] = olderCard(withKey('1680172181372'), [
  { usualName: 'CORSE', firstName: 'DENIS', birthDate: '19680105', quality: '0' },
  { usualName: 'CORSE', firstName: 'ANNE', birthDate: '19981300', quality: '06' },
]);

/** An insured person and 18 others. */
export const NINETEEN: StandinGroup[] = currentCard(
  withKey(PARENT),
  Array.from({ length: 19 }, (_, index) => ({
    usualName: 'GRANDEFAMILLE',
    firstName: `PRÉNOM ${String(index + 1)}`,
    birthDate: index === 0 ? '19690511' : `20${String(index).padStart(2, '0')}0101`,
    quality: index === 0 ? '0' : '6',
  })),
);

/** Reader and component descriptions. */
export const CONFIG: StandinGroup[] = [
  { read: 'config', group: 60, occurrence: 1, fields: { 1: 'LECTEUR FICTIF', 2: '4.10', 3: pad('', 8) } },
  { read: 'config', group: 61, occurrence: 1, fields: { 1: 'SSV', 2: '1.40.14' } },
  { read: 'config', group: 61, occurrence: 2, fields: { 1: 'GALSS', 2: '3.45' } },
  { read: 'config', group: 62, occurrence: 1, fields: { 1: 'CPS' } },
];

/** A fictional practitioner's card. */
export const PS_CARD: StandinGroup[] = [
  {
    read: 'ps',
    group: 1,
    occurrence: 1,
    fields: { 1: '0', 2: '0', 3: NEVER_READ, 4: '0', 5: '1', 6: pad('MAXIMIN', 27), 7: pad('HÉLÈNE', 27) },
  },
  { read: 'ps', group: 2, occurrence: 1, fields: { 1: '01', 8: NEVER_READ } },
];

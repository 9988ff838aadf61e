/** Fictional identities as a document carries them, written independently of the reader that is tested. */
import fc from 'fast-check';
import type { DatamatrixIdentity, InsOrigin } from '../../../../src/domain/identity/datamatrix.ts';
import { withKey } from './sample-people.ts';

export const OIDS: Readonly<Record<InsOrigin, string>> = {
  nir: '1.2.250.1.213.1.4.8',
  nia: '1.2.250.1.213.1.4.9',
  test: '1.2.250.1.213.1.4.10',
  demo: '1.2.250.1.213.1.4.11',
};

/** Characters of plain ASCII, one by one. */
export const lettersOf = (text: string): readonly string[] => Array.from(text);

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** Names with what may be mistaken for something else: an `S` before a block, hyphens in a row, 100 characters. */
const anyName = fc.oneof(
  fc.constantFrom('S', 'MARS', "D'HERVELINE", 'FICTIF--EXEMPLE', 'ESSAI TROIS', 'SS SS', 'A'.repeat(100)),
  fc
    .array(fc.constantFrom(...lettersOf("ABCDEFGHIJKLMNOPQRSTUVWXYZSSSS '-")), {
      minLength: 1,
      maxLength: 100,
    })
    .map((letters) => letters.join('').trim().replace(/ +/g, ' '))
    .filter((name) => /[A-Z]/.test(name)),
);

const anyDate = fc
  .date({
    min: new Date(Date.UTC(1900, 0, 1)),
    max: new Date(Date.UTC(2030, 11, 31)),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));

/** Somebody whose number agrees with sex and birth date, as every real one's does. */
export const anyIdentity: fc.Arbitrary<DatamatrixIdentity> = fc
  .record({
    origin: fc.constantFrom<InsOrigin>('nir', 'nia', 'test', 'demo'),
    birthName: anyName,
    givenNames: anyName,
    sex: fc.constantFrom<'F' | 'M'>('F', 'M'),
    birthDate: anyDate,
    birthPlace: fc.option(fc.constantFrom('75112', '2A004', '2B033', '99352', '00000')),
    unknownMonth: fc.option(fc.constantFrom('20', '42', '50', '99'), { freq: 8 }),
    department: fc.constantFrom('75', '2A', '2B', '97', '99', '01'),
    order: fc.integer({ min: 1, max: 999_999 }),
  })
  .map(({ unknownMonth, department, order, ...person }) => {
    const { sex, birthDate } = person;
    const month = unknownMonth ?? birthDate.slice(4, 6);
    const number = (sex === 'M' ? '1' : '2') + birthDate.slice(2, 4) + month + department + digits(order, 6);
    return { ...person, ins: withKey(number) };
  });

/** The blocks of a message, in the order S1 to S7. */
export function blocksOf(identity: DatamatrixIdentity): readonly string[] {
  const { ins, origin, givenNames, birthName, sex, birthDate, birthPlace } = identity;
  const written = `${birthDate.slice(6)}-${birthDate.slice(4, 6)}-${birthDate.slice(0, 4)}`;
  const place = birthPlace === null ? [] : [`S7${birthPlace}`];
  return [
    `S1${ins}`,
    `S2${OIDS[origin]}`,
    `S3${givenNames}`,
    `S4${birthName}`,
    `S5${sex}`,
    `S6${written}`,
    ...place,
  ];
}

const LONGEST: Readonly<Record<string, number>> = { S2: 20, S3: 100, S4: 100 };

/** A message with the separators the layout asks for, from blocks in any order. */
export function messageOf(blocks: readonly string[], separator = '\u001d'): string {
  const written = blocks.map((block, place) => {
    const longest = LONGEST[block.slice(0, 2)] ?? 0;
    return block.length - 2 < longest && place < blocks.length - 1 ? block + separator : block;
  });
  return `IS01${'0'.repeat(22)}${written.join('')}`;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LONGEST_DATAMATRIX,
  looksLikeDatamatrix,
  readInsDatamatrix,
} from '../../../../src/domain/identity/datamatrix.ts';
import { readInsFields } from '../../../../src/domain/identity/ins.ts';
import { refuseOriginByEnvironment } from '../../../../src/domain/settings/card-environment.ts';
import { anyIdentity, blocksOf, lettersOf, messageOf, OIDS } from './random-documents.ts';
import { withKey } from './sample-people.ts';

const HEAD = 'IS010000000000000000000000';
/** The vectors of the reference; `~` is the separator. */
const VECTORS = [
  {
    text: `${HEAD}S1284097511204306S21.2.250.1.213.1.4.8~S3ANNE-MARIE JULIE~S4D'HERVELINE~S5FS614-09-1984S775112`,
    identity: {
      ins: '284097511204306',
      origin: 'nir',
      birthName: "D'HERVELINE",
      givenNames: 'ANNE-MARIE JULIE',
      sex: 'F',
      birthDate: '19840914',
      birthPlace: '75112',
    },
  },
  {
    text: `${HEAD}S1191039935201740S21.2.250.1.213.1.4.9~S3KARIM~S4FICTIF--EXEMPLE~S5MS602-03-1991S799352`,
    identity: {
      ins: '191039935201740',
      origin: 'nia',
      birthName: 'FICTIF--EXEMPLE',
      givenNames: 'KARIM',
      sex: 'M',
      birthDate: '19910302',
      birthPlace: '99352',
    },
  },
  {
    text: `${HEAD}S1279062A00411830S21.2.250.1.213.1.4.10S3LISA MARIA~S4ESSAI TROIS~S5FS621-06-1979S72A004`,
    identity: {
      ins: '279062A00411830',
      origin: 'test',
      birthName: 'ESSAI TROIS',
      givenNames: 'LISA MARIA',
      sex: 'F',
      birthDate: '19790621',
      birthPlace: '2A004',
    },
  },
] as const;
const FIRST = VECTORS[0].text.replaceAll('~', '\u001d');

/** Every form in which the reference says that a scanner sends the separator. */
const SEPARATORS = { itself: '\u001d', typed: '<GS>', braces: '{GS}', space: ' ', absent: '' } as const;
const ENDINGS = ['', '\r', '\n', '\r\n', '\t', '\u001d\r'];

const codeOf = (text: string): string => {
  const read = readInsDatamatrix(text);
  return read.ok ? 'ok' : read.failure.code;
};

/** One refusal a line: what was done to the first vector, and the code that says so. */
const REFUSED: readonly (readonly [string, (text: string) => string, string])[] = [
  ['another version', (text) => text.replace('IS01', 'IS02'), 'DATAMATRIX-VERSION'],
  ['a reserved zone that is not all zeros', (text) => text.replace('0000S1', '0001S1'), 'DATAMATRIX-RESERVE'],
  ['another key', (text) => text.replace('306S2', '307S2'), 'DATAMATRIX-CLE'],
  ['the other sex', (text) => text.replace('S5F', 'S5M'), 'DATAMATRIX-SEXE'],
  ['another year', (text) => text.replace('-1984', '-1985'), 'DATAMATRIX-NAISSANCE'],
  ['another month', (text) => text.replace('-09-', '-10-'), 'DATAMATRIX-NAISSANCE'],
  ['another century', (text) => text.replace('-1984', '-1884'), 'DATAMATRIX-CHAMP'],
  ['a day that no month has', (text) => text.replace('S614-09', 'S631-09'), 'DATAMATRIX-CHAMP'],
  ['cut inside the birth date', (text) => text.slice(0, text.indexOf('-1984')), 'DATAMATRIX-INCOMPLET'],
  ['cut inside the header', () => 'IS0100000', 'DATAMATRIX-INCOMPLET'],
  ['cut after an identifier’s first letter', (text) => text.slice(0, -6), 'DATAMATRIX-INCOMPLET'],
  ['no birth name', (text) => text.replace("S4D'HERVELINE\u001d", ''), 'DATAMATRIX-INCOMPLET'],
  ['a sex twice', (text) => text.replace('S5F', 'S5FS5F'), 'DATAMATRIX-DOUBLE'],
  ['an unknown identifier', (text) => `${text}S8X`, 'DATAMATRIX-ELEMENT'],
  ['text left over', (text) => `${text}9`, 'DATAMATRIX-RESTE'],
  ['a separator where none belongs', (text) => text.replace('S5F', 'S5F\u001d'), 'DATAMATRIX-RESTE'],
  ['a 16th character', (text) => text.replace('306S2', '3061S2'), 'DATAMATRIX-RESTE'],
  ['a name with a digit', (text) => text.replace('HERVE', 'HE1RVE'), 'DATAMATRIX-RESTE'],
  ['an empty name', (text) => text.replace("D'HERVELINE", ''), 'DATAMATRIX-CHAMP'],
  ['a name without a letter', (text) => text.replace("D'HERVELINE", '-'), 'DATAMATRIX-CHAMP'],
  ['a name of 101 letters', (text) => text.replace("D'HERVELINE", 'A'.repeat(101)), 'DATAMATRIX-CHAMP'],
  ['a place that is no code', (text) => text.replace('S775112', 'S7PARIS'), 'DATAMATRIX-CHAMP'],
  ['an unknown OID', (text) => text.replace('.4.8', '.4.7'), 'DATAMATRIX-ORIGINE'],
  ['a number that has not the shape', (text) => text.replace('S12840', 'S15840'), 'DATAMATRIX-CHAMP'],
  ['more than 320 characters', (text) => text.padEnd(LONGEST_DATAMATRIX + 1), 'DATAMATRIX-LONGUEUR'],
  ['another barcode', () => '(01)03400930000019', 'DATAMATRIX-AUTRE'],
  ['nothing', () => '', 'DATAMATRIX-AUTRE'],
  ['keys of QWERTY on AZERTY', () => 'ISà&àààààààààààààààààààààà', 'DATAMATRIX-CLAVIER'],
  ['keys of AZERTY on QWERTY', () => 'IS)!))))))))))))))))))))))', 'DATAMATRIX-CLAVIER'],
  ['capitals locked', (text) => text.toLowerCase(), 'DATAMATRIX-CLAVIER'],
];

describe('reading', () => {
  it.each(VECTORS)('$identity.birthName in every form a scanner sends', ({ text, identity }) => {
    for (const separator of Object.values(SEPARATORS))
      for (const ending of ENDINGS)
        for (const beginning of ['', ']d1'])
          expect(readInsDatamatrix(beginning + text.replaceAll('~', separator) + ending)).toEqual({
            ok: true,
            value: identity,
          });
  });

  it.each(REFUSED)('refuses %s', (_, change, code) => {
    const changed = change(FIRST);
    expect(changed).not.toBe(FIRST);
    expect(codeOf(changed)).toBe(code);
  });

  it('gives every refusal of its own a test', () => {
    expect(new Set(REFUSED.map(([, , code]) => code)).size).toBe(14);
  });

  it('compares sex and date with a NIR only', () => {
    const waiting = VECTORS[1].text.replaceAll('~', '').replace('S5M', 'S5F').replace('1991', '2003');
    expect(codeOf(waiting)).toBe('ok');
    expect(codeOf(FIRST.replace('.4.8', '.4.9').replace('S5F', 'S5M'))).toBe('ok');
  });

  it('leaves the sex of a provisional number alone, and the month of one that has none', () => {
    const withNumber = (thirteen: string): string =>
      FIRST.replace('284097511204306', withKey(thirteen)).replace('S5F', 'S5M');
    expect(codeOf(withNumber('2840975112043'))).toBe('DATAMATRIX-SEXE');
    for (const digit of [3, 4, 7, 8]) expect(codeOf(withNumber(`${String(digit)}840975112043`))).toBe('ok');
    for (const month of [20, 42, 50, 99])
      expect(codeOf(withNumber(`184${String(month)}75112043`))).toBe('ok');
    expect(codeOf(withNumber('1841075112043'))).toBe('DATAMATRIX-NAISSANCE');
  });
});

describe('any identity', () => {
  const anyForm = fc.record({
    separator: fc.constantFrom(...Object.values(SEPARATORS)),
    ending: fc.constantFrom(...ENDINGS),
    beginning: fc.constantFrom('', ']d1'),
  });
  const shuffled = anyIdentity.chain((identity) =>
    fc.record({
      identity: fc.constant(identity),
      blocks: fc.shuffledSubarray([...blocksOf(identity)], { minLength: blocksOf(identity).length }),
    }),
  );

  it('comes back whole from every form and every order of blocks', () => {
    fc.assert(
      fc.property(shuffled, anyForm, ({ identity, blocks }, { separator, ending, beginning }) => {
        const text = beginning + messageOf(blocks, separator) + ending;
        expect(readInsDatamatrix(text)).toEqual({ ok: true, value: identity });
        expect(looksLikeDatamatrix(text)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('is refused, or keeps its number, when any one character is another', () => {
    fc.assert(
      fc.property(
        shuffled,
        fc.nat(),
        fc.oneof(
          fc.constantFrom(...lettersOf('0123456789ABFMSXZ .-'), '\u001d', 'é', '\0'),
          fc.string({ minLength: 1, maxLength: 1 }),
        ),
        ({ identity, blocks }, place, character) => {
          const text = messageOf(blocks);
          const at = place % text.length;
          const read = readInsDatamatrix(text.slice(0, at) + character + text.slice(at + 1));
          if (!read.ok) return;
          const { value } = read;
          expect(value.ins).toBe(identity.ins);
          // One digit tells a NIR from a waiting number, and nothing else in the message does.
          if (value.origin !== identity.origin)
            expect([...new Set([value.origin, identity.origin])].sort()).toEqual(
              identity.origin === 'nir' || identity.origin === 'nia' ? ['nia', 'nir'] : ['demo', 'test'],
            );
          if (value.origin !== 'nir' || identity.origin !== 'nir') return;
          // The day is in no number, and the month not in every one: all the rest holds.
          expect(value.sex).toBe(identity.sex);
          expect(value.birthDate.slice(0, 4)).toBe(identity.birthDate.slice(0, 4));
          if (readInsFields(identity.ins).month !== null)
            expect(value.birthDate.slice(0, 6)).toBe(identity.birthDate.slice(0, 6));
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('never gives half a person when it is cut anywhere', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(), ({ identity, blocks }, place) => {
        const text = messageOf(blocks);
        const read = readInsDatamatrix(text.slice(0, place % text.length));
        if (!read.ok) return;
        // What is at the end may be a name cut short, or the place that may be left out.
        expect(read.value.ins).toBe(identity.ins);
        expect(read.value.birthDate).toBe(identity.birthDate);
        expect(read.value.sex).toBe(identity.sex);
        expect(['S3', 'S4', 'S7', 'S2']).toContain(blocks.at(-1)?.slice(0, 2));
      }),
      { numRuns: 5000 },
    );
  });

  it('crashes on no text, and repeats none of it in a refusal', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc
        .array(
          fc.constantFrom('IS', '01', '0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'F', '\u001d', ' '),
          { maxLength: 80 },
        )
        .map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }).map((rest) => HEAD + rest),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readInsDatamatrix(text);
        looksLikeDatamatrix(text);
        if (!read.ok)
          for (const told of Object.values(read.failure.detail ?? {})) expect(told).toMatch(/^S\d$/);
      }),
      { numRuns: 10_000 },
    );
  });

  it('comes to an end on what a pattern could go back over again and again', () => {
    const hard = [
      `${HEAD}${'S3 '.repeat(98)}`,
      `${HEAD}S3${' '.repeat(290)}`,
      `${HEAD}S3${"S'".repeat(140)}`,
      ' '.repeat(320),
      '\u001d'.repeat(320),
      'x'.repeat(5_000_000),
    ];
    // A pattern that tried all ways would not be back within the lifetime of the tests.
    for (const text of hard) expect(readInsDatamatrix(text).ok).toBe(false);
  });
});

describe('test and real', () => {
  it.each([
    ['nir', 'production', null],
    ['nia', 'production', null],
    ['test', 'production', 'DATAMATRIX-TEST-EN-PRODUCTION'],
    ['demo', 'production', 'DATAMATRIX-TEST-EN-PRODUCTION'],
    ['nir', 'test', 'DATAMATRIX-REEL-EN-TEST'],
    ['nia', 'formation', 'DATAMATRIX-REEL-EN-TEST'],
    ['test', 'test', null],
    ['demo', 'formation', null],
  ] as const)('%s in %s: %s', (origin, environment, code) => {
    expect(refuseOriginByEnvironment(origin, environment)?.code ?? null).toBe(code);
    expect(OIDS[origin]).toMatch(/^1\.2\.250\.1\.213\.1\.4\.\d+$/);
  });
});

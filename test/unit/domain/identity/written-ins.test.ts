import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkInsInput,
  LONGEST_WRITTEN_INS,
  readInsNumber,
  readWrittenIns,
  refuseKindByEnvironment,
} from '../../../../src/domain/identity/written-ins.ts';
import { Dice, numberFor, withKey } from './sample-people.ts';

const CORSICA = '188102B17295264';
const OTHER = withKey('2550814168025');

const anyIns = fc
  .record({
    seed: fc.integer(),
    sex: fc.constantFrom(1, 2, 3, 4, 7, 8),
    year: fc.nat(99),
    month: fc.constantFrom(1, 4, 9, 12, 20, 42, 50, 99),
  })
  .map(({ seed, sex, year, month }) => numberFor(new Dice(seed), sex, year, month));

const outcome = (text: string): string => {
  const read = readWrittenIns(text);
  return read.ok ? read.value.ins + (read.value.kind ?? '') : read.failure.code;
};

/** Every form tried, as docs/technical/identite-patient.md lists them. */
const FORMS: readonly (readonly [string, string, string])[] = [
  ['in one piece', '188102B17295264', CORSICA],
  ['in lower case', '188102b17295264', CORSICA],
  ['in its groups', '1 88 10 2B 172 952 64', CORSICA],
  ['with no-break spaces', '1\u00a088\u00a010\u00a02B\u00a0172\u00a0952\u00a064', CORSICA],
  ['with narrow no-break spaces', '1\u202f88\u202f10\u202f2B\u202f172\u202f952\u202f64', CORSICA],
  ['with dots', '1.88.10.2B.172.952.64', CORSICA],
  ['with dashes', '1-88-10-2b-172-952-64', CORSICA],
  ['with typographic dashes', '1–88–10–2B–172–952—64', CORSICA],
  ['with no-break hyphens', '1‑88‑10‑2B‑172‑952‑64', CORSICA],
  ['with slashes', '1/88/10/2B/172/952/64', CORSICA],
  ['with zero-width spaces', '188102B\u200b172952\u200b64\ufeff', CORSICA],
  ['with its key in brackets', '188102B172952 (64)', CORSICA],
  ['with its key in square brackets', '1 88 10 2B 172 952 [64]', CORSICA],
  ['with tabulators and line ends', '\t188102B172952\r\n64\n', CORSICA],
  ['with the letter N', '188102B17295264N', `${CORSICA}N`],
  ['with the letter apart', '1 88 10 2B 172 952 64 t', `${CORSICA}T`],
  ['with a letter behind brackets', '188102B172952(64)D', `${CORSICA}D`],
  ['with another letter', '188102B17295264X', 'INS-LETTRE'],
  ['without its key', '188102B172952', 'INS-SANS-CLE'],
  ['without its key, in groups', '1 88 10 2B 172 952', 'INS-SANS-CLE'],
  ['cut short', '188102B1729526', 'INS-LONGUEUR'],
  ['too long', '188102B172952645', 'INS-LONGUEUR'],
  ['much too long', '188102B17295264'.repeat(3), 'INS-LONGUEUR'],
  ['with a wrong key', '188102B17295263', 'INS-CLE'],
  ['with a wrong month', '188152B17295264', 'INS-FORME'],
  ['nothing', '', 'INS-LONGUEUR'],
  ['a line of a care software', 'MARTIN Claire  née le 12/04/1985  INS : 1 88 10 2B 172 952 64', CORSICA],
  ['a line with its letter', 'INS-NIR=188102B17295264N; MARTIN', `${CORSICA}N`],
  ['a line in columns', 'DUPONT;JEAN;14/10/1988;188102B17295264;0612345678', CORSICA],
  ['a line with tabulators', '1985\t188102B17295264\t75012', CORSICA],
  ['a line with the number twice', 'INS 188102B17295264 (NIR 1 88 10 2B 172 952 64)', CORSICA],
  ['a line with a telephone number', 'Tél. 06 12 34 56 78 01 98 INS 188102B17295264', CORSICA],
  ['a line with two numbers', `Assuré ${OTHER}, patient ${CORSICA}`, 'INS-PLUSIEURS'],
  ['a line with a right number and a wrong one', `${OTHER} et 188102B17295263`, 'INS-PLUSIEURS'],
  ['a line with a number and one without key', `NIR ${OTHER.slice(0, 13)} INS ${CORSICA}`, 'INS-PLUSIEURS'],
  ['a line with two letters for one number', `${CORSICA}N ou ${CORSICA}T`, 'INS-PLUSIEURS'],
  ['a line with a wrong key', 'INS : 188102B17295263', 'INS-CLE'],
  ['a line without the key', 'NIR : 1 88 10 2B 172 952', 'INS-SANS-CLE'],
  ['a line without a number', 'MARTIN Claire 12/04/1985', 'INS-INTROUVABLE'],
  ['a number inside a longer one', 'FR76188102B17295264', 'INS-INTROUVABLE'],
  ['a number parted elsewhere than its fields', 'ref 1881 02B1 7295 264', 'INS-INTROUVABLE'],
  ['too long a text', `INS ${CORSICA} `.padEnd(LONGEST_WRITTEN_INS + 1, 'x'), 'INS-INTROUVABLE'],
];

describe('a written number', () => {
  it.each(FORMS)('%s', (_, text, expected) => {
    expect(outcome(text)).toBe(expected);
  });

  it('handed over by a program is a number and no line', () => {
    expect(readInsNumber('1 88 10 2b 172 952 (64) N')).toEqual({
      ok: true,
      value: { ins: CORSICA, kind: 'N' },
    });
    expect(readInsNumber(`INS : ${CORSICA}`)).toMatchObject({ ok: false, failure: { code: 'INS-FORME' } });
  });

  it('is the same in any groups, with any separator, brackets and case', () => {
    const separators = fc.constantFrom('', ' ', '\u00a0', '\u202f', '.', '-', '–', '/', '\u200b', ' - ');
    const ends = [1, 3, 5, 7, 10, 13];
    const form = fc.record({
      separator: separators,
      cuts: fc.subarray(ends),
      kind: fc.constantFrom('', 'N', 'T', 'D'),
      brackets: fc.boolean(),
      lower: fc.boolean(),
    });
    fc.assert(
      fc.property(anyIns, form, (ins, { separator, cuts, kind, brackets, lower }) => {
        const parts = [...cuts, 15].map((end, place) => ins.slice(cuts[place - 1] ?? 0, end));
        const number = parts.join(separator) + kind;
        const written = brackets ? number.replace(/(\d\d)([NTD]?)$/, '($1)$2') : number;
        const text = lower ? written.toLowerCase() : written;
        expect(outcome(text)).toBe(ins + kind);
        // The same in a line that says more.
        expect(outcome(`Mme D'ESSAI : ${text}, 12/04/1985, 75012`)).toBe(ins + kind);
      }),
      { numRuns: 3000 },
    );
  });

  it('is never chosen from a line that has another, whole or not', () => {
    fc.assert(
      fc.property(anyIns, anyIns, fc.boolean(), fc.boolean(), (one, other, short, swap) => {
        fc.pre(one !== other);
        const second = short ? other.slice(0, 13) : other;
        const line = swap ? `A ${second}; B ${one}` : `A ${one}; B ${second}`;
        expect(outcome(line)).toBe('INS-PLUSIEURS');
      }),
    );
  });

  it('is told from any other text without a crash, and without going back over it again and again', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500, unit: 'binary' }), (text) => {
        outcome(text);
        checkInsInput(text);
      }),
    );
    // A pattern that tried all ways would not be back within the lifetime of the tests.
    for (const hard of ['1 '.repeat(200), '1(1('.repeat(100), `a${'1-'.repeat(199)}`, '9'.repeat(1_000_000)])
      expect(outcome(hard)).toMatch(/^INS-/);
  });
});

describe('a number being typed', () => {
  it('is incomplete at every place of a good number, then valid', () => {
    fc.assert(
      fc.property(anyIns, (ins) => {
        for (let length = 0; length < 15; length++)
          expect(checkInsInput(ins.slice(0, length))).toMatchObject({
            state: 'incomplete',
            missing: 15 - length,
          });
        expect(checkInsInput(ins)).toEqual({
          state: 'valid',
          written: { ins, kind: null },
          inLine: false,
        });
      }),
    );
  });

  it('may be typed with its key in brackets', () => {
    for (const [text, missing] of [
      ['188102B172952 (', 2],
      ['188102B172952 (6', 1],
    ] as const)
      expect(checkInsInput(text)).toMatchObject({ state: 'incomplete', missing });
    expect(checkInsInput('188102B172952 (64')).toMatchObject({ state: 'valid' });
  });

  it.each([
    ['9', 'INS-FORME'],
    ['18815', 'INS-FORME'],
    ['1881000', 'INS-FORME'],
    ['188102C', 'INS-FORME'],
    ['188102B17295263', 'INS-CLE'],
    ['188102B1729526 4 5', 'INS-LONGUEUR'],
    ['188102B17295264Z', 'INS-LETTRE'],
  ])('%s is wrong as soon as that is certain: %s', (typed, code) => {
    expect(checkInsInput(typed)).toMatchObject({ state: 'invalid', failure: { code } });
  });

  it('says what is missing in words, and asks for the key by its name', () => {
    const sentence = (text: string): string | null => {
      const check = checkInsInput(text);
      return check.state === 'incomplete' ? check.sentence : null;
    };
    expect(sentence('')).toBe('Saisissez les 15\u00a0caractères de l’INS.');
    expect(sentence('1 88 10')).toBe('Encore 10\u00a0caractères.');
    expect(sentence('188102b172952')).toContain('Il manque la clé');
    expect(sentence('188102b1729526')).toBe('Encore 1\u00a0caractère.');
  });

  it('found in a pasted line says so', () => {
    expect(checkInsInput(`MARTIN ${CORSICA}`)).toEqual({
      state: 'valid',
      written: { ins: CORSICA, kind: null },
      inLine: true,
    });
  });
});

describe('the letter of the kind', () => {
  it.each([
    ['N', true, null],
    ['T', true, 'INS-TEST-EN-PRODUCTION'],
    ['D', true, 'INS-TEST-EN-PRODUCTION'],
    ['N', false, 'INS-REEL-EN-TEST'],
    ['T', false, null],
    ['D', false, null],
    [null, true, null],
    [null, false, null],
  ] as const)('%s, in production: %s, gives %s', (kind, production, code) => {
    expect(refuseKindByEnvironment(kind, production)?.code ?? null).toBe(code);
  });
});

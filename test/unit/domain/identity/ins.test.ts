import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure, failure } from '../../../../src/domain/failures/index.ts';
import { INS_FAILURES } from '../../../../src/domain/failures/ins.ts';
import {
  computeInsKey,
  insMatriculeOrNull,
  parseInsMatricule,
  readInsFields,
} from '../../../../src/domain/identity/ins.ts';
import { Dice, numberFor, withKey } from './sample-people.ts';

const VECTORS = [
  ['188102B172952', '64'],
  ['2550814168025', '38'],
  ['255082A168025', '97'],
  ['2061275111005', '64'],
  ['2550699999999', '34'],
  ['1680172181372', '43'],
  ['2690549588157', '80'],
] as const;

const anyIns = fc
  .record({
    seed: fc.integer(),
    sex: fc.constantFrom(1, 2, 3, 4, 7, 8),
    year: fc.integer({ min: 0, max: 99 }),
  })
  .chain(({ seed, sex, year }) =>
    fc
      .constantFrom(...Array.from({ length: 12 }, (_, index) => index + 1), 20, 30, 42, 50, 99)
      .map((month) => numberFor(new Dice(seed), sex, year, month)),
  );

const codeOf = (text: string): string => {
  const parsed = parseInsMatricule(text);
  return parsed.ok ? 'ok' : parsed.failure.code;
};

describe('key', () => {
  it.each(VECTORS)('of %s is %s', (number, key) => {
    expect(computeInsKey(number)).toBe(key);
    expect(codeOf(number + key)).toBe('ok');
  });

  it('is not computed for what is no number', () => {
    for (const text of ['', '123', '1234567890123 ', '12345678901x3', '1881022A72952', '19999993B1234'])
      expect(computeInsKey(text)).toBeNull();
  });

  it('tells any one digit changed', () => {
    fc.assert(
      fc.property(anyIns, fc.nat(14), fc.integer({ min: 1, max: 9 }), (ins, place, step) => {
        const digit = Number(ins.charAt(place));
        fc.pre(!Number.isNaN(digit));
        const changed = ins.slice(0, place) + String((digit + step) % 10) + ins.slice(place + 1);
        expect(codeOf(changed)).not.toBe('ok');
      }),
      { numRuns: 3000 },
    );
  });

  it('tells 2A from 2B, from 19 and from 18 by the number itself', () => {
    const corsica = withKey('255082A168025');
    expect(codeOf(corsica.replace('2A', '2B'))).toBe('INS-CLE');
    expect(withKey('2550819168025').slice(13)).toBe(corsica.slice(13));
    expect(withKey('2550819168025')).not.toBe(corsica);
  });

  it('is the remainder computed on arbitrary precision', () => {
    fc.assert(
      fc.property(anyIns, (ins) => {
        const digits = BigInt(ins.slice(0, 13).replace('2A', '19').replace('2B', '18'));
        expect(BigInt(ins.slice(13))).toBe(97n - (digits % 97n));
      }),
    );
  });
});

describe('shape', () => {
  const built = (sex: string, month: string, departement: string): string => {
    const number = `${sex}85${month}${departement}123456`;
    return number + (computeInsKey(number) ?? '00');
  };

  it.each(['1', '2', '3', '4', '7', '8'])('takes the sex %s', (sex) => {
    expect(codeOf(built(sex, '04', '75'))).toBe('ok');
  });
  it.each(['0', '5', '6', '9'])('refuses the sex %s', (sex) => {
    expect(codeOf(built(sex, '04', '75'))).toBe('INS-FORME');
  });
  it('takes the months 01-12, 20-42 and 50-99 and no other', () => {
    const taken = Array.from({ length: 100 }, (_, month) => month).filter(
      (month) => codeOf(built('1', String(month).padStart(2, '0'), '75')) === 'ok',
    );
    const between = (from: number, to: number): number[] =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(taken).toEqual([...between(1, 12), ...between(20, 42), ...between(50, 99)]);
  });
  it('takes the départements 01-99, 2A and 2B and no other', () => {
    for (let number = 1; number <= 99; number++)
      expect(codeOf(built('1', '04', String(number).padStart(2, '0')))).toBe('ok');
    expect(codeOf(built('1', '04', '2A'))).toBe('ok');
    expect(codeOf(built('1', '04', '2B'))).toBe('ok');
    for (const none of ['00', '2C', 'A2', '1A', '3B'])
      expect(codeOf(built('1', '04', none))).toBe('INS-FORME');
  });
});

describe('a number typed by hand', () => {
  it('may have spaces and a lower-case letter', () => {
    for (const typed of [
      '1 88 10 2b 172 952 64',
      ' 188102B17295264 ',
      '188102B172952\u00a064\n',
      '1 88\u202f102B17295264',
    ]) {
      expect(parseInsMatricule(typed)).toEqual({ ok: true, value: '188102B17295264' });
    }
  });

  it('says which of three things is wrong, with the length and never the number', () => {
    expect(parseInsMatricule('')).toEqual({ ok: false, failure: failure('INS-LONGUEUR', { length: '0' }) });
    expect(codeOf('188102B1729526')).toBe('INS-LONGUEUR');
    expect(codeOf('188102B172952645')).toBe('INS-LONGUEUR');
    expect(codeOf('188152B17295264')).toBe('INS-FORME');
    expect(codeOf('188102B1729526X')).toBe('INS-FORME');
    expect(codeOf('1.88.10.2B.172.')).toBe('INS-FORME');
    expect(codeOf('188102B17295263')).toBe('INS-CLE');
    expect(codeOf('188102B17295200')).toBe('INS-CLE');
    for (const code of Object.keys(INS_FAILURES) as (keyof typeof INS_FAILURES)[])
      expect(JSON.stringify(describeFailure({ code }))).not.toMatch(/\d{5}/);
  });

  it('never throws, and gives back exactly what is a number', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'binary' }), (text) => {
        const parsed = parseInsMatricule(text);
        if (parsed.ok) expect(parsed.value).toBe(text.replace(/\s/g, '').toUpperCase());
      }),
    );
    expect(insMatriculeOrNull(null)).toBeNull();
    expect(insMatriculeOrNull(' '.repeat(15))).toBeNull();
    expect(insMatriculeOrNull('0'.repeat(15))).toBeNull();
  });
});

describe('fields', () => {
  it('are read from the digits; a month that is no civil month is none', () => {
    expect(readInsFields(withKey('188102B172952'))).toEqual({
      sexDigit: 1,
      yearOfCentury: 88,
      month: 10,
      departement: '2B',
    });
    for (const month of ['20', '42', '50', '99'])
      expect(readInsFields(withKey(`205${month}99123456`)).month).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../../../src/domain/failures/index.ts';
import { callFailure, mayRetry } from '../../../../src/native/ssv/call-failure.ts';
import { RETURN_CODES } from '../../../../src/native/ssv/return-codes.ts';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Every code of `ssv-api.md` and of `field.md` 7, written out apart from the table under test. */
const DOCUMENTED = [
  0xf001,
  0xf003,
  0xf004,
  0xf011,
  0xf014,
  0xf015,
  0xf026,
  0xf0ff,
  0xf100,
  0xf101,
  0xf600,
  0xf670,
  ...range(0xf610, 0xf66f),
  0xf680,
  0xf6f1,
  0xf6f2,
  0xf80b,
  ...range(0xf800, 0xf80a),
  0x0001,
  0x0002,
  0x0004,
  0x0008,
  0x0010,
  0x0020,
  0x0040,
  0x0080,
  0x0100,
  0x0200,
  0x0400,
  0x0800,
  0x1000,
  0x2000,
  0x4000,
  0xf023,
  0xff21,
  0x8020,
  0x8001,
  0x8002,
  ...range(0x8003, 0x8014),
];

const of = (code: number): string => callFailure(code, 'f', true).code;

describe('return codes', () => {
  it('of the manual all have a failure of their own meaning', () => {
    expect(DOCUMENTED.filter((code) => of(code) === 'SSV-INATTENDU')).toEqual([]);
  });

  it('are in the table only when the manual has them, and once', () => {
    const listed = RETURN_CODES.flatMap((row) => range(row.from, row.to));
    expect(listed.sort((a, b) => a - b)).toEqual([...DOCUMENTED].sort((a, b) => a - b));
  });

  it.each([
    [0xf001, 'SSV-CPS-ABSENTE'],
    [0xf011, 'SSV-VITALE-ABSENTE'],
    [0xf026, 'SSV-CARTES-MELANGEES'],
    [0xf101, 'SSV-RESSOURCE-INCONNUE'],
    [0xf63a, 'SSV-TABLES'],
    [0x800c, 'SSV-LECTEUR-INJOIGNABLE'],
    [0x0010, 'SSV-GALSS-OCCUPE'],
    [0x2000, 'SSV-RESSOURCE-INCONNUE'],
    [0xff21, 'SSV-LECTEUR-ANCIEN'],
    [0x800d, 'SSV-GALSS-INI-INVALIDE'],
    [0x800e, 'SSV-VERSIONS'],
  ])('%i is %s', (code, expected) => {
    expect(of(code)).toBe(expected);
  });

  it('are retried for session and protocol errors only, and never with a PIN', () => {
    const retried = range(0, 0xffff).filter((code) => mayRetry(callFailure(code, 'f', false), false));
    expect(retried).toEqual([0x0040, 0x0100, 0x0200, 0x0400, 0x0800]);
    expect(range(0, 0xffff).some((code) => mayRetry(callFailure(code, 'f', true), true))).toBe(false);
  });

  it('fill every hole of the French sentence', () => {
    for (const code of DOCUMENTED) {
      const failure = callFailure(code, 'SIS_LireDroitsVitale', true);
      const holes = [...FAILURES[failure.code].sentence.matchAll(/\{(\w+)\}/g)].map(
        (match) => match[1] ?? '',
      );
      // The missing galss.ini can also be noticed without a code, so its sentence has no hole.
      expect(
        holes.every((hole) => failure.detail?.[hole] !== undefined),
        failure.code,
      ).toBe(true);
    }
  });
});

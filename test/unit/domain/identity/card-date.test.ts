import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageAt,
  comparableMonth,
  formatAge,
  formatCardDate,
  parseCardDate,
} from '../../../../src/domain/identity/card-date.ts';

const written = (date: string, year: number, month: number, day: number): string | null => {
  const age = ageAt(date, new Date(year, month - 1, day));
  return age === null ? null : formatAge(age);
};

describe('a card date', () => {
  it.each([
    ['19850412', 1985, 4, 12, '12/04/1985'],
    ['20000229', 2000, 2, 29, '29/02/2000'],
    ['19850400', 1985, 4, null, '04/1985'],
    ['19850431', 1985, 4, null, '04/1985'],
    ['19000229', 1900, 2, null, '02/1900'],
    ['19850000', 1985, null, null, '1985'],
    ['19852015', 1985, null, null, '1985'],
    ['19859999', 1985, null, null, '1985'],
    ['00000000', null, null, null, null],
    ['00850412', null, null, null, null],
    ['', null, null, null, null],
    ['1985041', null, null, null, null],
    ['1985-4-2', null, null, null, null],
    ['        ', null, null, null, null],
  ])('%s is read and shown as far as it is known', (date, year, month, day, shown) => {
    expect(parseCardDate(date)).toEqual({ year, month, day });
    expect(formatCardDate(date)).toBe(shown);
  });

  it('gives a month to compare only when it is complete', () => {
    expect(comparableMonth(parseCardDate('19850412'))).toBe(4);
    for (const date of ['19850400', '19850431', '19850000', '19851315', 'x'])
      expect(comparableMonth(parseCardDate(date))).toBeNull();
  });
});

describe('age', () => {
  it.each([
    ['19850412', 2026, 4, 11, '40 ans'],
    ['19850412', 2026, 4, 12, '41 ans'],
    ['19050412', 2026, 4, 12, '121 ans'],
    ['20000229', 2026, 2, 28, '25 ans'],
    ['20000229', 2026, 3, 1, '26 ans'],
    ['20240412', 2026, 4, 11, '23 mois'],
    ['20240412', 2026, 4, 12, '2 ans'],
    ['20260331', 2026, 4, 30, '30 jours'],
    ['20260331', 2026, 5, 1, '1 mois'],
    ['20260412', 2026, 4, 14, '2 jours'],
    ['20260412', 2026, 4, 13, '1 jour'],
    ['20260412', 2026, 4, 12, '0 jour'],
    ['20260413', 2026, 4, 12, null],
    ['19850400', 2026, 4, 12, null],
    ['19852012', 2026, 4, 12, null],
    ['', 2026, 4, 12, null],
  ])('of %s on %i-%i-%i is %s', (date, year, month, day, expected) => {
    expect(written(date, year, month, day)).toBe(expected);
  });

  it('never throws and never is negative, whatever the card and the clock hold', () => {
    const anyText = fc.oneof(fc.string(), fc.stringMatching(/^\d{8}$/));
    fc.assert(
      fc.property(anyText, fc.date({ noInvalidDate: false }), (date, today) => {
        const age = ageAt(date, today);
        if (age !== null) expect(Math.min(age.years, age.months, age.days)).toBeGreaterThanOrEqual(0);
        formatCardDate(date);
      }),
      { numRuns: 2000 },
    );
  });
});

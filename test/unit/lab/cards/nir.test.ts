import { describe, expect, it } from 'vitest';
import { nir, nirKey } from '../../../lab/cards/nir.ts';

describe('nirKey', () => {
  it.each([
    ['188102B172952', '64'],
    ['2550814168025', '38'],
    ['255082A168025', '97'],
    ['2061275111005', '64'],
    ['2550699999999', '34'],
    ['1680172181372', '43'],
    ['2690549588157', '80'],
  ])('gives %s the key %s', (body, key) => {
    expect(nirKey(body)).toBe(key);
  });

  it('refuses what is not 13 characters of a NIR', () => {
    expect(() => nirKey('12345')).toThrow();
    expect(() => nirKey('2550814162A25')).toThrow();
  });
});

describe('nir', () => {
  it('puts the parts in their places', () => {
    const parts = {
      sex: '1',
      year: '88',
      month: '10',
      department: '2B',
      commune: '172',
      order: '952',
    } as const;
    expect(nir(parts)).toBe('188102B17295264');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { happening, Life, type Fault } from './pin-lives.ts';

function play(blind: boolean, never: readonly Fault[], numRuns: number): void {
  let handedOver = 0;
  fc.assert(
    fc.property(fc.array(happening(blind), { minLength: 30, maxLength: 150, size: 'max' }), (happenings) => {
      const life = new Life(blind);
      for (const each of happenings) life.happen(each);
      handedOver += life.handedOver;
      expect(life.faults.filter((fault) => never.includes(fault))).toEqual([]);
    }),
    { numRuns },
  );
  // Lives in which nothing is ever handed over would prove nothing.
  expect(handedOver).toBeGreaterThan(numRuns / 2);
}

const ALWAYS: readonly Fault[] = ['other-token', 'unwarned', 'ended', 'two-windows', 'budget', 'unasked'];

it('no PIN goes to another token, no third try is unwarned, and a blocked card is never tried', () => {
  play(false, [...ALWAYS, 'locked'], 2_000);
});

it('without a Cryptolib that answers either, but for a card whose blocking nobody can see', () => {
  play(true, ALWAYS, 2_000);
});

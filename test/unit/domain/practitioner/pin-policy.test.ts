import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PinFlags } from '../../../../src/domain/practitioner/cpx.ts';
import {
  cardInserted,
  decidePin,
  NO_PIN_TRIES,
  pinHandedOver,
  pinProvenRight,
  type PinDecision,
  type PinQuestion,
  type PinTries,
} from '../../../../src/domain/practitioner/pin-policy.ts';

const CALM: PinFlags = { countLow: false, finalTry: false, locked: false, keypad: false };

function decide(changes: Partial<PinQuestion> = {}): PinDecision {
  return decidePin({
    flags: CALM,
    tries: NO_PIN_TRIES,
    budget: 2,
    isRetry: false,
    cancelled: false,
    ...changes,
  });
}

function handedOver(times: number): PinTries {
  return Array.from({ length: times }).reduce<PinTries>((tries) => pinHandedOver(tries), NO_PIN_TRIES);
}

describe('decidePin', () => {
  it('asks a first time without a word of warning', () => {
    expect(decide()).toEqual({
      kind: 'ask',
      triesLeft: null,
      warnLastTry: false,
      previousWrong: false,
      keypad: false,
    });
  });

  it('says that the last PIN was wrong, and what the token knows of its tries', () => {
    expect(decide({ tries: handedOver(1), isRetry: true, flags: { ...CALM, countLow: true } })).toMatchObject(
      {
        kind: 'ask',
        triesLeft: 'low',
        warnLastTry: false,
        previousWrong: true,
      },
    );
  });

  it('warns before the last try, even on the first question', () => {
    expect(decide({ flags: { ...CALM, countLow: true, finalTry: true } })).toMatchObject({
      kind: 'ask',
      triesLeft: 'last',
      warnLastTry: true,
    });
  });

  it('sends the user to the reader’s keypad', () => {
    expect(decide({ flags: { ...CALM, keypad: true } })).toMatchObject({ kind: 'ask', keypad: true });
  });

  it.each([
    ['locked', 'CPX-BLOQUEE', { flags: { ...CALM, locked: true } }],
    ['locked', 'CPX-BLOQUEE', { flags: { ...CALM, locked: true }, cancelled: true, tries: handedOver(2) }],
    ['budget-spent', 'CPX-CODE-ERRONE', { tries: handedOver(2), isRetry: true }],
    // A new page load or a card that got blocked: the engine no longer says that it asks again.
    ['budget-spent', 'CPX-CODE-ERRONE', { tries: handedOver(2), isRetry: false }],
    ['budget-spent', 'CPX-CODE-ERRONE', { tries: handedOver(1), budget: 1 }],
    ['budget-spent', 'CPX-CODE-ERRONE', { tries: handedOver(2), flags: null }],
    ['cancelled', 'CPX-CODE-ANNULE', { cancelled: true }],
  ] as const)('gives up: %s (%s)', (reason, code, changes) => {
    expect(decide(changes)).toEqual({ kind: 'give-up', reason, failure: { code } });
  });

  it('begins anew when the card was inserted again, but remembers for a card that cannot tell', () => {
    const again = cardInserted(handedOver(2));
    expect(decide({ tries: again })).toMatchObject({ kind: 'ask', warnLastTry: false, previousWrong: false });
    expect(decide({ tries: again, flags: null })).toMatchObject({ kind: 'ask', warnLastTry: true });
  });

  it('begins anew after a sign-in', () => {
    expect(decide({ tries: pinProvenRight(), flags: null })).toMatchObject({
      kind: 'ask',
      warnLastTry: false,
    });
  });

  it('never lets a card of three tries be blocked without having warned, whatever the engine says', () => {
    const step = fc.record({ isRetry: fc.boolean(), reinsert: fc.boolean(), visible: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 2 }), (steps, budget) => {
        let left = 3;
        let tries = NO_PIN_TRIES;
        for (const { isRetry, reinsert, visible } of steps) {
          if (reinsert) tries = cardInserted(tries);
          const live = { ...CALM, countLow: left < 3, finalTry: left === 1, locked: left === 0 };
          const decision = decide({ tries, budget, isRetry, flags: visible ? live : null });
          if (decision.kind === 'give-up') continue;
          if (left === 1) expect(decision.warnLastTry).toBe(true);
          tries = pinHandedOver(tries);
          left = Math.max(0, left - 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never asks more than the budget between two insertions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 2 }),
        (retries, budget) => {
          let tries = NO_PIN_TRIES;
          let asked = 0;
          for (const isRetry of retries) {
            if (decide({ tries, budget, isRetry }).kind === 'give-up') continue;
            asked++;
            tries = pinHandedOver(tries);
          }
          expect(asked).toBeLessThanOrEqual(budget);
        },
      ),
    );
  });
});

/**
 * When the program may ask for the card's PIN, and when it must give up.
 * Three wrong PINs block a card; the browser engine asks again without limit and, after a card was blocked or a
 * page was loaded anew, forgets that it had asked before. So every PIN handed over counts as a wrong one until a
 * sign-in has shown that it was right, and the token's own flags are believed before anything else.
 */
import type { PinFlags } from './cpx.ts';
import { failure, type Failure } from '../failures/index.ts';

/** What has been answered so far, for one reader. */
export interface PinTries {
  /** PINs handed over since the card was inserted and not proven right. */
  readonly sinceInsertion: number;
  /** PINs handed over and not proven right, whatever was inserted since. */
  readonly unproven: number;
}

export interface PinQuestion {
  /** Fresh from the token; null when the library cannot tell. */
  readonly flags: PinFlags | null;
  readonly tries: PinTries;
  /** Wrong PINs allowed per insertion (`cards.pinTriesPerInsertion`). */
  readonly budget: number;
  /** The engine says that the last PIN was wrong. */
  readonly isRetry: boolean;
  /** The user has given up during this visit. */
  readonly cancelled: boolean;
}

export type PinDecision =
  | {
      readonly kind: 'ask';
      /** As far as known: `low` after a wrong PIN, `last` when one more blocks the card, null when unknown. */
      readonly triesLeft: 'low' | 'last' | null;
      /** The plain warning: with one more wrong PIN the card is blocked, or may be. */
      readonly warnLastTry: boolean;
      readonly previousWrong: boolean;
      readonly keypad: boolean;
    }
  | {
      readonly kind: 'give-up';
      readonly reason: 'locked' | 'cancelled' | 'budget-spent';
      readonly failure: Failure;
    };

/** A card of this kind blocks after three wrong PINs (cpx.md). */
const CARD_TRIES = 3;

export const NO_PIN_TRIES: PinTries = { sinceInsertion: 0, unproven: 0 };

/** A PIN was handed to the browser engine. */
export function pinHandedOver(tries: PinTries): PinTries {
  return { sinceInsertion: tries.sinceInsertion + 1, unproven: tries.unproven + 1 };
}

/** A sign-in succeeded: the card's counter is full again. */
export function pinProvenRight(): PinTries {
  return NO_PIN_TRIES;
}

/** A card was inserted: a new budget, but it may be the same card. */
export function cardInserted(tries: PinTries): PinTries {
  return { ...tries, sinceInsertion: 0 };
}

/** Decides before every answer to the browser engine. */
export function decidePin(question: PinQuestion): PinDecision {
  const { flags, tries, budget, isRetry, cancelled } = question;
  if (flags?.locked === true) return giveUp('locked', 'CPX-BLOQUEE');
  if (cancelled) return giveUp('cancelled', 'CPX-CODE-ANNULE');
  if (tries.sinceInsertion >= budget) return giveUp('budget-spent', 'CPX-CODE-ERRONE');
  const triesLeft = flags === null ? null : flags.finalTry ? 'last' : flags.countLow ? 'low' : null;
  return {
    kind: 'ask',
    triesLeft,
    warnLastTry: triesLeft === 'last' || (flags === null && tries.unproven >= CARD_TRIES - 1),
    previousWrong: isRetry || tries.sinceInsertion > 0,
    keypad: flags?.keypad ?? false,
  };
}

function giveUp(
  reason: 'locked' | 'cancelled' | 'budget-spent',
  code: 'CPX-BLOQUEE' | 'CPX-CODE-ANNULE' | 'CPX-CODE-ERRONE',
): PinDecision {
  return { kind: 'give-up', reason, failure: failure(code) };
}

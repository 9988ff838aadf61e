/** Whether a PIN may be asked for or used now, from what the token says and what was handed to it before. */
import { failure, type Failure } from '../failures/index.ts';
import type { PinFlags } from './cpx.ts';
import type { PinTries } from './pin-ledger.ts';

/** What the token says, freshly asked. */
export interface TokenAnswer {
  readonly serial: string;
  readonly label: string;
  readonly flags: PinFlags;
}

/** What the window says beside its field. */
export interface PinShown {
  /** As far as known: `low` after a wrong PIN, `last` when one more blocks the card, null when unknown. */
  readonly triesLeft: 'low' | 'last' | null;
  /** The plain warning: with one more wrong PIN the card is blocked, or may be. */
  readonly warnLastTry: boolean;
  readonly previousWrong: boolean;
  /** The PIN is typed on the reader. */
  readonly keypad: boolean;
}

/** What a PIN may look like: digits alone. Four on the cards of today; what a card takes is its own business. */
export const PIN_FORMAT = /^\d{4,16}$/;

/** A card of this kind blocks after three wrong PINs (cpx.md). */
const CARD_TRIES = 3;

export type PinDecision =
  | { readonly kind: 'ask'; readonly shown: PinShown }
  | { readonly kind: 'give-up'; readonly failure: Failure };

/**
 * Decides before every question and every answer. `flags` are fresh from the token, null when the library cannot tell;
 * `budget` is how many PINs may be handed over per insertion.
 */
export function decidePin(
  flags: PinFlags | null,
  { sinceInsertion, unproven }: PinTries,
  budget: number,
  isRetry: boolean,
): PinDecision {
  if (flags?.locked === true) return { kind: 'give-up', failure: failure('CPX-BLOQUEE') };
  if (sinceInsertion >= budget) return { kind: 'give-up', failure: failure('CPX-CODE-ERRONE') };
  const triesLeft = flags === null ? null : flags.finalTry ? 'last' : flags.countLow ? 'low' : null;
  return {
    kind: 'ask',
    shown: {
      triesLeft,
      warnLastTry: triesLeft === 'last' || (flags === null && unproven >= CARD_TRIES - 1),
      previousWrong: isRetry || sinceInsertion > 0,
      keypad: flags?.keypad ?? false,
    },
  };
}

/** Of several tokens that may be meant, the more cautious of their answers; null when none has answered. */
export function combineFlags(answers: readonly TokenAnswer[]): PinFlags | null {
  const flags = answers.map((answer) => answer.flags);
  if (flags.length === 0) return null;
  return {
    countLow: flags.some(({ countLow }) => countLow),
    finalTry: flags.some(({ finalTry }) => finalTry),
    locked: flags.some(({ locked }) => locked),
    keypad: flags.some(({ keypad }) => keypad),
  };
}

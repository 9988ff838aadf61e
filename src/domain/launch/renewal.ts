/**
 * When the program starts anew by itself. The engine keeps most of a megabyte of every record's session for the life of
 * its process (docs/technical/speed.md): a program that has opened many records gives it back by a restart that nobody
 * sees and that costs nobody anything.
 */

/** A day's records: beyond them the memory is worth a restart. */
const WORN_AFTER_RECORDS = 50;
/** A workstation that nobody has touched for this long is nobody's, in seconds. */
const NOBODY_FOR_S = 10 * 60;

/** What the program holds of the user's. */
export interface Held {
  /** A record, a question, a Vitale in a reader, or a window beside the launcher. */
  readonly open: boolean;
  /**
   * A practitioner's card lies in a reader. What logs in to it is the engine, or the system on its behalf, and the
   * log-in ends with the process: whoever left the card there would be asked for its PIN once more.
   */
  readonly practitionerCard: boolean;
  /** An e-CPS session is kept, in this process's memory only. */
  readonly keptEcps: boolean;
  /** The password of a proxy is known, in this process's memory only. */
  readonly keptPassword: boolean;
  /** The session is locked or another user's has its turn: nobody can see a restart. */
  readonly away: boolean;
}

/** What counts, at one moment. */
export interface RenewalFacts extends Held {
  /** Records opened since the program's start. */
  readonly records: number;
  /** Seconds since somebody touched the workstation. */
  readonly untouchedForS: number;
}

export type RenewalDecision =
  /** Whatever changes that is told. */
  | { readonly kind: 'stay' }
  /** Nothing is in the way but somebody who may still be there: to be looked at again after so many seconds. */
  | { readonly kind: 'later'; readonly inS: number }
  | { readonly kind: 'renew' };

/** Decides at one moment; asked whenever one of the facts may have changed, never by a clock that ticks. */
export function decideRenewal(facts: RenewalFacts): RenewalDecision {
  const holds = facts.open || facts.practitionerCard || facts.keptEcps || facts.keptPassword;
  if (facts.records < WORN_AFTER_RECORDS || holds) return { kind: 'stay' };
  if (facts.away || facts.untouchedForS >= NOBODY_FOR_S) return { kind: 'renew' };
  return { kind: 'later', inS: NOBODY_FOR_S - Math.max(0, facts.untouchedForS) };
}

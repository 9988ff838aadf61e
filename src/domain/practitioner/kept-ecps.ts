/**
 * The life of an e-CPS session that is kept between visits (docs/decisions/0011-kept-ecps-session.md): one phone
 * validation for a morning. Only when it began and when it was last used count here; its cookies are held elsewhere.
 */
import { ecpsSessionEnd } from '../site/ecps-answers.ts';

/** Both instants in milliseconds of one clock. */
export interface KeptEcps {
  readonly startedAt: number;
  readonly lastUsedAt: number;
}

export type KeptEcpsEvent =
  /** A visit has ended; `startedAt` is when its practitioner signed in, maybe visits ago. */
  | { readonly type: 'visit-ended'; readonly startedAt: number; readonly now: number }
  /** A visit begins, or time has passed. */
  | { readonly type: 'asked'; readonly now: number }
  /** Ended by the practitioner, a lock, a change of settings, the end of the program. */
  | { readonly type: 'ended' };

export interface KeptEcpsStep {
  readonly kept: KeptEcps | null;
  /** Pro Santé Connect has to be told that it is over. */
  readonly signOut: boolean;
}

/** Advances by one event; with `wanted` false nothing is kept. */
export function advanceKeptEcps(kept: KeptEcps | null, event: KeptEcpsEvent, wanted: boolean): KeptEcpsStep {
  if (event.type === 'ended' || !wanted)
    return { kept: null, signOut: kept !== null || event.type === 'visit-ended' };
  const next = event.type === 'visit-ended' ? { startedAt: event.startedAt, lastUsedAt: event.now } : kept;
  if (next === null) return { kept: null, signOut: false };
  return event.now >= ecpsSessionEnd(next) ? { kept: null, signOut: true } : { kept: next, signOut: false };
}

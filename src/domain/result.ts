import type { Failure } from './failures/index.ts';

/** Errors are values: every operation that can fail for a reason a user can act on returns this. */
export type Result<T> = Success<T> | { readonly ok: false; readonly failure: Failure };

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

/** Wraps a value as the successful case. */
export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

/** Wraps a failure as the unsuccessful case. */
export function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

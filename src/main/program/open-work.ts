import type { LaunchState } from '../../domain/launch/launch-policy.ts';

/** What the program is in the middle of. */
export interface OpenWork {
  /** Somebody's record, or a question before one, is on the screen. */
  readonly busy: boolean;
  /** The open record, unique for every one of the program's life. */
  readonly record: number | null;
}

/** @param shown a record’s window is there, which may outlive its place in the state for a moment */
export function openWork({ visit, pending, standing }: LaunchState, shown: boolean): OpenWork {
  const busy = visit !== null || pending !== null || standing.length > 0 || shown;
  return { busy, record: visit?.id ?? null };
}

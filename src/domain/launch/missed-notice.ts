/**
 * A program that is only just starting hears no installer: its signal would end it, so that it is sent none
 * (build/linux/leave.sh). Once it listens it sees by itself whether it has missed one.
 */
import type { PackageChange } from './leaving.ts';

/** What the program sees of its own files and of an installer; times in milliseconds since 1970. */
export interface InstallationSeen {
  /** What an installer has written, and when. */
  readonly notice: { readonly change: PackageChange; readonly at: number } | null;
  /** Whether the file that this process was started from is no longer any program's. */
  readonly replaced: boolean;
  /** Whether there is a program at its place. */
  readonly there: boolean;
  readonly startedAt: number;
  readonly now: number;
}

/** Beyond this nobody is at it any more: whoever waits for an installer waits no longer either (returnAfterUpgrade). */
const LONGEST_MS = 15 * 60_000;

/**
 * What the program should have been told; `look-again` while an installer that came before the start is still at work;
 * null for nothing. A notice that was left behind keeps nobody from starting.
 */
export function missedChange({
  notice,
  replaced,
  there,
  startedAt,
  now,
}: InstallationSeen): PackageChange | 'look-again' | null {
  if (notice !== null && notice.at >= startedAt) return notice.change;
  if (replaced) return there ? 'upgrade' : 'removal';
  return notice !== null && now - notice.at < LONGEST_MS ? 'look-again' : null;
}

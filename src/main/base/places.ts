import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the program keeps what. */
export interface Places {
  /** What the user has chosen; on Windows it goes with them from one machine to the next. */
  readonly own: string;
  /** What belongs to this machine: logs, the engine's profile, lock files, how the workstation was last seen. */
  readonly machine: string;
}

/** A user has as many programs at once as sessions on this machine; hardly anybody has more than one. */
export const MOST_SLOTS = 64;

const FURTHER = /^session-\d{1,2}$/;

/**
 * The folder of the nth program of this user on this machine, from 0: two never share an engine's profile or a log. Not
 * named after their sessions, of which a server makes new ones all day.
 */
export function slotFolder(machine: string, slot: number): string {
  return slot === 0 ? machine : join(machine, `session-${String(slot + 1)}`);
}

/** Of all programs that this machine has ever seen at once. */
export async function slotFolders(machine: string): Promise<readonly string[]> {
  const names = await readdir(machine).catch(() => []);
  return [machine, ...names.filter((name) => FURTHER.test(name)).map((name) => join(machine, name))];
}

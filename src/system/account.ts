/**
 * The account that this process runs as. The system need not know it: a service or a container may run as a number
 * without a name, and one whose profile could not be loaded has no home; Node throws then.
 */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { WINDOWS_FOLDER } from './windows-folders.ts';

/** Where nobody else can put a file that would be taken for the user's own (Debian's name for it). */
const NO_HOME = process.platform === 'win32' ? join(WINDOWS_FOLDER, 'nonexistent') : '/nonexistent';

/** Its name, as the system has it, which no variable changes; null where there is none. */
export function accountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

/** Its home; a folder that is not there where it has none: nothing of the user's is to be found then. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return NO_HOME;
  }
}

/** What of it may stand in no line of a log or a report (`redactLine`). */
export function accountToHide(): { readonly homePath: string; readonly userName?: string } {
  const name = accountName();
  return { homePath: homeFolder(), ...(name === null ? {} : { userName: name }) };
}

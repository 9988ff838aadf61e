/**
 * Windows' own folders by their fixed names: every variable that names them (`%SystemRoot%`, `%ProgramData%`, `%PATH%`)
 * can be set by whoever starts the program, and would lead to tools and policies of theirs.
 */
import { win32 } from 'node:path';

export const WINDOWS_DRIVE = 'C:\\';
export const WINDOWS_FOLDER = String.raw`C:\Windows`;
export const PROGRAM_DATA = String.raw`C:\ProgramData`;

/** A tool of Windows itself, by its path below `System32`. */
export function windowsTool(name: string): string {
  return win32.join(WINDOWS_FOLDER, 'System32', name);
}

import { app } from 'electron';
import type { CommandLine } from './command-line.ts';

/** Whether it is to wait in the tray: macOS says so itself of a start with the session, and hands no argument over. */
export function isHiddenStart(
  { hidden }: Pick<CommandLine, 'hidden'>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return hidden || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}

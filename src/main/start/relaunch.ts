import { app } from 'electron';
import { restartArguments } from './command-line.ts';

/** What to start to have this program again: an AppImage is its own file, not the program that it unpacks. */
export function programFile(): string {
  return process.env.APPIMAGE ?? process.execPath;
}

/** The arguments of a start like this one, in the tray and without what was to be opened. */
export function argumentsAgain(restarts: number): string[] {
  return restartArguments(process.argv.slice(1), restarts);
}

/**
 * Makes the system start the program again once this process has ended.
 * @param restarts how many times in a row after a crash, this one included; 0 for a start that is none
 * @param shown with its launcher on the screen rather than in the tray
 */
export function relaunch({ restarts, shown }: { readonly restarts: number; readonly shown: boolean }): void {
  const args = argumentsAgain(restarts);
  app.relaunch({
    execPath: programFile(),
    args: shown ? args.filter((each) => each !== '--hidden') : args,
  });
}

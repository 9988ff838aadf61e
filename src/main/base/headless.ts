/** What the installed program does without a window, a tray or a display, in the place of everything else. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import type { Places } from './places.ts';

/**
 * Does `work` and ends the process with its exit code, or `failed` when it throws. Must be called before the program is
 * ready; a program that is running already is not in the way.
 * @param name of the engine's profile: it writes into one from start to end, not into that of a running program, and on
 *   Windows not into what goes with the user over the network
 */
export function runHeadless(
  name: string,
  { machine }: Places,
  work: () => Promise<number>,
  failed: number,
): void {
  const profile = join(machine, name);
  app.setPath('userData', profile);
  if (process.platform === 'linux') {
    // Both are needed: the first alone crashes without a display.
    app.commandLine.appendSwitch('ozone-platform', 'headless');
    app.commandLine.appendSwitch('headless');
  }
  app.dock?.hide();
  void app
    .whenReady()
    .then(work)
    .catch(() => failed)
    .then(async (code) => {
      await rm(profile, { recursive: true, force: true }).catch(() => undefined);
      app.exit(code);
    });
}

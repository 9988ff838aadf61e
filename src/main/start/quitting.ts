import { setTimeout as delay } from 'node:timers/promises';
import { app, BaseWindow } from 'electron';
import type { Disposal } from '../base/disposal.ts';

/** What has not ended by then ends with the process; the engine itself takes some of the two seconds that quitting may. */
const QUIT_DEADLINE_MS = 1_200;

/**
 * Quitting waits for what is open to be closed (the session first), but not for ever.
 */
export function quitCleanly(opened: Disposal): void {
  // Chromium's own handlers do not outlive the first atomic write: its library watches the signals meanwhile, and
  // leaves them with the system's default, which would end the program without closing the session.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      app.quit();
    });
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void closed(opened).finally(() => {
      stopped = true;
      // Windows that refuse to be closed (they go to the tray) must not keep the program alive.
      app.exit(0);
    });
  });
}

/** Calls back when the program ends because it was asked to, before anything is closed. */
export function onQuitAsked(tell: () => void): void {
  app.prependListener('before-quit', tell);
}

/**
 * The program's end for the system's installer on macOS: the engine closes every window first and waits until there is
 * none, before anybody is asked whether the program may end. A launcher that goes to the tray would keep it waiting.
 */
export async function endForInstaller(opened: Disposal): Promise<void> {
  await closed(opened);
  for (const window of BaseWindow.getAllWindows()) window.destroy();
}

function closed(opened: Disposal): Promise<void> {
  return Promise.race([opened.dispose(), delay(QUIT_DEADLINE_MS, undefined, { ref: false })]);
}

import { setTimeout as delay } from 'node:timers/promises';
import { app } from 'electron';
import type { Disposal } from '../base/disposal.ts';

/** What has not ended by then ends with the process; the engine itself takes some of the two seconds that quitting may. */
const QUIT_DEADLINE_MS = 1_200;

/**
 * Quitting waits for what is open to be closed (the session first), but not for ever.
 * @param onAsked the program ends because it was asked to: known before anything is closed
 */
export function quitCleanly(opened: Disposal, onAsked: () => void): void {
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
    onAsked();
    const deadline = delay(QUIT_DEADLINE_MS, undefined, { ref: false });
    void Promise.race([opened.dispose(), deadline]).finally(() => {
      stopped = true;
      // Windows that refuse to be closed (they go to the tray) must not keep the program alive.
      app.exit(0);
    });
  });
}

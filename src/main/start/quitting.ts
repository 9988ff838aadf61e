import { setTimeout as delay } from 'node:timers/promises';
import { app, BaseWindow } from 'electron';
import type { Disposal } from '../base/disposal.ts';
import { hear } from '../../system/guarded.ts';

/** What has not ended by then ends with the process; the engine itself takes some of the two seconds that quitting may. */
const QUIT_DEADLINE_MS = 1_200;

/** How the program ends, from its first moment on. */
export interface Quitting {
  /** From now on quitting waits for what is open to be closed (the session first), but not for ever. */
  closes(opened: Disposal): void;
}

/**
 * Listens from the start: until there is something to close, whoever asks the program to end ends it at once. The
 * engine's own way, which waits for its windows to close, would meet a launcher made meanwhile, which goes to the tray
 * where it is closed, and the program would stay, deaf to every further signal.
 */
export function quitCleanly(): Quitting {
  // Chromium's own handlers do not outlive the first atomic write: its library watches the signals meanwhile, and
  // leaves them with the system's default, which would end the program without closing the session.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    hear(process).on(signal, () => {
      app.quit();
    });
  let open: Disposal | null = null;
  let stopped = false;
  // Windows that refuse to be closed (they go to the tray) must not keep the program alive.
  const end = (): void => {
    stopped = true;
    app.exit(0);
  };
  hear(app).on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    if (open === null) end();
    else void closed(open).finally(end);
  });
  return {
    closes: (opened) => {
      open = opened;
    },
  };
}

/** Calls back when the program ends because it was asked to, before anything is closed. */
export function onQuitAsked(tell: () => void): void {
  hear(app).prependListener('before-quit', tell);
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

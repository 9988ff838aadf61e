import { app, BaseWindow, powerMonitor } from 'electron';
import { relaunch } from './relaunch.ts';
import type { Logger } from '../base/log.ts';

/** The engine keeps most of a megabyte of every record's session for the life of its process (docs/technical/speed.md). */
const WORN_AFTER_RECORDS = 100;
/** Nobody has touched the workstation for this long, in seconds. */
const NOBODY_FOR_S = 30 * 60;
const LOOK_EVERY_MS = 10 * 60_000;

export interface RenewalParts {
  /** No record, no question, no Vitale in a reader. */
  readonly atRest: () => boolean;
  readonly launcherShown: () => boolean;
  readonly log: Logger;
}

/** Starts the program anew when it has opened many records and nobody is there to see it. */
export class Renewal {
  readonly #parts: RenewalParts;
  readonly #timer: NodeJS.Timeout;
  #records = 0;

  constructor(parts: RenewalParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  recordOpened(): void {
    this.#records++;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { atRest, launcherShown, log } = this.#parts;
    if (this.#records < WORN_AFTER_RECORDS || powerMonitor.getSystemIdleTime() < NOBODY_FOR_S) return;
    const shown = BaseWindow.getAllWindows().filter((one) => one.isVisible() && !one.isMinimized()).length;
    const launcher = launcherShown();
    if (!atRest() || shown > (launcher ? 1 : 0)) return;
    this.stop();
    log.info({ records: this.#records }, 'starting anew while nobody is here');
    relaunch({ restarts: 0, shown: launcher });
    app.quit();
  }
}

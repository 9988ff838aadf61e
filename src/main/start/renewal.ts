import { app, BaseWindow, powerMonitor } from 'electron';
import { decideRenewal, type Held } from '../../domain/launch/renewal.ts';
import { relaunch } from './relaunch.ts';
import type { Logger } from '../base/log.ts';

export interface RenewalParts {
  /** What the program holds of the user's; without the windows, which are counted here. */
  readonly held: () => Held;
  readonly launcherShown: () => boolean;
  readonly log: Logger;
}

/**
 * Starts the program anew when it has opened many records, nothing of the user's is in it and nobody is there to see
 * it. It is told of moments at which that may have become so; its only timer runs once, while nothing but somebody who
 * may still be there is in the way.
 */
export class Renewal {
  readonly #parts: RenewalParts;
  #timer: NodeJS.Timeout | null = null;
  #records = 0;
  #over = false;

  constructor(parts: RenewalParts) {
    this.#parts = parts;
  }

  recordOpened(): void {
    this.#records++;
  }

  /** Something has happened: a card, a record, a window, a lock. */
  look(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#over) return;
    const { held, launcherShown, log } = this.#parts;
    const launcher = launcherShown();
    const facts = held();
    const decision = decideRenewal({
      ...facts,
      records: this.#records,
      open: facts.open || windowsShown() > (launcher ? 1 : 0),
      untouchedForS: powerMonitor.getSystemIdleTime(),
    });
    if (decision.kind === 'stay') return;
    if (decision.kind === 'later') {
      this.#timer = setTimeout(() => {
        this.look();
      }, decision.inS * 1_000);
      this.#timer.unref();
      return;
    }
    this.stop();
    log.info({ records: this.#records }, 'starting anew while nobody is here');
    relaunch({ restarts: 0, shown: launcher });
    app.quit();
  }

  stop(): void {
    this.#over = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function windowsShown(): number {
  return BaseWindow.getAllWindows().filter((one) => one.isVisible() && !one.isMinimized()).length;
}

import { app, powerMonitor } from 'electron';
import { crashBy, CRASHED } from './last-resort.ts';
import { argumentsAgain, programFile, relaunch } from './relaunch.ts';
import type { Logger } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import { startBound, type BoundChild } from '../../system/child.ts';
import { hear } from '../../system/guarded.ts';
import { print } from '../../system/print.ts';

/** After three crashes in a row the program stays down: starting it again would not help. */
const MOST_RESTARTS = 3;
/** A program that has run for this long has recovered: its next crash is the first again. */
const RECOVERED_AFTER_MS = 10 * 60_000;

/**
 * Waits on a pipe that the program holds. A line « quit » means a clean end; the end of the pipe without it means that
 * the program is gone, however it went: the program is started again. A few kilobytes, no polling.
 */
const WATCHER = 'while read -r line; do [ "$line" = quit ] && exit 0; done; sleep 1; exec "$@"';

/**
 * Starts the program again after a crash, in the tray and without any record: cards that are already in a reader are
 * shown and open nothing by themselves. Linux: whatever the crash. Windows and macOS: errors of our own code only,
 * since a watcher would also revive what an installer has just ended, or the user by « Forcer à quitter ».
 */
export class CrashRestart {
  readonly #log: Logger;
  readonly #journal: Pick<Journal, 'tell' | 'stop'>;
  readonly #restarts: number;
  #watcher: BoundChild | null = null;
  #over = false;

  constructor(restarts: number, log: Logger, journal: Pick<Journal, 'tell' | 'stop'>) {
    this.#journal = journal;
    this.#restarts = restarts;
    this.#log = log;
    crashBy((error) => {
      this.#crash(error);
    });
    if (restarts > 0) {
      log.warn({ restarts }, 'started again after a crash');
      journal.tell('restarted', { count: restarts });
    }
    this.#watch(restarts + 1);
    setTimeout(() => {
      this.#release();
      this.#watch(1);
    }, RECOVERED_AFTER_MS).unref();
    hear(powerMonitor).on('shutdown', () => {
      this.end();
    });
  }

  /** The program ends because it was asked to. */
  end(): void {
    this.#over = true;
    this.#release();
  }

  #watch(next: number): void {
    if (!app.isPackaged || process.platform !== 'linux' || next > MOST_RESTARTS || this.#over) return;
    const again = [programFile(), ...argumentsAgain(next)];
    this.#watcher = startBound(['/bin/sh', '-c', WATCHER, 'dmp-direct-watch', ...again], (error) => {
      this.#watcher = null;
      this.#log.warn({ error: String(error) }, 'no restart after a crash');
    });
    this.#watcher?.unref();
  }

  #release(): void {
    this.#watcher?.stdin.end('quit\n');
    this.#watcher = null;
  }

  #crash(error: Error): void {
    this.#log.fatal({ error: String(error), stack: error.stack }, 'crashed');
    this.#journal.tell('crashed', {});
    if (app.isPackaged && process.platform !== 'linux' && this.#restarts < MOST_RESTARTS)
      relaunch({ restarts: this.#restarts + 1, shown: false });
    if (!app.isPackaged) void print('stderr', `${error.stack ?? String(error)}\n`);
    const leave = (): void => {
      app.exit(CRASHED);
    };
    void Promise.all([this.#log.flush(), this.#journal.stop()]).then(leave, leave);
    setTimeout(leave, 500);
  }
}

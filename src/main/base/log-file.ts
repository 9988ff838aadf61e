/**
 * What writes lines to the disk: pino and its stream. Loaded with the first line that leaves the program's memory, and
 * not while windows are made (`docs/technical/speed.md`): whoever has something to write imports it when it is due.
 */
import { pino } from 'pino';
import { hear } from '../../system/guarded.ts';

/** Lines that cannot be written are dropped beyond this. */
const MOST_WAITING_BYTES = 100_000;

/** Where lines go to. */
interface Lines {
  /** @param line its end included */
  write(line: string): void;
}

/** Makes the lines of what is said: one JSON object each. When it was said is the caller's to say, under `time`. */
export function pinoOver(lines: Lines): pino.Logger {
  return pino({ base: null, timestamp: false, level: 'info' }, lines);
}

/** A file that lines are put at the end of; what goes wrong with it makes it silent. */
export class OpenFile implements Lines {
  readonly #destination: ReturnType<typeof pino.destination> | null;
  #broken = false;
  /** Bytes that are not in the file yet. */
  #waiting = 0;
  #waiters: (() => void)[] = [];

  constructor(file: string) {
    this.#destination = attempt(() =>
      pino.destination({ dest: file, mkdir: true, sync: false, mode: 0o600, maxLength: MOST_WAITING_BYTES }),
    );
    if (this.#destination === null) return;
    this.#endQuietly(this.#destination);
    hear(this.#destination).on('error', () => {
      // Not kept for later: what still waits as the program ends is written again and again, for ever (sonic-boom 4).
      this.#broken = true;
      this.#settle(this.#waiting);
      this.#destination?.destroy();
    });
    hear(this.#destination).on('write', (bytes: number) => {
      this.#settle(bytes);
    });
    hear(this.#destination).on('drop', (line: string) => {
      this.#settle(Buffer.byteLength(line));
    });
  }

  /**
   * Pino's own hook at the end of the process throws where the file is not open yet (sonic-boom: « not ready yet »), and
   * an error in that moment leaves the process standing behind the engine's dialog, or without one.
   */
  #endQuietly(destination: ReturnType<typeof pino.destination>): void {
    const flush = destination.flushSync.bind(destination);
    destination.flushSync = () => {
      attempt(flush);
    };
  }

  write(line: string): void {
    if (this.#broken || this.#destination === null) return;
    this.#waiting += Buffer.byteLength(line);
    this.#destination.write(line);
  }

  /** Lines go to a new file of this name from now on: the former was moved away. */
  reopen(): void {
    if (!this.#broken) attempt(() => this.#destination?.reopen());
  }

  /** Ends once what was written is in the file, or cannot be. */
  emptied(): Promise<void> {
    if (this.#waiting <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }

  #settle(bytes: number): void {
    this.#waiting -= bytes;
    if (this.#waiting > 0) return;
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}

/** What the work gives; null where it cannot be done. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

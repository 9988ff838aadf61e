import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pino } from 'pino';

const MAX_BYTES = 1_000_000;
const KEPT = 3;
/** The first lines wait this long: what they pass is compiled then, and not while windows are made. */
const HELD_MS = 2_000;
/** Lines that cannot be written are dropped beyond this. */
const MOST_WAITING_BYTES = 100_000;

/**
 * A file of lines that never grows without end: what is full becomes `.1`, what was `.1` becomes `.2`, at the start and
 * while the program runs. What is written in the first moments waits in memory, and reaches the file with the end of the
 * process at the latest. A disk that is full or cannot be written costs its lines, never the program its life.
 */
export class RotatingFile {
  readonly #file: string;
  readonly #finish: (line: string) => string;
  readonly #prepared: Promise<void>;
  readonly #held: string[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #atExit = (): void => {
    this.#release(true);
  };
  #opened: OpenFile | null = null;
  #size = 0;
  #turning = false;

  /** @param finish what every line passes on its way out */
  constructor(file: string, finish: (line: string) => string) {
    this.#file = file;
    this.#finish = finish;
    this.#prepared = this.#prepare().catch(() => undefined);
    this.#timer = setTimeout(() => void this.#prepared.then(() => this.#release(false)), HELD_MS).unref();
    process.once('exit', this.#atExit);
  }

  /** @param line its end included */
  write(line: string): void {
    if (this.#opened === null) this.#held.push(line);
    else this.#put(this.#opened, line);
  }

  /** Ends once what was written is in the file, or cannot be. */
  async flush(): Promise<void> {
    await this.#prepared;
    if (this.#opened === null && this.#held.length === 0) return;
    await this.#release(false).emptied();
  }

  /** Waits for the disk: the process is about to end. */
  flushNow(): void {
    this.#release(true).flushNow();
  }

  /** @param atOnce the process ends: it waits for the disk, and the folder may not have been made yet */
  #release(atOnce: boolean): OpenFile {
    if (this.#opened !== null) return this.#opened;
    clearTimeout(this.#timer);
    process.off('exit', this.#atExit);
    const opened = new OpenFile(this.#file, atOnce);
    this.#opened = opened;
    for (const line of this.#held.splice(0)) this.#put(opened, line);
    return opened;
  }

  #put(opened: OpenFile, line: string): void {
    const finished = this.#finish(line);
    opened.write(finished);
    this.#size += Buffer.byteLength(finished);
    if (this.#size >= MAX_BYTES && !this.#turning) void this.#turn(opened);
  }

  async #prepare(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    const size = await sizeOf(this.#file);
    if (size >= MAX_BYTES) await turn(this.#file).catch(() => undefined);
    else this.#size += size;
  }

  /** Lines that come meanwhile go on into the former file: none is lost, and none is waited for. */
  async #turn(opened: OpenFile): Promise<void> {
    // Again after as many lines, also where the file cannot be moved.
    this.#size = 0;
    this.#turning = true;
    await turn(this.#file).catch(() => undefined);
    opened.reopen();
    this.#turning = false;
  }
}

/** The file itself, once it is open; what goes wrong with it makes it silent. */
class OpenFile {
  readonly #destination: ReturnType<typeof pino.destination> | null;
  #broken = false;
  /** Bytes that are not in the file yet. */
  #waiting = 0;
  #waiters: (() => void)[] = [];

  constructor(file: string, sync: boolean) {
    this.#destination = attempt(() =>
      pino.destination({ dest: file, mkdir: true, sync, mode: 0o600, maxLength: MOST_WAITING_BYTES }),
    );
    this.#endQuietly();
    this.#destination?.on('error', () => {
      // Not kept for later: what still waits as the program ends is written again and again, for ever (sonic-boom 4).
      this.#broken = true;
      this.#settle(this.#waiting);
      this.#destination?.destroy();
    });
    this.#destination?.on('write', (bytes: number) => {
      this.#settle(bytes);
    });
    this.#destination?.on('drop', (line: string) => {
      this.#settle(Buffer.byteLength(line));
    });
  }

  /**
   * Pino's own hook at the end of the process throws where the file is not open yet (sonic-boom: « not ready yet »), and
   * an error in that moment leaves the process standing behind the engine's dialog, or without one.
   */
  #endQuietly(): void {
    const destination = this.#destination;
    if (destination === null) return;
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

  reopen(): void {
    if (!this.#broken) attempt(() => this.#destination?.reopen());
  }

  flushNow(): void {
    if (!this.#broken) this.#destination?.flushSync();
  }

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

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
  );
}

async function turn(file: string): Promise<void> {
  await rm(`${file}.${String(KEPT - 1)}`, { force: true });
  for (let index = KEPT - 1; index > 1; index--)
    await rename(`${file}.${String(index - 1)}`, `${file}.${String(index)}`).catch(() => undefined);
  await rename(file, `${file}.1`);
}

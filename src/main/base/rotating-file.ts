import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hear } from '../../system/guarded.ts';
import { LineFile } from './line-file.ts';

const MAX_BYTES = 1_000_000;
const KEPT = 3;
/** The first lines wait this long: what they pass is compiled then, and not while windows are made. */
const HELD_MS = 2_000;

/**
 * A file of lines that never grows without end: what is full becomes `.1`, what was `.1` becomes `.2`, at the start and
 * while the program runs. What is written in the first moments waits in memory, and reaches the file with the end of the
 * process at the latest. A disk that is full or cannot be written costs its lines, never the program its life.
 */
export class RotatingFile {
  readonly #file: string;
  readonly #lines: LineFile;
  readonly #finish: (line: string) => string;
  readonly #prepared: Promise<void>;
  /** Null once lines go to the file at once. */
  #held: string[] | null = [];
  readonly #timer: NodeJS.Timeout;
  #size = 0;
  #turning = false;
  #ending = false;

  /** @param finish what every line passes on its way out */
  constructor(file: string, finish: (line: string) => string) {
    this.#file = file;
    this.#lines = new LineFile(file);
    this.#finish = finish;
    this.#prepared = this.#prepare().catch(() => undefined);
    this.#timer = setTimeout(() => void this.flush(), HELD_MS).unref();
    hear(process).once('exit', () => {
      this.#ending = true;
      this.flushNow();
    });
  }

  /** @param line its end included */
  write(line: string): void {
    if (this.#held !== null) this.#held.push(line);
    else this.#put(line);
    if (this.#ending) this.flushNow();
  }

  /** Ends once what was written is in the file, or cannot be. */
  async flush(): Promise<void> {
    await this.#prepared;
    this.#release();
    await this.#lines.emptied();
  }

  /** Waits for the disk: the process is about to end. */
  flushNow(): void {
    this.#release();
    this.#lines.flushNow();
  }

  #release(): void {
    clearTimeout(this.#timer);
    const held = this.#held ?? [];
    this.#held = null;
    for (const line of held) this.#put(line);
  }

  #put(line: string): void {
    const finished = this.#finish(line);
    this.#lines.write(finished);
    this.#size += Buffer.byteLength(finished);
    if (this.#size >= MAX_BYTES && !this.#turning) void this.#turn();
  }

  async #prepare(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    const size = await sizeOf(this.#file);
    if (size >= MAX_BYTES) await turn(this.#file).catch(() => undefined);
    else this.#size += size;
  }

  /** Lines that come meanwhile go on into the former file: none is lost, and none is waited for. */
  async #turn(): Promise<void> {
    // Again after as many lines, also where the file cannot be moved.
    this.#size = 0;
    this.#turning = true;
    await turn(this.#file).catch(() => undefined);
    this.#turning = false;
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

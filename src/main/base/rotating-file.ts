import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OpenFile } from './log-file.ts';

const MAX_BYTES = 1_000_000;
const KEPT = 3;
/** The first lines wait this long: what they pass, and what writes them, is loaded then and not while windows are made. */
export const HELD_MS = 2_000;

/**
 * A file of lines that never grows without end: what is full becomes `.1`, what was `.1` becomes `.2`, at the start and
 * while the program runs. What is written in the first moments waits in memory; whoever ends the program asks for it. A
 * disk that is full or cannot be written costs its lines, never the program its life.
 */
export class RotatingFile {
  readonly #file: string;
  readonly #finish: (line: string) => string;
  readonly #prepared: Promise<void>;
  readonly #timer: NodeJS.Timeout;
  /** Lines that wait for the file to be open; null once they need not, or cannot be written at all. */
  #held: string[] | null = [];
  #opening: Promise<OpenFile | null> | null = null;
  #opened: OpenFile | null = null;
  #size = 0;
  #turning = false;

  /** @param finish what every line passes on its way out */
  constructor(file: string, finish: (line: string) => string) {
    this.#file = file;
    this.#finish = finish;
    this.#prepared = this.#prepare().catch(() => undefined);
    this.#timer = setTimeout(() => void this.#open(), HELD_MS).unref();
  }

  /** @param line its end included */
  write(line: string): void {
    if (this.#held !== null) this.#held.push(line);
    else if (this.#opened !== null) this.#put(this.#opened, line);
  }

  /** Ends once what was written is in the file, or cannot be. */
  async flush(): Promise<void> {
    if (this.#held?.length === 0) return;
    await (await this.#open())?.emptied();
  }

  #open(): Promise<OpenFile | null> {
    clearTimeout(this.#timer);
    this.#opening ??= this.#begin().catch(() => null);
    return this.#opening;
  }

  async #begin(): Promise<OpenFile> {
    try {
      await this.#prepared;
      const { OpenFile: Opened } = await import('./log-file.ts');
      const opened = new Opened(this.#file);
      this.#opened = opened;
      for (const line of this.#held ?? []) this.#put(opened, line);
      return opened;
    } finally {
      // The program's own files may be gone: nothing is kept for ever.
      this.#held = null;
    }
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

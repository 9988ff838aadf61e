// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- for the end of the process: no window is there to freeze
import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Lines that cannot be written are dropped beyond this. */
const MOST_WAITING_BYTES = 100_000;

const MODE = 0o600;

/**
 * A file that lines are put at the end of, one after the other; where it was moved away, they begin a new one. What goes
 * wrong with it makes it silent: a disk that is full or cannot be written costs its lines, never the program its life.
 */
export class LineFile {
  readonly #path: string;
  #waiting: string[] = [];
  /** Of the lines that are not in the file yet. */
  #bytes = 0;
  #broken = false;
  #work: Promise<void> | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** @param line its end included */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#broken || this.#bytes + bytes > MOST_WAITING_BYTES) return;
    this.#waiting.push(line);
    this.#bytes += bytes;
    this.#work ??= this.#writeAll();
  }

  /** Ends once what was written is in the file, or cannot be. */
  async emptied(): Promise<void> {
    await this.#work;
  }

  /** Waits for the disk: the process is about to end. What is on its way there arrives with the engine's threads. */
  flushNow(): void {
    const text = this.#take();
    if (text === '') return;
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      appendFileSync(this.#path, text, { mode: MODE });
    } catch {
      this.#broken = true;
    }
  }

  async #writeAll(): Promise<void> {
    // What is told in one go is written in one go.
    await Promise.resolve();
    for (let text = this.#take(); text !== '' && !this.#broken; text = this.#take())
      await appendFile(this.#path, text, { mode: MODE }).catch(() => {
        this.#broken = true;
      });
    this.#work = null;
  }

  #take(): string {
    this.#bytes = 0;
    return this.#waiting.splice(0).join('');
  }
}

/** The C program that ours is compared with, compiled here. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ROOT } from './program.ts';

const SOURCE = join(ROOT, 'test', 'bench', 'programs', 'bare-reader.c');

/** Compiles it into `directory`; it needs gcc and pcsc-lite's library, no development package. */
export async function compileBareReader(directory: string): Promise<string> {
  const program = join(directory, 'bare-reader');
  await promisify(execFile)('gcc', ['-O2', '-Wall', '-o', program, SOURCE, '-l:libpcsclite.so.1']);
  return program;
}

/** Runs it on one reader and hands out the moment at which it knew each card's names. */
export class BareReader {
  readonly #child: ChildProcess;
  readonly #waiting: ((at: number) => void)[] = [];

  constructor(program: string, reader: string, env: Readonly<Record<string, string>>) {
    this.#child = spawn(program, [reader], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (this.#child.stdout === null) throw new Error('no output to read');
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#waiting.shift()?.(Number(line.split(' ')[0]));
    });
  }

  /** The moment at which the names of the next card are known. */
  names(): Promise<number> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await exited;
  }
}

/** Milliseconds for `times` walks of an identity file. */
export async function decodeBare(program: string, file: string, times: number): Promise<number> {
  const { stdout } = await promisify(execFile)(program, ['--decode', file, String(times)]);
  return Number(stdout.split(' ')[0]);
}

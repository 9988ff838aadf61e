import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { ASSISTANT_STEPS } from '../../domain/launch/first-run.ts';
import type { Logger } from './log.ts';
import type { Places } from './places.ts';
import { readJson } from '../../system/json.ts';

const placeSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});

const memorySchema = z.strictObject({
  visitPlace: placeSchema.nullable(),
  lastSignIn: z.enum(['cpx', 'ecps']).nullable(),
  /** Where the user is with the first-run assistant. */
  assistant: z.enum([...ASSISTANT_STEPS, 'finished']).nullable(),
  /** Day (`AAAA-MM-JJ`) on which the end of the CPx was last notified. */
  cpxToldOn: z.iso.date().nullable(),
  /** What the sentinel knows of the workstation: codes, moments and marks of readers (`domain/diagnosis/sentinel`). */
  sentinel: z
    .strictObject({
      known: z.record(z.string(), z.number()),
      suspected: z.record(z.string(), z.number()),
      readers: z.record(z.string(), z.number()),
      lookedAt: z.number(),
    })
    .nullable(),
});

/** The little that the program remembers from one start to the next: nothing of a patient, ever. */
export type Remembered = Readonly<z.infer<typeof memorySchema>>;

/** What is of a workstation and its screens; the rest goes with the user, on Windows from one machine to the next. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set([
  'visitPlace',
  'sentinel',
] satisfies (keyof Remembered)[]);

/** A file holds its part, or, of a former version, everything. */
const fileSchema = memorySchema.partial();

const NOTHING: Remembered = {
  visitPlace: null,
  lastSignIn: null,
  assistant: null,
  cpxToldOn: null,
  sentinel: null,
};
const WRITE_AFTER_MS = 500;

/** Keeps the memory's two files; what cannot be read counts as nothing, what cannot be written is only noted. */
export class Memory {
  readonly #files: readonly { readonly path: string; readonly holds: (key: string) => boolean }[];
  readonly #log: Logger;
  #value: Remembered = NOTHING;
  /** What is not written yet. */
  #changed: Partial<Remembered> = {};
  #timer: NodeJS.Timeout | null = null;

  constructor({ own, machine }: Places, log: Logger) {
    this.#files = [
      { path: join(own, 'memory.json'), holds: (key) => !OF_THE_MACHINE.has(key) },
      { path: join(machine, 'workstation.json'), holds: (key) => OF_THE_MACHINE.has(key) },
    ];
    this.#log = log;
  }

  get value(): Remembered {
    return this.#value;
  }

  async load(): Promise<void> {
    for (const { path } of this.#files) this.#value = { ...this.#value, ...(await this.#read(path)) };
  }

  /** Remembers; the file follows half a second later, so that moving a window is one write. */
  remember(part: Partial<Remembered>): void {
    this.#value = { ...this.#value, ...part };
    this.#changed = { ...this.#changed, ...part };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const changed = Object.entries(this.#changed);
    this.#changed = {};
    for (const { path, holds } of this.#files) {
      const ours = changed.filter(([key]) => holds(key));
      if (ours.length > 0) await this.#write(path, Object.fromEntries(ours));
    }
  }

  async #read(path: string): Promise<Partial<Remembered>> {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return {};
    const parsed = fileSchema.safeParse(readJson(text));
    if (!parsed.success) this.#log.warn({}, 'memory file not understood, starting without it');
    return parsed.success ? definedOnly(parsed.data) : {};
  }

  /** Over what the program of another session may have written meanwhile. */
  async #write(path: string, changed: Partial<Remembered>): Promise<void> {
    try {
      const value = { ...(await this.#read(path)), ...changed };
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFileAtomic(path, JSON.stringify(value), { mode: 0o600 });
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'memory file not written');
    }
  }
}

/** Zod gives keys that may be left out as `undefined`, which would hide what the other file says. */
function definedOnly(value: z.infer<typeof fileSchema>): Partial<Remembered> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

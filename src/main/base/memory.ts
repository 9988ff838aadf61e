import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { ASSISTANT_STEPS } from '../../domain/launch/first-run.ts';
import type { Logger } from './log.ts';
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
  assistant: z
    .enum([...ASSISTANT_STEPS, 'finished'])
    .nullable()
    .default(null),
  /** Day (`AAAA-MM-JJ`) on which the end of the CPx was last notified. */
  cpxToldOn: z.iso.date().nullable().default(null),
  /** What the sentinel knows of the workstation: codes, moments and marks of readers (`domain/diagnosis/sentinel`). */
  sentinel: z
    .strictObject({
      known: z.record(z.string(), z.number()),
      suspected: z.record(z.string(), z.number()),
      readers: z.record(z.string(), z.number()),
      lookedAt: z.number(),
    })
    .nullable()
    .default(null),
});

/** The little that the program remembers from one start to the next: nothing of a patient, ever. */
export type Remembered = Readonly<z.infer<typeof memorySchema>>;

const NOTHING: Remembered = {
  visitPlace: null,
  lastSignIn: null,
  assistant: null,
  cpxToldOn: null,
  sentinel: null,
};
const WRITE_AFTER_MS = 500;

/** Keeps the memory file; what cannot be read counts as nothing, what cannot be written is only noted. */
export class Memory {
  readonly #file: string;
  readonly #log: Logger;
  #value: Remembered = NOTHING;
  #timer: NodeJS.Timeout | null = null;

  constructor(directory: string, log: Logger) {
    this.#file = join(directory, 'memory.json');
    this.#log = log;
  }

  get value(): Remembered {
    return this.#value;
  }

  async load(): Promise<void> {
    const text = await readFile(this.#file, 'utf8').catch(() => null);
    if (text === null) return;
    const parsed = memorySchema.safeParse(readJson(text));
    if (parsed.success) this.#value = parsed.data;
    else this.#log.warn('memory file not understood, starting without it');
  }

  /** Remembers; the file follows half a second later, so that moving a window is one write. */
  remember(part: Partial<Remembered>): void {
    this.#value = { ...this.#value, ...part };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    await writeFileAtomic(this.#file, JSON.stringify(this.#value), { mode: 0o600 }).catch(
      (error: unknown) => {
        this.#log.warn({ error: String(error) }, 'memory file not written');
      },
    );
  }
}

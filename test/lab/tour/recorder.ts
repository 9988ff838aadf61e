/** Keeps what the tour did: one entry and one picture a step. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TourStep {
  readonly number: number;
  readonly title: string;
  /** The window in the picture. */
  readonly window: string;
  /** The texts on it, top to bottom. */
  readonly sees: readonly string[];
  /** The path last asked of the site during the step; null when none was. */
  readonly path: string | null;
  /** From the beginning of the step to what it waited for, in milliseconds. */
  readonly durationMs: number;
  readonly picture: string | null;
}

/** What somebody does from end to end: cards put in or taken out, clicks, keys; and what the program took. */
export interface TourFlow {
  readonly title: string;
  readonly cards: number;
  readonly clicks: number;
  readonly keys: number;
  readonly seconds: number;
}

/** As the table of the guide has them. */
export const tenths = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;

export class Recorder {
  readonly #directory: string;
  readonly #steps: TourStep[] = [];
  readonly #flows: TourFlow[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  get steps(): readonly TourStep[] {
    return this.#steps;
  }

  /** Empties the folder: pictures of an older tour would lie. */
  async begin(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true });
  }

  /** Writes the picture and the transcript so far. */
  async add(step: Omit<TourStep, 'number' | 'picture'>, slug: string, png: Buffer | null): Promise<TourStep> {
    const number = this.#steps.length + 1;
    const picture = png === null ? null : `${String(number).padStart(2, '0')}-${slug}.png`;
    if (png !== null && picture !== null) await writeFile(join(this.#directory, picture), png);
    const added = { number, ...step, picture };
    this.#steps.push(added);
    await this.#write();
    return added;
  }

  async flow(flow: TourFlow): Promise<void> {
    this.#flows.push(flow);
    await this.#write();
  }

  #write(): Promise<void> {
    return writeFile(
      join(this.#directory, 'transcript.json'),
      `${JSON.stringify({ steps: this.#steps, flows: this.#flows }, null, 2)}\n`,
    );
  }
}

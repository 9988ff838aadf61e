/** The token as a card: `card.c` in front of SoftHSM, and the hand that holds it. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CardId } from '../cards/catalogue.ts';
import type { CardDesk } from '../cards/desk.ts';

/** Beside this file, and where the built laboratory finds it. */
const SOURCES = [
  join(import.meta.dirname, 'card.c'),
  join(import.meta.dirname, '..', '..', 'test', 'lab', 'softhsm', 'card.c'),
];

/** Environment variable with the folder that says where every card is; see `card.c`. */
export const CARDS_VARIABLE = 'DMP_LAB_CARDS';

/** Compiles the library, once per content; null on a workstation without a compiler, where tokens stay tokens. */
export async function buildCardLibrary(softhsm: string): Promise<string | null> {
  const source = await readFirst(SOURCES);
  const hash = createHash('sha256').update(source.text).update(softhsm).digest('hex');
  const folder = join(tmpdir(), `dmp-direct-card-${hash.slice(0, 16)}`);
  const library = join(folder, 'libcarte-de-laboratoire.so');
  if (await exists(library)) return library;
  await mkdir(folder, { recursive: true });
  // Renamed into place: another worker may be building the same one.
  const partial = `${library}.${process.pid}`;
  const flags = ['-std=gnu11', '-O1', '-shared', '-fPIC', `-DSOFTHSM="${softhsm}"`];
  try {
    await promisify(execFile)('gcc', [...flags, '-o', partial, source.path, '-ldl']);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  await rename(partial, library);
  return library;
}

/** What can be done with a card, besides moving it: all of it is seen by every process at its next call. */
export class LabCard {
  readonly #base: string;

  constructor(folder: string, label: string) {
    mkdirSync(folder, { recursive: true });
    this.#base = join(folder, label);
  }

  insert(): void {
    this.#note('insertion', this.#fact('insertion', 0) + 1);
    this.#note('present', 1);
  }

  remove(): void {
    this.#note('present', 0);
  }

  /** PINs that may still be wrong; 0 is a blocked card. */
  get triesLeft(): number {
    return this.#fact('tries', 3);
  }

  set triesLeft(tries: number) {
    this.#note('tries', tries);
  }

  /** The card lies in a reader with a keypad of its own. */
  onKeypad(): void {
    this.#note('keypad', 1);
  }

  /** Somebody types on that keypad. */
  type(pin: string): void {
    this.#note('typed', Number(pin));
  }

  /** What signing answers from now on (PKCS#11's CKR_…); 0 is a signature. */
  signsWith(answer: number): void {
    this.#note('signs', answer);
  }

  #fact(name: string, ordinary: number): number {
    try {
      return Number(readFileSync(`${this.#base}.${name}`, 'utf8'));
    } catch {
      return ordinary;
    }
  }

  #note(name: string, value: number): void {
    const partial = `${this.#base}.${name}.partial`;
    writeFileSync(partial, `${value}\n`);
    renameSync(partial, `${this.#base}.${name}`);
  }
}

/**
 * Lets the first cards follow the card desk: a CPS3 in a reader is the first practitioner's card, a CPS4 the second's
 * (the only one's, where there is but one). The cards after these lie in readers of nobody's and are always there.
 */
export function followDesk(desk: CardDesk, cards: readonly LabCard[]): void {
  const lying = cards.slice(0, 2).map(() => false);
  const look = (): void => {
    const onDesk = new Set(desk.state.map(({ card }) => (card === null ? -1 : placeOf(card, lying.length))));
    lying.forEach((was, index) => {
      const is = onDesk.has(index);
      if (is === was) return;
      lying[index] = is;
      if (is) cards[index]?.insert();
      else cards[index]?.remove();
    });
  };
  cards.slice(0, 2).forEach((card) => {
    card.remove();
  });
  desk.onChange(look);
  look();
}

function placeOf(card: CardId, places: number): number {
  if (card === 'cps3') return 0;
  return card === 'cps4' ? Math.min(1, places - 1) : -1;
}

async function readFirst(paths: readonly string[]): Promise<{ path: string; text: string }> {
  for (const path of paths) if (await exists(path)) return { path, text: await readFile(path, 'utf8') };
  throw new Error('card.c of the laboratory is not where it should be');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

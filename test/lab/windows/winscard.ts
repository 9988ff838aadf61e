/** What the stand-in winscard.dll plays (winscard.c), written from a test while a program is running on it. */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toHex, type LoggedCard } from '../cards/card.ts';

export type WinscardFunction =
  | 'SCardEstablishContext'
  | 'SCardListReadersW'
  | 'SCardGetStatusChangeW'
  | 'SCardConnectW'
  | 'SCardReconnect'
  | 'SCardBeginTransaction'
  | 'SCardTransmit';

export interface PlayedReader {
  readonly name: string;
  /** Null: no card. A card is played by what it answers to the commands of a read. */
  readonly card: LoggedCard | null;
  /** Insertions and removals so far: the high word of the event state. */
  readonly events: number;
}

export interface PlayedFault {
  readonly call: WinscardFunction;
  readonly code: number;
  /** How many times; for ever when absent. */
  readonly times?: number;
  /** Calls that work before. */
  readonly after?: number;
}

export interface Scene {
  readonly readers: readonly PlayedReader[];
  /** Event state of the pseudo-reader; null: unknown to this system. */
  readonly pnp: number | null;
  readonly faults?: readonly PlayedFault[];
}

const EMPTY = 0x10;
const PRESENT = 0x20;
const RETRY_MS = 20;

/** The commands of a read, of which the card's answers are recorded (vitale-card.md). */
const COMMANDS = ['00A40000023F00', '00B0820000', '00A404000BD250000002564954414C45', '00B0820000'];

/** A scene on the disk, and what was called. */
export class WinscardStage {
  readonly env: { readonly DMP_WINSCARD_SCENARIO: string };
  readonly #folder: string;
  readonly #file: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'scene');
    this.env = { DMP_WINSCARD_SCENARIO: this.#file };
  }

  static async create(): Promise<WinscardStage> {
    return new WinscardStage(await mkdtemp(join(tmpdir(), 'winscard-')));
  }

  /** Puts the scene in the place of the one before, whole: calls that wait see it within some 20 ms. */
  async play({ readers, pnp, faults = [] }: Scene): Promise<void> {
    const lines = [
      ...(pnp === null ? [] : [`pnp ${pnp.toString(16)}`]),
      ...readers.map(readerLine),
      ...readers.flatMap(({ card }) => (card === null || card.atr.length === 0 ? [] : answersOf(card))),
      ...faults.map(
        ({ call, code, times = -1, after = 0 }) => `return ${call} ${code.toString(16)} ${times} ${after}`,
      ),
    ];
    const next = `${this.#file}.next`;
    await writeFile(next, `${lines.join('\n')}\n`);
    // Windows does not let a file be replaced while another process reads it.
    for (let tries = 0; ; tries += 1) {
      const done = await rename(next, this.#file).then(
        () => true,
        () => false,
      );
      if (done) return;
      if (tries === 50) throw new Error(`${this.#file} is held open`);
      await delay(RETRY_MS);
    }
  }

  /** Every call that ended so far, as `FUNCTION CODE`. */
  async calls(): Promise<readonly string[]> {
    const text = await readFile(`${this.#file}.calls`, 'latin1').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function readerLine({ name, card, events }: PlayedReader): string {
  const state = ((events << 16) | (card === null ? EMPTY : PRESENT)) >>> 0;
  const atr = card === null || card.atr.length === 0 ? '-' : toHex(card.atr);
  return `reader ${state.toString(16)} ${atr} ${name}`;
}

/** Two files are read with one command: the stand-in knows one answer for each, so the later one is asked under its own. */
function answersOf(card: LoggedCard): string[] {
  card.reset();
  return COMMANDS.map((command, index) => {
    const answer = card.respond(Buffer.from(command, 'hex'));
    return `answer ${index < 2 ? 'A' : 'B'}${command} ${answer === 'pulled-out' ? '' : toHex(answer)}`;
  });
}

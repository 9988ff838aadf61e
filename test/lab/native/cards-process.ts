/** A running `cards` process on standard streams, seen from main's side: of this system's Node, or of Windows' one. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import {
  nativeContract,
  nativeMessageSchema,
  type NativeMessage,
  type PresentCard,
  type ReadersSnapshot,
} from '../../../src/borders/native.ts';
import { createFrameReader, encodeFrame } from '../../../src/system/framing.ts';

const PATIENCE_MS = 15_000;

export interface Arrival {
  readonly snapshot: ReadersSnapshot;
  /** Milliseconds on `performance.now()`. */
  readonly at: number;
}

type Answer = Extract<NativeMessage, { type: 'value' | 'failure' }>;

/** One running `cards` process, seen from main's side. */
export class CardsProcess {
  readonly arrivals: Arrival[] = [];
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  readonly #exited: Promise<number | null>;
  #lastId = 0;

  constructor(
    file: string,
    env: Readonly<Record<string, string>>,
    args: readonly string[] = ['--role=cards'],
    nodeOptions: readonly string[] = [],
  ) {
    this.#child = spawn(process.execPath, [...nodeOptions, file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin.on('error', () => undefined);
    const frames = createFrameReader((message) => this.#receive(message));
    this.#child.stdout.on('data', (bytes: Uint8Array) => frames.push(bytes));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get snapshot(): ReadersSnapshot | null {
    return this.arrivals.at(-1)?.snapshot ?? null;
  }

  /** Resolves with the first snapshot, of those after `since`, that satisfies `wanted`. */
  async until(wanted: (snapshot: ReadersSnapshot) => boolean, since = 0): Promise<Arrival> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.arrivals.slice(since).find(({ snapshot }) => wanted(snapshot));
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`Never seen; last: ${JSON.stringify(this.snapshot)}`);
      await delay(5);
    }
  }

  /** The card in `reader`, as soon as there is one with another number than `other`. */
  async card(reader: string, other = 0): Promise<PresentCard> {
    const isIt = ({ readers }: ReadersSnapshot): PresentCard | null => {
      const card = readers.find(({ name }) => name === reader)?.card ?? null;
      return card !== null && card.insertion > other ? card : null;
    };
    const { snapshot } = await this.until((each) => isIt(each) !== null);
    const card = isIt(snapshot);
    if (card === null) throw new Error('until() has just found it');
    return card;
  }

  /** Resolves once `reader` is there and empty, in a snapshot after the one numbered `since`. */
  async empty(reader: string, since = 0): Promise<void> {
    await this.until(
      ({ readers }) => readers.some(({ name, card }) => name === reader && card === null),
      since,
    );
  }

  /** Sends a request and checks the value's form, as main does. */
  async readVitale(reader: string, insertion: number): Promise<Answer> {
    const answer = await this.request('readVitale', { reader, insertion });
    if (answer.type === 'value') nativeContract.cards.requests.readVitale.result.parse(answer.value);
    return answer;
  }

  request(method: string, params: unknown): Promise<Answer> {
    const id = (this.#lastId += 1);
    const answered = new Promise<Answer>((resolve) => this.#answers.set(id, resolve));
    this.#child.stdin.write(encodeFrame({ type: 'request', id, method, params }));
    return answered;
  }

  /** Closes its input, as a launcher that goes away does; gives the exit code and how long it took. */
  async end(): Promise<{ readonly code: number | null; readonly tookMs: number }> {
    const started = performance.now();
    this.#child.stdin.end();
    const code = await this.#exited;
    return { code, tookMs: performance.now() - started };
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  #receive(raw: unknown): void {
    const message = nativeMessageSchema.parse(raw);
    if (message.type === 'event') {
      const snapshot = nativeContract.cards.events.readers.parse(message.payload);
      this.arrivals.push({ snapshot, at: performance.now() });
      return;
    }
    this.#answers.get(message.id)?.(message);
    this.#answers.delete(message.id);
  }
}

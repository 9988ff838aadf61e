/** A PC/SC service that is played: readers and cards of the lab, and codes that it gives instead of working. */
import {
  SCARD_E_NO_READERS_AVAILABLE,
  SCARD_E_TIMEOUT,
  SCARD_E_UNKNOWN_READER,
} from '../../../src/native/pcsc/codes.ts';
import { PNP_NOTIFICATION, SCARD_STATE_EMPTY, SCARD_STATE_PRESENT } from '../../../src/native/pcsc/codes.ts';
import type { ReaderStateIn, ReaderStateOut, Reply, Winscard } from '../../../src/native/pcsc/winscard.ts';
import type { VirtualCard } from '../../lab/cards/card.ts';

export type PlayedFunction =
  'establishContext' | 'listReaders' | 'getStatusChange' | 'connect' | 'beginTransaction' | 'transmit';

/** Where a code is given instead of an answer. */
export interface PlayedFault {
  readonly in: PlayedFunction;
  /** Which call from now on, from 1. */
  readonly call: number;
  readonly code: number;
  /** How many calls in a row; without end when absent. */
  readonly times?: number;
  /** Instead of a code: what happens to readers and cards before the call is answered. */
  readonly meanwhile?: () => void;
}

interface PlayedReader {
  card: VirtualCard | null;
  events: number;
}

const CANCELLED = 0x80100002;
const INVALID_HANDLE = 0x80100003;
const REMOVED = 0x80100069;
const NO_SMARTCARD = 0x8010000c;

export class PlayedPcsc implements Winscard {
  readonly #readers = new Map<string, PlayedReader>();
  readonly #cards = new Map<number, { reader: string; card: VirtualCard }>();
  readonly #contexts = new Map<number, () => void>();
  #wake = new Set<() => void>();
  #faults: (PlayedFault & { seen: number })[] = [];
  #last = 0;

  /** Contexts and cards that nobody has let go of. */
  get open(): number {
    return this.#contexts.size + this.#cards.size;
  }

  inject(fault: PlayedFault): void {
    this.#faults.push({ ...fault, seen: 0 });
  }

  clear(): void {
    this.#faults = [];
  }

  plug(name: string, card: VirtualCard | null = null): void {
    this.#readers.set(name, { card, events: card === null ? 0 : 1 });
    this.#changed();
  }

  unplug(name: string): void {
    this.#readers.delete(name);
    this.#changed();
  }

  insert(name: string, card: VirtualCard | null): void {
    const reader = this.#readers.get(name);
    if (reader === undefined) return;
    reader.card = card;
    reader.events = (reader.events + 1) & 0xffff;
    this.#changed();
  }

  establishContext = async (): Promise<Reply<number>> => {
    const code = this.#codeOf('establishContext');
    if (code !== 0) return { code, value: 0 };
    const context = (this.#last += 1);
    this.#contexts.set(context, () => undefined);
    return { code: 0, value: context };
  };

  releaseContext = async (context: number | bigint): Promise<number> =>
    this.#contexts.delete(Number(context)) ? 0 : INVALID_HANDLE;

  cancel = (context: number | bigint): number => {
    this.#contexts.get(Number(context))?.();
    return 0;
  };

  listReaders = async (): Promise<Reply<string[]>> => {
    const code = this.#codeOf('listReaders');
    const value = code === 0 ? [...this.#readers.keys()] : [];
    return { code: code === 0 && value.length === 0 ? SCARD_E_NO_READERS_AVAILABLE : code, value };
  };

  getStatusChange = async (
    context: number | bigint,
    timeoutMs: number,
    asked: readonly ReaderStateIn[],
  ): Promise<Reply<ReaderStateOut[]>> => {
    const code = this.#codeOf('getStatusChange');
    if (code !== 0)
      return { code, value: asked.map(({ name }) => ({ name, eventState: 0, atr: new Uint8Array() })) };
    const news = (): boolean =>
      asked.some(({ name, currentState }) => this.#stateOf(name, asked.length).eventState !== currentState);
    let ended = 0;
    if (timeoutMs > 0 && !news()) ended = await this.#wait(Number(context), timeoutMs);
    const value = asked.map(({ name }) => this.#stateOf(name, asked.length));
    const unknown = asked.some(({ name }) => name !== PNP_NOTIFICATION && !this.#readers.has(name));
    return { code: unknown ? SCARD_E_UNKNOWN_READER : ended, value };
  };

  connect = async (
    _context: number | bigint,
    name: string,
  ): Promise<Reply<{ card: number; protocol: number }>> => {
    const nothing = { card: 0, protocol: 0 };
    const code = this.#codeOf('connect');
    if (code !== 0) return { code, value: nothing };
    const reader = this.#readers.get(name);
    if (reader === undefined) return { code: SCARD_E_UNKNOWN_READER, value: nothing };
    if (reader.card === null) return { code: NO_SMARTCARD, value: nothing };
    const handle = (this.#last += 1);
    this.#cards.set(handle, { reader: name, card: reader.card });
    return { code: 0, value: { card: handle, protocol: 2 } };
  };

  reconnect = async (): Promise<Reply<number>> => ({ code: 0, value: 2 });

  disconnect = async (card: number | bigint): Promise<number> =>
    this.#cards.delete(Number(card)) ? 0 : INVALID_HANDLE;

  beginTransaction = async (card: number | bigint): Promise<number> =>
    this.#codeOf('beginTransaction') || (this.#isIn(Number(card)) ? 0 : REMOVED);

  endTransaction = async (card: number | bigint): Promise<number> => (this.#isIn(Number(card)) ? 0 : REMOVED);

  transmit = async (
    card: number | bigint,
    _protocol: number,
    command: Uint8Array,
  ): Promise<Reply<Uint8Array>> => {
    const code = this.#codeOf('transmit');
    const connected = this.#cards.get(Number(card));
    if (code !== 0) return { code, value: new Uint8Array() };
    if (connected === undefined || !this.#isIn(Number(card)))
      return { code: REMOVED, value: new Uint8Array() };
    const answer = connected.card.respond(command);
    return answer === 'pulled-out' ? { code: REMOVED, value: new Uint8Array() } : { code: 0, value: answer };
  };

  /** The code that this call gives instead of an answer; 0 for a call that works. */
  #codeOf(called: PlayedFunction): number {
    let code = 0;
    for (const fault of this.#faults) {
      if (fault.in !== called) continue;
      fault.seen += 1;
      if (fault.seen < fault.call || fault.seen >= fault.call + (fault.times ?? Infinity)) continue;
      fault.meanwhile?.();
      code = fault.code;
    }
    return code;
  }

  #isIn(handle: number): boolean {
    const connected = this.#cards.get(handle);
    return connected !== undefined && this.#readers.get(connected.reader)?.card === connected.card;
  }

  /** The pseudo-reader counts the readers, as pcsc-lite's does. */
  #stateOf(name: string, _asked: number): ReaderStateOut {
    const atr = new Uint8Array();
    if (name === PNP_NOTIFICATION) return { name, eventState: this.#plugged(), atr };
    const reader = this.#readers.get(name);
    if (reader === undefined) return { name, eventState: 0x4, atr };
    const state = reader.card === null ? SCARD_STATE_EMPTY : SCARD_STATE_PRESENT;
    return { name, eventState: ((reader.events << 16) | state) >>> 0, atr: reader.card?.atr ?? atr };
  }

  #plugged(): number {
    return (this.#readers.size << 16) >>> 0;
  }

  #wait(context: number, timeoutMs: number): Promise<number> {
    return new Promise((resolve) => {
      const end = (code: number): void => {
        clearTimeout(timer);
        this.#wake.delete(changed);
        if (this.#contexts.has(context)) this.#contexts.set(context, () => undefined);
        resolve(code);
      };
      const changed = (): void => end(0);
      const timer = setTimeout(() => end(SCARD_E_TIMEOUT), timeoutMs);
      this.#wake.add(changed);
      this.#contexts.set(context, () => end(CANCELLED));
    });
  }

  #changed(): void {
    for (const wake of [...this.#wake]) wake();
  }
}

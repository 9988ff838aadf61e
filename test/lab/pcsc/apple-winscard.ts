/**
 * A PC/SC that behaves as macOS' does where it differs (CryptoTokenKit's `ifd` layer): no pseudo-reader, no counters,
 * `SCARD_W_RESET_CARD` of a handle whose card was swapped, `SCARD_W_UNPOWERED_CARD` of one that was reset. A swap is
 * never seen as an empty reader.
 */
import {
  PNP_NOTIFICATION,
  SCARD_E_NO_READERS_AVAILABLE,
  SCARD_E_TIMEOUT,
  SCARD_E_UNKNOWN_READER,
  SCARD_STATE_CHANGED,
  SCARD_STATE_EMPTY,
  SCARD_STATE_PRESENT,
  SCARD_STATE_UNKNOWN,
} from '../../../src/native/pcsc/codes.ts';
import type { ReaderStateIn, ReaderStateOut, Reply, Winscard } from '../../../src/native/pcsc/winscard.ts';
import type { VirtualCard } from '../cards/card.ts';

/** How the pseudo-reader is answered: as an error, as unknown, always changed, or like a reader without news. */
export const PSEUDO_READER_ANSWERS = ['error', 'unknown', 'changed', 'silent'] as const;

export type AppleCall = 'connect' | 'beginTransaction' | 'transmit' | 'endTransaction';

interface Seat {
  card: VirtualCard | null;
  swaps: number;
  resets: number;
}

const RESET = 0x80100068;
const UNPOWERED = 0x80100067;
const REMOVED = 0x80100069;
const NO_SMARTCARD = 0x8010000c;

export class AppleWinscard implements Winscard {
  readonly asked = new Set<string>();
  pseudoReader: (typeof PSEUDO_READER_ANSWERS)[number] = 'unknown';
  readonly #seats = new Map<string, Seat>();
  readonly #handles = new Map<number, { readonly seat: Seat; swaps: number; resets: number }>();
  #planned: { readonly call: AppleCall; left: number; readonly act: () => void }[] = [];
  #last = 0;
  /** The high word of a state, which means nothing. */
  #noise = 0;

  insert(name: string, card: VirtualCard | null): void {
    const seat = this.#seats.get(name);
    if (seat === undefined) this.#seats.set(name, { card, swaps: 0, resets: 0 });
    else {
      seat.card = card;
      seat.swaps += 1;
    }
  }

  /** Another program resets the card. */
  reset(name: string): void {
    const seat = this.#seats.get(name);
    if (seat === undefined) return;
    seat.resets += 1;
    seat.card?.reset();
  }

  /** Does something right before the next `count`th call of this function. */
  before(call: AppleCall, count: number, act: () => void): void {
    this.#planned.push({ call, left: count, act });
  }

  establishContext = async (): Promise<Reply<number>> => ({ code: 0, value: (this.#last += 1) });
  releaseContext = async (): Promise<number> => 0;
  cancel = (): number => 0;

  listReaders = async (): Promise<Reply<string[]>> => {
    const value = [...this.#seats.keys()];
    return { code: value.length === 0 ? SCARD_E_NO_READERS_AVAILABLE : 0, value };
  };

  getStatusChange = async (
    _context: number | bigint,
    timeoutMs: number,
    asked: readonly ReaderStateIn[],
  ): Promise<Reply<ReaderStateOut[]>> => {
    for (const { name } of asked) this.asked.add(name);
    if (timeoutMs > 0) await new Promise((resolve) => setImmediate(resolve));
    const pseudo = asked.some(({ name }) => name === PNP_NOTIFICATION);
    const refused = pseudo && this.pseudoReader === 'error';
    const value = asked.map((one) => this.#stateOf(one));
    return { code: refused ? SCARD_E_UNKNOWN_READER : timeoutMs > 0 ? SCARD_E_TIMEOUT : 0, value };
  };

  connect = async (
    _context: number | bigint,
    name: string,
  ): Promise<Reply<{ card: number; protocol: number }>> => {
    this.#happen('connect');
    const seat = this.#seats.get(name);
    const nothing = { card: 0, protocol: 0 };
    if (seat === undefined) return { code: SCARD_E_UNKNOWN_READER, value: nothing };
    if (seat.card === null) return { code: NO_SMARTCARD, value: nothing };
    const card = (this.#last += 1);
    this.#handles.set(card, { seat, swaps: seat.swaps, resets: seat.resets });
    return { code: 0, value: { card, protocol: 2 } };
  };

  /** Takes whatever card is there now: whoever does it after a swap holds the other card. */
  reconnect = async (card: number | bigint): Promise<Reply<number>> => {
    const handle = this.#handles.get(Number(card))!;
    handle.swaps = handle.seat.swaps;
    handle.resets = handle.seat.resets;
    return { code: handle.seat.card === null ? REMOVED : 0, value: 2 };
  };

  disconnect = async (card: number | bigint): Promise<number> => {
    this.#handles.delete(Number(card));
    return 0;
  };

  beginTransaction = async (card: number | bigint): Promise<number> => {
    this.#happen('beginTransaction');
    return this.#codeOf(card);
  };

  endTransaction = async (card: number | bigint): Promise<number> => {
    this.#happen('endTransaction');
    return this.#codeOf(card);
  };

  transmit = async (
    card: number | bigint,
    _protocol: number,
    command: Uint8Array,
  ): Promise<Reply<Uint8Array>> => {
    this.#happen('transmit');
    const code = this.#codeOf(card);
    if (code !== 0) return { code, value: new Uint8Array() };
    const answer = this.#handles.get(Number(card))?.seat.card?.respond(command);
    return answer === undefined || answer === 'pulled-out'
      ? { code: REMOVED, value: new Uint8Array() }
      : { code: 0, value: answer };
  };

  #codeOf(card: number | bigint): number {
    const handle = this.#handles.get(Number(card));
    if (!handle?.seat.card) return REMOVED;
    if (handle.swaps !== handle.seat.swaps) return RESET;
    return handle.resets === handle.seat.resets ? 0 : UNPOWERED;
  }

  #happen(call: AppleCall): void {
    for (const plan of this.#planned.filter((one) => one.call === call)) {
      plan.left -= 1;
      if (plan.left === 0) plan.act();
    }
    this.#planned = this.#planned.filter(({ left }) => left > 0);
  }

  #stateOf({ name, currentState }: ReaderStateIn): ReaderStateOut {
    const atr = new Uint8Array();
    if (name === PNP_NOTIFICATION) {
      const states = { error: 0, unknown: SCARD_STATE_UNKNOWN, changed: SCARD_STATE_CHANGED, silent: 0 };
      return { name, eventState: currentState | states[this.pseudoReader], atr };
    }
    const seat = this.#seats.get(name);
    if (seat === undefined) return { name, eventState: SCARD_STATE_UNKNOWN, atr };
    this.#noise = (this.#noise + 0x3001) & 0xffff;
    const state = seat.card === null ? SCARD_STATE_EMPTY : SCARD_STATE_PRESENT;
    return { name, eventState: ((this.#noise << 16) | state) >>> 0, atr: seat.card?.atr ?? atr };
  }
}

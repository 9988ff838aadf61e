/** One card of the system's service, connected and shared. */
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import {
  hexCode,
  isStuck,
  SCARD_E_SHARING_VIOLATION,
  SCARD_E_TIMEOUT,
  SCARD_LEAVE_CARD,
  SCARD_PROTOCOL_ANY,
  SCARD_S_SUCCESS,
  SCARD_SHARE_SHARED,
  SCARD_STATE_PRESENT,
  SCARD_STATE_UNAWARE,
  SCARD_W_RESET_CARD,
  SCARD_W_UNPOWERED_CARD,
  type Operation,
} from './codes.ts';
import type { Card, ObservedReader } from './port.ts';
import { observed, refused, withoutChange, type ServiceInUse } from './service-in-use.ts';
import type { Handle, ReaderStateOut, Winscard } from './winscard.ts';

/** How long another program may hold a card for itself before we say so, in milliseconds. */
const SHARING_PATIENCE_MS = 3_000;
const SHARING_LOOK_MS = 100;

/** Connects to a reader's card, and waits a while for one that another program has to itself. */
export async function connectShared(
  options: ServiceInUse,
  context: Handle,
  reader: string,
  release: () => Promise<void>,
): Promise<Result<Card>> {
  const { api, pause } = options;
  for (let waited = 0; ; waited += SHARING_LOOK_MS) {
    const { code, value } = await api.connect(context, reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_ANY);
    if (code === SCARD_S_SUCCESS) {
      return success(new SystemCard(options, { context, reader, ...value }, release));
    }
    if (isSwapped(options, code, reader)) return failed(failure('VITALE-CHANGEE'));
    const mayPass = code === SCARD_E_SHARING_VIOLATION || code === SCARD_W_RESET_CARD;
    if (isStuck(code) && (await stillShowsCard(api, context, reader)))
      return failed(failure('LECTEUR-A-REBRANCHER', { reader, code: hexCode(code) }));
    if (!mayPass || waited >= SHARING_PATIENCE_MS) return refused(code, 'card');
    await pause(SHARING_LOOK_MS);
  }
}

/** Whether the service goes on showing a card in a reader that has just refused to connect to it. */
async function stillShowsCard(api: Winscard, context: Handle, reader: string): Promise<boolean> {
  const asked = [{ name: reader, currentState: SCARD_STATE_UNAWARE }];
  const { code, value } = await api.getStatusChange(context, 0, asked);
  const shown = ((value[0]?.eventState ?? 0) & SCARD_STATE_PRESENT) !== 0;
  return (code === SCARD_S_SUCCESS || code === SCARD_E_TIMEOUT) && shown;
}

interface Connection {
  readonly context: Handle;
  readonly reader: string;
  readonly card: Handle;
  readonly protocol: number;
}

class SystemCard implements Card {
  readonly #options: ServiceInUse;
  readonly #connection: Connection;
  #protocol: number;
  readonly #release: () => Promise<void>;

  constructor(options: ServiceInUse, connection: Connection, release: () => Promise<void>) {
    this.#options = options;
    this.#connection = connection;
    this.#protocol = connection.protocol;
    this.#release = release;
  }

  async beginTransaction(): Promise<Result<void>> {
    const code = await this.#options.api.beginTransaction(this.#connection.card);
    if (code === SCARD_S_SUCCESS) return success(undefined);
    // Another program reset the card since we connected: nothing was read yet, so nothing is lost.
    return this.#wasReset(code) ? this.#takeUpAgain() : this.#refused(code, 'card');
  }

  async endTransaction(): Promise<void> {
    const { card, reader } = this.#connection;
    const code = await this.#options.api.endTransaction(card, SCARD_LEAVE_CARD);
    // Swapped behind the last command: nobody else will say so.
    isSwapped(this.#options, code, reader);
  }

  async transmit(command: Uint8Array): Promise<Result<Uint8Array>> {
    const { apple, api } = this.#options;
    const { code, value } = await api.transmit(this.#connection.card, this.#protocol, command);
    if (code === SCARD_S_SUCCESS) return success(value);
    if (apple === true && this.#wasReset(code)) {
      const again = await this.#takeUpAgain();
      // What was read before the reset is not to be continued: the reader begins again at the first command.
      return again.ok ? failed(failure('VITALE-TRANSMISSION', { code: hexCode(code) })) : again;
    }
    return this.#refused(code, 'exchange');
  }

  async observe(quietMs = 0): Promise<Result<ObservedReader>> {
    const until = performance.now() + quietMs;
    const first = await this.#state(0, SCARD_STATE_UNAWARE);
    let latest = first;
    for (;;) {
      const left = Math.ceil(until - performance.now());
      if (!first.ok || !latest.ok || left <= 0 || isOtherCard(first.value, latest.value)) break;
      latest = await this.#state(left, withoutChange(latest.value.eventState));
    }
    return latest.ok ? success(observed(latest.value, this.#options)) : latest;
  }

  async disconnect(): Promise<void> {
    await this.#options.api.disconnect(this.#connection.card, SCARD_LEAVE_CARD);
    await this.#release();
  }

  /** Whether the card is the same one, as it is after its insertion. */
  #wasReset(code: number): boolean {
    return code === (this.#options.apple === true ? SCARD_W_UNPOWERED_CARD : SCARD_W_RESET_CARD);
  }

  /** Connects anew to a card that was reset, and locks it again. */
  async #takeUpAgain(): Promise<Result<void>> {
    const { api } = this.#options;
    const { card } = this.#connection;
    const again = await api.reconnect(card, SCARD_SHARE_SHARED, SCARD_PROTOCOL_ANY, SCARD_LEAVE_CARD);
    if (again.code !== SCARD_S_SUCCESS) return this.#refused(again.code, 'card');
    this.#protocol = again.value;
    const code = await api.beginTransaction(card);
    return code === SCARD_S_SUCCESS ? success(undefined) : this.#refused(code, 'card');
  }

  #refused(code: number, operation: Operation) {
    return isSwapped(this.#options, code, this.#connection.reader)
      ? failed(failure('VITALE-CHANGEE'))
      : refused(code, operation);
  }

  async #state(timeoutMs: number, currentState: number): Promise<Result<ReaderStateOut>> {
    const { context, reader } = this.#connection;
    const { code, value } = await this.#options.api.getStatusChange(context, timeoutMs, [
      { name: reader, currentState },
    ]);
    const [state] = value;
    const answered = code === SCARD_S_SUCCESS || code === SCARD_E_TIMEOUT;
    return answered && state !== undefined ? success(state) : refused(code, 'card');
  }
}

/** Whether the card went, or came back, between two states of one reader. */
function isOtherCard(before: ReaderStateOut, after: ReaderStateOut): boolean {
  const relevant = SCARD_STATE_PRESENT | 0xffff0000;
  return (before.eventState & relevant) !== (after.eventState & relevant);
}

/** Whether Apple's service says that another card is in the reader: the watch is to take it for a new insertion. */
function isSwapped({ apple, swaps }: ServiceInUse, code: number, reader: string): boolean {
  if (apple !== true || code !== SCARD_W_RESET_CARD) return false;
  swaps.note(reader);
  return true;
}

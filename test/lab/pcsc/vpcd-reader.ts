/** One slot of a vpcd reader, seen from the card's side: a card is a TCP client, and connecting is inserting. */
import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { VirtualCard } from '../cards/card.ts';
import type { CardSlot } from '../cards/slot.ts';
import {
  atrMessage,
  onMessages,
  POWER_OFF,
  POWER_ON,
  RESET,
  SEND_ATR,
  sendMessage,
} from './vpcd-messages.ts';

export interface VirtualReaderEvents {
  /** The card left by its own script, or the PC/SC service closed the connection. */
  'pulled-out': [reason: 'script' | 'service'];
}

export interface VirtualReaderOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The card stays in when the PC/SC service goes, as a real one does, and is seen again when it comes back. */
  readonly stays?: boolean;
  /**
   * How long an empty reader stays empty before the next card, in milliseconds. pcscd looks every 400 ms and may
   * miss a quicker swap. Default 0: the caller wants the quick swap.
   */
  readonly emptyForMs?: number;
}

const RETURN_EVERY_MS = 200;

export class VirtualReader extends EventEmitter<VirtualReaderEvents> implements CardSlot {
  readonly #port: number;
  readonly #host: string;
  readonly #stays: boolean;
  readonly #emptyForMs: number;
  /** On the clock of `performance.now()`; a reader that never held a card has always been empty. */
  #emptySince = -Infinity;
  #socket: Socket | null = null;
  #card: VirtualCard | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(port: number, options: VirtualReaderOptions = {}) {
    super();
    this.#port = port;
    this.#host = options.host ?? '127.0.0.1';
    this.#stays = options.stays === true;
    this.#emptyForMs = options.emptyForMs ?? 0;
  }

  /** The card that is in, or `null`. */
  get card(): VirtualCard | null {
    return this.#card;
  }

  /**
   * Inserts a card: connecting is inserting. The PC/SC service notices within half a second.
   * A card that was in is taken out first; that quick a swap may be seen by the service as no change at all.
   * @throws when nothing listens on the port.
   */
  insert(card: VirtualCard): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      await delay(Math.max(0, this.#emptySince + this.#emptyForMs - performance.now()));
      this.#enter(await this.#connect(), card);
    });
  }

  /** Takes the card out; resolves once the connection is closed. Does nothing when there is none. */
  remove(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  /** One movement of a card at a time, in the order they were asked for. */
  #inTurn(movement: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(movement);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #connect(): Promise<Socket> {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return socket;
  }

  #enter(socket: Socket, card: VirtualCard): void {
    this.#socket = socket;
    this.#card = card;
    this.#serve(socket, card);
  }

  async #close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    this.#card = null;
    if (socket === null || socket.closed) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
    this.#emptySince = performance.now();
  }

  /** The service closed the connection under a card that is in. */
  #lost(card: VirtualCard): void {
    this.#socket = null;
    if (this.#stays) {
      void this.#comeBack(card);
      return;
    }
    this.#card = null;
    this.#emptySince = performance.now();
    this.emit('pulled-out', 'service');
  }

  /** Offers the card again until the service listens, unless it was taken out or replaced meanwhile. */
  async #comeBack(card: VirtualCard): Promise<void> {
    while (this.#card === card && this.#socket === null) {
      await delay(RETURN_EVERY_MS);
      await this.#inTurn(async () => {
        if (this.#card !== card || this.#socket !== null) return;
        const socket = await this.#connect().catch(() => null);
        if (socket !== null) this.#enter(socket, card);
      });
    }
  }

  #serve(socket: Socket, card: VirtualCard): void {
    let working = Promise.resolve();
    onMessages(socket, (message) => {
      working = working.then(() => this.#handle(socket, card, message));
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#socket === socket) this.#lost(card);
    });
  }

  async #handle(socket: Socket, card: VirtualCard, message: Uint8Array): Promise<void> {
    if (message.length === 1) {
      obey(socket, card, message[0]);
      return;
    }
    if (card.delayMs !== undefined) await delay(card.delayMs);
    const answer = card.respond(message);
    if (answer !== 'pulled-out') {
      sendMessage(socket, answer);
      return;
    }
    if (this.#socket !== socket) return;
    await this.#close();
    this.emit('pulled-out', 'script');
  }
}

function obey(socket: Socket, card: VirtualCard, control: number | undefined): void {
  if (control === SEND_ATR) sendMessage(socket, atrMessage(card.atr));
  else if (control === POWER_ON || control === RESET || control === POWER_OFF) card.reset();
}

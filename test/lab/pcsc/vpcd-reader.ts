/**
 * One slot of a vpcd reader (Debian package vsmartcard-vpcd), seen from the card's side.
 * Protocol: a card is a TCP client; messages both ways are a 2-byte big-endian length and the bytes. From the
 * reader, one byte is a control (00 power off, 01 power on, 02 reset, 04 send the ATR), more is a command APDU.
 */
import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { VirtualCard } from '../cards/card.ts';

export interface VirtualReaderEvents {
  /** The card left by its own script, or the PC/SC service closed the connection. */
  'pulled-out': [reason: 'script' | 'service'];
}

export interface VirtualReaderOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The card stays in when the PC/SC service goes, as a real one does, and is seen again when it comes back. */
  readonly stays?: boolean;
}

const POWER_OFF = 0x00;
const POWER_ON = 0x01;
const RESET = 0x02;
const SEND_ATR = 0x04;

/**
 * What a mute card sends for its ATR. Measured on vpcd 0.8: no bytes at all mean "no card", while an ATR longer than
 * any can be (33 bytes) makes the power-up fail, which is how PC/SC sees a mute card: present, and no ATR.
 */
const UNPOWERABLE = new Uint8Array(40).fill(0x3b);

const RETURN_EVERY_MS = 200;

export class VirtualReader extends EventEmitter<VirtualReaderEvents> {
  readonly #port: number;
  readonly #host: string;
  readonly #stays: boolean;
  #socket: Socket | null = null;
  #card: VirtualCard | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(port: number, options: VirtualReaderOptions = {}) {
    super();
    this.#port = port;
    this.#host = options.host ?? '127.0.0.1';
    this.#stays = options.stays === true;
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
  }

  /** The service closed the connection under a card that is in. */
  #lost(card: VirtualCard): void {
    this.#socket = null;
    if (this.#stays) {
      void this.#comeBack(card);
      return;
    }
    this.#card = null;
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
    let received = Buffer.alloc(0);
    let working = Promise.resolve();
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      for (;;) {
        if (received.length < 2) return;
        const end = 2 + received.readUInt16BE(0);
        if (received.length < end) return;
        const message = Uint8Array.from(received.subarray(2, end));
        received = received.subarray(end);
        working = working.then(() => this.#handle(socket, card, message));
      }
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
      send(socket, answer);
      return;
    }
    if (this.#socket !== socket) return;
    await this.#close();
    this.emit('pulled-out', 'script');
  }
}

function obey(socket: Socket, card: VirtualCard, control: number | undefined): void {
  if (control === SEND_ATR) send(socket, card.atr.length === 0 ? UNPOWERABLE : card.atr);
  else if (control === POWER_ON || control === RESET || control === POWER_OFF) card.reset();
}

function send(socket: Socket, bytes: Uint8Array): void {
  if (!socket.writable) return;
  const message = Buffer.alloc(2 + bytes.length);
  message.writeUInt16BE(bytes.length, 0);
  message.set(bytes, 2);
  socket.write(message);
}

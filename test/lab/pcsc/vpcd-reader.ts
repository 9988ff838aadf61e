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

const POWER_OFF = 0x00;
const POWER_ON = 0x01;
const RESET = 0x02;
const SEND_ATR = 0x04;

export class VirtualReader extends EventEmitter<VirtualReaderEvents> {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | null = null;
  #card: VirtualCard | null = null;

  constructor(port: number, host = '127.0.0.1') {
    super();
    this.#host = host;
    this.#port = port;
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
  async insert(card: VirtualCard): Promise<void> {
    await this.remove();
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    this.#socket = socket;
    this.#card = card;
    this.#serve(socket, card);
  }

  /** Takes the card out; resolves once the connection is closed. Does nothing when there is none. */
  async remove(): Promise<void> {
    const socket = this.#socket;
    this.#forget();
    if (socket === null || socket.closed) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }

  #forget(): void {
    this.#socket = null;
    this.#card = null;
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
      if (this.#socket !== socket) return;
      this.#forget();
      this.emit('pulled-out', 'service');
    });
  }

  async #handle(socket: Socket, card: VirtualCard, message: Uint8Array): Promise<void> {
    if (message.length === 1) {
      const control = message[0];
      if (control === SEND_ATR) send(socket, card.atr);
      else if (control === POWER_ON || control === RESET || control === POWER_OFF) card.reset();
      return;
    }
    if (card.delayMs !== undefined) await delay(card.delayMs);
    const answer = card.respond(message);
    if (answer !== 'pulled-out') return send(socket, answer);
    if (this.#socket !== socket) return;
    await this.remove();
    this.emit('pulled-out', 'script');
  }
}

function send(socket: Socket, bytes: Uint8Array): void {
  if (!socket.writable) return;
  const message = Buffer.alloc(2 + bytes.length);
  message.writeUInt16BE(bytes.length, 0);
  message.set(bytes, 2);
  socket.write(message);
}

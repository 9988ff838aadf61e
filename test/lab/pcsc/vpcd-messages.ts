/**
 * The messages of vpcd (Debian package vsmartcard-vpcd), the same both ways: a 2-byte big-endian length, then the
 * bytes. From the reader, one byte is a control, more is a command APDU; from the card, an ATR or a response APDU.
 */
import type { Socket } from 'node:net';

export const POWER_OFF = 0x00;
export const POWER_ON = 0x01;
export const RESET = 0x02;
export const SEND_ATR = 0x04;

/** ISO 7816-3: TS and at most 32 characters. */
const LONGEST_ATR = 33;

/**
 * What a mute card sends for its ATR. Measured on vpcd 0.8: no bytes at all mean "no card", while an ATR longer than
 * any can be makes the power-up fail, which is how PC/SC sees a mute card: present, and no ATR.
 */
const UNPOWERABLE = new Uint8Array(40).fill(0x3b);

/** The ATR message of a card, empty ATR included. */
export function atrMessage(atr: Uint8Array): Uint8Array {
  return atr.length === 0 ? UNPOWERABLE : atr;
}

/** The ATR that such a message stands for; empty for a mute card. */
export function atrOfMessage(message: Uint8Array): Uint8Array {
  return message.length > LONGEST_ATR ? new Uint8Array(0) : message;
}

export function sendMessage(socket: Socket, bytes: Uint8Array): void {
  if (!socket.writable) return;
  const message = Buffer.alloc(2 + bytes.length);
  message.writeUInt16BE(bytes.length, 0);
  message.set(bytes, 2);
  socket.write(message);
}

/** Calls `receive` with every whole message, however TCP cut them. */
export function onMessages(socket: Socket, receive: (message: Uint8Array) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      receive(Uint8Array.from(received.subarray(2, end)));
      received = received.subarray(end);
    }
  });
}

/**
 * Length-prefixed JSON: 4 bytes of length, little-endian, and that many bytes of UTF-8 JSON.
 * The same framing serves a helper program on standard streams and browsers' native messaging.
 */
import { readJson } from './json.ts';

/** No message of the contract comes near it; more is not a message but a fault. */
const LONGEST_FRAME = 1024 * 1024;

const PREFIX_BYTES = 4;

/** One message as a frame. */
export function encodeFrame(message: unknown): Uint8Array {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const frame = Buffer.alloc(PREFIX_BYTES + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, PREFIX_BYTES);
  return frame;
}

export interface FrameReader {
  /** Takes the next bytes of the stream, cut anywhere; false when the stream is lost (a frame that is too long). */
  push(bytes: Uint8Array): boolean;
}

/**
 * Calls `onMessage` for each whole frame; a body that is not JSON in UTF-8 comes as `undefined`. Once it has answered
 * false the stream is lost, and nothing more is read of it: a flood is a million frames of nothing in a moment.
 */
export function createFrameReader(onMessage: (message: unknown) => unknown): FrameReader {
  let pending = Buffer.alloc(0);
  let lost = false;
  const lose = (): false => {
    lost = true;
    pending = Buffer.alloc(0);
    return false;
  };
  return {
    push: (bytes) => {
      if (lost) return false;
      pending = Buffer.concat([pending, bytes]);
      while (pending.length >= PREFIX_BYTES) {
        const length = pending.readUInt32LE(0);
        if (length > LONGEST_FRAME) return lose();
        if (pending.length < PREFIX_BYTES + length) break;
        const body = pending.subarray(PREFIX_BYTES, PREFIX_BYTES + length);
        pending = pending.subarray(PREFIX_BYTES + length);
        if (onMessage(parse(body)) === false) return lose();
      }
      return true;
    },
  };
}

/** Fatal: another encoding is an error to be told, not a text to be altered in silence. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(body: Buffer): unknown {
  try {
    return readJson(utf8.decode(body));
  } catch {
    return undefined;
  }
}

/**
 * The part of BER-TLV that cards use: tags of one or several bytes, definite lengths in the short form and in the
 * long forms `81` and `82`, and padding of one byte repeated to the end. Never throws; whatever is not exactly that is refused.
 */

export interface Tlv {
  /** All the tag's bytes as one number: `0x65`, `0x5F20`. */
  readonly tag: number;
  readonly value: Uint8Array;
}

export type TlvReading =
  | { readonly end: 'complete' | 'padding'; readonly items: readonly Tlv[] }
  /** `truncated`: more bytes could make it good. `malformed`: no bytes could. */
  | { readonly end: 'truncated' | 'malformed'; readonly items: null };

/** No file of a card has a tag longer than this. */
const MOST_TAG_BYTES = 4;

const TRUNCATED: TlvReading = { end: 'truncated', items: null };
const MALFORMED: TlvReading = { end: 'malformed', items: null };

/** What fills the rest of a file: zeros on every card described so far; erased memory and blanks are as likely. */
const PADDING: ReadonlySet<number> = new Set([0x00, 0xff, 0x20]);

/**
 * Reads one level of TLVs. A padding byte where a tag is due begins the padding, which must then last to the end:
 * templates after padding would be lost by whoever stops reading at it, so they are refused.
 */
export function readTlvs(bytes: Uint8Array): TlvReading {
  const items: Tlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    const filler = bytes[at] ?? 0;
    if (PADDING.has(filler)) {
      return bytes.subarray(at).every((byte) => byte === filler) ? { end: 'padding', items } : MALFORMED;
    }
    const tag = readTag(bytes, at);
    if (typeof tag === 'string') return tag === 'truncated' ? TRUNCATED : MALFORMED;
    const length = readLength(bytes, tag.next);
    if (typeof length === 'string') return length === 'truncated' ? TRUNCATED : MALFORMED;
    const end = length.next + length.number;
    if (end > bytes.length) return TRUNCATED;
    items.push({ tag: tag.number, value: bytes.subarray(length.next, end) });
    at = end;
  }
  return { end: 'complete', items };
}

type Part = { readonly number: number; readonly next: number } | 'truncated' | 'malformed';

function readTag(bytes: Uint8Array, at: number): Part {
  const first = bytes[at] ?? 0;
  // Five low bits set: the tag goes on, for as long as the bytes have their high bit set.
  if ((first & 0x1f) !== 0x1f) return { number: first, next: at + 1 };
  let number = first;
  for (let next = at + 1; next < at + MOST_TAG_BYTES; next += 1) {
    const byte = bytes[next];
    if (byte === undefined) return 'truncated';
    number = number * 0x100 + byte;
    if ((byte & 0x80) === 0) return { number, next: next + 1 };
  }
  return 'malformed';
}

function readLength(bytes: Uint8Array, at: number): Part {
  const first = bytes[at];
  if (first === undefined) return 'truncated';
  if (first < 0x80) return { number: first, next: at + 1 };
  const more = first - 0x80;
  // 80 is the indefinite form, which cards do not use; no file is so long that it would need 83.
  if (more !== 1 && more !== 2) return 'malformed';
  const high = bytes[at + 1];
  const low = more === 1 ? 0 : bytes[at + 2];
  if (high === undefined || low === undefined) return 'truncated';
  return { number: more === 1 ? high : high * 0x100 + low, next: at + 1 + more };
}

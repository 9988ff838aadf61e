/**
 * A profile file between bytes and text. Such files are ANSI (Windows-1252) or UTF-8; plain ASCII counts as ANSI,
 * since the programs that read them do not know UTF-8 unless the file already was.
 */
export type ProfileEncoding = 'utf-8' | 'windows-1252';

export interface DecodedProfile {
  readonly text: string;
  readonly encoding: ProfileEncoding;
}

/**
 * 0x80 to 0x9F; the rest of Windows-1252 is Latin-1. Bytes that it leaves open stand for themselves, so that none is
 * lost. (Written out: what Node calls `windows-1252` is plain Latin-1 in some versions.)
 */
const HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function characterOf(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? (HIGH[byte - 0x80] ?? '') : String.fromCharCode(byte);
}

/** The byte of each character of Windows-1252. */
const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [characterOf(byte), byte]),
);

/** Reads a file; a byte order mark stays in the text. */
export function decodeProfile(bytes: Uint8Array): DecodedProfile {
  if (bytes.some((byte) => byte >= 0x80))
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      return { text, encoding: 'utf-8' };
    } catch {
      // Not UTF-8: what Windows wrote.
    }
  return { text: Array.from(bytes, characterOf).join(''), encoding: 'windows-1252' };
}

/** Writes a text; null when a character of it cannot be written in that encoding. */
export function encodeProfile(text: string, encoding: ProfileEncoding): Buffer | null {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = Array.from(text, (character) => BYTES.get(character));
  return bytes.includes(undefined) ? null : Buffer.from(bytes.map((byte) => byte ?? 0));
}

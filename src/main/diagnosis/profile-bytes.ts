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
const HIGH: readonly number[] = [
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
  0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
  0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
];

function characterOf(byte: number): string {
  return byte >= 0x80 && byte < 0xa0
    ? String.fromCharCode(HIGH[byte - 0x80] ?? byte)
    : String.fromCharCode(byte);
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

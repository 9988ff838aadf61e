/**
 * Text as cards hold it: Latin-1 padded with spaces (vitale-card.md), though real cards may have been written by
 * programs with another idea. What is not Latin-1 is shown as well as it can be; what cannot be read says so.
 */

export interface CardText {
  /** Without the spaces around it; what cannot be read is U+FFFD. */
  readonly text: string;
  /** Something in it could not be read: it is for the eye only. */
  readonly damaged: boolean;
}

/** Code page 850, from 0x80 on: what French DOS programs wrote. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** What Windows-1252 has of names where Latin-1 has control characters. */
const CP1252: Readonly<Record<number, string>> = {
  0x8a: 'Š',
  0x8c: 'Œ',
  0x8e: 'Ž',
  0x91: '’',
  0x92: '’',
  0x9a: 'š',
  0x9c: 'œ',
  0x9e: 'ž',
  0x9f: 'Ÿ',
};

const NAME = /^[\p{Script=Latin}\p{M}\p{N} '’.,()/-]*$/u;

/** Reads the bytes of one field. */
export function readCardText(bytes: Uint8Array): CardText {
  const read = utf8Of(bytes) ?? windowsOf(bytes) ?? dosOf(bytes);
  if (read !== null && !hasControls(bytes)) return { text: read.trim(), damaged: false };
  const text = Array.from(bytes, (byte) =>
    byte < 0x20 || (byte >= 0x7f && byte < 0xa0) ? '\ufffd' : String.fromCharCode(byte),
  ).join('');
  return { text: text.trim(), damaged: true };
}

function hasControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x20 || byte === 0x7f);
}

/** UTF-8, when it is that beyond doubt: no Latin-1 name is made of such pairs. */
function utf8Of(bytes: Uint8Array): string | null {
  if (!bytes.some((byte) => byte >= 0x80)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return NAME.test(text) ? text : null;
  } catch {
    return null;
  }
}

/** Latin-1, and the letters that Windows adds to it. */
function windowsOf(bytes: Uint8Array): string | null {
  const characters = Array.from(bytes, (byte) =>
    byte >= 0x80 && byte < 0xa0 ? (CP1252[byte] ?? null) : String.fromCharCode(byte),
  );
  return characters.includes(null) ? null : characters.join('');
}

function dosOf(bytes: Uint8Array): string | null {
  const text = Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : (CP850[byte - 0x80] ?? '\ufffd'),
  ).join('');
  return NAME.test(text) ? text : null;
}

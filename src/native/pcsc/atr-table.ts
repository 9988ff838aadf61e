/**
 * Cards recognised by their ATR, as data. Source: the public smart-card list of the pcsc-tools project,
 * restated in vitale-card.md. What matches no line is `unknown`: never guess.
 */
import type { CardKind } from '../../borders/native.ts';

export interface AtrLine {
  /** Upper-case hexadecimal in pairs separated by spaces; `x` stands for any digit. */
  readonly pattern: string;
  readonly kind: Exclude<CardKind, 'unknown' | 'mute'>;
}

export const ATR_TABLE: readonly AtrLine[] = [
  { pattern: '3B 75 13 00 00 4x 09 EA 90 00', kind: 'vitale-2' },
  { pattern: '3B 75 13 00 00 4x 09 FA 90 00', kind: 'vitale-2' },
  { pattern: '3F 65 25 00 22 09 69 90 00', kind: 'vitale-1' },
  { pattern: '3F 65 25 00 22 09 F9 90 00', kind: 'vitale-1' },
  { pattern: '3F 65 25 00 2C 09 69 90 00', kind: 'vitale-1' },
  { pattern: '3F 65 25 00 2C 09 F9 90 00', kind: 'vitale-1' },
  { pattern: '3F 65 25 00 52 09 6A 90 00', kind: 'vitale-1' },
  { pattern: '3F 65 25 00 A3 09 6A 90 00', kind: 'vitale-1' },
  { pattern: '3F 65 25 00 A4 09 6A 90 00', kind: 'vitale-1' },
  { pattern: '3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00', kind: 'cps3' },
  // The same card in its CPS2ter compatibility mode.
  { pattern: '3B AC 00 40 2A 00 12 25 00 64 80 82 02 12 00 90 00', kind: 'cps3' },
  { pattern: '3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00', kind: 'cps4' },
  { pattern: '3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44', kind: 'cps4' },
  { pattern: '3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44', kind: 'cps4' },
  { pattern: '3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E', kind: 'cps3-contactless' },
];

const COMPILED = ATR_TABLE.map(({ pattern, kind }) => ({
  kind,
  // Only spaces, hexadecimal digits and `x` occur in a pattern: nothing to escape.
  expression: new RegExp(`^${pattern.replaceAll(' ', '').replaceAll('x', '[0-9A-F]')}$`),
}));

/** What an ATR (upper-case hexadecimal without separators) says of its card; no ATR at all is a mute card. */
export function kindOfAtr(atr: string): CardKind {
  if (atr === '') return 'mute';
  return COMPILED.find(({ expression }) => expression.test(atr))?.kind ?? 'unknown';
}

/** Bytes as upper-case hexadecimal without separators. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

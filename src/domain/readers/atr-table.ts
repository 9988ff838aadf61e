/**
 * Cards recognised by their ATR, as data. What matches no line is `unknown`: never guess.
 * Sources: `pcsc-tools`, its public smart-card list (restated in vitale-card.md); `agency`, the ATR and mask under
 * which the agency's own provider is registered and the table of its public driver (field.md 4 and 8); `field`, what
 * a maintenance tool of the field takes for a CPS (field.md 4, unconfirmed); `microsoft` (field.md 4).
 */
import type { CardKind } from './card-kinds.ts';

export interface AtrLine {
  /** Upper-case hexadecimal in pairs separated by spaces; `x` is any digit, a last `*` any further bytes. */
  readonly pattern: string;
  readonly kind: Exclude<CardKind, 'unknown' | 'mute'>;
  readonly source: 'pcsc-tools' | 'agency' | 'field' | 'microsoft';
}

/** The first line that matches counts. */
export const ATR_TABLE: readonly AtrLine[] = [
  { pattern: '3B 75 13 00 00 4x 09 EA 90 00', kind: 'vitale-2', source: 'pcsc-tools' },
  { pattern: '3B 75 13 00 00 4x 09 FA 90 00', kind: 'vitale-2', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 22 09 69 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 22 09 F9 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 2C 09 69 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 2C 09 F9 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 52 09 6A 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 A3 09 6A 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3F 65 25 00 A4 09 6A 90 00', kind: 'vitale-1', source: 'pcsc-tools' },
  { pattern: '3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00', kind: 'cps3', source: 'pcsc-tools' },
  // The same card in its CPS2ter compatibility mode.
  { pattern: '3B AC 00 40 2A 00 12 25 00 64 80 82 02 12 00 90 00', kind: 'cps3', source: 'agency' },
  { pattern: '3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00', kind: 'cps4', source: 'agency' },
  { pattern: '3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44', kind: 'cps4', source: 'agency' },
  { pattern: '3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44', kind: 'cps4', source: 'agency' },
  {
    pattern: '3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E',
    kind: 'cps3-contactless',
    source: 'pcsc-tools',
  },
  {
    pattern: '3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 FF FF FF E3',
    kind: 'cps3-contactless',
    source: 'agency',
  },
  // The mask of the provider's registration: generations that neither table names yet.
  { pattern: '3B xx xx xx xx 00 12 25 00 64 80 xx xx xx 00 90 00', kind: 'cps-presumed', source: 'agency' },
  { pattern: '3B 7B 18 *', kind: 'cps-presumed', source: 'field' },
  { pattern: '3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 04 01 CF', kind: 'virtual', source: 'microsoft' },
  { pattern: '3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 03 01 C8', kind: 'virtual', source: 'microsoft' },
];

const COMPILED = ATR_TABLE.map(({ pattern, kind }) => ({
  kind,
  // Only spaces, hexadecimal digits, `x` and a last `*` occur in a pattern: nothing to escape.
  expression: new RegExp(
    `^${pattern.replaceAll(' ', '').replaceAll('x', '[0-9A-F]').replace('*', '[0-9A-F]*')}$`,
  ),
}));

/** What an ATR (upper-case hexadecimal without separators) says of its card; no ATR at all is a mute card. */
export function kindOfAtr(atr: string): CardKind {
  if (atr === '') return 'mute';
  return COMPILED.find(({ expression }) => expression.test(atr))?.kind ?? 'unknown';
}

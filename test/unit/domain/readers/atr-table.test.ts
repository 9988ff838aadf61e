import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATR_TABLE, kindOfAtr } from '../../../../src/domain/readers/atr-table.ts';
import { hex } from '../../../../src/native/pcsc/hex.ts';

/** Written from vitale-card.md and field.md on its own, line by line: the table under test is not its own witness. */
const KNOWN: readonly (readonly [atr: string, kind: string])[] = [
  ...['43', '44', '45', '46', '47', '48', '49', '4B', '4C'].flatMap((digit) => [
    [`3B 75 13 00 00 ${digit} 09 EA 90 00`, 'vitale-2'] as const,
    [`3B 75 13 00 00 ${digit} 09 FA 90 00`, 'vitale-2'] as const,
  ]),
  ['3F 65 25 00 22 09 69 90 00', 'vitale-1'],
  ['3F 65 25 00 22 09 F9 90 00', 'vitale-1'],
  ['3F 65 25 00 2C 09 69 90 00', 'vitale-1'],
  ['3F 65 25 00 2C 09 F9 90 00', 'vitale-1'],
  ['3F 65 25 00 52 09 6A 90 00', 'vitale-1'],
  ['3F 65 25 00 A3 09 6A 90 00', 'vitale-1'],
  ['3F 65 25 00 A4 09 6A 90 00', 'vitale-1'],
  ['3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00', 'cps3'],
  ['3B AC 00 40 2A 00 12 25 00 64 80 82 02 12 00 90 00', 'cps3'],
  ['3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00', 'cps4'],
  ['3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44', 'cps4'],
  ['3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44', 'cps4'],
  ['3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E', 'cps3-contactless'],
  ['3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 FF FF FF E3', 'cps3-contactless'],
  ['3B AC 00 40 2A 00 12 25 00 64 80 00 05 01 00 90 00', 'cps-presumed'],
  ['3B 7B 18 00 00 00 31 C0 64 77 E3 03 00 82 90 00', 'cps-presumed'],
  ['3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 04 01 CF', 'virtual'],
  ['3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 03 01 C8', 'virtual'],
];

const bare = (atr: string): string => atr.replaceAll(' ', '');

describe('the table of ATRs', () => {
  it.each(KNOWN)('knows %s as %s', (atr, kind) => {
    expect(kindOfAtr(bare(atr))).toBe(kind);
  });

  it('has no line that is never used', () => {
    for (const { pattern, kind } of ATR_TABLE) {
      expect(kindOfAtr(bare(pattern).replaceAll('x', '5').replace('*', '00'))).toBe(kind);
    }
    expect(new Set(ATR_TABLE.map(({ pattern }) => pattern)).size).toBe(ATR_TABLE.length);
  });

  it.each([
    '3F 65 25 00 2B 09 EB 90 00',
    // A parking card and a bank card of the same public list.
    '3F 65 25 00 2B 09 69 90 00',
    '3F 65 25 08 43 04 6C 90 00',
  ])('does not take the look-alike %s for a Vitale', (atr) => {
    expect(kindOfAtr(bare(atr))).toBe('unknown');
  });

  it('does not know a card by a part of its ATR', () => {
    const vitale = bare('3B 75 13 00 00 43 09 EA 90 00');
    expect(kindOfAtr(`${vitale}00`)).toBe('unknown');
    expect(kindOfAtr(`00${vitale}`)).toBe('unknown');
    expect(kindOfAtr(vitale.slice(0, -2))).toBe('unknown');
  });

  it('calls a card without an ATR mute', () => {
    expect(kindOfAtr('')).toBe('mute');
  });

  it('recognises nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 36 }), (bytes) => {
        const known = KNOWN.some(([atr]) => bare(atr) === hex(bytes));
        fc.pre(!known && !/^3B751300004[0-9A-F]09[EF]A9000$|^3B7B18/.test(hex(bytes)));
        expect(kindOfAtr(hex(bytes))).toBe('unknown');
      }),
    );
  });
});

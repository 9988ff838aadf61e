import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTlvs } from '../../../../src/native/vitale/ber-tlv.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const read = (text: string) => {
  const { end, items } = readTlvs(bytes(text));
  return items === null
    ? end
    : { end, items: items.map(({ tag, value }) => [tag, Buffer.from(value).toString('hex')]) };
};

describe('BER-TLV', () => {
  it.each([
    ['', { end: 'complete', items: [] }],
    ['80 02 41 42', { end: 'complete', items: [[0x80, '4142']] }],
    [
      '80 00 81 01 FF',
      {
        end: 'complete',
        items: [
          [0x80, ''],
          [0x81, 'ff'],
        ],
      },
    ],
    ['65 81 02 41 42', { end: 'complete', items: [[0x65, '4142']] }],
    ['65 81 00', { end: 'complete', items: [[0x65, '']] }],
    ['65 82 00 01 41', { end: 'complete', items: [[0x65, '41']] }],
    ['5F 20 01 41', { end: 'complete', items: [[0x5f20, '41']] }],
    ['DF 81 20 01 41', { end: 'complete', items: [[0xdf8120, '41']] }],
    ['80 01 41 00 00', { end: 'padding', items: [[0x80, '41']] }],
    ['00', { end: 'padding', items: [] }],
  ])('reads "%s"', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    '80',
    '80 02 41',
    '65 81',
    '65 81 80',
    '65 82 01',
    '65 82 01 00 41',
    '5F',
    '5F 81',
    '80 01 41 81',
  ])('finds "%s" truncated', (text) => {
    expect(read(text)).toBe('truncated');
  });

  it.each([
    ['an indefinite length', '65 80 41 00 00'],
    ['a length of three bytes', '65 83 00 00 01 41'],
    ['a tag without end', '5F 81 81 81 81 01'],
    ['something after the padding', '80 01 41 00 80 01 41'],
  ])('refuses %s', (_what, text) => {
    expect(read(text)).toBe('malformed');
  });

  it('reads a length of two bytes', () => {
    const value = new Uint8Array(300).fill(0x41);
    const { items } = readTlvs(Uint8Array.of(0x65, 0x82, 0x01, 0x2c, ...value));
    expect(items).toEqual([{ tag: 0x65, value }]);
  });

  it('never throws, and never reads beyond the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (input) => {
        const { items } = readTlvs(input);
        const total = (items ?? []).reduce((sum, { value }) => sum + value.length + 2, 0);
        expect(total).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

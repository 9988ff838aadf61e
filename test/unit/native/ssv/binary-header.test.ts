import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf, parseBinaryHeader } from '../../../../src/native/ssv/binary-header.ts';
import { elf, fatMachO, machO, pe } from '../../../lab/ssv/headers.ts';

describe('a library’s header', () => {
  it.each([
    ['32-bit Windows', pe(0x014c), 'pe', 'ia32', 32],
    ['64-bit Windows', pe(0x8664), 'pe', 'x64', 64],
    ['64-bit Linux', elf(62), 'elf', 'x64', 64],
    ['32-bit Linux', elf(3), 'elf', 'ia32', 32],
    ['an unknown processor', elf(999), 'elf', 'other', null],
    ['Apple silicon', machO(0x0100000c), 'mach-o', 'arm64', 64],
  ] as const)('tells %s', (_name, bytes, format, architecture, bits) => {
    const header = parseBinaryHeader(bytes);
    expect(header).toEqual({ format, architectures: [architecture] });
    expect(header && bitsOf(header)).toBe(bits);
  });

  it('tells all that a fat macOS file is made for', () => {
    const header = parseBinaryHeader(fatMachO([0x01000007, 0x0100000c]));
    expect(header?.architectures).toEqual(['x64', 'arm64']);
    expect(header && bitsOf(header)).toBe(64);
  });

  it('is null for what is no library, a Java class included, and never throws', () => {
    expect(parseBinaryHeader(Buffer.from('cafebabe0000003400000000000000000000000000', 'hex'))).toBeNull();
    const start = fc.constantFrom('', '4d5a', '7f454c46', 'cafebabe', 'cffaedfe');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (magic, rest) => {
        parseBinaryHeader(Buffer.concat([Buffer.from(magic, 'hex'), rest]));
      }),
    );
  });
});

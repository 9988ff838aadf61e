import koffi from 'koffi';
import { describe, expect, it } from 'vitest';
import {
  ioRequestType,
  layoutOf,
  readerStateType,
  splitMultiString,
} from '../../../../src/native/pcsc/layout.ts';

describe('how each system lays PC/SC out', () => {
  it.each([
    ['linux', 'x64', 80, 16],
    ['linux', 'arm64', 80, 16],
    ['darwin', 'arm64', 61, 8],
    ['win32', 'x64', 64, 8],
  ] as const)('%s %s: a reader state of %i bytes, an I/O request of %i', (platform, arch, state, request) => {
    const layout = layoutOf(platform, arch);
    expect(koffi.sizeof(readerStateType(layout))).toBe(state);
    expect(koffi.sizeof(ioRequestType(layout))).toBe(request);
    expect(request).toBe(2 * layout.dwordBytes);
  });

  it.each([
    ['linux', 'x64', [0, 8, 16, 24, 32, 40]],
    ['darwin', 'arm64', [0, 8, 16, 20, 24, 28]],
    ['win32', 'x64', [0, 8, 16, 20, 24, 28]],
  ] as const)('%s %s: members where the headers put them', (platform, arch, offsets) => {
    const type = readerStateType(layoutOf(platform, arch));
    const members = ['szReader', 'pvUserData', 'dwCurrentState', 'dwEventState', 'cbAtr', 'rgbAtr'];
    expect(members.map((member) => koffi.offsetof(type, member))).toEqual(offsets);
  });

  it('uses stdcall on 32-bit Windows and nowhere else', () => {
    expect(layoutOf('win32', 'ia32').convention).toBe('__stdcall');
    expect(layoutOf('win32', 'x64').convention).toBeNull();
    expect(layoutOf('linux', 'x64').convention).toBeNull();
  });

  it('splits lists of names in both encodings, with or without their last NUL', () => {
    expect(splitMultiString(Buffer.from('A é\0B\0\0', 'utf8'), 'utf8')).toEqual(['A é', 'B']);
    expect(splitMultiString(Buffer.from('A é\0B\0\0garbage', 'utf16le'), 'utf16le')).toEqual(['A é', 'B']);
    expect(splitMultiString(Buffer.from('A', 'utf8'), 'utf8')).toEqual(['A']);
    expect(splitMultiString(Buffer.from('\0', 'utf8'), 'utf8')).toEqual([]);
    expect(splitMultiString(new Uint8Array(), 'utf8')).toEqual([]);
  });
});

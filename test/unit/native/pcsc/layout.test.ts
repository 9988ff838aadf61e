import koffi from 'koffi';
import { describe, expect, it } from 'vitest';
import { ioRequestType, layoutOf, readerStateType, ReaderNames } from '../../../../src/native/pcsc/layout.ts';

describe('how each system lays PC/SC out', () => {
  it.each([
    ['linux', 'x64', 80, 16],
    ['linux', 'arm64', 80, 16],
    ['darwin', 'arm64', 61, 8],
    ['darwin', 'x64', 61, 8],
    ['win32', 'x64', 64, 8],
  ] as const)('%s %s: a reader state of %i bytes, an I/O request of %i', (platform, arch, state, request) => {
    const layout = layoutOf(platform, arch);
    expect(koffi.sizeof(readerStateType(layout))).toBe(state);
    expect(koffi.sizeof(ioRequestType(layout))).toBe(request);
    expect(request).toBe(2 * layout.dwordBytes);
  });

  it.each([
    ['linux', 'x64', [0, 8, 16, 24, 32, 40]],
    // The public binding pcsc-sys (docs/technical/macos.md) packs the structure on macOS only, with DWORDs of 32 bits, on both processors.
    ['darwin', 'arm64', [0, 8, 16, 20, 24, 28]],
    ['darwin', 'x64', [0, 8, 16, 20, 24, 28]],
    ['win32', 'x64', [0, 8, 16, 20, 24, 28]],
  ] as const)('%s %s: members where the headers put them', (platform, arch, offsets) => {
    const type = readerStateType(layoutOf(platform, arch));
    const members = ['szReader', 'pvUserData', 'dwCurrentState', 'dwEventState', 'cbAtr', 'rgbAtr'];
    expect(members.map((member) => koffi.offsetof(type, member))).toEqual(offsets);
  });

  it.each(['arm64', 'x64'] as const)('macOS %s: handles are 32 bits wide and signed', (arch) => {
    expect(layoutOf('darwin', arch)).toMatchObject({
      handle: 'int32',
      dwordBytes: 4,
      packed: true,
      atrBytes: 33,
    });
  });

  it('uses stdcall on 32-bit Windows and nowhere else', () => {
    expect(layoutOf('win32', 'ia32').convention).toBe('__stdcall');
    expect(layoutOf('win32', 'x64').convention).toBeNull();
    expect(layoutOf('linux', 'x64').convention).toBeNull();
  });

  it('splits lists of names in both encodings, with or without their last NUL', () => {
    expect(new ReaderNames('utf8').split(Buffer.from('A é\0B\0\0', 'utf8'))).toEqual(['A é', 'B']);
    expect(new ReaderNames('utf16le').split(Buffer.from('A é\0B\0\0garbage', 'utf16le'))).toEqual([
      'A é',
      'B',
    ]);
    expect(new ReaderNames('utf8').split(Buffer.from('A', 'utf8'))).toEqual(['A']);
    expect(new ReaderNames('utf8').split(Buffer.from('\0', 'utf8'))).toEqual([]);
    expect(new ReaderNames('utf8').split(new Uint8Array())).toEqual([]);
  });

  it('gives a name that is not UTF-8 back byte for byte, and shows it as well as it can', () => {
    const names = new ReaderNames('utf8');
    const odd = Buffer.from([0x4c, 0xe9, 0x63, 0x74, 0x65, 0x75, 0x72]);
    const [shown = '', plain = ''] = names.split(Buffer.concat([odd, Buffer.from('\0Plain é\0\0')]));
    expect(shown).toBe('Lécteur');
    expect(names.encode(shown)).toEqual(Buffer.concat([odd, Buffer.alloc(1)]));
    expect(names.encode(plain)).toEqual(Buffer.from('Plain é\0'));
    expect(new ReaderNames('utf16le').encode('é')).toEqual(Buffer.from('é\0', 'utf16le'));
  });
});

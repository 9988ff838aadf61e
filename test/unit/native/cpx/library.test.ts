import koffi, { type TypeObject } from 'koffi';
import { describe, expect, it } from 'vitest';
import { ckrName } from '../../../../src/native/cpx/ckr.ts';
import { layoutFor } from '../../../../src/native/cpx/layout.ts';
import { cryptolibPlaces } from '../../../../src/native/cpx/library.ts';

describe('cryptolibPlaces', () => {
  it.each([
    ['win32', 'x64', 'D:\\WINDOWS', 'D:\\WINDOWS\\System32\\cps3_pkcs11_w64.dll'],
    ['win32', 'ia32', 'C:\\Windows', 'C:\\Windows\\SysWOW64\\cps3_pkcs11_w32.dll'],
    ['win32', 'x64', undefined, 'C:\\Windows\\System32\\cps3_pkcs11_w64.dll'],
    ['darwin', 'arm64', undefined, '/usr/local/lib/libcps3_pkcs11_osx.dylib'],
  ] as const)('on %s %s', (platform, arch, systemRoot, place) => {
    expect(cryptolibPlaces({ platform, arch, systemRoot, readRegistry: () => null })).toEqual([place]);
  });

  it('on Linux, the package’s folder, its link, and the old one', () => {
    const linux = {
      platform: 'linux',
      arch: 'x64',
      systemRoot: undefined,
      readRegistry: () => null,
    } as const;
    expect(cryptolibPlaces(linux)).toEqual([
      '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so',
      '/usr/lib64/libcps3_pkcs11_lux.so',
      '/usr/local/galss/libcps3_pkcs11_lux.so',
    ]);
  });

  it('on Windows, where the installer says it is too, once and after the documented place', () => {
    const places = (noted: Readonly<Record<string, string>>): readonly string[] =>
      cryptolibPlaces({
        platform: 'win32',
        arch: 'x64',
        systemRoot: 'C:\\Windows',
        readRegistry: (key, name) => (name === 'InstallDir' ? (noted[key] ?? null) : null),
      }).slice(1);
    const own = 'HKLM\\SOFTWARE\\ASIP\\Cryptolib CPS';
    const other = 'HKLM\\SOFTWARE\\WOW6432Node\\ASIP\\Cryptolib CPS';
    expect(places({ [own]: 'D:\\Santé\\CPS\\', [other]: 'D:\\Santé\\CPS\\' })).toEqual([
      'D:\\Santé\\CPS\\cps3_pkcs11_w64.dll',
    ]);
    expect(places({ [other]: 'E:\\CPS' })).toEqual(['E:\\CPS\\cps3_pkcs11_w64.dll']);
    expect(places({ [own]: '' })).toEqual([]);
    expect(places({ [own]: 'CPS' })).toEqual([]);
  });

  it('knows none elsewhere', () => {
    const readRegistry = () => null;
    expect(
      cryptolibPlaces({ platform: 'freebsd', arch: 'x64', systemRoot: undefined, readRegistry }),
    ).toEqual([]);
  });
});

describe('layoutFor', () => {
  // Sizes that a C compiler gives the structures of pkcs11t.h: natural alignment with an 8-byte CK_ULONG,
  // and packed to single bytes with a 4-byte one.
  it.each([
    ['linux', { ulong: 8, info: 88, slotInfo: 112, tokenInfo: 208, attribute: 24 }],
    // As in the tables of cryptoki-sys for both of Apple's processors (docs/technical/macos.md).
    ['darwin', { ulong: 8, info: 88, slotInfo: 112, tokenInfo: 208, attribute: 24 }],
    ['win32', { ulong: 4, info: 72, slotInfo: 104, tokenInfo: 160, attribute: 16 }],
  ] as const)('is the compiler’s on %s', (platform, sizes) => {
    const layout = layoutFor(platform);
    expect(
      Object.fromEntries(
        Object.entries<TypeObject>({ ...layout }).map(([name, type]) => [name, koffi.sizeof(type)]),
      ),
    ).toEqual(sizes);
  });

  it('finds the flags of the token where the compiler puts them', () => {
    expect(koffi.offsetof(layoutFor('linux').tokenInfo, 'flags')).toBe(96);
    expect(koffi.offsetof(layoutFor('win32').tokenInfo, 'flags')).toBe(96);
    expect(koffi.offsetof(layoutFor('win32').attribute, 'ulValueLen')).toBe(12);
  });
});

describe('ckrName', () => {
  it.each([
    [0, 'CKR_OK'],
    [0xa4, 'CKR_PIN_LOCKED'],
    [0xe0, 'CKR_TOKEN_NOT_PRESENT'],
    [0x80000042, 'CKR_0x80000042'],
    [0x7f, 'CKR_0x0000007f'],
  ])('%s is %s', (value, name) => {
    expect(ckrName(value)).toBe(name);
  });
});

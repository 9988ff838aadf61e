import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  askProgram,
  productVersion,
  readStart,
  type ProductSources,
} from '../../../../src/native/cpx/product.ts';

const ADM = 'C:\\ProgramData\\santesocial\\commun\\adm';

function sources(
  more: Partial<ProductSources> & { readonly files?: Readonly<Record<string, string>> },
): ProductSources {
  const { files = {}, ...rest } = more;
  return {
    platform: 'win32',
    arch: 'x64',
    programData: 'C:\\ProgramData',
    readRegistry: () => null,
    ask: () => Promise.resolve(null),
    readStart: (path) => Promise.resolve(files[path] ?? null),
    ...rest,
  };
}

describe('Windows', () => {
  it.each(['HKLM\\SOFTWARE\\ASIP\\Cryptolib CPS', 'HKLM\\SOFTWARE\\WOW6432Node\\ASIP\\Cryptolib CPS'])(
    'asks the installer’s key %s',
    async (key) => {
      const readRegistry = (asked: string, name: string): string | null =>
        asked === key && name === 'Version' ? '05.02.02' : null;
      expect(await productVersion(null, sources({ readRegistry }))).toBe('5.2.2');
    },
  );

  it.each([
    ['x64', '155', '5.2.6'],
    ['ia32', '154', '5.2.2'],
  ] as const)('else the administration file of its width: %s', async (arch, number, wanted) => {
    const files = {
      [`${ADM}\\154.adm`]: '050202\r\nCryptolib',
      [`${ADM}\\155.adm`]: '050206\r\nCryptolib x64',
    };
    expect(await productVersion(null, sources({ arch, files }))).toBe(wanted);
    expect(
      await productVersion(null, sources({ arch, files: { [`${ADM}\\${number}.adm`]: 'autre' } })),
    ).toBeNull();
  });
});

it('on macOS the package’s receipt, else the administration files', async () => {
  const ask = (program: string, options: readonly string[]): Promise<string | null> =>
    Promise.resolve(
      program === '/usr/sbin/pkgutil' && options[1] === 'fr.asipsante.pkg.cryptolibCPS'
        ? 'package-id: fr.asipsante.pkg.cryptolibCPS\nversion: 5.2.1\nvolume: /\n'
        : null,
    );
  expect(await productVersion(null, sources({ platform: 'darwin', ask }))).toBe('5.2.1');
  const files = { '/Library/Application Support/santesocial/commun/adm/produits/155.adm': '050200\n' };
  expect(await productVersion(null, sources({ platform: 'darwin', files }))).toBe('5.2.0');
});

describe('Linux', () => {
  const library = '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so';

  it.each([
    ['/usr/bin/dpkg-query', '1:5.2.2-1'],
    ['/usr/bin/rpm', '5.2.2'],
  ])('asks %s for the package that brought the library', async (program, version) => {
    const ask = (asked: string, options: readonly string[]): Promise<string | null> => {
      if (asked !== program) return Promise.resolve(null);
      return Promise.resolve(
        options[0] === '--search' ? `cryptolib-cps:amd64: ${library}\n` : `${version}\n`,
      );
    };
    expect(await productVersion(library, sources({ platform: 'linux', ask }))).toBe('5.2.2');
    expect(await productVersion(null, sources({ platform: 'linux', ask }))).toBeNull();
  });

  it.runIf(process.platform === 'linux')('asks the real dpkg, also behind a link', async () => {
    const { stdout } = await promisify(execFile)('dpkg-query', ['--show', '--showformat=${Version}', 'dpkg']);
    const folder = await mkdtemp(join(tmpdir(), 'product-'));
    try {
      const link = join(folder, 'lien.so');
      await symlink('/usr/bin/dpkg-query', link);
      const real = sources({ platform: 'linux', ask: askProgram, readStart });
      const version = await productVersion(link, real);
      expect(version).not.toBeNull();
      expect(stdout.startsWith(version ?? '?')).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

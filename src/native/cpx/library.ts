/** Where the Cryptolib CPS is, and loading it. */
import { access, constants } from 'node:fs/promises';
import { isAbsolute, win32 } from 'node:path';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { whyNotLoad } from '../host/loaded-file.ts';
import { loadPkcs11 } from './koffi-pkcs11.ts';
import type { Pkcs11 } from './port.ts';
import { INSTALLER_KEYS } from './product.ts';

export interface LoadedLibrary {
  readonly path: string;
  readonly pkcs11: Pkcs11;
}

export interface Workstation {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** `%SystemRoot%` on Windows. */
  readonly systemRoot: string | undefined;
  /** The text of a Windows registry value. */
  readonly readRegistry: (key: string, name: string) => string | null;
}

/**
 * The documented places of the library (cpx.md), in the order to look; none on other systems. On Windows the folder
 * that the installer has noted comes last: every report has the library in the system's.
 */
export function cryptolibPlaces(workstation: Workstation): readonly string[] {
  const { platform, arch, systemRoot } = workstation;
  switch (platform) {
    case 'win32': {
      const root = systemRoot ?? 'C:\\Windows';
      const [folder, name] =
        arch === 'ia32' ? ['SysWOW64', 'cps3_pkcs11_w32.dll'] : ['System32', 'cps3_pkcs11_w64.dll'];
      return [
        win32.join(root, folder, name),
        ...installerFolders(workstation).map((each) => win32.join(each, name)),
      ];
    }
    case 'darwin':
      return ['/usr/local/lib/libcps3_pkcs11_osx.dylib'];
    case 'linux':
      // The package's own place, its link, and where the library was before (field.md, 1.3).
      return [
        '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so',
        '/usr/lib64/libcps3_pkcs11_lux.so',
        '/usr/local/galss/libcps3_pkcs11_lux.so',
      ];
    default:
      return [];
  }
}

function installerFolders({ readRegistry }: Workstation): readonly string[] {
  const noted = INSTALLER_KEYS.map((key) => readRegistry(key, 'InstallDir') ?? '');
  return [...new Set(noted.filter((each) => win32.isAbsolute(each)))];
}

/**
 * Finds and loads the library once per path: the setting's when there is one, else the first place that has it.
 * Fails with CRYPTOLIB-ABSENTE (`library`: where it was looked for), CRYPTOLIB-NON-PROTEGEE (`library`: the place that
 * others may write) or CRYPTOLIB-INCHARGEABLE
 * (`error`: the system's own words, such as a wrong architecture).
 */
export function createLibraryLoader(
  places: readonly string[],
): (setting: string | null) => Promise<Result<LoadedLibrary>> {
  const loaded = new Map<string, Pkcs11>();
  return async (setting) => {
    const candidates = setting === null ? places : [setting];
    const path = await findLibrary(candidates);
    if (path === null) return failed(failure('CRYPTOLIB-ABSENTE', { library: candidates.join(', ') }));
    const weak = loaded.has(path) ? null : await whyNotLoad(path);
    if (weak !== null)
      return failed(failure('CRYPTOLIB-NON-PROTEGEE', { library: weak.path, reason: weak.reason }));
    try {
      const pkcs11 = loaded.get(path) ?? loadPkcs11(path);
      loaded.set(path, pkcs11);
      return success({ path, pkcs11 });
    } catch (error) {
      return failed(failure('CRYPTOLIB-INCHARGEABLE', { library: path, error: loaderMessage(error) }));
    }
  };
}

/**
 * The first of some paths that can be read, or null. Relative paths are never tried: the system's loader would look
 * for them in places of its own.
 */
export async function findLibrary(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (isAbsolute(path) && (await isReadable(path))) return path;
  }
  return null;
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function loaderMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Failed to load shared library: /, '').slice(0, 300);
}

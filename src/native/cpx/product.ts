/**
 * Which version of the product « Cryptolib CPS » is installed. The library tells its module's own number only, which is
 * another one (cpx.md): the product's is asked where its installers leave it.
 */
import { open, realpath } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { runTool } from '../../system/child.ts';

/** The installer's own key, in both views: which of them it writes into is not documented (field.md, 1.3). */
export const INSTALLER_KEYS = [
  'HKLM\\SOFTWARE\\ASIP\\Cryptolib CPS',
  'HKLM\\SOFTWARE\\WOW6432Node\\ASIP\\Cryptolib CPS',
] as const;

/** field.md, 1.3. */
const MAC_RECEIPT = 'fr.asipsante.pkg.cryptolibCPS';

/** Only its first line is wanted. */
const ADMINISTRATION_BYTES = 64;

/** A package manager that another one keeps locked is not waited for. */
const ASK_MS = 3_000;

export interface ProductSources {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** `%ProgramData%` on Windows. */
  readonly programData: string | undefined;
  readonly readRegistry: (key: string, name: string) => string | null;
  /** What a program of the system prints; null when there is none, or it has nothing to say. */
  readonly ask: (program: string, options: readonly string[]) => Promise<string | null>;
  /** The first bytes of a file; null when it cannot be read. */
  readonly readStart: (path: string) => Promise<string | null>;
}

/**
 * The product's version as `5.2.2`; null where nothing tells. On Linux the package is the one that brought `library`.
 */
export async function productVersion(
  library: string | null,
  sources: ProductSources,
): Promise<string | null> {
  return (await installedVersion(library, sources)) ?? (await administrationVersion(sources));
}

async function installedVersion(
  library: string | null,
  { platform, readRegistry, ask }: ProductSources,
): Promise<string | null> {
  switch (platform) {
    case 'win32':
      for (const key of INSTALLER_KEYS) {
        const version = plainVersion(readRegistry(key, 'Version'));
        if (version !== null) return version;
      }
      return null;
    case 'darwin': {
      const told = await ask('/usr/sbin/pkgutil', ['--pkg-info', MAC_RECEIPT]);
      return plainVersion(/^version: (.*)$/m.exec(told ?? '')?.[1] ?? null);
    }
    case 'linux':
      return library === null ? null : packageVersion(library, ask);
    default:
      return null;
  }
}

/** The version of the package that a file came with, by dpkg, else by rpm. */
async function packageVersion(file: string, ask: ProductSources['ask']): Promise<string | null> {
  // A link in a folder of the system is often made after the installation, and belongs to no package.
  const paths = new Set([file, await realpath(file).catch(() => file)]);
  for (const path of paths) {
    const owner = /^([^\s:,]+)[^\n]*: /.exec(
      (await ask('/usr/bin/dpkg-query', ['--search', path])) ?? '',
    )?.[1];
    const byDpkg =
      owner === undefined
        ? null
        : await ask('/usr/bin/dpkg-query', ['--show', '--showformat=${Version}\\n', owner]);
    const byRpm = byDpkg ?? (await ask('/usr/bin/rpm', ['-qf', '--queryformat', '%{VERSION}\\n', path]));
    const version = plainVersion(byRpm?.split('\n')[0] ?? null);
    if (version !== null) return version;
  }
  return null;
}

/** The common administration files of GIE SESAM-Vitale: a first line of six digits, 154 for x86 and 155 for x64. */
async function administrationVersion({
  platform,
  arch,
  programData,
  readStart,
}: ProductSources): Promise<string | null> {
  const numbers = arch === 'ia32' ? ['154', '155'] : ['155', '154'];
  const paths = platform === 'win32' ? win32 : posix;
  for (const folder of administrationFolders(platform, programData))
    for (const number of numbers) {
      const digits = /^(\d\d)(\d\d)(\d\d)\s*$/m.exec(
        (await readStart(paths.join(folder, `${number}.adm`))) ?? '',
      );
      if (digits !== null) return plainVersion(digits.slice(1).join('.'));
    }
  return null;
}

function administrationFolders(
  platform: NodeJS.Platform,
  programData: string | undefined,
): readonly string[] {
  switch (platform) {
    case 'win32':
      return [`${programData ?? 'C:\\ProgramData'}\\santesocial\\commun\\adm`];
    case 'darwin': {
      const common = '/Library/Application Support/santesocial/commun/adm';
      return [common, `${common}/produits`];
    }
    default:
      return ['/var/opt/santesocial/commun/adm'];
  }
}

/** `05.02.02`, `5.2.2-1` and `1:5.2.2` are 5.2.2; null for what is no version. */
function plainVersion(text: string | null): string | null {
  const numbers = /^(?:\d+:)?(\d{1,4}(?:\.\d{1,4}){1,3})/.exec(text?.trim() ?? '')?.[1];
  return numbers === undefined ? null : numbers.split('.').map(Number).join('.');
}

/** Asks a program of the system by its whole path, in plain English. */
export function askProgram(program: string, options: readonly string[]): Promise<string | null> {
  return runTool([program, ...options], { timeout: ASK_MS, env: { LC_ALL: 'C' }, maxBuffer: 65_536 });
}

/** The beginning of a file. */
export async function readStart(path: string): Promise<string | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(ADMINISTRATION_BYTES),
      0,
      ADMINISTRATION_BYTES,
    );
    return buffer.toString('latin1', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

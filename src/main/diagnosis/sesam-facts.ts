/** sesam.ini as it is on this workstation, and the versions of the library beside each other. Looks only. */
import { posix, win32 } from 'node:path';
import { versionIn } from '../../domain/sesam/findings.ts';
import {
  namedFolders,
  withVariables,
  type FsvVersion,
  type SesamSituation,
} from '../../domain/sesam/situation.ts';
import type { FieldMachine } from './machine.ts';
import { decodeProfile } from './profile-bytes.ts';

/** Where each version of the library has a folder of its own (field.md 1.1). */
const TREES: Readonly<Record<'win32' | 'darwin' | 'linux', readonly (readonly [string, 32 | 64 | null])[]>> =
  {
    win32: [
      [String.raw`C:\Program Files\santesocial\fsv`, 64],
      [String.raw`C:\Program Files (x86)\santesocial\fsv`, 32],
    ],
    darwin: [['/Library/Application Support/santesocial/fsv', null]],
    linux: [
      ['/opt/santesocial/fsv', null],
      ['/opt/santesocial/FSV', null],
    ],
  };

/** Windows' own, by their fixed places: what starts the program does not decide where the tables are. */
const WINDOWS_VARIABLES = {
  ALLUSERSPROFILE: String.raw`C:\ProgramData`,
  ProgramData: String.raw`C:\ProgramData`,
  SystemDrive: 'C:',
  SystemRoot: String.raw`C:\Windows`,
  windir: String.raw`C:\Windows`,
  ProgramW6432: String.raw`C:\Program Files`,
  'ProgramFiles(x86)': String.raw`C:\Program Files (x86)`,
} as const;

/** The library in use, as `locate` found it. */
export interface LocatedLibrary {
  readonly path: string;
  readonly bits: 32 | 64 | null;
}

/** Reads the file and looks at the folders that it names; nothing of the library is run. */
export async function sesamFacts(
  path: string | null,
  located: LocatedLibrary | null,
  machine: FieldMachine,
): Promise<SesamSituation> {
  const bytes = path === null ? null : await machine.read(path);
  const text = bytes === null ? null : decodeProfile(bytes).text;
  const version = located === null ? null : versionIn(located.path);
  const library = located === null || version === null ? null : { version, bits: located.bits };
  const variables = variablesFor(located, machine);
  const folders = namedFolders(text ?? '').map(async (named) => {
    const folder = withVariables(named.written, variables);
    const files = folder === null ? null : await machine.list(folder);
    return { ...named, folder, files: files?.map((name) => name.toLowerCase()) ?? null };
  });
  return { text, folders: await Promise.all(folders), versions: await installedVersions(machine), library };
}

/** `%ProgramFiles%` is another folder for a 32-bit library. */
function variablesFor(located: LocatedLibrary | null, { platform, environment }: FieldMachine) {
  if (platform !== 'win32') return environment;
  const ProgramFiles =
    located?.bits === 32 ? WINDOWS_VARIABLES['ProgramFiles(x86)'] : WINDOWS_VARIABLES.ProgramW6432;
  return { ...environment, ...WINDOWS_VARIABLES, ProgramFiles };
}

async function installedVersions(machine: FieldMachine): Promise<readonly FsvVersion[]> {
  const { platform } = machine;
  const system = platform === 'win32' || platform === 'darwin' ? platform : 'linux';
  const paths = platform === 'win32' ? win32 : posix;
  const trees = TREES[system].map(async ([tree, bits]) => {
    const names = (await machine.list(tree)) ?? [];
    const versions = names.filter((name) => /^\d+(?:\.\d+)+$/.test(name));
    // An uninstalled version leaves its folder behind, without the library.
    const kept = await Promise.all(
      versions.map(async (version) => {
        const inside =
          platform === 'darwin' ? ['conf'] : await machine.list(paths.join(tree, version, 'lib'));
        return inside !== null && inside.length > 0 ? [{ version, bits }] : [];
      }),
    );
    return kept.flat();
  });
  return (await Promise.all(trees)).flat().sort(byVersion);
}

function byVersion(one: FsvVersion, other: FsvVersion): number {
  return new Intl.Collator('en', { numeric: true }).compare(one.version, other.version);
}

/** What is wrong with a sesam.ini: explained, and never repaired, since a repair of the library writes it again. */
import { ProfileText } from '../galss/profile-text.ts';
import type { SesamFolder, SesamSituation } from './situation.ts';

export type SesamFinding =
  /** The library has a version of its own, and no configuration anywhere. */
  | { readonly kind: 'absent' }
  /** F680: no folder of tables is named there. */
  | { readonly kind: 'no-tables'; readonly section: 'COMMUN' | 'SSV' }
  | { readonly kind: 'no-trace' }
  /** The folder of `[MGC]` has no `log4crc.xml`. */
  | { readonly kind: 'no-trace-file'; readonly folder: string }
  | { readonly kind: 'variable'; readonly where: string; readonly written: string }
  | { readonly kind: 'folder'; readonly where: string; readonly folder: string }
  /** It leads to a version that is not installed (any more). */
  | {
      readonly kind: 'version';
      readonly where: string;
      readonly version: string;
      readonly installed: string;
    }
  /** It leads to the tree of the other width. */
  | { readonly kind: 'width'; readonly where: string; readonly width: 32 | 64 }
  /** The folder of `[SSV]` has no tables in it: they came with the other width only (F610, table 0). */
  | { readonly kind: 'tables'; readonly folder: string }
  /** Some versions of the library do not replace the variables that the file is delivered with. */
  | { readonly kind: 'unexpanded'; readonly where: string };

/** A file of the tables of each width's package (field.md 3); the folder of certificates alone has none. */
const TABLE_FILE = 'tablebin.ssv';
const TRACE_FILE = 'log4crc.xml';

/** Everything that speaks against the file, in the order of its lines. */
export function judgeSesam(situation: SesamSituation): readonly SesamFinding[] {
  const { text, library, folders } = situation;
  if (text === null) return library === null ? [] : [{ kind: 'absent' }];
  return [...missingLines(text), ...folders.flatMap((folder) => judgeFolder(folder, situation))];
}

function missingLines(text: string): readonly SesamFinding[] {
  const profile = ProfileText.read(text);
  const has = (section: string, key: string): boolean => (profile.value(section, key) ?? '') !== '';
  return [
    ...(['COMMUN', 'SSV'] as const)
      .filter((section) => !has(section, 'RepertoireTable'))
      .map((section) => ({ kind: 'no-tables', section }) as const),
    ...(has('MGC', 'RepertoireConfigTrace') ? [] : [{ kind: 'no-trace' } as const]),
  ];
}

/** One line says one thing: the first that explains the others. */
function judgeFolder(folder: SesamFolder, situation: SesamSituation): readonly SesamFinding[] {
  const { section, key, written, folder: path, files } = folder;
  const where = `[${section}] ${key}`;
  if (path === null) return [{ kind: 'variable', where, written }];
  const version = otherVersion(path, where, situation);
  if (version !== null) return [version];
  const isTables = section === 'SSV' && key === 'RepertoireTable';
  const lacks = files === null || (isTables && !files.includes(TABLE_FILE));
  // Tables of the other width's tree do as well, where they are there.
  const width = lacks ? otherWidth(path, where, situation) : null;
  if (width !== null) return [width];
  if (files === null) return [{ kind: 'folder', where, folder: path }];
  if (lacks) return [{ kind: 'tables', folder: path }];
  if (section === 'MGC' && !files.includes(TRACE_FILE)) return [{ kind: 'no-trace-file', folder: path }];
  return /%[^%]+%/.test(written) ? [{ kind: 'unexpanded', where }] : [];
}

/** The version in a path below a folder `fsv`. */
export function versionIn(path: string): string | null {
  return /[\\/]fsv[\\/](\d+(?:\.\d+)+)(?:[\\/]|$)/i.exec(path)?.[1] ?? null;
}

/** The width of the tree that a Windows path is in; null for a folder that both share. */
function widthIn(path: string): 32 | 64 | null {
  if (/^[a-z]:\\Program Files \(x86\)\\/i.test(path)) return 32;
  return /^[a-z]:\\Program Files\\/i.test(path) ? 64 : null;
}

function otherVersion(
  path: string,
  where: string,
  { versions, library }: SesamSituation,
): SesamFinding | null {
  const version = versionIn(path);
  if (version === null || library === null) return null;
  if (versions.some((each) => each.version === version)) return null;
  return { kind: 'version', where, version, installed: library.version };
}

function otherWidth(path: string, where: string, { library }: SesamSituation): SesamFinding | null {
  const width = widthIn(path);
  if (width === null || library?.bits === undefined || library.bits === null || library.bits === width)
    return null;
  return { kind: 'width', where, width };
}

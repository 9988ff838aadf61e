/** What a sesam.ini is judged against (field.md 3): the folders that it names, and the library that goes by it. */
import { ProfileText } from '../galss/profile-text.ts';

/** One line of the file that names a folder. */
export interface NamedFolder {
  readonly section: string;
  readonly key: string;
  /** As the file writes it. */
  readonly written: string;
}

/** The same, looked at. */
export interface SesamFolder extends NamedFolder {
  /** With its variables replaced; null when one of them is not known on this workstation. */
  readonly folder: string | null;
  /** Lower-case names of the files in it; null when there is no such folder, or no right to look. */
  readonly files: readonly string[] | null;
}

/** A version of the library (FSV) that is there, by the folder that it is in. */
export interface FsvVersion {
  readonly version: string;
  /** Of the tree that it is in; null where one tree serves all. */
  readonly bits: 32 | 64 | null;
}

export interface SesamSituation {
  /** Null when there is no such file. */
  readonly text: string | null;
  readonly folders: readonly SesamFolder[];
  readonly versions: readonly FsvVersion[];
  /** Of the library that is used; null where its path does not say. */
  readonly library: FsvVersion | null;
}

/** Lines of `sesam.ini` whose folder must be there. */
const FOLDER_KEYS: readonly (readonly [section: string, key: string])[] = [
  ['COMMUN', 'RepertoireTravail'],
  ['COMMUN', 'RepertoireTable'],
  ['SSV', 'RepertoireTable'],
  ['STS', 'RepertoireTable'],
  ['MGC', 'RepertoireConfigTrace'],
];

/** The folders that a file names. That of `[SRT]` is no concern: an empty or absent one is normal. */
export function namedFolders(text: string): readonly NamedFolder[] {
  const profile = ProfileText.read(text);
  return FOLDER_KEYS.flatMap(([section, key]) => {
    const written = profile.value(section, key);
    return written === null || written === '' ? [] : [{ section, key, written }];
  });
}

const VARIABLE = /%([^%]+)%/g;

/** With `%NAME%` replaced, whatever its case; null when the workstation has no such variable. */
export function withVariables(
  written: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  const known = new Map(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]));
  const valueOf = (name: string): string | undefined => known.get(name.toLowerCase());
  const names = [...written.matchAll(VARIABLE)].map(([, name = '']) => name);
  if (names.some((name) => valueOf(name) === undefined)) return null;
  return written.replace(VARIABLE, (_, name: string) => valueOf(name) ?? '');
}

/**
 * Whether somebody else could change a file that is relied upon: the fleet's policy, a vendor's library that is
 * loaded into a process of ours.
 */
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { whoElseMayChange, type ChangedKind } from '../domain/settings/access-rights.ts';
import { FILE_REASONS } from '../domain/texts/fr/reasons.ts';

/** The place that is weak, and why, in French as a part of a sentence (« peut être modifié par… »). */
export interface Weakness {
  readonly path: string;
  readonly reason: string;
}

/** Who may change a file without anything being wrong. */
export interface Keepers {
  /** POSIX: users beside root. */
  readonly users: readonly number[];
  /** Windows: SIDs beside the administrators'. */
  readonly sids: readonly string[];
  /** Windows: owner and access list of a path as text (SDDL); rejects when they cannot be read. */
  readonly descriptorOf: (path: string) => Promise<string>;
}

const ROOT = 0;
const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;
/** macOS: the group of its administrators. */
const MACOS_ADMIN = 80;

/**
 * The first weakness of a file: of the file that a link leads to, of its folder, and of the folders above (on Windows
 * for what is loaded; a policy lies below one that Windows itself protects, and each look at it starts a program).
 * @param file absolute path of a file that is there
 * @param use what is loaded brings along what lies beside it: nobody else may add a file to its folder; and it is
 *   loaded by the path that was given, whose link nobody else may turn elsewhere once it has been looked at
 * @returns null when nobody but its keepers could change the file or put another one in its place
 */
export async function weaknessOf(
  file: string,
  keepers: Keepers,
  use: 'read' | 'load' = 'read',
): Promise<Weakness | null> {
  const place = await realpath(file).catch(() => null);
  if (place === null) return { path: file, reason: UNKNOWN };
  const folder = dirname(place);
  const found: Weakness[] = [];
  const look = async (path: string, reason: Promise<string | null>): Promise<boolean> => {
    const said = await reason;
    if (said !== null) found.push({ path, reason: said });
    return said !== null;
  };
  const given = use === 'load' && place !== file ? dirname(file) : null;
  const way = given === null ? [] : ([...ancestors(given), [given, 'near']] as const);
  if (process.platform === 'win32') {
    const above = use === 'load' ? [...way, ...ancestors(folder)] : [];
    const folders = above.map(([path]) => [path, 'folder'] as const);
    const near = [folder, use === 'load' ? 'library-folder' : 'folder'] as const;
    for (const [path, kind] of [...folders, near, [place, 'file'] as const])
      if (await look(path, windowsWeakness(path, kind, keepers))) break;
  } else {
    for (const [path, part] of [...way, ...ancestors(folder), [folder, 'near'], [place, 'near']] as const)
      if (await look(path, posixWeakness(path, part, keepers))) break;
  }
  return found[0] ?? null;
}

const UNKNOWN = FILE_REASONS.unexaminable;

function ancestors(folder: string): (readonly [string, 'above'])[] {
  const above = dirname(folder);
  return above === folder ? [] : [...ancestors(above), [above, 'above']];
}

/**
 * Of a folder further above, only what lets anybody move the way below it away counts: systems give such folders to
 * groups of trusted people (`staff` on Debian's /usr/local).
 */
async function posixWeakness(
  path: string,
  part: 'near' | 'above',
  { users }: Keepers,
): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return UNKNOWN;
  if (found.uid !== ROOT && !users.includes(found.uid)) return FILE_REASONS.notTheAdministrators;
  // The sticky bit keeps others from moving what lies there, not from laying something beside it.
  const held = part === 'above' && (found.mode & STICKY) !== 0;
  if ((found.mode & OTHERS_WRITE) !== 0 && !held) return FILE_REASONS.everybodyMayChange;
  const group = (found.mode & GROUP_WRITES) !== 0 && !isAdministrators(found.gid);
  // A user's own files in the user's own group are as safe as the user.
  const own = found.uid !== ROOT && found.gid === found.uid;
  return part === 'near' && group && !own ? FILE_REASONS.groupMayChange : null;
}

function isAdministrators(gid: number): boolean {
  return gid === ROOT || (process.platform === 'darwin' && gid === MACOS_ADMIN);
}

async function windowsWeakness(
  path: string,
  kind: ChangedKind,
  { sids, descriptorOf }: Keepers,
): Promise<string | null> {
  const descriptor = await descriptorOf(path).catch(() => null);
  if (descriptor === null) return UNKNOWN;
  const who = whoElseMayChange(descriptor, kind, sids);
  return who === null ? null : FILE_REASONS.ordinaryAccountMayChange(who);
}

/** Who may change a file, read from a Windows security descriptor in its text form (SDDL). */

/** Owners and holders of rights that only an administrator can be: System, Administrators, their groups. */
const ADMINISTRATORS: ReadonlySet<string> = new Set([
  'SY',
  'BA',
  'LA',
  'DA',
  'EA',
  'S-1-5-18',
  'S-1-5-32-544',
  // TrustedInstaller, which installs Windows itself.
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
]);

/** Letters of SDDL for single rights on a file or folder (ace_strings, "Security Descriptor String Format"). */
const RIGHTS: Readonly<Record<string, number>> = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
};

/** Delete, change the rights, take the ownership, all of it. */
const ALWAYS_DANGEROUS = 0x10000 | 0x40000 | 0x80000 | 0x10000000;
/** On a file: write, append. */
const FILE_DANGEROUS = ALWAYS_DANGEROUS | 0x2 | 0x4 | 0x40000000;
/** On a folder: delete what is in it. Adding a file beside is harmless (and Windows' default under ProgramData). */
const FOLDER_DANGEROUS = ALWAYS_DANGEROUS | 0x40;
/** On a folder of libraries also: add a file, since a library brings along what it needs from beside it. */
const LIBRARY_FOLDER_DANGEROUS = FOLDER_DANGEROUS | 0x2 | 0x40000000;

/** What somebody else could change. */
export type ChangedKind = 'file' | 'folder' | 'library-folder';
const DANGEROUS: Readonly<Record<ChangedKind, number>> = {
  file: FILE_DANGEROUS,
  folder: FOLDER_DANGEROUS,
  'library-folder': LIBRARY_FOLDER_DANGEROUS,
};

/** Rights of the owner itself: who that is has been looked at. */
const OWNER_RIGHTS: ReadonlySet<string> = new Set(['OW', 'S-1-3-4']);
/** Kinds of entries of an access list that grant something, and those that deny ("ACE Strings"). */
const GRANTING: ReadonlySet<string> = new Set(['A', 'OA', 'XA', 'ZA']);
const DENYING: ReadonlySet<string> = new Set(['D', 'OD', 'XD']);

const SID = String.raw`(?:S-1(?:-\d+|-0x[0-9a-fA-F]+)+|[A-Z]{2})`;
const HEAD = new RegExp(`^O:(?<owner>${SID})(?:G:${SID})?D:(?<rest>.*)$`, 's');
const LIST_FLAGS = /^(?:P|AR|AI)*/;
const ENTRY_FLAGS = /^(?:CI|OI|NP|IO|ID|SA|FA|TP|CR)*$/;
const HEXADECIMAL = /^0x[0-9a-f]{1,8}$/i;

/**
 * Whoever else than an administrator could change the file or swap it in its folder: its SID or SDDL alias; null when
 * nobody could. The text is read whole: what is not understood to its last character names `?`, so that it never
 * passes for safe, and a descriptor without a list (`NO_ACCESS_CONTROL`) lets everyone in.
 * @param sddl owner, group and access list ("Security Descriptor String Format" of Windows)
 * @param trusted SIDs beside the administrators who may change it
 */
export function whoElseMayChange(
  sddl: string,
  kind: ChangedKind,
  trusted: readonly string[] = [],
): string | null {
  const head = HEAD.exec(sddl.trim())?.groups;
  if (head?.owner === undefined || head.rest === undefined) return '?';
  const safe = (holder: string): boolean => ADMINISTRATORS.has(holder) || trusted.includes(holder);
  if (!safe(head.owner)) return head.owner;
  const entries = entriesOf(head.rest);
  if (entries === null) return '?';
  const dangerous = DANGEROUS[kind];
  for (const entry of entries) {
    const { type, flags, rights, holder } = entry;
    if (!GRANTING.has(type) && !DENYING.has(type)) return '?';
    // An entry that is only handed down says nothing of this object itself.
    if (DENYING.has(type) || flags.includes('IO') || OWNER_RIGHTS.has(holder) || safe(holder)) continue;
    // Signed 32-bit arithmetic is fine here: only zero or not matters.
    if ((maskOf(rights) & dangerous) !== 0) return holder;
  }
  return null;
}

interface Entry {
  readonly type: string;
  readonly flags: readonly string[];
  readonly rights: string;
  readonly holder: string;
}

/** The entries of an access list; null when the text is anything but a list, and perhaps an audit list behind it. */
function entriesOf(text: string): readonly Entry[] | null {
  const flags = LIST_FLAGS.exec(text)?.[0] ?? '';
  const bodies = bodiesOf(text.slice(flags.length));
  if (bodies === null) return null;
  const entries = bodies.map(entryOf);
  return entries.every((entry) => entry !== null) ? entries : null;
}

function entryOf(body: string): Entry | null {
  const [type = '', flags = '', rights = '', , , holder = '', ...condition] = body.split(';');
  // A condition may hold semicolons of its own; it only ever narrows what is granted.
  const whole = body.split(';').length >= 6 && (condition.length === 0 || /^X|^Z/.test(type));
  if (!whole || !ENTRY_FLAGS.test(flags) || !new RegExp(`^${SID}$`).test(holder)) return null;
  return { type, flags: flags.match(/../g) ?? [], rights, holder };
}

/** What stands between the outermost brackets, whose inner ones and quoted texts belong to a condition. */
function bodiesOf(text: string): readonly string[] | null {
  const bodies: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (const [at, character] of [...text].entries()) {
    if (depth === 0) {
      if (/^S:(?:P|AR|AI)*(?:\([^()]*\))*$/.test(text.slice(at))) return bodies;
      if (character !== '(') return null;
      depth = 1;
      from = at + 1;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth++;
    else if (!quoted && character === ')' && --depth === 0) bodies.push(text.slice(from, at));
  }
  return depth === 0 ? bodies : null;
}

function maskOf(rights: string): number {
  if (HEXADECIMAL.test(rights)) return Number(rights);
  // A right that this table does not know, a number of another base, half a pair: counts as all of them.
  if (rights.length % 2 !== 0) return ALWAYS_DANGEROUS;
  const letters = rights.match(/../g) ?? [];
  return letters.reduce((mask, each) => mask | (RIGHTS[each] ?? ALWAYS_DANGEROUS), 0);
}

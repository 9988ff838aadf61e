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

/**
 * Whoever else than an administrator could change the file or swap it in its folder: its SID or SDDL alias; null when
 * nobody could. A descriptor that is not understood names `?`, so that it never passes for safe.
 */
export function whoElseMayChange(sddl: string, kind: 'file' | 'folder'): string | null {
  const parts =
    /^O:(?<owner>S-[\d-]+|[A-Z]{2})(?:G:(?:S-[\d-]+|[A-Z]{2}))?D:[A-Z]*(?<aces>(?:\([^)]*\))*)/.exec(
      sddl.trim(),
    )?.groups;
  if (parts?.owner === undefined || parts.aces === undefined) return '?';
  if (!ADMINISTRATORS.has(parts.owner)) return parts.owner;
  const dangerous = kind === 'file' ? FILE_DANGEROUS : FOLDER_DANGEROUS;
  for (const [, ace = ''] of parts.aces.matchAll(/\(([^)]*)\)/g)) {
    const [type = '', flags = '', rights = '', , , holder = '?'] = ace.split(';');
    const grants = type === 'A' || type === 'XA' || type === 'OA';
    // An entry that is only handed down says nothing of this object itself.
    if (!grants || flags.includes('IO') || ADMINISTRATORS.has(holder)) continue;
    // Signed 32-bit arithmetic is fine here: only zero or not matters.
    if ((maskOf(rights) & dangerous) !== 0) return holder;
  }
  return null;
}

function maskOf(rights: string): number {
  if (/^0x[0-9a-f]+$/i.test(rights)) return Number(rights);
  const letters = rights.match(/../g) ?? [];
  // A right that this table does not know counts as all of them.
  return letters.reduce((mask, each) => mask | (RIGHTS[each] ?? ALWAYS_DANGEROUS), 0);
}

/** The repair of galss.ini: shown before, kept beside, written in one step, and undone as long as nobody else wrote. */
import { constants, copyFile, readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { applyGalssChanges, proposeGalssChanges, type GalssChange } from '../../domain/diagnosis/galss.ts';
import type { GalssChannelFact, ReaderFact } from '../../domain/diagnosis/facts.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';

/** A repair that was shown; it can be applied only to the file as it was then. */
export interface GalssRepair {
  readonly file: string;
  readonly changes: readonly GalssChange[];
  readonly before: Buffer;
  readonly after: Buffer;
}

/** A repair that was applied. */
export interface AppliedRepair {
  readonly repair: GalssRepair;
  readonly backup: string;
}

/** Works out a repair; null when nothing safe can be proposed. Writes nothing. */
export async function previewGalssRepair(
  file: string,
  channels: readonly GalssChannelFact[],
  readers: readonly ReaderFact[],
): Promise<Result<GalssRepair | null>> {
  const changes = proposeGalssChanges(channels, readers);
  if (changes.length === 0) return success(null);
  const before = await readFile(file).catch(() => null);
  if (before === null) return failed(failure('SSV-GALSS-INI-ABSENT'));
  const encoding = encodingOf(before);
  const after = Buffer.from(applyGalssChanges(before.toString(encoding), changes), encoding);
  return success(after.equals(before) ? null : { file, changes, before, after });
}

/** Latin-1 keeps every byte as it is; only a file that is UTF-8 gets new names in UTF-8. */
function encodingOf(bytes: Buffer): 'utf8' | 'latin1' {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes) ? 'utf8' : 'latin1';
}

/**
 * Keeps the file as `<file>.<date>.bak`, then writes the repaired one in its place.
 * @returns GALSS-INI-MODIFIE when the file is no longer the one that was shown, GALSS-INI-ECRITURE when the system
 *   refuses; nothing is changed then.
 */
export async function applyGalssRepair(repair: GalssRepair, now: Date): Promise<Result<AppliedRepair>> {
  const { file, before, after } = repair;
  if (!(await holds(file, before))) return failed(failure('GALSS-INI-MODIFIE'));
  const backup = `${file}.${stamp(now)}.bak`;
  try {
    await copyFile(file, backup, constants.COPYFILE_EXCL);
    await writeInPlace(file, after);
    return success({ repair, backup });
  } catch (error) {
    return failed(failure('GALSS-INI-ECRITURE', { reason: reasonOf(error) }));
  }
}

/** Puts the former file back, unless somebody has written to it since. The backup stays. */
export async function undoGalssRepair({ repair }: AppliedRepair): Promise<Result<null>> {
  if (!(await holds(repair.file, repair.after))) return failed(failure('GALSS-INI-MODIFIE'));
  try {
    await writeInPlace(repair.file, repair.before);
    return success(null);
  } catch (error) {
    return failed(failure('GALSS-INI-ECRITURE', { reason: reasonOf(error) }));
  }
}

async function holds(file: string, content: Buffer): Promise<boolean> {
  const now = await readFile(file).catch(() => null);
  return now?.equals(content) ?? false;
}

/** With the rights and the owner that the file had. */
async function writeInPlace(file: string, content: Buffer): Promise<void> {
  const { mode, uid, gid } = await stat(file);
  const isRoot = process.getuid?.() === 0;
  await writeFileAtomic(file, content, { mode, ...(isRoot ? { chown: { uid, gid } } : {}) });
}

/** `20261123-164209`, local time. */
function stamp(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(now.getFullYear())}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EPERM') return FILE_REASONS.refusedAccess;
  if (code === 'EROFS') return FILE_REASONS.readOnlyDisk;
  if (code === 'ENOSPC') return FILE_REASONS.fullDisk;
  return code === 'EEXIST' ? FILE_REASONS.backupThere : FILE_REASONS.writingImpossible;
}

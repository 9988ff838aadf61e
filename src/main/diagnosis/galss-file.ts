/** The repair of galss.ini: shown before, kept beside, written in one step, and undone as long as nobody else wrote. */
import { constants, copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { GalssFacts } from '../../domain/diagnosis/facts.ts';
import { failure } from '../../domain/failures/index.ts';
import type { GalssChange } from '../../domain/galss/change.ts';
import { judgeGalss } from '../../domain/galss/plan.ts';
import type { ReaderSeen } from '../../domain/readers/classify.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { decodeProfile, encodeProfile } from './profile-bytes.ts';
import { codeOf } from '../../system/error-code.ts';

/** A repair that was shown; it can be applied only to the file as it was then. */
export interface GalssRepair {
  readonly file: string;
  readonly changes: readonly GalssChange[];
  /** Null when there was no file. */
  readonly before: Buffer | null;
  readonly after: Buffer;
}

/** A repair that was applied. */
export interface AppliedRepair {
  readonly repair: GalssRepair;
  /** Null when there was nothing to keep. */
  readonly backup: string | null;
}

/** Works out a repair of the file as it is now; null when nothing safe can be proposed. Writes nothing. */
export async function previewGalssRepair(
  facts: GalssFacts,
  readers: readonly ReaderSeen[],
): Promise<Result<GalssRepair | null>> {
  const { path: file } = facts;
  if (file === null) return success(null);
  const before = await readFile(file).catch(() => null);
  const decoded = before === null ? null : decodeProfile(before);
  const { plan } = judgeGalss({ ...facts, text: decoded?.text ?? null, readers });
  const after = plan === null ? null : encodeProfile(plan.text, decoded?.encoding ?? 'windows-1252');
  if (plan === null || after === null || (before !== null && after.equals(before))) return success(null);
  return success({ file, changes: plan.changes, before, after });
}

/**
 * Keeps the file as `<file>.<date>.bak`, then writes the repaired one in its place.
 * @returns GALSS-INI-MODIFIE when the file is no longer the one that was shown, GALSS-INI-ECRITURE when the system
 *   refuses; nothing is changed then.
 */
export async function applyGalssRepair(repair: GalssRepair, now: Date): Promise<Result<AppliedRepair>> {
  const { file, before, after } = repair;
  if (!(await holds(file, before))) return failed(failure('GALSS-INI-MODIFIE'));
  const backup = before === null ? null : `${file}.${stamp(now)}.bak`;
  try {
    if (backup === null) await writeFile(file, after, { flag: 'wx' });
    else {
      await copyFile(file, backup, constants.COPYFILE_EXCL);
      await writeInPlace(file, after);
    }
    return success({ repair, backup });
  } catch (error) {
    return failed(failure('GALSS-INI-ECRITURE', { reason: reasonOf(error) }));
  }
}

/** Puts the former file back, unless somebody has written to it since. The backup stays. */
export async function undoGalssRepair({ repair }: AppliedRepair): Promise<Result<null>> {
  if (!(await holds(repair.file, repair.after))) return failed(failure('GALSS-INI-MODIFIE'));
  try {
    if (repair.before === null) await rm(repair.file);
    else await writeInPlace(repair.file, repair.before);
    return success(null);
  } catch (error) {
    return failed(failure('GALSS-INI-ECRITURE', { reason: reasonOf(error) }));
  }
}

/** Whether a file is still this; null is a file that is not there. */
async function holds(file: string, content: Buffer | null): Promise<boolean> {
  const now = await readFile(file).catch(() => null);
  return content === null ? now === null : (now?.equals(content) ?? false);
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
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return FILE_REASONS.refusedAccess;
  if (code === 'EROFS') return FILE_REASONS.readOnlyDisk;
  if (code === 'ENOSPC') return FILE_REASONS.fullDisk;
  return code === 'EEXIST' ? FILE_REASONS.backupThere : FILE_REASONS.writingImpossible;
}

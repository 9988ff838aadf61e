import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { codeOf } from '../../system/error-code.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: FILE_REASONS.diskFull,
  EDQUOT: FILE_REASONS.quotaFull,
  EACCES: FILE_REASONS.accessRefused,
  EPERM: FILE_REASONS.accessRefused,
  EROFS: FILE_REASONS.readOnly,
  ENOENT: FILE_REASONS.absent,
  ENOTDIR: FILE_REASONS.unusable,
};

/** Why the program's own directory cannot be used; null when it can. */
export async function profileProblem(directory: string): Promise<Failure | null> {
  try {
    await make(directory);
    await access(directory, constants.W_OK);
    return null;
  } catch (error) {
    return failure('PROFIL-NON-INSCRIPTIBLE', { reason: REASONS[codeOf(error)] ?? FILE_REASONS.unusable });
  }
}

/**
 * Makes a folder and those above it. Node's own recursive way goes round for ever where a folder that is there lets none
 * be made and says that it is not there, as an automounter does of a home that it does not know.
 */
async function make(directory: string): Promise<void> {
  const above = dirname(directory);
  if (above !== directory && !(await isFolder(above))) await make(above);
  await mkdir(directory, { mode: 0o700 }).catch(async (error: unknown) => {
    if (!(await isFolder(directory))) throw error;
  });
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

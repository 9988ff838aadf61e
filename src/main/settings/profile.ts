import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { codeOf } from '../../system/error-code.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: FILE_REASONS.diskFull,
  EDQUOT: FILE_REASONS.quotaFull,
  EACCES: FILE_REASONS.accessRefused,
  EPERM: FILE_REASONS.accessRefused,
  EROFS: FILE_REASONS.readOnly,
};

/** Why the program's own directory cannot be used; null when it can. */
export async function profileProblem(directory: string): Promise<Failure | null> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.W_OK);
    return null;
  } catch (error) {
    return failure('PROFIL-NON-INSCRIPTIBLE', { reason: REASONS[codeOf(error)] ?? FILE_REASONS.unusable });
  }
}

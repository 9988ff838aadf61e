import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { failure, type Failure } from '../../domain/failures/index.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'le disque est plein',
  EDQUOT: 'votre espace est plein',
  EACCES: 'l’accès est refusé',
  EPERM: 'l’accès est refusé',
  EROFS: 'le disque est en lecture seule',
};

/** Why the program's own directory cannot be used; null when it can. */
export async function profileProblem(directory: string): Promise<Failure | null> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.W_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return failure('PROFIL-NON-INSCRIPTIBLE', { reason: REASONS[code] ?? 'il ne peut pas être utilisé' });
  }
}

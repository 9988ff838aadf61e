/**
 * An update is checked when it is fetched and may be installed days later, with an administrator's rights, from a
 * folder that every program of the user's can write. What is installed is therefore a copy of its own, checked anew.
 */
import { createHash } from 'node:crypto';
import { copyFile, constants, mkdtemp, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { UpdateInfo } from 'electron-updater';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { readPieces } from '../../system/sockets.ts';

export interface PrivateCopy {
  readonly file: string;
  remove(): Promise<void>;
}

/**
 * Copies a fetched installer into a new folder that only this user can enter, and compares the copy with the signed
 * feed. Unlike the cache's, the folder's name is not known beforehand, and it lives for one installation.
 * @param folder where the new folder is made
 * @returns MAJ-FICHIER-ALTERE when it is not the published file any more; nothing of the copy is left then
 */
export async function takePrivateCopy(
  file: string,
  { files }: Pick<UpdateInfo, 'files'>,
  folder: string,
): Promise<Result<PrivateCopy>> {
  const place = await mkdtemp(join(folder, 'dmp-direct-maj-'));
  const remove = (): Promise<void> => rm(place, { recursive: true, force: true });
  const copy = join(place, basename(file));
  // A feed may hold packages of several kinds: only one of this kind will do.
  const published = files.filter(({ url }) => extname(url) === extname(file)).map(({ sha512 }) => sha512);
  const found = await copyFile(file, copy, constants.COPYFILE_EXCL)
    .then(() => checksumOf(copy))
    .catch(() => null);
  if (found !== null && published.includes(found)) return success({ file: copy, remove });
  await remove();
  return failed(failure('MAJ-FICHIER-ALTERE'));
}

/** SHA-512 in base64, as feeds write it. */
async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(readPieces(file), hash);
  return hash.digest('base64');
}

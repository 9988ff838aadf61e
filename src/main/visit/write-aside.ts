import { randomUUID } from 'node:crypto';
import { open, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../system/error-code.ts';

/** What forbids a second file in a folder, where the chosen one may still be written. */
const NO_SECOND_FILE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * Writes a file as a whole or not at all: beside its place, then in it. A disk that fills up meanwhile leaves what was
 * there before, and no file of nothing. Errors with the system's own.
 */
export async function writeWhole(place: string, bytes: Uint8Array): Promise<void> {
  // What is written through a link is the file that it leads to.
  const target = await realpath(place).catch(() => place);
  // No name of anybody's: the user has chosen the other one, not this.
  const aside = join(dirname(target), `.dmp-direct-${randomUUID()}.tmp`);
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, target);
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    if (!NO_SECOND_FILE.has(codeOf(error))) throw error;
    await writeInPlace(target, bytes);
  }
}

/** Where only the chosen file itself may be written: what could not be written whole does not stay, if it is new. */
async function writeInPlace(target: string, bytes: Uint8Array): Promise<void> {
  const before = await stat(target).catch(() => null);
  try {
    await writeFile(target, bytes, { mode: 0o600 });
  } catch (error) {
    if (before === null) await unlink(target).catch(() => undefined);
    throw error;
  }
}

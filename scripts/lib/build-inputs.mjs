import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from './paths.mjs';

/** Where a build leaves the mark of what it was made from. */
export const BUILD_MARK = join(ROOT, 'out', 'inputs.txt');

const FOLDERS = ['src', 'test/lab', 'assets', 'docs/guide'];
const FILES = ['scripts/build.mjs', 'package-lock.json', 'tsconfig.base.json'];

/**
 * Hash of all that a build reads: by content, so that a checkout or a copy does not cause a build.
 * @returns {Promise<string>} hexadecimal SHA-256
 */
export async function hashOfInputs() {
  const lists = await Promise.all(FOLDERS.map((folder) => filesIn(join(ROOT, folder))));
  const paths = [...lists.flat(), ...FILES.map((file) => join(ROOT, file))].sort();
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  const hash = createHash('sha256');
  paths.forEach((path, index) => {
    hash
      .update(`${relative(ROOT, path)}\0`)
      .update(contents[index] ?? '')
      .update('\0');
  });
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function filesIn(folder) {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  } catch {
    return [];
  }
}

/** @returns {Promise<boolean>} whether `out/` was built from the sources as they are now */
export async function buildIsCurrent() {
  try {
    return (await readFile(BUILD_MARK, 'utf8')).trim() === (await hashOfInputs());
  } catch {
    return false;
  }
}

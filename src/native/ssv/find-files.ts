import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_DEPTH } from './places.ts';

/** Whether a path is an existing file, or a link to one. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/**
 * The files that a pattern of `places.ts` names under `root`, in the highest version first (`1.40.14` before
 * `1.40.9`). Folders that cannot be read count as empty.
 */
export async function findFiles(root: string, pattern: string): Promise<string[]> {
  const found = await descend(root, pattern.split('/'), MAX_DEPTH);
  const order = new Intl.Collator('en', { numeric: true });
  return found.sort((one, other) => order.compare(other, one));
}

async function descend(folder: string, segments: readonly string[], depth: number): Promise<string[]> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [];
  if (segment === '*') return inFolders(folder, (child) => descend(child, rest, depth));
  if (segment === '**') {
    const here = await descend(folder, rest, depth);
    if (depth === 0) return here;
    return [...here, ...(await inFolders(folder, (child) => descend(child, segments, depth - 1)))];
  }
  const path = join(folder, segment);
  if (rest.length > 0) return descend(path, rest, depth);
  return (await isFile(path)) ? [path] : [];
}

async function inFolders(folder: string, visit: (child: string) => Promise<string[]>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // Links are not followed: a loop of them would otherwise be walked to the full depth.
  const folders = entries.filter((entry) => entry.isDirectory());
  const found = await Promise.all(folders.map((entry) => visit(join(folder, entry.name))));
  return found.flat();
}

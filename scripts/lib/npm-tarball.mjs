import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './commands.mjs';

/**
 * Fetches one archive of the npm registry and checks it.
 * @param {{ package: string, integrity: string }} wanted `name@version`, and `sha512-…` of its archive
 * @param {string} folder an empty directory to put it in
 * @param {number} timeoutMs
 * @returns {Promise<{ path: string } | { problem: 'npm' | 'slow' | 'registry' | 'integrity' }>}
 */
export async function fetchTarball({ package: name, integrity }, folder, timeoutMs) {
  const fetched = await npm(
    ['pack', name, '--ignore-scripts', '--loglevel=error', `--pack-destination=${folder}`],
    { cwd: folder, timeoutMs, capture: true },
  );
  if (fetched.missing) return { problem: 'npm' };
  if (fetched.timedOut) return { problem: 'slow' };
  const file = (await readdir(folder)).find((each) => each.endsWith('.tgz'));
  if (fetched.status !== 0 || file === undefined) return { problem: 'registry' };
  const path = join(folder, file);
  return `sha512-${await digest(path)}` === integrity ? { path } : { problem: 'integrity' };
}

/** @param {string} path */
async function digest(path) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('base64');
}

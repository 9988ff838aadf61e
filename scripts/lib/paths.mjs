import { access, constants, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Where what is expensive to fetch is kept: shared by every clone of the user, so that nothing is fetched twice.
 * Falls back to `.cache/` of the repository when the user has no place of their own that can be written.
 * @returns {Promise<string>} an existing directory
 */
export async function cacheDirectory() {
  const own = join(userCacheDirectory(), 'dmp-direct');
  try {
    await mkdir(own, { recursive: true });
    await access(own, constants.W_OK);
    return own;
  } catch {
    const local = join(ROOT, '.cache');
    await mkdir(local, { recursive: true });
    return local;
  }
}

function userCacheDirectory() {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (xdg !== undefined && xdg.startsWith('/')) return xdg;
  if (process.platform === 'win32') return local ?? join(homedir(), 'AppData', 'Local');
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}

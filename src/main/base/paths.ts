import { join } from 'node:path';

/** Every bundle lies two folders below the program's root (out/main, out/lab). */
const ROOT = join(import.meta.dirname, '..', '..');

/** Where the program's own files are, relative to the running bundle. */
export const PATHS = {
  assets: join(ROOT, 'assets'),
  preload: join(ROOT, 'out', 'preload'),
  renderer: join(ROOT, 'out', 'renderer'),
  nativeEntry: join(ROOT, 'out', 'native', 'index.mjs'),
} as const;

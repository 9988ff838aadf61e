/**
 * `node scripts/merge-feeds.mjs <folder>`: the packages of each processor are made apart, and each run writes a feed of
 * the same name; a program asks for one. Merges those of the folders in `folder` into it, and signs them there.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';
import { signFeeds } from './package-feed.mjs';

// The reader and writer of YAML that electron-builder makes the feeds with.
const builder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));
/** @type {{ load(text: string): unknown, dump(value: unknown, options: object): string }} */
const { load, dump } = builder('js-yaml');

/** @typedef {{ version: string, files: { url: string, sha512: string }[], path?: string, sha512?: string }} Feed */

/**
 * One feed of several for one version.
 * @param {readonly string[]} texts
 * @returns {string}
 */
export function mergeFeeds(texts) {
  const feeds = texts.map((text) => /** @type {Feed} */ (load(text)));
  const versions = new Set(feeds.map(({ version }) => version));
  if (versions.size !== 1) throw new Refusal(`feeds of several versions: ${[...versions].join(', ')}`);
  const files = feeds.flatMap((feed) => feed.files);
  const names = files.map(({ url }) => url);
  if (new Set(names).size !== names.length) throw new Refusal(`a file twice: ${names.join(', ')}`);
  // `path` and `sha512` beside the list are for updaters older than ours, and name one file only.
  const { path: _path, sha512: _sha512, ...first } = /** @type {Feed} */ (feeds[0]);
  return dump({ ...first, files }, { lineWidth: 8000 });
}

/** @param {string} folder holds one folder for each run */
async function mergeFolder(folder) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const entry of (await readdir(folder, { withFileTypes: true })).filter((one) => one.isDirectory())) {
    const made = join(folder, entry.name);
    for (const name of (await readdir(made)).filter((one) => /^latest.*\.yml$/.test(one)))
      texts.set(name, [...(texts.get(name) ?? []), await readFile(join(made, name), 'utf8')]);
  }
  if (texts.size === 0) throw new Refusal(`no feed in ${folder}`);
  const merged = join(folder, 'feeds');
  await mkdir(merged, { recursive: true });
  for (const [name, parts] of texts) await writeFile(join(merged, name), mergeFeeds(parts));
  await signFeeds(merged, (line) => void process.stderr.write(`${line}\n`));
}

if (process.argv[1] === import.meta.filename)
  await runScript(() => mergeFolder(process.argv[2] ?? join(ROOT, 'dist')));

/**
 * Writes `docs/guide/codes` from the catalogue of failures; `--check` only tells whether it is up to date.
 *
 *   node scripts/failure-pages.mjs [--check]
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { renderPages } from './lib/failure-pages.mjs';
import { ROOT } from './lib/paths.mjs';

const FOLDER = join(ROOT, 'docs/guide/codes');

/** @param {string} file */
async function load(file) {
  const { module } = await runnerImport(join(ROOT, file), { configFile: false, logLevel: 'error' });
  return /** @type {any} */ (module);
}

const { FAILURES: failures } = await load('src/domain/failures/index.ts');
const { GOOD_RESULTS: good } = await load('src/domain/texts/fr/good-results.ts');
const { diagnosisTexts } = await load('src/domain/texts/fr/diagnosis.ts');
const pages = renderPages({ failures, good, sections: diagnosisTexts.sections });
await mkdir(FOLDER, { recursive: true });
const there = await readdir(FOLDER);
const isCheck = process.argv.includes('--check');
let stale = 0;
for (const [name, text] of pages) {
  const before = there.includes(name) ? await readFile(join(FOLDER, name), 'utf8') : null;
  if (before === text) continue;
  stale += 1;
  if (!isCheck) await writeFile(join(FOLDER, name), text);
}
for (const name of there.filter((each) => !pages.has(each))) {
  stale += 1;
  if (!isCheck) await rm(join(FOLDER, name));
}
process.stdout.write(
  `${String(pages.size)} pages, ${String(stale)} ${isCheck ? 'to be made again' : 'written'}\n`,
);
process.exitCode = isCheck && stale > 0 ? 1 : 0;

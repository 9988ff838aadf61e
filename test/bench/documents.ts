/** The results where they are read: `docs/technical/speed.json`, its page and picture, and README's table. */
import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { shortTable, table } from './report.ts';
import type { Results } from './results.ts';

const COMMITTED = 'docs/technical/speed.json';
const PAGE = 'docs/technical/speed.md';
const PICTURE = 'docs/technical/images/speed.png';
const README = 'README.md';

/** What was committed last; null before there was anything, or outside of a repository. */
export async function committedResults(root: string): Promise<Results | null> {
  const show = ['show', `HEAD:${COMMITTED}`];
  return promisify(execFile)('git', show, { cwd: root, maxBuffer: 16 * 2 ** 20 }).then(
    ({ stdout }) => JSON.parse(stdout) as Results,
    () => null,
  );
}

/** Rewrites every document that holds figures; `png` is the picture of these results. */
export async function writeDocuments(
  root: string,
  results: Results,
  committed: Results | null,
  png: string,
): Promise<readonly string[]> {
  await rewrite(root, COMMITTED, () => JSON.stringify(results));
  await rewrite(root, PAGE, (text) => withFigures(text, table(results, committed)));
  await rewrite(root, README, (text) => withFigures(text, shortTable(results)));
  await copyFile(png, join(root, PICTURE));
  return [COMMITTED, PAGE, README, PICTURE];
}

const BEGIN = '<!-- figures: npm run bench -- --write -->';
const END = '<!-- end of figures -->';

/** The document with what lies between its two marks replaced. */
export function withFigures(document: string, figures: string): string {
  const [before, rest, ...more] = document.split(BEGIN);
  const [, after, ...others] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(`one “${BEGIN}” and one “${END}” after it were looked for`);
  }
  return `${before}${BEGIN}\n\n${figures.trim()}\n\n${END}${after}`;
}

async function rewrite(root: string, file: string, make: (text: string) => string): Promise<void> {
  const path = join(root, file);
  const text = make(await readFile(path, 'utf8').catch(() => ''));
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

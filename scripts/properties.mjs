/**
 * `npm run campaign properties [-- --times N --seed N]`: every test file that states properties, N times (20), each time
 * with a fresh seed, which is printed; ends at the first seed that finds something.
 */
import { randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { foreground } from './lib/launch.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const LARGEST_SEED = 2 ** 31 - 1;

/** @returns {Promise<string[]>} the tests that state properties; in this house those are tests of units */
async function filesWithProperties() {
  const files = await readdir(join(ROOT, 'test'), { recursive: true });
  const tests = files.filter((file) => /^(?:unit|security)[\\/].*\.test\.tsx?$/.test(file));
  const texts = await Promise.all(tests.map((file) => readFile(join(ROOT, 'test', file), 'utf8')));
  return tests.filter((_, index) => /\bfc\.(?:assert|property)\b/.test(texts[index] ?? ''));
}

/**
 * @param {string | undefined} text
 * @param {string} name
 * @param {number} otherwise
 */
function wholeNumber(text, name, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Refusal(`--${name} takes a whole number from 1.`);
  return value;
}

await runScript(async () => {
  const { values } = parseArgs({ options: { times: { type: 'string' }, seed: { type: 'string' } } });
  const times = values.seed === undefined ? wholeNumber(values.times, 'times', 20) : 1;
  await ensureNpmPackages((line) => process.stderr.write(`${line}\n`));
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project=unit', '--reporter=dot', '--testTimeout=120000'];
  const files = (await filesWithProperties()).map((file) => join('test', file));
  for (let time = 1; time <= times; time++) {
    const seed = wholeNumber(values.seed, 'seed', randomInt(1, LARGEST_SEED));
    process.stdout.write(`\n── properties ${time} of ${times}, seed ${seed}\n`);
    const env = { ...process.env, DMP_DIRECT_SEED: String(seed) };
    const status = await foreground(process.execPath, [...args, ...files], { cwd: ROOT, env });
    if (status !== 0) {
      process.stdout.write(`\nAgain: npm run campaign properties -- --seed ${seed}\n`);
      return status;
    }
  }
  process.stdout.write(`\n${times} times ${files.length} files: nothing found.\n`);
  return 0;
});

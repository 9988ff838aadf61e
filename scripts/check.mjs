/**
 * `npm run check`: what a change can break, within a minute: types, lint, format, arrows, and the unit tests that the
 * change touches (since this branch left main, or since the last commit on main itself). Needs no package of the
 * system, no Electron and no build; what it has found out it keeps in `.cache/check`. `npm test` says the rest.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run } from './lib/commands.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

const CACHE = '.cache/check';
const MINUTE = 60_000;
const WORKERS = Math.max(2, Math.min(4, cpus().length));

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} bin JavaScript file of the tool, relative to node_modules
 * @property {string[]} args
 */

/** @param {string} project */
const types = (project) => ({
  name: `types: ${project}`,
  bin: 'typescript-7/bin/tsc',
  args: ['--noEmit', '-p', `tsconfig.${project}.json`, '--incremental'].concat(
    '--tsBuildInfoFile',
    `${CACHE}/${project}.tsbuildinfo`,
  ),
});

/**
 * The longest first, so that the last to end is a short one.
 * @param {string} base the commit that the change is compared with
 * @returns {Step[]}
 */
const steps = (base) => [
  {
    name: 'unit tests of the change',
    bin: 'vitest/vitest.mjs',
    args: ['run', '--project=unit', `--changed=${base}`, '--passWithNoTests', '--reporter=dot'],
  },
  {
    name: 'lint',
    bin: 'eslint/bin/eslint.js',
    args: ['.', '--max-warnings=0', '--cache', '--cache-strategy=content', `--cache-location=${CACHE}/lint`],
  },
  { name: 'typed lint', bin: 'oxlint/bin/oxlint', args: ['src', 'test', '--deny-warnings'] },
  types('node'),
  types('dom'),
  {
    name: 'arrows',
    bin: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['src', 'test', '--config', '.dependency-cruiser.cjs', '--cache', `${CACHE}/arrows`],
  },
  types('electron33'),
  types('scripts'),
  {
    name: 'format',
    bin: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level=warn', '.', '--cache', '--cache-strategy=content'].concat(
      '--cache-location',
      `${CACHE}/format`,
    ),
  },
];

/** @param {readonly string[]} args */
async function git(...args) {
  const { status, output } = await run('git', args, { cwd: ROOT, capture: true });
  return status === 0 ? output.trim() : null;
}

/** Where this branch left main; on main itself, the last commit. */
async function baseOfChange() {
  for (const branch of ['main', 'origin/main']) {
    const base = await git('merge-base', 'HEAD', branch);
    if (base !== null && base !== '') return base;
  }
  return 'HEAD';
}

/** @param {Step} step */
async function check(step) {
  const started = Date.now();
  const outcome = await run(process.execPath, [join(ROOT, 'node_modules', step.bin), ...step.args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
    capture: true,
    timeoutMs: 10 * MINUTE,
  });
  const good = outcome.status === 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${seconds} s  ${step.name}\n`);
  if (!good) process.stdout.write(`${outcome.output}${outcome.errors}\n`);
  return good;
}

await runScript(async () => {
  const started = Date.now();
  await ensureNpmPackages((line) => process.stderr.write(`${line}\n`));
  const waiting = steps(await baseOfChange());
  /** @type {boolean[]} */
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await check(step));
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const failed = results.filter((good) => !good).length;
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`${failed === 0 ? 'Nothing found' : `${failed} failed`}, ${seconds} s\n`);
  return failed === 0 ? 0 : 1;
});

/**
 * `npm run test:windows`: our own native code on a Windows Node under Wine (docs/technical/windows.md).
 *
 *   node scripts/windows.mjs [--short] [--outputFile.json=FILE] [NAME…]
 *
 * `--short` is the part that is in `npm test`; NAME are names of test files without `.test.ts`. Where Wine cannot be
 * had it says so in one line and ends well; in CI (`CI=true`) that is a failure.
 */
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './lib/commands.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const ROOM_MS = 25 * 60_000;
/** Fewer would mean that files were lost on the way, not that there was less to test. */
const FEWEST = 150;

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @typedef {{ file: string, name: string, state: 'passed' | 'failed' | 'skipped', milliseconds: number, error: string | null }} Told */
/** @typedef {{ name: string, files: string[], env?: Record<string, string> }} Run */

/** Unit tests that are run once more, on Windows' own Node: of native code, and of what it does with Windows' paths. */
const AGAIN = ['test/unit/native', 'test/unit/main/settings'];

/** @param {string} folder relative to the repository @returns {Promise<string[]>} */
async function testsIn(folder) {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(ROOT, folder, name));
}

/** @param {string} path */
const bundleName = (path) =>
  relative(join(ROOT, 'test'), path)
    .replace(/\.test\.ts$/, '')
    .replaceAll('/', '-');

/**
 * @param {readonly string[]} chosen
 * @returns {Promise<{ tests: Record<string, string>, runs: Run[] }>}
 */
async function plan(chosen) {
  const own = (await testsIn('test/windows')).filter(
    (path) => chosen.length === 0 || chosen.includes(basename(path, '.test.ts')),
  );
  const again =
    chosen.length === 0 || chosen.includes('again') ? (await Promise.all(AGAIN.map(testsIn))).flat() : [];
  const runs = own.map((path) => ({
    name: basename(path, '.test.ts'),
    files: [bundleName(path)],
    // A library is loaded once per process: the stand-in and Wine's own winscard.dll need processes of their own.
    ...(path.includes('winscard') ? { env: { WINEDLLOVERRIDES: 'winscard=n' } } : {}),
  }));
  if (again.length > 0) runs.push({ name: 'again', files: again.map(bundleName) });
  return { tests: Object.fromEntries([...own, ...again].map((path) => [bundleName(path), path])), runs };
}

/**
 * @param {string} place
 * @param {Run[]} runs
 * @returns {Promise<Told[]>}
 */
async function results(place, runs) {
  const told = await Promise.all(
    runs.map(async ({ name }) => {
      try {
        return JSON.parse(await readFile(join(place, 'results', `${name}.json`), 'utf8'));
      } catch {
        const output = await readFile(join(place, 'results', `${name}.txt`), 'utf8').catch(() => '');
        const error = `told nothing: ${output.trim().split('\n').slice(-15).join('\n')}`;
        return [{ file: name, name: 'the whole run', state: 'failed', milliseconds: 0, error }];
      }
    }),
  );
  return told.flat();
}

/**
 * @param {import('./lib/windows-lab.mjs').WindowsLab} lab
 * @param {{ short: boolean, chosen: readonly string[] }} how
 */
async function runAll(lab, { short, chosen }) {
  const { buildForWindows } = await import('./lib/windows-build.mjs');
  const { tests, runs } = await plan(chosen);
  const programs = { 'account-probe': join(ROOT, 'test/windows/harness/account-probe.ts') };
  if (runs.length === 0) throw new Refusal(`No such test: ${chosen.join(', ')}.`);
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const place = await mkdtemp(join(ROOT, '.cache', 'windows-'));
  try {
    await Promise.all(['results', 'scratch'].map((name) => mkdir(join(place, name))));
    await buildForWindows(place, lab, { ...tests, ...programs });
    const env = {
      DMP_TEST_SHORT: short ? '1' : '',
      DMP_TEST_32_BITS: lab.bits32 ? '1' : '',
      DMP_TEST_NAME: process.env['DMP_TEST_NAME'] ?? '',
    };
    const order = {
      tree: lab.tree,
      place,
      scratch: join(place, 'scratch'),
      runs: runs.map((one) => ({ ...one, env: { ...env, ...one.env } })),
    };
    const room = [process.execPath, join(ROOT, 'scripts/lib/windows-room.mjs'), JSON.stringify(order)];
    const apart = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const [command = '', ...args] = [...lab.privilege, ...apart, ...room];
    const outcome = await run(command, args, { capture: true, timeoutMs: ROOM_MS });
    if (outcome.status !== 0) say(`${outcome.output}${outcome.errors}`);
    return await results(place, runs);
  } finally {
    if (process.env['DMP_DIRECT_DEBUG'] === '1') say(`Kept: ${place}`);
    else {
      const [remove = '', ...rest] = [...lab.privilege, 'rm', '-rf', '--one-file-system', place];
      await run(remove, rest, { capture: true });
    }
  }
}

/** @param {Told[]} told @param {'passed' | 'failed' | 'skipped'} state */
const count = (told, state) => told.filter((each) => each.state === state).length;

/**
 * The report in the form that scripts/test.mjs reads of vitest.
 * @param {Told[]} told
 */
function report(told) {
  return {
    numPassedTests: count(told, 'passed'),
    numPendingTests: count(told, 'skipped'),
    testResults: told
      .filter(({ state }) => state === 'failed')
      .map(({ file, name, error }) => ({
        name: file,
        status: 'failed',
        assertionResults: [{ status: 'failed', fullName: name, failureMessages: [error ?? ''] }],
      })),
  };
}

/** @param {Told[]} told */
function print(told) {
  const files = [...new Set(told.map(({ file }) => file))];
  for (const file of files) {
    const of = told.filter((each) => each.file === file);
    const seconds = of.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
    say(
      `${basename(file.replaceAll('\\', '/'), '.mjs').padEnd(48)} ${count(of, 'passed')} passed, ${count(of, 'failed')} failed in ${seconds.toFixed(1)} s`,
    );
  }
  for (const { name, error } of told.filter(({ state }) => state === 'failed'))
    say(`\nFAILED ${name}\n${error}`);
  say(
    `\nwindows: ${count(told, 'passed')} passed, ${count(told, 'failed')} failed, ${count(told, 'skipped')} skipped on Windows Node`,
  );
}

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      'outputFile.json': { type: 'string' },
      // vitest's, which scripts/test.mjs gives to every suite whose report has its form.
      reporter: { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
  const write = async (/** @type {object} */ what) => {
    if (values['outputFile.json'] !== undefined)
      await writeFile(values['outputFile.json'], JSON.stringify(what));
  };
  await ensureNpmPackages(say);
  /** @type {import('./lib/windows-lab.mjs').WindowsLab} */
  let lab;
  try {
    const { ensureWindowsLab } = await import('./lib/windows-lab.mjs');
    lab = await ensureWindowsLab(say);
  } catch (error) {
    if (!(error instanceof Refusal) || process.env['CI']) throw error;
    say(`windows: skipped, nothing of it was run. ${error.message}`);
    await write({ ...report([]), numPendingTests: 1 });
    return 0;
  }
  const told = await runAll(lab, { short: values.short, chosen: positionals });
  print(told);
  await write(report(told));
  if (positionals.length === 0 && !process.env['DMP_TEST_NAME'] && count(told, 'passed') < FEWEST) {
    throw new Refusal(`windows: fewer than ${FEWEST} tests were run.`);
  }
  return count(told, 'failed') === 0 ? 0 : 1;
});

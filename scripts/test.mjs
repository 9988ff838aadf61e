/**
 * `npm test`: sets the machine up and runs every check; `npm test STEP…` runs some of them. With `--long`
 * (`npm run campaign long`) so do the tests marked `@long`: further rows of a table whose first rows run every time.
 * The report says where its minutes went, by lane, step and slowest file. The last line is `N passed, N failed`: tests
 * one by one, every other check as one.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './lib/commands.mjs';
import { withDisplay } from './lib/display.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';
import { countPlaywright, countVitest } from './lib/test-counts.mjs';
import { playwrightTimes, timesReport, vitestTimes } from './lib/test-times.mjs';

const MINUTE = 60_000;
const RESULTS = join(ROOT, 'test-results');

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} bin JavaScript file of the tool, relative to node_modules
 * @property {string[]} args
 * @property {(report: unknown) => import('./lib/test-counts.mjs').Counts} [count] how to read its JSON report
 * @property {boolean} [display] whether it shows windows
 * @property {number} minutes it is ended after
 */

/** @type {Step[]} */
const CHECKS = [
  ...['node', 'dom', 'electron33', 'scripts'].map((project) => ({
    name: `typecheck:${project}`,
    bin: 'typescript-7/bin/tsc',
    args: ['--noEmit', '-p', `tsconfig.${project}.json`],
    minutes: 3,
  })),
  { name: 'typed-lint', bin: 'oxlint/bin/oxlint', args: ['src', 'test', '--deny-warnings'], minutes: 3 },
  { name: 'lint', bin: 'eslint/bin/eslint.js', args: ['.', '--max-warnings=0'], minutes: 4 },
  {
    name: 'format',
    bin: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level=warn', '.'],
    minutes: 2,
  },
  {
    name: 'arrows',
    bin: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['src', 'test', '--config', '.dependency-cruiser.cjs'],
    minutes: 2,
  },
  { name: 'guide', bin: '../scripts/guide-pictures.mjs', args: ['--check'], minutes: 1 },
  {
    name: 'rules',
    bin: 'vitest/vitest.mjs',
    args: ['run', '--project=rules'],
    minutes: 4,
  },
  { name: 'unused', bin: 'knip/bin/knip.js', args: ['--no-progress'], minutes: 2 },
];

/** @type {Step} */
const UNIT = {
  name: 'unit',
  bin: 'vitest/vitest.mjs',
  args: ['run', '--project=unit'],
  count: countVitest,
  minutes: 8,
};

/**
 * The end-to-end tests are by far the longest suite: each third in a lane of its own.
 * @param {1 | 2 | 3} third
 * @returns {Step}
 */
const endToEnd = (third) => ({
  name: `e2e:${third}`,
  bin: '@playwright/test/cli.js',
  args: ['test', '--project=e2e', `--shard=${third}/3`],
  count: countPlaywright,
  display: true,
  minutes: 25,
});

/**
 * Suites of four lanes that run side by side, since most of their tests wait for a process, a reader or a timer; within
 * a lane one follows the other, and the lanes take about as long as each other.
 * @type {Step[][]}
 */
const LANES = [
  [
    endToEnd(1),
    {
      name: 'windows',
      bin: '../scripts/windows.mjs',
      args: ['--short'],
      count: countVitest,
      minutes: 25,
    },
  ],
  [
    {
      name: 'integration',
      bin: 'vitest/vitest.mjs',
      args: ['run', '--project=integration'],
      count: countVitest,
      minutes: 20,
    },
  ],
  [
    {
      name: 'security',
      bin: '@playwright/test/cli.js',
      args: ['test', '--project=security'],
      count: countPlaywright,
      display: true,
      minutes: 12,
    },
    endToEnd(2),
    {
      name: 'gallery',
      bin: '@playwright/test/cli.js',
      args: ['test', '--config', 'test/gallery'],
      count: countPlaywright,
      display: true,
      minutes: 8,
    },
  ],
  [
    {
      name: 'soak',
      bin: 'vitest/vitest.mjs',
      args: ['run', '--project=soak'],
      count: countVitest,
      minutes: 6,
    },
    endToEnd(3),
  ],
];
const SUITES = [UNIT, ...LANES.flat()];
const LONG = '@long';

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {import('./lib/test-counts.mjs').Counts} counts
 * @property {number} seconds
 * @property {readonly import('./lib/test-times.mjs').FileTime[]} files
 * @property {string} note
 */

/**
 * A check that only says yes or no: quiet unless it says no.
 * @param {Step} step
 * @returns {Promise<StepResult>}
 */
async function check(step) {
  const started = Date.now();
  const outcome = await run(process.execPath, [join(ROOT, 'node_modules', step.bin), ...step.args], {
    cwd: ROOT,
    capture: true,
    timeoutMs: step.minutes * MINUTE,
  });
  const good = outcome.status === 0;
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${step.name}\n`);
  if (!good) process.stdout.write(`${outcome.output}${outcome.errors}\n`);
  return {
    name: step.name,
    counts: { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, failures: [] },
    seconds: (Date.now() - started) / 1000,
    files: [],
    note: outcome.timedOut ? `ended after ${step.minutes} min` : '',
  };
}

/**
 * Runs a suite. What it prints is shown when it has ended, if it has a lane beside it: two at once cannot be read.
 * @param {Step} step
 * @param {{ alone: boolean, long: boolean }} how
 * @returns {Promise<StepResult>}
 */
async function suite(step, { alone, long }) {
  if (alone) process.stdout.write(`\n── ${step.name}\n`);
  const started = Date.now();
  const folder = step.name.replace(':', '-');
  const report = join(RESULTS, 'reports', `${folder}.json`);
  await mkdir(join(RESULTS, 'reports'), { recursive: true });
  await rm(report, { force: true });
  const reporters =
    step.count === countVitest
      ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      : [
          '--reporter=list,json',
          // Each its own: Playwright empties the folder when it starts.
          `--output=${join(RESULTS, 'artefacts', folder)}`,
          ...(long ? [] : [`--grep-invert=${LONG}`]),
        ];
  const start = (/** @type {NodeJS.ProcessEnv} */ env) =>
    run(process.execPath, [join(ROOT, 'node_modules', step.bin), ...step.args, ...reporters], {
      cwd: ROOT,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      timeoutMs: step.minutes * MINUTE,
      capture: !alone,
    });
  const outcome = step.display ? await withDisplay(start, { always: true }) : await start(process.env);
  if (!alone) process.stdout.write(`\n── ${step.name}\n${outcome.output}${outcome.errors}`);
  const { counts, files } = await readReport(step, report);
  const note = outcome.timedOut ? `ended after ${step.minutes} min` : counts ? '' : 'no report';
  const known = counts ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  // A suite can fail without a failed test: a crash, an error outside of them, no test at all.
  const failed = outcome.status !== 0 && known.failed === 0 ? 1 : known.failed;
  const seconds = (Date.now() - started) / 1000;
  return { name: step.name, counts: { ...known, failed }, seconds, files, note };
}

/**
 * @param {Step} step
 * @param {string} report
 */
async function readReport(step, report) {
  try {
    const text = JSON.parse(await readFile(report, 'utf8'));
    const times = step.count === countVitest ? vitestTimes : playwrightTimes;
    return { counts: step.count?.(text), files: times(text, ROOT) };
  } catch {
    return { counts: undefined, files: [] };
  }
}

/**
 * @param {Step[]} steps
 * @param {number} workers
 */
async function checkAll(steps, workers) {
  const waiting = [...steps];
  /** @type {StepResult[]} */
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await check(step));
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}

/**
 * @param {Step[][]} lanes
 * @param {boolean} long
 */
async function runLanes(lanes, long) {
  const alone = lanes.length < 2;
  const results = await Promise.all(
    lanes.map(async (steps) => {
      /** @type {StepResult[]} */
      const done = [];
      for (const step of steps) done.push(await suite(step, { alone, long }));
      return done;
    }),
  );
  return results;
}

/** @param {readonly string[]} names */
function choose(names) {
  const all = [...CHECKS, ...SUITES];
  const unknown = names.find((name) => !all.some((step) => matches(step, name)));
  if (unknown !== undefined) {
    throw new Refusal(`Unknown step “${unknown}”; there are: ${all.map((step) => step.name).join(', ')}.`);
  }
  const wanted = (/** @type {Step} */ step) =>
    names.length === 0 || names.some((name) => matches(step, name));
  const lanes = LANES.map((steps) => steps.filter(wanted)).filter((steps) => steps.length > 0);
  return { checks: CHECKS.filter(wanted), unit: [UNIT].filter(wanted), lanes };
}

/**
 * @param {Step} step
 * @param {string} name of a step, or of a family of steps (`typecheck`)
 */
function matches(step, name) {
  return step.name === name || step.name.startsWith(`${name}:`);
}

/**
 * @param {StepResult[]} results
 * @param {readonly StepResult[][]} lanes
 */
function summarise(results, lanes) {
  process.stdout.write('\n── summary\n');
  for (const { name, counts, seconds, note } of results) {
    const parts = [`${counts.passed} passed`, `${counts.failed} failed`];
    if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
    const remark = note === '' ? '' : ` (${note})`;
    process.stdout.write(`${name.padEnd(22)} ${parts.join(', ')} in ${seconds.toFixed(1)} s${remark}\n`);
  }
  process.stdout.write(`\n── time, lane by lane (checks two at a time)\n${timesReport(lanes).join('\n')}\n`);
  // Once more at the end: what is kept of a long run is often its last lines.
  for (const { name, counts } of results) {
    for (const failure of counts.failures) process.stdout.write(`\nFAILED ${name}: ${failure}\n`);
  }
  const total = (/** @type {'passed' | 'failed'} */ kind) =>
    results.reduce((sum, { counts }) => sum + counts[kind], 0);
  process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed\n`);
  return total('failed') === 0 ? 0 : 1;
}

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { long: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { checks, unit, lanes } = choose(positionals);
  await setUp('test');
  const checked = await checkAll(checks, Math.min(2, cpus().length));
  // By itself: it keeps every core at work.
  const alone = await runLanes([unit], values.long);
  const beside = await runLanes(lanes, values.long);
  return summarise([...checked, ...alone.flat(), ...beside.flat()], [checked, ...alone, ...beside]);
});

/**
 * Runs bundled test files on this Node and writes what became of each test: `node main.mjs RESULTS FILE…`. The
 * process ends by itself when all is told, whatever a test has left open.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { startTests, type File, type Task, type VitestRunner } from '@vitest/runner';
import './vitest.ts';

/** One test, as the report wants it. */
interface Told {
  readonly file: string;
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  readonly error: string | null;
}

const PATIENCE_MS = 60_000;

const runner: VitestRunner = {
  config: {
    root: process.cwd(),
    setupFiles: [],
    name: undefined,
    passWithNoTests: false,
    testNamePattern: process.env.DMP_TEST_NAME ? new RegExp(process.env.DMP_TEST_NAME) : undefined,
    allowOnly: true,
    sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
    chaiConfig: undefined,
    maxConcurrency: 1,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    retry: 0,
    includeTaskLocation: false,
    tags: [],
    tagsFilter: undefined,
    strictTags: false,
  },
  importFile: (path) => import(pathToFileURL(path).href),
};

function tell(task: Task, parents: readonly string[], file: string): Told[] {
  const names = [...parents, task.name];
  if (task.type === 'suite') {
    const tests = task.tasks.flatMap((each) => tell(each, names, file));
    return task.result?.state === 'fail' && tests.every(({ state }) => state !== 'failed')
      ? [...tests, told(task, names, file, 'failed')]
      : tests;
  }
  const state = task.result?.state;
  return [told(task, names, file, state === 'pass' ? 'passed' : state === 'fail' ? 'failed' : 'skipped')];
}

function told(task: Task, names: readonly string[], file: string, state: Told['state']): Told {
  const error = task.result?.errors?.[0];
  return {
    file,
    name: names.join(' › '),
    state,
    milliseconds: Math.round(task.result?.duration ?? 0),
    error: error === undefined ? null : `${error.message}\n${error.diff ?? ''}\n${error.stack ?? ''}`,
  };
}

function tellFile(file: File): Told[] {
  const tests = file.tasks.flatMap((task) => tell(task, [], file.filepath));
  // A file that could not be loaded, or that holds no test, is a failure and not silence.
  const good = tests.length > 0 && file.result?.state !== 'fail';
  return good || tests.some(({ state }) => state === 'failed')
    ? tests
    : [told(file, [], file.filepath, 'failed')];
}

const [results = '', ...files] = process.argv.slice(2);
const finished = await startTests(files, runner);
writeFileSync(results, JSON.stringify(finished.flatMap(tellFile)));
process.exit(0);

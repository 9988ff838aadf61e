/**
 * `npm run campaign packages`: the life of the installed packages, on this machine (a Debian) and in a tree of Debian 13,
 * where the rpm is installed too: installed, upgraded, downgraded and removed while the program runs
 * (test/integration/package/life-cycle.ts). Makes the tree where it is missing, once; ends with a table. Needs root, and a
 * machine without a DMP Direct of its own. `-- "Debian 13"` plays those alone whose name has these words in it.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDebianTree } from './lib/debian-tree.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/** Bump the number when what package-tree.sh makes changes. */
const TREE = {
  name: 'package-tree-1',
  script: 'package-tree.sh',
  about: 'Making a Debian 13 tree for the packages (about a minute, 500 MB, once).',
};
/** What makes the tree, and what the deb requires beside the runtime: dpkg alone installs nothing else. */
const NEEDED = [['debootstrap'], ['libsecret-1-0'], ['xdg-utils']];
const ROOM = 'changed while it runs';
const MARKS = { passed: 'ok', failed: 'FAILED', skipped: '-', pending: '-', todo: '-' };

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @typedef {{ ancestorTitles: string[], title: string, status: keyof typeof MARKS, duration?: number }} Told */

/**
 * A row for each test, a column for each system.
 * @param {readonly Told[]} told
 */
function tableOf(told) {
  const played = told.filter(({ ancestorTitles }) => ancestorTitles.some((each) => each.includes(ROOM)));
  const systems = [...new Set(played.map(({ ancestorTitles }) => ancestorTitles.at(-1) ?? ''))];
  const rows = [...new Set(played.map(({ title }) => title))].map((title) => [
    title,
    ...systems.map((system) => {
      const one = played.find((each) => each.title === title && each.ancestorTitles.at(-1) === system);
      if (one === undefined) return '-';
      const seconds = one.status === 'passed' ? ` (${Math.round((one.duration ?? 0) / 1000)} s)` : '';
      return `${MARKS[one.status]}${seconds}`;
    }),
  ]);
  const lines = [['', ...systems], ...rows];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n');
}

/** @param {readonly string[]} names */
async function play(names) {
  if (process.getuid?.() !== 0) throw new Refusal('Installing packages and entering a tree needs root.');
  await setUp('test', say);
  await ensureSystemPackages(NEEDED, [], say);
  const env = { ...process.env, DMP_DIRECT_DEBIAN_13: await ensureDebianTree(TREE, [], say) };
  const report = join(ROOT, 'test-results', 'reports', 'packages.json');
  await mkdir(join(ROOT, 'test-results', 'reports'), { recursive: true });
  await rm(report, { force: true });
  const vitest = [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project=integration', 'test/integration/package/package.test.ts'],
    ...['-t', [ROOM, ...names].join('.*')],
    ...['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`],
  ];
  const status = await foreground(process.execPath, vitest, { cwd: ROOT, env });
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  const told = testResults.flatMap(
    (/** @type {{ assertionResults: Told[] }} */ { assertionResults }) => assertionResults,
  );
  process.stdout.write(`\n${tableOf(told)}\n`);
  return status;
}

await runScript(() => play(process.argv.slice(2)));

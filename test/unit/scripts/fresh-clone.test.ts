/** Every command of package.json must work in a fresh clone, where no npm package is there to be imported yet. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Steps of the set-up itself: other commands start them once the packages are there. */
const INNER = new Set(['build']);

const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const entries = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node (scripts\/[\w-]+\.mjs)/.exec(command)?.[1];
  return file === undefined || INNER.has(name) ? [] : [[name, file] as const];
});
const campaigns = await readFile(join(ROOT, 'scripts/campaign.mjs'), 'utf8');
for (const [, name = '', script = ''] of campaigns.matchAll(/^ {2}(\w+): \{ script: '([\w-]+\.mjs)'/gm))
  entries.push([`campaign ${name}`, `scripts/${script}`]);

/** What is imported before the first line runs, from here on and by everything imported here. */
async function importedPackages(file: string, seen = new Set<string>()): Promise<readonly string[]> {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = await readFile(file, 'utf8');
  const names = [...source.matchAll(/^(?:import|export) [^;]*?from '([^']+)'|^import '([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  const deeper = names
    .filter((name) => name.startsWith('.'))
    .map((name) => importedPackages(join(dirname(file), name), seen));
  return [
    ...names.filter((name) => !name.startsWith('.') && !name.startsWith('node:')),
    ...(await Promise.all(deeper)).flat(),
  ];
}

it('looks at the commands that people type', () => {
  expect(entries.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'start',
      'test',
      'check',
      'tour',
      'bench',
      'campaign',
      'campaign soak',
      'diagnose',
      'package',
    ]),
  );
});

it.each(entries)('npm run %s imports no package before it has installed them', async (_name, file) => {
  expect(await importedPackages(join(ROOT, file))).toEqual([]);
});

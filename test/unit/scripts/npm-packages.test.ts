import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagesAreCurrent } from '../../../scripts/lib/npm-packages.mjs';
import { temporaryDirectory } from './script-process.ts';

type Packages = Record<string, { version?: string; optional?: boolean }>;

const WANTED: Packages = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.2.3' },
  'node_modules/b-win32': { version: '2.0.0', optional: true },
};

async function tree(present: Packages | undefined): Promise<string> {
  const root = await temporaryDirectory();
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: WANTED }));
  await mkdir(join(root, 'node_modules'));
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (present === undefined) await rm(hidden, { force: true });
  else await writeFile(hidden, JSON.stringify({ packages: present }));
  return root;
}

describe('whether node_modules is what the lockfile says', () => {
  it('is so, even with a newer lockfile and without what is meant for another platform', async () => {
    const root = await tree({ 'node_modules/a': { version: '1.2.3' } });
    const later = new Date(Date.now() + 3_600_000);
    await utimes(join(root, 'package-lock.json'), later, later);
    expect(await packagesAreCurrent(root)).toBe(true);
  });

  it.each([
    ['never installed', undefined],
    ['one missing', {}],
    ['another version', { 'node_modules/a': { version: '1.2.4' } }],
    [
      'another version of an optional one',
      { 'node_modules/a': { version: '1.2.3' }, 'node_modules/b-win32': { version: '1.0.0' } },
    ],
  ])('is not so: %s', async (_case, present) => {
    expect(await packagesAreCurrent(await tree(present))).toBe(false);
  });
});

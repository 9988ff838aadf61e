import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const WORK = join(ROOT, '.cache', 'reproducible-test');

afterAll(() => rm(WORK, { recursive: true, force: true }));

/** Checksums of all that a build made, by path. */
async function build(name: string): Promise<Record<string, string>> {
  const out = join(WORK, name);
  const info = '{"kind":"distribution","signed":true,"updateKey":null}';
  await promisify(execFile)(
    process.execPath,
    ['scripts/build.mjs', `--product=${out}`, `--build-info=${info}`],
    { cwd: ROOT },
  );
  const entries = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  const sums = await Promise.all(
    paths.map(async (path) => [
      relative(out, path),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ]),
  );
  return Object.fromEntries(sums) as Record<string, string>;
}

it('two builds of the same sources give the same bytes, and no path of the machine', async () => {
  const first = await build('first');
  const second = await build('second, elsewhere');
  expect(Object.keys(first)).toContain(join('main', 'index.mjs'));
  expect(Object.keys(first).filter((path) => path.includes('lab'))).toEqual([]);
  expect(second).toEqual(first);
  const main = await readFile(join(WORK, 'first', 'main', 'index.mjs'), 'utf8');
  expect(main).not.toContain(ROOT);
}, 120_000);

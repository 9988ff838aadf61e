import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { takePrivateCopy } from '../../../../src/main/updates/private-copy.ts';

const PUBLISHED = 'the published installer';
const sha512 = (text: string) => createHash('sha512').update(text).digest('base64');
const feed = (checksum: string, url = 'dmp-direct.deb') => ({ files: [{ url, sha512: checksum }] });

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-copy-'));
  file = join(folder, 'update.deb');
  await writeFile(file, PUBLISHED);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const leftovers = async () => (await readdir(folder)).filter((name) => name !== 'update.deb');

it('is the published file, in a folder that nobody else can enter, and goes when it is told', async () => {
  const copy = await takePrivateCopy(file, feed(sha512(PUBLISHED)), folder);
  if (!copy.ok) throw new Error(copy.failure.code);
  // What happens to the cache afterwards does not reach it.
  await writeFile(file, 'another program');
  expect(await readFile(copy.value.file, 'utf8')).toBe(PUBLISHED);
  const [place = ''] = await leftovers();
  if (process.platform !== 'win32') expect((await stat(join(folder, place))).mode & 0o077).toBe(0);
  await copy.value.remove();
  expect(await leftovers()).toEqual([]);
});

it.each([
  ['was changed', feed(sha512('something else'))],
  ['is of another kind than what the feed names', feed(sha512(PUBLISHED), 'dmp-direct.rpm')],
  ['is not in the feed', { files: [] }],
])('is refused when the file %s, and leaves nothing', async (_what, published) => {
  expect(await takePrivateCopy(file, published, folder)).toMatchObject({
    failure: { code: 'MAJ-FICHIER-ALTERE' },
  });
  expect(await leftovers()).toEqual([]);
});

it('is refused when the file has gone', async () => {
  await rm(file);
  expect(await takePrivateCopy(file, feed(sha512(PUBLISHED)), folder)).toMatchObject({ ok: false });
});

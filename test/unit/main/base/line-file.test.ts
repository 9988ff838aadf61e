import type * as files from 'node:fs/promises';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LineFile } from '../../../../src/main/base/line-file.ts';

/** What the next line waits for before it is written. */
const disk = { waits: Promise.resolve() };
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof files>();
  const appendFile: typeof real.appendFile = async (...args) => {
    await disk.waits;
    await real.appendFile(...args);
  };
  return { ...real, appendFile };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-lines-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const read = (path: string): Promise<string> => readFile(path, 'utf8');

it('keeps the order of its lines, however long each takes, and shows them to nobody else', async () => {
  const path = join(folder, 'lines.log');
  const file = new LineFile(path);
  disk.waits = new Promise((resolve) => setTimeout(resolve, 50));
  file.write('one\n');
  await new Promise(setImmediate);
  disk.waits = Promise.resolve();
  file.write('two\n');
  await new Promise(setImmediate);
  file.write('three\n');
  await file.emptied();
  expect(await read(path)).toBe('one\ntwo\nthree\n');
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('writes at once what waits, once, into a folder that was not there', async () => {
  const path = join(folder, 'logs', 'lines.log');
  const file = new LineFile(path);
  file.write('one\n');
  file.write('two\n');
  file.flushNow();
  expect(await read(path)).toBe('one\ntwo\n');
  await file.emptied();
  file.write('three\n');
  await file.emptied();
  expect(await read(path)).toBe('one\ntwo\nthree\n');
});

it('drops what a disk that does not follow would pile up, and goes on afterwards', async () => {
  const path = join(folder, 'lines.log');
  const file = new LineFile(path);
  const line = `${'x'.repeat(999)}\n`;
  for (let index = 0; index < 150; index++) file.write(line);
  await file.emptied();
  expect(await read(path)).toHaveLength(100_000);
  file.write('after\n');
  await file.emptied();
  expect((await read(path)).endsWith('x\nafter\n')).toBe(true);
});

it('is silent from its first error on: whoever waits or ends does so', async () => {
  const file = new LineFile(join(folder, 'absent', 'lines.log'));
  file.write('one\n');
  await file.emptied();
  file.write('two\n');
  file.flushNow();
  await file.emptied();
  await expect(stat(join(folder, 'absent'))).rejects.toThrow('ENOENT');
});

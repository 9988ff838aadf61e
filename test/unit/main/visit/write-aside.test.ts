import type * as NodeFs from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeWhole } from '../../../../src/main/visit/write-aside.ts';

/** A disk that fills up while a file is written. */
const disk = vi.hoisted(() => ({ full: false, alone: false }));
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof NodeFs>();
  const failed = (code: string): Error => Object.assign(new Error(code), { code });
  return {
    ...fs,
    open: async (...args: Parameters<typeof fs.open>) => {
      if (disk.alone) throw failed('EACCES');
      const file = await fs.open(...args);
      if (disk.full) file.writeFile = () => Promise.reject(failed('ENOSPC'));
      return file;
    },
    writeFile: async (...args: Parameters<typeof fs.writeFile>) => {
      await fs.writeFile(args[0], disk.full ? '' : args[1], args[2]);
      if (disk.full) throw failed('ENOSPC');
    },
  };
});

const BYTES = Buffer.from('%PDF-1.7 contenu');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-write-'));
});

afterEach(async () => {
  disk.full = false;
  disk.alone = false;
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['beside its place', false],
  ['in its place, where nothing else may be written', true],
])('a file written %s', (_how, alone) => {
  beforeEach(() => {
    disk.alone = alone;
  });

  it('is there as a whole, for its user alone, and nothing else is', async () => {
    await writeWhole(join(folder, 'choisi.pdf'), BYTES);
    expect(await readdir(folder)).toEqual(['choisi.pdf']);
    expect(await readFile(join(folder, 'choisi.pdf'))).toEqual(BYTES);
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'choisi.pdf'))).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing behind on a disk that fills up', async () => {
    disk.full = true;
    await expect(writeWhole(join(folder, 'choisi.pdf'), BYTES)).rejects.toThrow('ENOSPC');
    expect(await readdir(folder)).toEqual([]);
  });
});

it('leaves what was there before on a disk that fills up', async () => {
  const place = join(folder, 'choisi.pdf');
  await writeFile(place, 'avant');
  disk.full = true;
  await expect(writeWhole(place, BYTES)).rejects.toThrow('ENOSPC');
  expect(await readFile(place, 'utf8')).toBe('avant');
});

it.skipIf(process.platform === 'win32')('is written through a link to where it leads', async () => {
  await writeFile(join(folder, 'vrai.pdf'), 'avant');
  await symlink(join(folder, 'vrai.pdf'), join(folder, 'lien.pdf'));
  await writeWhole(join(folder, 'lien.pdf'), BYTES);
  expect(await readFile(join(folder, 'vrai.pdf'))).toEqual(BYTES);
  expect((await readdir(folder)).sort()).toEqual(['lien.pdf', 'vrai.pdf']);
});

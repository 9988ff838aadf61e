import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  applyGalssRepair,
  previewGalssRepair,
  undoGalssRepair,
  type GalssRepair,
} from '../../../../src/main/diagnosis/galss-file.ts';

const NOW = new Date(2026, 10, 23, 16, 5, 9);
const CHANNEL = { channel: 1, type: '1', protocolLibrary: 'PCSC', slots: [{ name: 'Vitale' }] };
const BEFORE = Buffer.from('; \xe9l\xe8ve\r\n[CANAL1]\r\nCaracteristiques=Ancien\r\n', 'latin1');
const AFTER = Buffer.from('; \xe9l\xe8ve\r\n[CANAL1]\r\nCaracteristiques=Neuf 0\r\n', 'latin1');

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galss-'));
  file = join(folder, 'galss.ini');
  await writeFile(file, BEFORE);
  await chmod(file, 0o640);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function preview(): Promise<GalssRepair> {
  const channels = [{ ...CHANNEL, characteristics: 'Ancien' }];
  const result = await previewGalssRepair(file, channels, [{ name: 'Neuf 0', card: null }]);
  if (!result.ok || result.value === null) throw new Error('a repair was expected');
  return result.value;
}

describe('the repair of galss.ini', () => {
  it('is shown without anything being written', async () => {
    expect((await preview()).changes).toEqual([{ channel: 1, from: 'Ancien', to: 'Neuf 0' }]);
    expect(await readdir(folder)).toEqual(['galss.ini']);
    expect(await readFile(file)).toEqual(BEFORE);
  });

  it('keeps the former file beside, every other byte and the rights of the file', async () => {
    const applied = await applyGalssRepair(await preview(), NOW);
    expect(applied.ok && applied.value.backup).toBe(`${file}.20261123-160509.bak`);
    expect(await readFile(file)).toEqual(AFTER);
    expect(await readFile(`${file}.20261123-160509.bak`)).toEqual(BEFORE);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  it('can be undone', async () => {
    const applied = await applyGalssRepair(await preview(), NOW);
    if (!applied.ok) throw new Error(applied.failure.code);
    expect(await undoGalssRepair(applied.value)).toEqual({ ok: true, value: null });
    expect(await readFile(file)).toEqual(BEFORE);
  });

  it('writes nothing over what somebody else has written since', async () => {
    const repair = await preview();
    await writeFile(file, 'autre chose');
    expect(await applyGalssRepair(repair, NOW)).toMatchObject({ failure: { code: 'GALSS-INI-MODIFIE' } });
    expect(await readFile(file, 'utf8')).toBe('autre chose');
    expect(await readdir(folder)).toEqual(['galss.ini']);
  });

  it('is not undone over what somebody else has written since', async () => {
    const applied = await applyGalssRepair(await preview(), NOW);
    if (!applied.ok) throw new Error(applied.failure.code);
    await writeFile(file, 'autre chose');
    expect(await undoGalssRepair(applied.value)).toMatchObject({ failure: { code: 'GALSS-INI-MODIFIE' } });
    expect(await readFile(file, 'utf8')).toBe('autre chose');
  });

  it('never writes over an older backup', async () => {
    const backup = `${file}.20261123-160509.bak`;
    await writeFile(backup, 'ancienne sauvegarde');
    expect(await applyGalssRepair(await preview(), NOW)).toMatchObject({
      failure: { code: 'GALSS-INI-ECRITURE' },
    });
    expect(await readFile(backup, 'utf8')).toBe('ancienne sauvegarde');
    expect(await readFile(file)).toEqual(BEFORE);
  });
});

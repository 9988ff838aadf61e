import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GalssFacts } from '../../../../src/domain/diagnosis/facts.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  applyGalssRepair,
  previewGalssRepair,
  undoGalssRepair,
  type GalssRepair,
} from '../../../../src/main/diagnosis/galss-file.ts';

const NOW = new Date(2026, 10, 23, 16, 5, 9);
const text = (reader: string): string =>
  [
    '; \xe9l\xe8ve',
    '[CONFIG]',
    'NbCanaux=1',
    '[CANAL1]',
    'TCanal=3',
    `Caracteristiques=${reader}`,
    '[CANAL1.PAD1.LAD1]',
    'NomLAD=Vitale',
    '',
  ].join('\r\n');
const BEFORE = Buffer.from(text('Ancien'), 'latin1');
const AFTER = Buffer.from(text('Neuf 0'), 'latin1');
const FACTS: Omit<GalssFacts, 'path'> = {
  text: null,
  platform: 'windows',
  clients: ['GALSS'],
  widths: [64],
  serialPorts: [],
};
const READERS = [{ name: 'Neuf 0', card: { kind: 'vitale-2' } }] as const;

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
  const result = await previewGalssRepair({ ...FACTS, path: file }, READERS);
  if (!result.ok || result.value === null) throw new Error('a repair was expected');
  return result.value;
}

describe('the repair of galss.ini', () => {
  it('is shown without anything being written', async () => {
    expect((await preview()).changes).toEqual([
      { where: '[CANAL1] Caracteristiques', before: 'Ancien', after: 'Neuf 0' },
    ]);
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

  it('makes a file that was absent, and takes it away again', async () => {
    await rm(file);
    const readers = [...READERS, { name: 'Neuf 1', card: { kind: 'cps4' } }] as const;
    const result = await previewGalssRepair({ ...FACTS, path: file }, readers);
    if (!result.ok || result.value === null) throw new Error('a repair was expected');
    const applied = await applyGalssRepair(result.value, NOW);
    if (!applied.ok) throw new Error(applied.failure.code);
    expect(applied.value.backup).toBeNull();
    expect(await readFile(file, 'latin1')).toContain('Caracteristiques=Neuf 1\r\n');
    expect(await applyGalssRepair(result.value, NOW)).toMatchObject({
      failure: { code: 'GALSS-INI-MODIFIE' },
    });
    expect(await undoGalssRepair(applied.value)).toEqual({ ok: true, value: null });
    expect(await readdir(folder)).toEqual([]);
  });

  it('writes an accented reader into an ASCII file as ANSI, into a UTF-8 one as UTF-8, or not at all', async () => {
    const write = async (before: Buffer, name: string): Promise<Buffer | null> => {
      await writeFile(file, before);
      const result = await previewGalssRepair({ ...FACTS, path: file }, [
        { name, card: { kind: 'vitale-2' } },
      ]);
      return result.ok ? (result.value?.after ?? null) : null;
    };
    const ascii = text('Ancien').slice(9);
    expect(await write(Buffer.from(ascii, 'latin1'), 'Lecteur réseau’ 0')).toEqual(
      Buffer.from(ascii.replace('Ancien', 'Lecteur r\xe9seau\x92 0'), 'latin1'),
    );
    expect(await write(Buffer.from(text('Ancien'), 'utf8'), 'Lecteur é 0')).toEqual(
      Buffer.from(text('Lecteur é 0'), 'utf8'),
    );
    expect(await write(Buffer.from(ascii, 'latin1'), 'Lecteur 读 0')).toBeNull();
  });

  it('writes no name with a control character in it, whichever and wherever, and makes no file for one', async () => {
    const controls = [...Array(0x20).keys(), 0x7f, ...Array.from({ length: 0x20 }, (_, at) => 0x80 + at)];
    const characters = [...controls, 0x2028, 0x2029].map((code) => String.fromCharCode(code));
    // Everything is read before anything is judged: one that slipped through is named.
    const written: string[] = [];
    for (const character of characters)
      for (const name of [`Neuf${character}[CANAL7] 0`, `${character}Neuf 0`, `Neuf 0${character}`])
        for (const before of [BEFORE, null]) {
          await (before === null ? rm(file, { force: true }) : writeFile(file, before));
          const cards = [
            { name, card: { kind: 'vitale-2' } },
            { name: `${name} bis`, card: { kind: 'cps4' } },
          ] as const;
          const result = await previewGalssRepair({ ...FACTS, path: file }, cards);
          if (!result.ok || result.value !== null) written.push(JSON.stringify(name));
        }
    expect(written).toEqual([]);
  });
});

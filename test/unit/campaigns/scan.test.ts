import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scanFolders, secretsOf, type Trace } from '../../campaigns/scan.ts';

const SECRETS = secretsOf({
  name: 'GRANDMAISON',
  firstName: 'Élodie',
  birthDate: '19850412',
  nir: '285047599900123',
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-scan-'));
  await mkdir(join(folder, 'sous', 'dossier'), { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function formsIn(bytes: Buffer | string, name = 'sous/dossier/fichier'): Promise<Trace['form'][]> {
  await writeFile(join(folder, name), bytes);
  return (await scanFolders([folder], SECRETS)).traces.map(({ form }) => form);
}

it.each([
  ['utf8', Buffer.from('…Élodie…')],
  ['latin1', Buffer.from('Élodie', 'latin1')],
  ['utf16le', Buffer.from('GRANDMAISON', 'utf16le')],
  ['utf16be', Buffer.from('GRANDMAISON', 'utf16le').swap16()],
  ['base64', Buffer.from(Buffer.from('285047599900123').toString('base64'))],
  ['hex', Buffer.from(Buffer.from('285047599900123').toString('hex'))],
  ['compressed', gzipSync('vu : GRANDMAISON')],
] as const)('finds a trace in %s', async (form, bytes) => {
  expect(await formsIn(bytes)).toContain(form);
});

it('finds a name in a file’s name', async () => {
  expect(await formsIn('', 'GRANDMAISON.pdf')).toContain('name');
});

it('finds what lies across two pieces of a large file', async () => {
  const bytes = Buffer.alloc(8 * 1024 * 1024 + 100, 0x20);
  bytes.write('285047599900123', 8 * 1024 * 1024 - 7);
  expect(await formsIn(bytes)).toContain('utf8');
});

it('finds nothing where there is nothing, and says how much it looked at', async () => {
  await writeFile(join(folder, 'propre'), 'rien');
  expect(await scanFolders([folder, join(folder, 'absent')], SECRETS)).toEqual({
    files: 1,
    bytes: 4,
    traces: [],
  });
});

/** A home that cannot be made, with a played engine. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: {
    getName: () => 'DMPDirect',
    getPath: vi.fn<() => string>(() => {
      throw new Error("Failed to get 'userData' path");
    }),
  },
}));
vi.mock('electron', () => electron);

const { homeProblem } = await import('../../../../src/main/start/home.ts');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-home-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

it('is told, with its reason, before the engine throws at somebody else', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  vi.stubEnv('XDG_CONFIG_HOME', join(file, '.config'));
  expect(await homeProblem()).toMatchObject({
    code: 'PROFIL-NON-INSCRIPTIBLE',
    detail: { reason: 'il ne peut pas être utilisé' },
  });
});

it.skipIf(process.platform !== 'linux')(
  'of an automounter that knows it not is told too, and not waited for',
  async () => {
    // The kernel's own folder answers as an automounter does: it is there, and nothing can be made in it.
    vi.stubEnv('XDG_CONFIG_HOME', '/proc/claire/.config');
    expect(await homeProblem()).toMatchObject({ detail: { reason: 'il n’existe pas' } });
  },
);

it('that the engine has is no problem', async () => {
  electron.app.getPath.mockReturnValueOnce('/home/claire/.config/DMPDirect');
  expect(await homeProblem()).toBeNull();
});

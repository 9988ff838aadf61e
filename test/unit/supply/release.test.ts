import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { writeChecksums } from '../../../scripts/package-checksums.mjs';
import { missingKeys, openDecisions } from '../../../scripts/release-check.mjs';

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  'package.json': '"license": "UNLICENSED"',
  'publiccode.yml':
    'url: https://x.invalid/\nlicense: LicenseRef-undecided\nmaintenance:\n  contacts:\n    - name: X\nlocalisation:\n',
  'electron-builder.yml': 'maintainer: X <x@x.invalid>\n  url: https://mises-a-jour.invalid/',
  'SECURITY.md': 'l’adresse de l’éditeur n’est pas encore fixée ; 30 jours (à confirmer par l’éditeur)',
  'docs/deployment/accessibilite.md': 'adresse _à confirmer par l’éditeur_',
};
const DECIDED: Readonly<Record<string, string>> = {
  'package.json': '"license": "MIT"',
  'publiccode.yml':
    'url: https://example.org/\nlicense: MIT\nmaintenance:\n  contacts:\n    - name: X\n      email: x@example.org\n',
  'electron-builder.yml': 'maintainer: X <x@example.org>\n  url: https://mises-a-jour.invalid/',
  'SECURITY.md': 'Écrivez à securite@example.org',
  'docs/deployment/accessibilite.md': 'accessibilite@example.org',
};
const from =
  (files: Readonly<Record<string, string>>) =>
  (file: string): Promise<string> =>
    Promise.resolve(files[file] ?? '');

describe('what its owner has not decided', () => {
  it('is told, file by file, until it is', async () => {
    expect((await openDecisions(from(PLACEHOLDERS))).map((line) => line.split(':')[0])).toEqual([
      'package.json',
      'publiccode.yml',
      'publiccode.yml',
      'publiccode.yml',
      'electron-builder.yml',
      'SECURITY.md',
      'SECURITY.md',
      'docs/deployment/accessibilite.md',
    ]);
    expect(await openDecisions(from(DECIDED))).toEqual([]);
  });

  it.each(Object.keys(PLACEHOLDERS))('is told of %s alone', async (file) => {
    const told = await openDecisions(from({ ...DECIDED, [file]: PLACEHOLDERS[file]! }));
    expect(new Set(told.map((line) => line.split(':')[0]))).toEqual(new Set([file]));
  });

  it('is looked for in files that are there', async () => {
    await expect(openDecisions((file) => readFile(join(ROOT, file), 'utf8'))).resolves.toBeInstanceOf(Array);
  });
});

describe('the keys and identities of a release', () => {
  const pem = (kind: 'ed25519' | 'x25519'): string =>
    generateKeyPairSync(kind as 'ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
  const whole = {
    DMP_DIRECT_UPDATE_KEY: pem('ed25519'),
    CSC_LINK: 'certificate.p12',
    APPLE_API_KEY: 'key.p8',
  };

  it.each([
    ['all of them', whole, []],
    ['none', {}, ['update key', 'signing identity', 'signing identity']],
    ['no update key', { ...whole, DMP_DIRECT_UPDATE_KEY: '' }, ['update key']],
    ['something else as a key', { ...whole, DMP_DIRECT_UPDATE_KEY: 'à venir' }, ['update key']],
    ['a key that signs nothing', { ...whole, DMP_DIRECT_UPDATE_KEY: pem('x25519') }, ['update key']],
    ['nothing to notarise with', { ...whole, APPLE_API_KEY: '' }, ['signing identity']],
  ])('%s', (_what, env, missing) => {
    expect(missingKeys(env).map((line) => line.split(':')[0])).toEqual(missing);
  });

  it('are asked for by `npm run release-check`, which fails and names each', async () => {
    const bare = { PATH: process.env.PATH };
    const { status, told } = await new Promise<{ status: number; told: string }>((resolve) => {
      execFile(
        process.execPath,
        ['scripts/release-check.mjs'],
        { cwd: ROOT, env: bare },
        (error, out, err) => {
          resolve({ status: error === null ? 0 : Number(error.code), told: out + err });
        },
      );
    });
    expect(status).not.toBe(0);
    for (const line of [...(await openDecisions()), ...missingKeys(bare)]) expect(told).toContain(line);
  });
});

it('every package has its checksum, in the form that sha256sum checks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-sums-'));
  try {
    for (const name of ['a.deb', 'b-setup.exe', 'latest-linux.yml', 'builder-debug.yml'])
      await writeFile(join(folder, name), name);
    const text = await writeChecksums(folder);
    expect(text.split('\n').map((line) => line.slice(66))).toEqual([
      'a.deb',
      'b-setup.exe',
      'latest-linux.yml',
      '',
    ]);
    const check = (): Promise<number> =>
      new Promise((resolve) => {
        execFile('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder }, (error) => {
          resolve(error === null ? 0 : 1);
        });
      });
    expect(await check()).toBe(0);
    await writeFile(join(folder, 'a.deb'), 'something else');
    expect(await check()).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

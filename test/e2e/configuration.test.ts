import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import { ROOT } from './support.ts';

let directory: string;

test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-direct-configuration-'));
});

test.afterEach(() => rm(directory, { recursive: true, force: true }));

/** Starts the program on a configuration file; what it said of its own accord, and its exit code. */
async function startWith(file: string): Promise<{ code: number | null; said: string[] }> {
  const args = [...electronSwitches(), ROOT, '--config', file, '--user-data', join(directory, 'profile')];
  return new Promise((resolve) => {
    execFile(electronPath(), args, { env: electronEnvironment(), timeout: 30_000 }, (error, _out, errors) => {
      // Chromium's own lines begin with its process number in brackets.
      const said = errors.split('\n').filter((line) => line !== '' && !line.startsWith('['));
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, said });
    });
  });
}

async function fileWith(content: string): Promise<string> {
  const file = join(directory, 'configuration.json');
  await writeFile(file, content);
  return file;
}

for (const [what, content, key] of [
  ['an unknown key', '{"environement":"test"}', 'environement'],
  ['a bad value', '{"landingPage":"Nulle"}', 'landingPage'],
  ['a bad value inside', '{"webPs":{"cpx":{"hosts":["http://exemple.fr"]}}}', 'webPs.cpx.hosts.0'],
  ['authorities of one’s own in production', '{"webPs":{"trustedCaFile":"/ca.pem"}}', 'webPs.trustedCaFile'],
] as const) {
  test(`${what} is one French sentence, its code and the key, and exit code 2`, async () => {
    const { code, said } = await startWith(await fileWith(content));
    expect(code).toBe(2);
    expect(said).toHaveLength(1);
    const [, failure, named] = /^DMP Direct\s:\s.*\. \(([A-Z-]+), (.*)\)$/.exec(said[0] ?? '') ?? [];
    expect([failure, named]).toEqual(['CONFIG-INVALIDE', key]);
  });
}

test('a file that is missing, or that is no JSON, is told by its name, and exit code 2', async () => {
  for (const file of [join(directory, 'absente.json'), await fileWith('{')]) {
    const { code, said } = await startWith(file);
    expect(code).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(file);
  }
});

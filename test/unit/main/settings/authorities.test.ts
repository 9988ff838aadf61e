import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resolveConfiguration, type Configuration } from '../../../../src/domain/settings/configuration.ts';
import { Authorities } from '../../../../src/main/settings/authorities.ts';
import { createAuthority, daysFrom } from '../../../lab/pki/certificates.ts';

/** The test's own patience ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const HOSTS = { cpx: { hosts: ['https://carte.exemple.fr'] }, ecps: { hosts: ['https://ecps.exemple.fr'] } };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-authorities-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function trusting(trustedCaFile: string | null): Configuration {
  const resolved = resolveConfiguration({ environment: 'test', webPs: { ...HOSTS, trustedCaFile } });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.failure));
  return resolved.value;
}

/** The program's settings, which can be changed. */
class Settings {
  current = trusting(null);
  #listener: (configuration: Configuration) => void = () => undefined;

  onChange(listener: (configuration: Configuration) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  change(configuration: Configuration): void {
    this.current = configuration;
    this.#listener(configuration);
  }
}

it('a file that has been read later is told: what was opened meanwhile rests on other authorities', async () => {
  const file = join(folder, 'authorities.pem');
  const now = new Date();
  const validity = { notBefore: daysFrom(now, -1), notAfter: daysFrom(now, 1) };
  await writeFile(file, (await createAuthority([{ CN: 'Autorité du pilote' }], validity)).certificatePem);
  const settings = new Settings();
  const opened = await Authorities.open(settings);
  if (!opened.ok) throw new Error(opened.failure.code);
  const authorities = opened.value;
  const seen: number[] = [];
  authorities.onChange(() => seen.push(authorities.current.length));
  settings.change(trusting(file));
  expect(authorities.current).toEqual([]);
  await until(() => seen.length === 1);
  expect(seen).toEqual([1]);
  // Trusted no longer from that moment on, and told once it is known that there is none.
  settings.change(trusting(null));
  expect(authorities.current).toEqual([]);
  await until(() => seen.length === 2);
  expect(seen).toEqual([1, 0]);
});

it('a file that cannot be used is told as such, and trusts nobody', async () => {
  const settings = new Settings();
  const opened = await Authorities.open(settings);
  if (!opened.ok) throw new Error(opened.failure.code);
  const problems: string[] = [];
  opened.value.onProblem(({ code }) => problems.push(code));
  settings.change(trusting(join(folder, 'absent.pem')));
  await until(() => problems.length === 1);
  expect(problems).toEqual(['CONFIG-ILLISIBLE']);
  expect(opened.value.current).toEqual([]);
});

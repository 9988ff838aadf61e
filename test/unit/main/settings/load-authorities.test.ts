import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/domain/settings/configuration.ts';
import { describeFailure } from '../../../../src/domain/failures/index.ts';
import { loadAuthorities } from '../../../../src/main/settings/load-configuration.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-authorities-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['without a certificate', 'rien de tel'],
  ['with a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
])('a file of authorities %s is named when it is refused', async (_title, text) => {
  const file = join(folder, 'autorite.pem');
  await writeFile(file, text);
  const loaded = await loadAuthorities({ webPs: { trustedCaFile: file } } as unknown as Configuration);
  expect(loaded).toMatchObject({ ok: false, failure: { code: 'CONFIG-ILLISIBLE' } });
  if (!loaded.ok) expect(describeFailure(loaded.failure).sentence).toContain('autorite.pem');
});

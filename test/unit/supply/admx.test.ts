import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAdml, makeAdmx, SETTINGS } from '../../../scripts/admx.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { readPolicy } from '../../../src/domain/settings/policy.ts';
import { registryToPolicy, type RegistryValue } from '../../../src/domain/settings/registry-policy.ts';
import { SETTING_KEYS, valueAt, type SettingKey } from '../../../src/domain/settings/setting-keys.ts';

/** What the registry would hold for a value that the template offers. */
function offered(key: string): RegistryValue['data'] {
  const shape = SETTINGS[key]!;
  switch (shape.kind) {
    case 'boolean':
      return 1;
    case 'number':
      return shape.max;
    case 'choice':
      return shape.values.at(-1)!;
    case 'list':
      return /hosts|Hosts/.test(key) ? ['https://a.example', 'https://b.example'] : ['ssv'];
    case 'text':
      if (key === 'updates.version') return '1.2.0';
      return key === 'updates.feed' ? 'https://maj.example/' : 'C:\\Santé\\b.dll';
  }
}

describe('the administrative templates', () => {
  it('have every key of the contract, and no other', () => {
    expect(Object.keys(SETTINGS).sort()).toEqual([...SETTING_KEYS].sort());
  });

  it.each(Object.keys(SETTINGS).filter((key) => key !== 'webPs.answers'))(
    'offer for %s a value that the program accepts',
    (key) => {
      const locked = [{ name: key, data: offered(key) }];
      const read = readPolicy(registryToPolicy({ locked, defaults: null }));
      expect([read?.unknown, read?.refused]).toEqual([[], []]);
      expect(valueAt(read?.policy.locked ?? {}, key as SettingKey)).toBeDefined();
    },
  );

  it('are in the repository as the script writes them', async () => {
    const read = (...path: string[]) => readFile(join(ROOT, 'build', 'admx', ...path), 'utf8');
    expect(await read('DMPDirect.admx')).toBe(makeAdmx());
    expect(await read('fr-FR', 'DMPDirect.adml')).toBe(makeAdml('fr'));
    expect(await read('en-US', 'DMPDirect.adml')).toBe(makeAdml('en'));
  });

  it('have a text in both languages for everything they name', () => {
    const named = [...makeAdmx().matchAll(/\$\((string|presentation)\.([^)]+)\)/g)];
    for (const language of ['fr', 'en'] as const) {
      const adml = makeAdml(language);
      for (const [, kind, id] of named) expect(adml).toContain(`<${kind!} id="${id!}">`);
    }
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAdml, makeAdmx, SETTINGS } from '../../../scripts/admx.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { checkConfiguration } from '../../../src/domain/settings/configuration.ts';
import { registryToPolicy } from '../../../src/domain/settings/policy.ts';
import { SETTING_KEYS } from '../../../src/domain/settings/layers.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\DMP Direct';

/** What the registry would hold for a value that the template offers. */
function printed(key: string): string {
  const shape = SETTINGS[key]!;
  switch (shape.kind) {
    case 'boolean':
      return 'REG_DWORD    0x1';
    case 'number':
      return `REG_DWORD    0x${shape.max.toString(16)}`;
    case 'choice':
      return `REG_SZ    ${shape.values.at(-1)!}`;
    case 'list':
      return `REG_MULTI_SZ    ${/hosts|Hosts/.test(key) ? 'https://a.example\\0https://b.example' : 'ssv'}`;
    case 'text':
      return `REG_SZ    ${key === 'updates.feed' ? 'https://maj.example/' : 'C:\\a\\b.dll'}`;
  }
}

describe('the administrative templates', () => {
  it('have every key of the contract, and no other', () => {
    expect(Object.keys(SETTINGS).sort()).toEqual([...SETTING_KEYS].sort());
  });

  it.each(Object.keys(SETTINGS).filter((key) => key !== 'webPs.answers'))(
    'offer for %s a value that the program accepts',
    (key) => {
      const policy = registryToPolicy(`${KEY}\\Locked\n    ${key}    ${printed(key)}`, KEY);
      expect(checkConfiguration(policy.locked)).toMatchObject({ ok: true });
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

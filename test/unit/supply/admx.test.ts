import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAdml, makeAdmx } from '../../../scripts/admx.mjs';
import { SETTINGS } from '../../../scripts/lib/admx-settings.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { checkConfiguration } from '../../../src/domain/settings/configuration.ts';
import { readPolicy } from '../../../src/domain/settings/policy.ts';
import { registryToPolicy, type RegistryValue } from '../../../src/domain/settings/registry-policy.ts';
import {
  SETTING_KEYS,
  valueAt,
  withValue,
  type SettingKey,
} from '../../../src/domain/settings/setting-keys.ts';

/** One policy as the template has it, read from the text that is in the repository. */
interface Written {
  readonly name: string;
  readonly part: string;
  readonly valueName: string;
  readonly text: string;
}

const read = (...path: string[]) => readFile(join(ROOT, 'build', 'admx', ...path), 'utf8');
const ADMX = await read('DMPDirect.admx');
const ADML = { fr: await read('fr-FR', 'DMPDirect.adml'), en: await read('en-US', 'DMPDirect.adml') };

const POLICIES: readonly Written[] = [...ADMX.matchAll(/<policy name="(\w+)"[^]*?<\/policy>/g)].map(
  ([text, name = '']) => ({
    name,
    text,
    part: /key="SOFTWARE\\Policies\\DMP Direct\\(\w+)"/.exec(text)?.[1] ?? '',
    valueName: /valueName="([^"]+)"/.exec(text)?.[1] ?? '',
  }),
);

const stringsOf = (adml: string): ReadonlyMap<string, string> =>
  new Map(
    [...adml.matchAll(/<string id="(\w+)">([^<]*)<\/string>/g)].map(([, id = '', text = '']) => [id, text]),
  );

/** A value that the template offers, as the registry would hold it. */
function offered(key: string): RegistryValue['data'] {
  const setting = SETTINGS[key]!;
  switch (setting.kind) {
    case 'boolean':
      return 1;
    case 'number':
      return setting.max;
    case 'choice':
      return Object.keys(setting.values).at(-1)!;
    case 'list':
      return key === 'cards.vitale' ? ['ssv'] : ['https://a.example', 'https://b.example'];
    case 'text':
      return (
        {
          'updates.version': '1.2.0',
          'updates.feed': 'https://maj.example/',
          'journal.syslog': 'journaux.example:1514',
        }[key] ?? 'C:\\Santé\\b.dll'
      );
  }
}

/** Whether the contract takes a value for a key, and what it says of one that it does not. */
function refusal(key: SettingKey, value: unknown): string | null {
  const checked = checkConfiguration(withValue({}, key, value));
  return checked.ok ? null : (checked.failure.detail?.reason ?? '');
}

describe('the administrative templates', () => {
  it('are in the repository as the script writes them', () => {
    expect(ADMX).toBe(makeAdmx());
    expect(ADML.fr).toBe(makeAdml('fr'));
    expect(ADML.en).toBe(makeAdml('en'));
  });

  it.each(['Locked', 'Defaults'])('have every key of the contract under %s, once, and no other', (part) => {
    const keys = POLICIES.filter((policy) => policy.part === part).map(({ valueName }) => valueName);
    expect(keys.sort()).toEqual([...SETTING_KEYS].sort());
  });

  it('write for the machine and for a user', () => {
    for (const { text } of POLICIES) expect(text).toContain('class="Both"');
  });

  it.each(SETTING_KEYS)('offer for %s what the program takes, and all that it takes', (key) => {
    const locked = [{ name: key, data: offered(key) }];
    const policy = readPolicy(registryToPolicy({ locked, defaults: null }));
    expect([policy?.unknown, policy?.refused]).toEqual([[], []]);
    expect(valueAt(policy?.policy.locked ?? {}, key)).toBeDefined();
    const setting = SETTINGS[key]!;
    const listed = /^valeurs possibles\u00a0: (.*)$/.exec(refusal(key, 'nothing of the kind') ?? '')?.[1];
    if (setting.kind === 'choice')
      expect(Object.keys(setting.values).sort()).toEqual(listed?.split(', ').sort());
    else expect(listed).toBeUndefined();
    if (setting.kind === 'number') {
      expect([refusal(key, setting.min), refusal(key, setting.max)]).toEqual([null, null]);
      expect(refusal(key, setting.min - 1)).not.toBeNull();
      expect(refusal(key, setting.max + 1)).not.toBeNull();
    }
    expect(setting.kind === 'boolean').toBe(refusal(key, true) === null && refusal(key, false) === null);
  });

  it.each(['fr', 'en'] as const)('say in %s everything that they name, and nothing else', (language) => {
    const named = (kind: string): string[] =>
      [
        ...new Set([...ADMX.matchAll(new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, 'g'))].map(([, id = '']) => id)),
      ].sort();
    expect([...stringsOf(ADML[language]).keys()].sort()).toEqual(named('string'));
    const presentations = [...ADML[language].matchAll(/<presentation id="(\w+)">/g)].map(([, id = '']) => id);
    expect(presentations.sort()).toEqual(named('presentation'));
  });

  it.each(['fr', 'en'] as const)(
    'help with each policy in %s in words of its own, and name its key',
    (language) => {
      const strings = stringsOf(ADML[language]);
      const helps = SETTING_KEYS.map((key) => SETTINGS[key]![language].help);
      expect(new Set(helps).size).toBe(helps.length);
      for (const help of helps) expect(help).toMatch(/^.{15,}\.$/);
      for (const { name, valueName } of POLICIES) {
        const help = strings.get(`${name}_help`) ?? '';
        expect(help).toContain(SETTINGS[valueName]![language].help.slice(0, 15));
        expect(help.split('\n\n')).toContain(
          language === 'fr' ? `Clé\u00a0: ${valueName}` : `Key: ${valueName}`,
        );
      }
      expect(new Set(SETTING_KEYS.map((key) => SETTINGS[key]![language].name)).size).toBe(
        SETTING_KEYS.length,
      );
    },
  );

  it('name each choice in words, not by its value in the registry', () => {
    const items = [...ADMX.matchAll(/displayName="\$\(string\.(\w+_is_\w+)\)"><value><string>([^<]+)</g)];
    expect(items.length).toBeGreaterThan(60);
    for (const [, id = '', value = ''] of items)
      for (const language of ['fr', 'en'] as const) {
        const said = stringsOf(ADML[language]).get(id) ?? '';
        if (!['Documents'].includes(value)) expect(said).not.toBe(value);
      }
  });

  it('keep letters that are not ASCII', () => {
    expect(ADML.fr).toContain('À l’insertion d’une carte Vitale');
    expect(ADML.fr).not.toMatch(/\uFFFD|Ã/);
  });
});

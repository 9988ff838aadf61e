import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkConfiguration } from '../../../../src/domain/settings/configuration.ts';
import {
  changeSetting,
  describeSettings,
  NO_LAYERS,
  resolveLayers,
  type SettingLayers,
} from '../../../../src/domain/settings/layers.ts';
import { SETTING_KEYS, type SettingKey } from '../../../../src/domain/settings/setting-keys.ts';
import { settingsTexts } from '../../../../src/domain/texts/fr/index.ts';
import type { Settings } from '../../../../src/borders/windows/index.ts';
import {
  ADVANCED,
  foundFields,
  HABITS,
  linesOf,
  numberOf,
  sameValue,
  SECTION_IDS,
  SECTIONS,
  shownFields,
  type Field,
} from '../../../../src/renderer/shared/setting-fields.ts';

const FIELDS: readonly Field[] = SECTION_IDS.flatMap((section) => SECTIONS[section]);

function settingsOf(layers: Partial<SettingLayers> = {}): Settings {
  const resolved = resolveLayers({ ...NO_LAYERS, ...layers });
  if (!resolved.ok) throw new Error('refused');
  return Object.fromEntries(describeSettings(resolved.value)) as Settings;
}

/** Whether the contract takes a value for a key, by itself. */
function accepts(key: SettingKey, value: unknown): boolean {
  const input = key.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
  return checkConfiguration(input).ok;
}

/** What is typed where it is no address of a site. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'updates.version': '1.2.0',
  'journal.syslog': 'journaux.exemple.fr:1514',
};

describe('the settings’ window', () => {
  it('has every key of the contract, once', () => {
    expect(FIELDS.map(({ key }) => key).sort()).toEqual([...SETTING_KEYS].sort());
    expect(Object.keys(settingsTexts.fields).sort()).toEqual([...SETTING_KEYS].sort());
  });

  it.each(FIELDS.map((field) => [field.key, field] as const))(
    '%s offers what the contract takes',
    (key, { control }) => {
      switch (control.kind) {
        case 'switch':
          expect(accepts(key, true) && accepts(key, false)).toBe(true);
          return;
        case 'segments':
        case 'select':
          for (const { value } of control.options) expect(accepts(key, value)).toBe(true);
          return;
        case 'number':
          expect(accepts(key, control.min) && accepts(key, control.max)).toBe(true);
          expect(accepts(key, control.min - 1) || accepts(key, control.max + 1)).toBe(false);
          expect(accepts(key, null)).toBe(control.optional);
          expect(accepts(key, (control.min + control.max) / 2 + 0.25)).toBe(!control.whole);
          return;
        case 'file':
          expect(accepts(key, '/un/fichier') && accepts(key, null)).toBe(true);
          return;
        case 'address':
          expect(accepts(key, ADDRESSES[key] ?? 'https://exemple.fr')).toBe(true);
          expect(accepts(key, null)).toBe(true);
          return;
        case 'lines':
          expect(accepts(key, ['https://exemple.fr']) && accepts(key, [])).toBe(true);
      }
    },
  );

  it('offers every choice of the contract', () => {
    let compared = 0;
    for (const { key, control } of FIELDS) {
      if (control.kind !== 'segments') continue;
      const user = changeSetting(NO_LAYERS, key, 'nothing of the kind');
      const reason = user.ok ? '' : (user.failure.detail?.reason ?? '');
      const listed = /^valeurs possibles\u00a0: (.*)$/.exec(reason)?.[1]?.split(', ') ?? [];
      compared += listed.length > 0 ? 1 : 0;
      if (listed.length > 0) expect(control.options.map(({ value }) => value).sort()).toEqual(listed.sort());
    }
    expect(compared).toBeGreaterThan(3);
  });

  it.each([
    ['X11; Linux x86_64', true],
    ['Windows NT 10.0; Win64; x64', false],
  ])('shows what counts as things are, on %s', (userAgent, onLinux) => {
    vi.stubGlobal('navigator', { userAgent });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const keys = (settings: Settings): SettingKey[] =>
      SECTION_IDS.flatMap((section) => shownFields(section, settings).map(({ key }) => key));
    const plain = keys(settingsOf());
    expect(plain).not.toContain('webPs.trustedCaFile');
    expect(plain).not.toContain('webPs.insType');
    expect(plain).not.toContain('cards.ssvLibrary');
    const hosts = { cpx: { hosts: ['https://exemple.fr'] } };
    const all = keys(
      settingsOf({
        policyLocked: { lockAll: true, updates: { mode: 'pinned' } },
        file: {
          environment: 'test',
          webPs: { ...hosts, insForm: 'matricule+type' },
          cards: { vitale: ['ssv'] },
          journal: { level: 'detail', system: false, syslog: 'journaux.exemple.fr' },
        },
      }),
    );
    const elsewhere = SETTING_KEYS.filter((key) => key !== 'cards.registerCryptolib');
    expect(all.sort()).toEqual([...(onLinux ? SETTING_KEYS : elsewhere)].sort());
  });

  it('asks in the assistant for what the window has too', () => {
    for (const { key } of HABITS) expect(FIELDS.map((field) => field.key)).toContain(key);
  });
});

describe('looking for a setting', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { userAgent: 'X11; Linux x86_64' });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const found = (asked: string, settings = settingsOf()): SettingKey[] =>
    foundFields(asked, settings).map(({ key }) => key);

  it('finds by any words of it, without accents, in any order', () => {
    expect(found('demarrer session')).toContain('startWithSession');
    expect(found('session DÉMARRER')).toContain('startWithSession');
    expect(found('code porteur')).toContain('cards.pinTriesPerInsertion');
    expect(found('démarrer zzz')).toEqual([]);
  });

  it('finds what is folded away too, and never what does not count as things are', () => {
    expect(found('adresses du DMP')).toContain('webPs.cpx.hosts');
    expect(found('galss')).toEqual([]);
    expect(found('galss', settingsOf({ user: { cards: { vitale: ['ssv'] } } }))).toContain('cards.galssIni');
  });

  it('finds nothing for nothing', () => {
    expect(found('   ')).toEqual([]);
  });

  it('folds away what a practice does not change by itself, and nothing else', () => {
    const everyday = SECTION_IDS.filter((section) => !ADVANCED.includes(section));
    expect(everyday).toEqual(['opening', 'signIn', 'notifications', 'program']);
  });
});

describe('what is typed', () => {
  const minutes = { kind: 'number', min: 0, max: 240, whole: false, unit: null, optional: false } as const;

  it('is a number within bounds, with a comma or a point', () => {
    expect(numberOf(' 2,5 ', minutes)).toBe(2.5);
    expect(numberOf('0', minutes)).toBe(0);
    for (const wrong of ['', '-1', '241', 'dix', '1e9', 'NaN'])
      expect(numberOf(wrong, minutes)).toBeUndefined();
  });

  it('is nothing where nothing may be said, and whole where it must be', () => {
    expect(numberOf('', { ...minutes, optional: true })).toBeNull();
    expect(numberOf('2,5', { ...minutes, whole: true })).toBeUndefined();
  });

  it('is a list of lines', () => {
    expect(linesOf(' https://a.fr \n\n https://b.fr\n')).toEqual(['https://a.fr', 'https://b.fr']);
    expect(linesOf(' \n ')).toEqual([]);
  });

  it('is the same list in the same order only', () => {
    expect(sameValue(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameValue(null, '')).toBe(false);
  });
});

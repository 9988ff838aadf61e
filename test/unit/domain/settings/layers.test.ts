import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configurationFileSchema,
  type ConfigurationFile,
} from '../../../../src/domain/settings/configuration.ts';
import {
  changeSetting,
  describeSettings,
  NO_LAYERS,
  resolveLayers,
  setSettings,
  type SettingLayers,
} from '../../../../src/domain/settings/layers.ts';
import { SETTING_KEYS, withoutSetting } from '../../../../src/domain/settings/setting-keys.ts';

const layers = (some: Partial<SettingLayers>): SettingLayers => ({ ...NO_LAYERS, ...some });

function resolved(some: Partial<SettingLayers>) {
  const result = resolveLayers(layers(some));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const minutes = (value: number): ConfigurationFile => ({ lockAfterMinutes: value });

describe('the layers of the settings', () => {
  it('know every key of the contract, lists and texts as one key each', () => {
    expect(SETTING_KEYS).toContain('environment');
    expect(SETTING_KEYS).toContain('webPs.cpx.hosts');
    expect(SETTING_KEYS).toContain('cards.vitale');
    expect(SETTING_KEYS).toContain('updates.feed');
    expect(SETTING_KEYS).not.toContain('$schema');
    expect(SETTING_KEYS).not.toContain('webPs');
    const tops = new Set(SETTING_KEYS.map((key) => key.split('.')[0]));
    expect(tops).toEqual(
      new Set(Object.keys(configurationFileSchema.shape).filter((key) => key !== '$schema')),
    );
  });

  it.each([
    [{}, 10, 'built-in', false],
    [{ base: minutes(1) }, 1, 'built-in', false],
    [{ policyDefaults: minutes(2) }, 2, 'policy-default', false],
    [{ policyDefaults: minutes(2), user: minutes(3) }, 3, 'user', false],
    [{ user: minutes(3), file: minutes(4) }, 4, 'file', true],
    [{ user: minutes(3), file: minutes(4), policyLocked: minutes(5) }, 5, 'policy-locked', true],
    [{ policyDefaults: minutes(2), policyLocked: minutes(5) }, 5, 'policy-locked', true],
  ] as const)('%j give %s from %s', (some, value, origin, locked) => {
    const settings = resolved(some);
    expect(settings.configuration.lockAfterMinutes).toBe(value);
    expect(describeSettings(settings).get('lockAfterMinutes')).toEqual({ value, origin, locked });
  });

  it('are merged key by key: one key of a group leaves its neighbours alone', () => {
    const { configuration } = resolved({
      user: { cards: { ssvDeadlineSeconds: 30 } },
      policyLocked: { cards: { pinTriesPerInsertion: 1 } },
    });
    expect(configuration.cards).toMatchObject({
      ssvDeadlineSeconds: 30,
      pinTriesPerInsertion: 1,
      vitale: ['pcsc'],
    });
  });

  it('do not mix lists: the stronger list replaces the weaker one', () => {
    const { configuration } = resolved({
      policyDefaults: { webPs: { resourceHosts: ['https://a.example'] } },
      user: { webPs: { resourceHosts: ['https://b.example'] } },
    });
    expect(configuration.webPs.resourceHosts).toEqual(['https://b.example']);
  });

  it('let a null of a stronger layer win over a value', () => {
    const { configuration } = resolved({
      policyDefaults: { updates: { feed: 'https://maj.example/' } },
      user: { updates: { feed: null } },
    });
    expect(configuration.updates.feed).toBeNull();
  });

  it('leave the user’s out, and say so, when they contradict what the policy has fixed', () => {
    const settings = resolved({
      user: { environment: 'test', webPs: { trustedCaFile: '/ca.pem' }, lockAfterMinutes: 3 },
      policyLocked: { environment: 'production' },
    });
    expect(settings.configuration.webPs.trustedCaFile).toBeNull();
    expect(settings.configuration.lockAfterMinutes).toBe(10);
    expect(settings.problems).toEqual([
      {
        code: 'REGLAGES-INCOMPATIBLES',
        detail: {
          key: 'webPs.trustedCaFile',
          setting: 'Autorité de certification de test',
          reason: 'refusée en production',
        },
      },
    ]);
  });

  it('leave the policy’s defaults out when they contradict what it has fixed', () => {
    const settings = resolved({
      policyDefaults: { webPs: { trustedCaFile: '/ca.pem' } },
      policyLocked: { environment: 'production' },
    });
    expect(settings.problems.map(({ code }) => code)).toEqual(['POLITIQUE-INCOMPATIBLE']);
  });

  it('refuse to start on a file that contradicts what the policy has fixed', () => {
    const result = resolveLayers(
      layers({ file: { webPs: { trustedCaFile: '/ca.pem' } }, policyLocked: { environment: 'production' } }),
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'CONFIG-INVALIDE' } });
  });
});

describe('what somebody has set', () => {
  it('is told with its value and who did', () => {
    const settings = resolved({
      policyDefaults: { landingPage: 'Documents' },
      user: { webPs: { resourceHosts: ['https://a.example', 'https://b.example'] } },
      policyLocked: { updates: { feed: null }, allow: { print: false } },
    });
    expect(setSettings(describeSettings(settings))).toEqual([
      { key: 'webPs.resourceHosts', value: 'https://a.example, https://b.example', origin: 'user' },
      { key: 'landingPage', value: 'Documents', origin: 'policy-default' },
      { key: 'updates.feed', value: 'null', origin: 'policy-locked' },
      { key: 'allow.print', value: 'false', origin: 'policy-locked' },
    ]);
  });
});

describe('a lock that cannot work', () => {
  it('is left out alone, and said; it stays fixed', () => {
    const settings = resolved({
      user: { landingPage: 'Documents' },
      policyLocked: { environment: 'formation', openOnInsert: 'ask' },
    });
    expect(settings.configuration).toMatchObject({
      environment: 'production',
      openOnInsert: 'ask',
      landingPage: 'Documents',
    });
    expect(settings.problems).toEqual([
      {
        code: 'POLITIQUE-VERROU-IMPOSSIBLE',
        detail: {
          key: 'environment',
          setting: 'Environnement',
          reason: 'aucune adresse n’est connue pour l’environnement «\u00a0formation\u00a0»',
        },
      },
    ]);
    expect(describeSettings(settings).get('environment')?.locked).toBe(true);
  });

  it('works with an address from anywhere', () => {
    const hosts = { webPs: { cpx: { hosts: ['https://a.example'] } } };
    for (const name of ['policyDefaults', 'user', 'file'] as const) {
      const settings = resolved({ [name]: hosts, policyLocked: { environment: 'formation' } });
      expect([settings.configuration.environment, settings.problems]).toEqual(['formation', []]);
    }
  });

  it('does not keep the user from changing something else', () => {
    const policyLocked = { environment: 'formation' } as const;
    expect(changeSetting(layers({ policyLocked }), 'zoom', 125).ok).toBe(true);
  });

  const part = fc.record<ConfigurationFile>(
    {
      environment: fc.constantFrom('production', 'formation', 'test'),
      signIn: fc.constantFrom('cpx', 'ecps', 'ask'),
      webPs: fc.record(
        {
          cpx: fc.record({ hosts: fc.constantFrom([], ['https://a.example']) }),
          ecps: fc.record({ hosts: fc.constantFrom([], ['https://b.example']) }),
          trustedCaFile: fc.constantFrom(null, '/ca.pem'),
        },
        { requiredKeys: [] },
      ),
      lockAll: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const inForce = (some: Partial<SettingLayers>): readonly string[] | null => {
    const result = resolveLayers(layers(some));
    if (!result.ok) return null;
    return SETTING_KEYS.filter((key) => result.value.origins.get(key) === 'policy-locked');
  };

  it('is never made one by what the user says, in their settings or in a file', () => {
    fc.assert(
      fc.property(part, part, part, part, (policyLocked, policyDefaults, user, file) => {
        const before = inForce({ policyLocked, policyDefaults }) ?? [];
        const after = inForce({ policyLocked, policyDefaults, user, file });
        if (after !== null) expect(after).toEqual(expect.arrayContaining([...before]));
      }),
    );
  });

  it('never keeps the program from starting: only a file given at the start can', () => {
    fc.assert(
      fc.property(part, part, part, (policyLocked, policyDefaults, user) => {
        expect(inForce({ policyLocked, policyDefaults, user })).not.toBeNull();
      }),
    );
  });
});

describe('a policy that fixes everything', () => {
  const fixing = layers({
    user: { zoom: 150, landingPage: 'Documents' },
    policyDefaults: { landingPage: 'HistoriqueAcces' },
    policyLocked: { lockAll: true, openOnInsert: 'ask' },
  });

  it('leaves the user the size of the letters only', () => {
    const settings = resolved(fixing);
    expect(settings.configuration).toMatchObject({ zoom: 150, landingPage: 'HistoriqueAcces' });
    const free = [...describeSettings(settings)].filter(([, { locked }]) => !locked).map(([key]) => key);
    expect(free).toEqual(['zoom']);
    expect(changeSetting(fixing, 'landingPage', 'Documents')).toMatchObject({
      failure: { code: 'REGLAGE-VERROUILLE', detail: { by: 'la politique du parc' } },
    });
    expect(changeSetting(fixing, 'zoom', 125).ok).toBe(true);
  });

  it.each(['policyDefaults', 'user', 'file'] as const)('means nothing said by %s', (name) => {
    const settings = resolved({ [name]: { lockAll: true } });
    expect(settings.configuration.lockAll).toBe(false);
    expect([...describeSettings(settings).values()].filter(({ locked }) => locked).length).toBeLessThan(2);
  });
});

describe('changing a setting', () => {
  it('changes that key only', () => {
    const user = { cards: { cryptolib: '/a.so' }, lockAfterMinutes: 3 };
    expect(changeSetting(layers({ user }), 'cards.pinTriesPerInsertion', 1)).toEqual({
      ok: true,
      value: { cards: { cryptolib: '/a.so', pinTriesPerInsertion: 1 }, lockAfterMinutes: 3 },
    });
  });

  it.each(['policyLocked', 'file'] as const)('is refused when it is fixed by %s', (name) => {
    const result = changeSetting(layers({ [name]: minutes(5) }), 'lockAfterMinutes', 6);
    expect(result).toMatchObject({ ok: false, failure: { code: 'REGLAGE-VERROUILLE' } });
  });

  it('is refused for a value that the contract refuses, alone or with the others', () => {
    const refused = { ok: false, failure: { code: 'CONFIG-INVALIDE' } };
    expect(changeSetting(NO_LAYERS, 'lockAfterMinutes', 'dix')).toMatchObject(refused);
    expect(changeSetting(NO_LAYERS, 'webPs.trustedCaFile', '/ca.pem')).toMatchObject(refused);
  });

  it('can be undone without a trace', () => {
    expect(withoutSetting({ cards: { cryptolib: '/a.so' }, signIn: 'cpx' }, 'cards.cryptolib')).toEqual({
      signIn: 'cpx',
    });
    expect(withoutSetting({ signIn: 'cpx' }, 'cards.cryptolib')).toEqual({ signIn: 'cpx' });
  });
});

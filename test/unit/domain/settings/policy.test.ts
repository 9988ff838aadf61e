import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigurationFile } from '../../../../src/domain/settings/configuration.ts';
import {
  decidePolicy,
  NO_POLICY,
  readPolicy,
  type Policy,
  type PolicySource,
} from '../../../../src/domain/settings/policy.ts';

const FILE = '/etc/dmp-direct/policy.json';
const USERS = '/etc/dmp-direct/users/a.json';

const source = (input: unknown, some: Partial<PolicySource> = {}): PolicySource => ({
  name: FILE,
  scope: 'machine',
  found: { kind: 'read', input },
  ...some,
});
const unreadable: PolicySource['found'] = { kind: 'unreadable', reason: 'l’accès est refusé' };
const policy = (some: Partial<Policy>): Policy => ({ ...NO_POLICY, ...some });

describe('a policy', () => {
  it('holds defaults and what is locked, each optional', () => {
    expect(readPolicy({ $schema: 'x' })).toEqual({ policy: NO_POLICY, unknown: [], refused: [] });
    expect(readPolicy({ locked: { signIn: 'cpx' } })?.policy).toEqual(policy({ locked: { signIn: 'cpx' } }));
  });

  it.each([[[]], ['locked'], [null], [7]])('%j is none', (input) => {
    expect(readPolicy(input)).toBeNull();
  });

  it.each([
    [{ lock: {} }, 'lock'],
    [{ locked: { signin: 'cpx' } }, 'locked.signin'],
    [{ locked: { webPs: { cpx: { host: [] } } } }, 'locked.webPs.cpx.host'],
    [{ locked: { newer: { inside: { deep: 1 } } } }, 'locked.newer.inside.deep'],
    [JSON.parse('{"locked":{"__proto__":{"signIn":"cpx"}}}') as unknown, 'locked.__proto__.signIn'],
  ])('%j names a key that is not known, and the locks beside it hold', (input, key) => {
    const read = readPolicy({ ...(input as object), defaults: { openOnInsert: 'ask' } });
    expect(read?.unknown).toEqual([key]);
    expect(read?.refused).toEqual([]);
    expect(read?.policy.defaults).toEqual({ openOnInsert: 'ask' });
    expect(({} as Record<string, unknown>).signIn).toBeUndefined();
  });

  it.each([
    [{ signIn: 'badge' }, 'locked.signIn'],
    [{ webPs: { cpx: { hosts: ['https://a.example', 'http://b.example'] } } }, 'locked.webPs.cpx.hosts.1'],
    [{ webPs: 'https://a.example' }, 'locked.webPs'],
    [{ lockAfterMinutes: -1 }, 'locked.lockAfterMinutes'],
    [{ signIn: { cpx: true } }, 'locked.signIn'],
  ])('%j has a value that is none, named %s, and the locks beside it hold', (wrong, named) => {
    const read = readPolicy({ locked: { ...wrong, openOnInsert: 'ask' } });
    expect(read?.refused.map((each) => each.named)).toEqual([named]);
    expect(read?.unknown).toEqual([]);
    expect(read?.policy.locked).toEqual({ openOnInsert: 'ask' });
  });
});

describe('the policy in force', () => {
  it('is nothing without one, and then nothing is remembered', () => {
    const before = { [FILE]: policy({ locked: { signIn: 'cpx' } }) };
    expect(decidePolicy([source(null, { found: { kind: 'nothing' } })], before)).toEqual({
      policy: NO_POLICY,
      problems: [],
      lastGood: {},
    });
  });

  it('is the last one that was understood, whole, while it cannot be read', () => {
    const { lastGood } = decidePolicy([source({ locked: { signIn: 'cpx' } })], {});
    for (const found of [unreadable, { kind: 'read', input: [] }] as const) {
      const decided = decidePolicy([source(null, { found })], lastGood);
      expect(decided.policy.locked).toEqual({ signIn: 'cpx' });
      expect(decided.lastGood).toEqual(lastGood);
      expect(decided.problems).toMatchObject([
        {
          code: 'POLITIQUE-ILLISIBLE',
          detail: { source: FILE, instead: 'La dernière qui a été lue sans erreur reste appliquée' },
        },
      ]);
    }
  });

  it('says that nothing is fixed when there is nothing to go back to', () => {
    expect(decidePolicy([source(null, { found: unreadable })], {}).problems).toEqual([
      {
        code: 'POLITIQUE-ILLISIBLE',
        detail: { source: FILE, reason: 'l’accès est refusé', instead: 'Elle n’est pas appliquée' },
      },
    ]);
  });

  it('of a refused value keeps the last good one, and of the others what they say now', () => {
    const before = decidePolicy([source({ locked: { signIn: 'cpx', openOnInsert: 'ask' } })], {});
    const decided = decidePolicy(
      [source({ locked: { signIn: 'badge', openOnInsert: 'discret' } })],
      before.lastGood,
    );
    expect(decided.policy.locked).toEqual({ signIn: 'cpx', openOnInsert: 'discret' });
    expect(decided.problems).toMatchObject([
      {
        code: 'POLITIQUE-INVALIDE',
        detail: { key: 'locked.signIn', instead: 'La dernière valeur correcte reste appliquée' },
      },
    ]);
    expect(decidePolicy([source({ locked: { signIn: 'badge' } })], {}).problems[0]?.detail?.instead).toBe(
      'Ce réglage n’est pas appliqué',
    );
  });

  it('is the last good one when it contradicts itself, and names policy and key', () => {
    const contradictory = { locked: { environment: 'production', webPs: { trustedCaFile: '/ca.pem' } } };
    const before = { [FILE]: policy({ locked: { signIn: 'cpx' } }) };
    const decided = decidePolicy([source(contradictory)], before);
    expect(decided.policy.locked).toEqual({ signIn: 'cpx' });
    expect(decided.lastGood).toEqual(before);
    expect(decided.problems).toMatchObject([
      { code: 'POLITIQUE-CONTRADICTOIRE', detail: { source: FILE, key: 'webPs.trustedCaFile' } },
    ]);
    const first = decidePolicy([source(contradictory)], {});
    expect(first.policy.locked.environment).toBe('production');
    expect(first.policy.locked.webPs).toBeUndefined();
  });

  it('is not made void by a lock that only lacks an address: that is judged when all is put together', () => {
    const decided = decidePolicy([source({ locked: { environment: 'formation', signIn: 'cpx' } })], {});
    expect(decided.policy.locked).toEqual({ environment: 'formation', signIn: 'cpx' });
    expect(decided.problems).toEqual([]);
  });

  it('is the stronger source’s, key by key', () => {
    const decided = decidePolicy(
      [
        source({ locked: { cards: { vitale: ['ssv'] } } }, { name: 'HKLM' }),
        source({ locked: { cards: { vitale: ['pcsc'], ssvDeadlineSeconds: 9 } }, defaults: { zoom: 125 } }),
      ],
      {},
    );
    expect(decided.policy).toEqual({
      locked: { cards: { vitale: ['ssv'], ssvDeadlineSeconds: 9 } },
      defaults: { zoom: 125 },
    });
  });
});

describe('a user’s policy', () => {
  const users = (input: unknown): PolicySource => source(input, { name: USERS, scope: 'user' });

  it('gives a service its page and its means of signing in, below the workstation’s', () => {
    const machine = source({ locked: { openOnInsert: 'ask' }, defaults: { landingPage: 'TableauDeBord' } });
    const decided = decidePolicy(
      [machine, users({ locked: { landingPage: 'Documents', signIn: 'ecps', openOnInsert: 'always' } })],
      {},
    );
    expect(decided.policy.locked).toEqual({
      openOnInsert: 'ask',
      landingPage: 'Documents',
      signIn: 'ecps',
    });
  });

  it.each([
    [{ webPs: { trustedCaFile: '/ca.pem' } }, { environment: 'production' }, {}],
    // Without a host for its means of signing in, the workstation's environment would have to be left out.
    [
      { signIn: 'cpx' },
      { environment: 'test' },
      { webPs: { ecps: { hosts: ['https://a.example'] } }, signIn: 'ecps' },
    ],
  ] as const)('%j is left out where it would undo %j', (theirs, locked, defaults) => {
    const decided = decidePolicy([source({ locked, defaults }), users({ locked: theirs })], {});
    expect(decided.policy.locked).toEqual(locked);
    expect(decided.problems).toMatchObject([{ code: 'POLITIQUE-CONTRADICTOIRE', detail: { source: USERS } }]);
    expect(decided.lastGood[USERS]).toBeUndefined();
  });
});

const locks = fc.record<ConfigurationFile>(
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
    zoom: fc.constantFrom(100, 125, 150),
  },
  { requiredKeys: [] },
);

describe('whatever the policies say', () => {
  it('a user’s never changes what the workstation’s fixes by itself', () => {
    fc.assert(
      fc.property(locks, locks, locks, (locked, defaults, theirs) => {
        const machine = decidePolicy([source({ locked, defaults })], {}).policy.locked;
        const both = decidePolicy(
          [source({ locked, defaults }), source({ locked: theirs }, { name: USERS, scope: 'user' })],
          {},
        ).policy.locked;
        expect({ ...both, ...machine, webPs: { ...both.webPs, ...machine.webPs } }).toEqual({
          ...both,
          webPs: { ...both.webPs },
        });
      }),
    );
  });

  it('names that no version knows change nothing', () => {
    fc.assert(
      fc.property(
        locks,
        fc.dictionary(fc.stringMatching(/^new[a-z]{1,8}$/), fc.jsonValue()),
        (locked, newer) => {
          expect(decidePolicy([source({ locked: { ...newer, ...locked } })], {}).policy).toEqual(
            decidePolicy([source({ locked })], {}).policy,
          );
        },
      ),
    );
  });
});

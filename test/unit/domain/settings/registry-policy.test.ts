import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../../src/domain/settings/policy.ts';
import { registryToPolicy, withOthers } from '../../../../src/domain/settings/registry-policy.ts';

describe('group policies in the registry', () => {
  it('become a policy of the same shape as the file’s', () => {
    const policy = registryToPolicy({
      defaults: [
        { name: 'openOnInsert', data: 'ask' },
        { name: 'lockAfterMinutes', data: 5 },
      ],
      locked: [
        { name: 'startWithSession', data: 1 },
        { name: 'CLOSEONVITALEREMOVAL', data: 0 },
        { name: 'webPs.cpx.hosts', data: ['https://a.example', 'https://b.example'] },
        { name: 'cards.cryptolib', data: 'C:\\Santé\\cps pkcs11.dll' },
      ],
    });
    expect(readPolicy(policy)).toEqual({
      policy: {
        defaults: { openOnInsert: 'ask', lockAfterMinutes: 5 },
        locked: {
          startWithSession: true,
          closeOnVitaleRemoval: false,
          webPs: { cpx: { hosts: ['https://a.example', 'https://b.example'] } },
          cards: { cryptolib: 'C:\\Santé\\cps pkcs11.dll' },
        },
      },
      unknown: [],
      refused: [],
    });
  });

  it('are none where there is neither of the two keys', () => {
    expect(registryToPolicy({ defaults: null, locked: null })).toBeUndefined();
    expect(registryToPolicy({ defaults: [], locked: null })).toEqual({ defaults: {}, locked: {} });
  });

  it('with a name, a value or a type that is none say so, and the others hold', () => {
    const policy = registryToPolicy({
      defaults: null,
      locked: [
        { name: 'signIn', data: 'badge' },
        { name: 'webPs.trustedCaFile', data: { type: 3 } },
        { name: 'newer.setting', data: 1 },
        { name: '__proto__', data: 'x' },
        { name: 'zoom', data: 125 },
      ],
    });
    const read = readPolicy(policy);
    expect(read?.policy.locked).toEqual({ zoom: 125 });
    expect(read?.refused.map(({ key }) => key).sort()).toEqual(['signIn', 'webPs.trustedCaFile']);
    expect(read?.unknown.toSorted()).toEqual(['locked.__proto__', 'locked.newer.setting']);
  });

  it('are one of both views: the own one’s where both name a setting', () => {
    const own = [{ name: 'zoom', data: 125 }];
    const other = [
      { name: 'Zoom', data: 150 },
      { name: 'signIn', data: 'cpx' },
    ];
    expect(withOthers(own, other)).toEqual([...own, other[1]]);
    expect(withOthers(null, other)).toEqual(other);
    expect(withOthers(own, null)).toEqual(own);
    expect(withOthers(null, null)).toBeNull();
  });
});

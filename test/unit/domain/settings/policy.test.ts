import { describe, expect, it } from 'vitest';
import { readPolicy, registryToPolicy } from '../../../../src/domain/settings/policy.ts';

const SOURCE = '/etc/dmp-direct/policy.json';
const ROOT = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\DMP Direct';

describe('a policy file', () => {
  it('holds defaults and what is locked, each optional', () => {
    expect(readPolicy({}, SOURCE)).toEqual({ ok: true, value: { defaults: {}, locked: {} } });
    expect(readPolicy({ locked: { signIn: 'cpx' } }, SOURCE)).toEqual({
      ok: true,
      value: { defaults: {}, locked: { signIn: 'cpx' } },
    });
  });

  it.each([
    [{ lock: {} }, 'lock'],
    [{ locked: { signin: 'cpx' } }, 'locked.signin'],
    [{ defaults: { signIn: 'badge' } }, 'defaults.signIn'],
    [{ locked: { webPs: { cpx: { hosts: ['http://dmp.example'] } } } }, 'locked.webPs.cpx.hosts.0'],
    [[], '(fichier)'],
    ['locked', '(fichier)'],
    [null, '(fichier)'],
  ])('%j is refused as a whole, naming %s', (input, key) => {
    expect(readPolicy(input, SOURCE)).toMatchObject({
      ok: false,
      failure: { code: 'POLITIQUE-INVALIDE', detail: { source: SOURCE, key } },
    });
  });

  it('may lock what only makes sense with the rest: that is judged when all is put together', () => {
    expect(readPolicy({ locked: { environment: 'formation' } }, SOURCE).ok).toBe(true);
  });
});

describe('group policies in the registry', () => {
  /** As `reg query KEY /s` lays it out: four spaces between name, type and data. */
  const printed = [
    '',
    `${ROOT}\\Defaults`,
    '    openOnInsert    REG_SZ    ask',
    '    lockAfterMinutes    REG_DWORD    0x5',
    '',
    `${ROOT}\\Locked`,
    '    startWithSession    REG_DWORD    0x1',
    '    closeOnVitaleRemoval    REG_DWORD    0x0',
    '    webPs.cpx.hosts    REG_MULTI_SZ    https://a.example\\0https://b.example',
    '    cards.cryptolib    REG_SZ    C:\\Program Files\\santesocial\\cps pkcs11.dll',
    '',
    `${ROOT}\\Autre`,
    '    signIn    REG_SZ    cpx',
    '',
  ].join('\r\n');

  it('become a policy of the same shape as the file’s', () => {
    expect(registryToPolicy(printed, ROOT)).toEqual({
      defaults: { openOnInsert: 'ask', lockAfterMinutes: 5 },
      locked: {
        startWithSession: true,
        closeOnVitaleRemoval: false,
        webPs: { cpx: { hosts: ['https://a.example', 'https://b.example'] } },
        cards: { cryptolib: 'C:\\Program Files\\santesocial\\cps pkcs11.dll' },
      },
    });
    expect(readPolicy(registryToPolicy(printed, ROOT), ROOT).ok).toBe(true);
  });

  it('are checked like a file: an unknown value refuses them all', () => {
    const odd = [`${ROOT}\\Locked`, '    signIn    REG_SZ    badge'].join('\n');
    expect(readPolicy(registryToPolicy(odd, ROOT), ROOT)).toMatchObject({
      ok: false,
      failure: { detail: { key: 'locked.signIn' } },
    });
  });

  it('cannot reach an object’s own workings', () => {
    const odd = [`${ROOT}\\Locked`, '    __proto__.signIn    REG_SZ    cpx'].join('\n');
    expect(registryToPolicy(odd, ROOT)).toEqual({ locked: {} });
    expect(({} as Record<string, unknown>).signIn).toBeUndefined();
  });
});

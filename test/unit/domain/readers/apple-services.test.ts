import { describe, expect, it } from 'vitest';
import { tokensListed, usesAppleDriver } from '../../../../src/domain/readers/apple-services.ts';
import { macCardServices } from '../../../../src/system/mac-card-services.ts';

describe('tokensListed', () => {
  it.each([
    ['No smartcards found.\n', 0],
    ['No smartcards found\n', 0],
    // Not known: no other form may keep a card from signing in.
    ['', null],
    ['Aucune carte à puce trouvée.\n', null],
    ['org.example.cps-token.driver 8025000001\n', null],
    ['com.apple.pivtoken:0123456789ABCDEF\n', 1],
    ['com.apple.pivtoken:01\norg.example.cps-token.driver:8025000001\n', 2],
    ['security: SecKeychain: 12\n', null],
  ])('%j names %j', (output, count) => {
    expect(tokensListed(output)).toBe(count);
  });
});

describe('usesAppleDriver', () => {
  it.each([
    ['22.6.0', null, false],
    ['23.0.0', null, true],
    ['24.1.0', '0\n', true],
    ['24.1.0', '1\n', false],
    ['', null, false],
  ])('kernel %j with %j: %s', (release, useIfdCcid, own) => {
    expect(usesAppleDriver(release, useIfdCcid)).toBe(own);
  });
});

describe('macCardServices', () => {
  it('asks nothing elsewhere', async () => {
    const never = () => Promise.reject(new Error('asked'));
    for (const platform of ['linux', 'win32'] as const) {
      const services = macCardServices(platform, never);
      expect([await services.keychainTokens(), await services.appleDriver()]).toEqual([null, null]);
    }
  });

  it('takes a tool that fails for no answer, and never for a missing driver', async () => {
    const services = macCardServices('darwin', () => Promise.resolve(null));
    expect(await services.keychainTokens()).toBeNull();
  });

  it('asks the system’s own tools by their full path', async () => {
    const asked: string[] = [];
    const services = macCardServices('darwin', (file, args) => {
      asked.push([file, ...args].join(' '));
      return Promise.resolve('No smartcards found.\n');
    });
    expect(await services.keychainTokens()).toBe(0);
    await services.appleDriver();
    expect(asked).toEqual([
      '/usr/bin/security list-smartcards',
      '/usr/bin/defaults read /Library/Preferences/com.apple.security.smartcard useIFDCCID',
    ]);
  });
});

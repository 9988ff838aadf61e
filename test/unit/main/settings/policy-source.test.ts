import { describe, expect, it } from 'vitest';
import { policyPlaces } from '../../../../src/main/settings/policy-source.ts';

describe('the places of the fleet’s policies', () => {
  it.each([
    [
      'win32',
      [
        ['machine', 'HKLM\\SOFTWARE\\Policies\\DMP Direct'],
        ['machine', 'C:\\ProgramData\\DMP Direct\\policy.json'],
        ['user', 'HKCU\\SOFTWARE\\Policies\\DMP Direct'],
      ],
    ],
    [
      'darwin',
      [
        ['machine', '/Library/Managed Preferences/fr.dmpdirect.app.plist'],
        ['machine', '/Library/Application Support/DMP Direct/policy.json'],
        ['user', '/Library/Managed Preferences/dupont/fr.dmpdirect.app.plist'],
      ],
    ],
    [
      'linux',
      [
        ['machine', '/etc/dmp-direct/policy.json'],
        ['user', '/etc/dmp-direct/users/dupont.json'],
      ],
    ],
  ] as const)('on %s are fixed, the strongest first', (platform, places) => {
    const found = policyPlaces(platform, 'dupont').map((place) => [
      place.scope,
      place.kind === 'registry' ? place.key : place.path,
    ]);
    expect(found).toEqual(places);
  });

  it('are the workstation’s alone where the account has no name', () => {
    for (const platform of ['darwin', 'linux'] as const)
      expect(policyPlaces(platform, null).map(({ scope }) => scope)).not.toContain('user');
  });
});

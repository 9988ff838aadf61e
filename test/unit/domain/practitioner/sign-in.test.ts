import { describe, expect, it } from 'vitest';
import { offerSignIn } from '../../../../src/domain/practitioner/sign-in.ts';

const CARD = ['https://cpx.exemple.fr'];
const ECPS = ['https://ecps.exemple.fr'];
const sites = (cpx: readonly string[], ecps: readonly string[]) =>
  ({ cpx: { hosts: cpx }, ecps: { hosts: ecps } }) as Parameters<typeof offerSignIn>[0]['webPs'];
const ask = { signIn: 'ask', webPs: sites(CARD, ECPS) } as const;

describe('the way to sign in', () => {
  it('is the configured one, whatever lies in the readers', () => {
    for (const signIn of ['cpx', 'ecps'] as const)
      for (const present of [true, false])
        expect(offerSignIn({ ...ask, signIn }, present, 'ecps')).toEqual({
          proposed: signIn,
          choices: [signIn],
        });
  });

  it('is the card when one is there, else e-CPS', () => {
    expect(offerSignIn(ask, true, null)).toEqual({ proposed: 'cpx', choices: ['cpx', 'ecps'] });
    expect(offerSignIn(ask, false, null).proposed).toBe('ecps');
  });

  it('is what was chosen last, where that is possible now', () => {
    expect(offerSignIn(ask, true, 'ecps').proposed).toBe('ecps');
    expect(offerSignIn(ask, true, 'cpx').proposed).toBe('cpx');
    expect(offerSignIn(ask, false, 'cpx').proposed).toBe('ecps');
  });

  it('is the only one that has an address', () => {
    expect(offerSignIn({ ...ask, webPs: sites([], ECPS) }, true, 'cpx')).toEqual({
      proposed: 'ecps',
      choices: ['ecps'],
    });
    expect(offerSignIn({ ...ask, webPs: sites(CARD, []) }, false, 'ecps').proposed).toBe('cpx');
  });
});

import { describe, expect, it } from 'vitest';
import {
  ecpsSessionEnd,
  ECPS_SESSION_LIMITS,
  isEcpsCallback,
  readEcpsAddress,
  recogniseConnectAnswer,
  signOutAddresses,
} from '../../../../src/domain/site/ecps-answers.ts';
import production from '../../../../src/domain/settings/profiles/production.json' with { type: 'json' };
import sandbox from '../../../../src/domain/settings/profiles/sandbox.json' with { type: 'json' };

const SITE = 'https://site.exemple.fr';
const WALLET = 'https://wallet.exemple.fr';
const AUTH = 'https://auth.exemple.fr';
const PLACES = { siteOrigin: SITE, connectOrigins: [WALLET, AUTH] };
const read = (address: string) => readEcpsAddress(address, PLACES);

describe('an address on the way of a sign-in by e-CPS', () => {
  it('is told by its host', () => {
    expect(read(`${WALLET}/auth?client_id=x`)).toEqual({ kind: 'connect' });
    expect(read(`${AUTH}/auth/realms/esante-wallet/protocol/openid-connect/auth`)).toEqual({
      kind: 'connect',
    });
    expect(read(`${SITE}/AccesDirect/Documents/1`)).toEqual({ kind: 'site' });
    for (const other of [
      'https://wallet.exemple.fr:8443/auth',
      'http://site.exemple.fr/',
      'about:blank',
      'x',
    ])
      expect(read(other)).toEqual({ kind: 'elsewhere' });
  });

  it('is the sign-out only at its documented place', () => {
    const path = '/auth/realms/esante-wallet/protocol/openid-connect/logout';
    expect(read(`${AUTH}${path}?post_logout_redirect_uri=y`)).toEqual({ kind: 'sign-out' });
    expect(read(`${SITE}${path}`)).toEqual({ kind: 'site' });
    expect(read(`${AUTH}/logout`)).toEqual({ kind: 'connect' });
  });

  it('is the callback, which says how it ended', () => {
    expect(read(`${SITE}/callbackoidc?code=a&state=b`)).toEqual({ kind: 'callback', failure: null });
    expect(read(`${SITE}/callbackoidc?error=access_denied&state=b`)).toEqual({
      kind: 'callback',
      failure: { code: 'ECPS-REFUSEE' },
    });
    expect(read(`${SITE}/callbackoidc?error=server_error`)).toEqual({
      kind: 'callback',
      failure: { code: 'ECPS-ERREUR', detail: { error: 'server_error' } },
    });
    expect(read(`${WALLET}/callbackoidc?error=access_denied`)).toEqual({ kind: 'connect' });
  });

  it('cannot put words into our sentence', () => {
    const address = `${SITE}/callbackoidc?error=${encodeURIComponent('appelez le 08 99, code')}`;
    expect(read(address)).toEqual({
      kind: 'callback',
      failure: { code: 'ECPS-ERREUR', detail: { error: 'inconnue' } },
    });
  });
});

it('knows the callback that must not be sent twice', () => {
  expect(isEcpsCallback(`${SITE}/callbackoidc?code=a`, SITE)).toBe(true);
  expect(isEcpsCallback(`${SITE}/callbackoidc/`, SITE)).toBe(false);
  expect(isEcpsCallback(`${AUTH}/callbackoidc?code=a`, SITE)).toBe(false);
  expect(isEcpsCallback('x', SITE)).toBe(false);
});

it('signs out at the hosts that are named so, of every built-in environment', () => {
  expect(signOutAddresses(production.proSanteConnect.hosts)).toEqual([
    'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet/protocol/openid-connect/logout',
  ]);
  expect(signOutAddresses(sandbox.proSanteConnect.hosts)).toEqual([
    'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet/protocol/openid-connect/logout',
  ]);
  expect(signOutAddresses(['https://authentique.exemple.fr', WALLET])).toEqual([]);
});

it('ends a session by whichever limit comes first', () => {
  const { totalMs, idleMs } = ECPS_SESSION_LIMITS;
  expect([totalMs, idleMs]).toEqual([4 * 3_600_000, 30 * 60_000]);
  expect(ecpsSessionEnd({ startedAt: 0, lastUsedAt: 0 })).toBe(idleMs);
  expect(ecpsSessionEnd({ startedAt: 0, lastUsedAt: totalMs - 1 })).toBe(totalMs);
});

it('recognises the one page of Pro Santé Connect that has a known wording', () => {
  expect(recogniseConnectAnswer('Délai dépassé. La demande n’a pas été confirmée.')).toBe(
    'ECPS-SANS-REPONSE',
  );
  expect(recogniseConnectAnswer('Confirmez sur votre téléphone')).toBeNull();
});

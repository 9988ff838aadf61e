import { expect, it } from 'vitest';
import { mapConnectStatus, mapHttpStatus, mapLoadFailure } from '../../../../src/main/site/load-failures.ts';

const HOST = 'wps.example';

it.each([
  [-117, 'SITE-CARTE-DEMANDEE'],
  [-110, 'SITE-CARTE-DEMANDEE'],
  [-2, 'SITE-CERTIFICAT'],
  [-201, 'SITE-CERTIFICAT'],
  [-101, 'SITE-INJOIGNABLE'],
  [-354, 'SITE-INJOIGNABLE'],
])('a load that failed with %i is told as %s, whoever signs in', (code, expected) => {
  expect(mapLoadFailure(code, HOST, true)?.code).toBe(expected);
  expect(mapLoadFailure(code, HOST, false)?.code).toBe(expected);
});

it('a connection cut just behind the handshake asks for no card of who has given it, or signs in without', () => {
  expect(mapLoadFailure(-15, HOST, true)).toMatchObject({ code: 'SITE-CARTE-DEMANDEE' });
  expect(mapLoadFailure(-15, HOST, false)).toMatchObject({
    code: 'SITE-INJOIGNABLE',
    detail: { host: HOST, reason: 'connexion coupée' },
  });
});

it('a load that was only replaced by another is no failure', () => {
  expect(mapLoadFailure(-3, HOST, true)).toBeNull();
  expect(mapLoadFailure(0, HOST, false)).toBeNull();
});

it('only errors of the servers themselves take the place of their pages', () => {
  expect(mapHttpStatus(404, HOST)).toBeNull();
  expect(mapHttpStatus(500, HOST)?.code).toBe('SITE-ERREUR');
  expect(mapConnectStatus(403, HOST)).toBeNull();
  expect(mapConnectStatus(503, HOST)?.code).toBe('ECPS-INDISPONIBLE');
});

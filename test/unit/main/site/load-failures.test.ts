import { describe, expect, it } from 'vitest';
import {
  mapConnectStatus,
  mapHttpStatus,
  mapLoadFailure,
  type CardPart,
  type FailedLoad,
} from '../../../../src/main/site/load-failures.ts';

const HOST = 'wps.example';
const PARTS: readonly CardPart[] = ['none', 'awaited', 'given', 'let-in'];

function said(code: number, card: CardPart, more: Partial<FailedLoad> = {}): string | null {
  const load = {
    code,
    host: HOST,
    card,
    pinCancelled: false,
    strangeIssuer: null,
    installedIssuer: null,
    proxyEnd: null,
    ...more,
  };
  return mapLoadFailure(load)?.code ?? null;
}

describe('once a card has answered', () => {
  it.each([
    [-15, 'SITE-CARTE-COUPEE'],
    [-100, 'SITE-CARTE-COUPEE'],
    [-101, 'SITE-CARTE-COUPEE'],
    [-107, 'SITE-CARTE-COUPEE'],
    [-110, 'SITE-CARTE-REFUSEE'],
    [-113, 'SITE-CARTE-COUPEE'],
    [-117, 'SITE-CARTE-REFUSEE'],
    [-134, 'CPX-CLE-REFUSEE'],
    [-135, 'CPX-CLE-REFUSEE'],
    [-141, 'CPX-SIGNATURE'],
    [-149, 'SITE-CERTIFICAT'],
    [-151, 'CPX-ALGORITHMES'],
    [-153, 'SITE-SIGNATURE-REFUSEE'],
    [-164, 'CPX-CERTIFICAT-ILLISIBLE'],
    [-177, 'CPX-ALGORITHMES'],
  ])('%i is told as %s', (code, expected) => {
    expect(said(code, 'given')).toBe(expected);
  });

  it('no code of Chromium’s asks for the card that is there', () => {
    for (const card of ['given', 'let-in'] as const)
      for (let code = -1; code > -400; code--) expect(said(code, card)).not.toBe('SITE-CARTE-DEMANDEE');
  });

  it('a PIN that was given up is told as that, and only where it is the reason', () => {
    for (const code of [-134, -135, -141])
      expect(said(code, 'given', { pinCancelled: true })).toBe('CPX-CODE-ANNULE');
    expect(said(-101, 'given', { pinCancelled: true })).toBe('SITE-CARTE-COUPEE');
  });

  it('what fails after the site has let it in is the network’s again', () => {
    expect(said(-101, 'let-in')).toBe('SITE-INJOIGNABLE');
    expect(said(-15, 'let-in')).toBe('SITE-INJOIGNABLE');
  });
});

describe('where somebody on the way opens the connection, with an authority of this workstation', () => {
  const inspected = { installedIssuer: 'Passerelle (Stormshield)' };

  it('what ends a card’s sign-in is told as that, before and after the card has answered', () => {
    for (const code of [-15, -100, -101, -107, -110, -113, -117, -141, -153])
      for (const card of ['awaited', 'given'] as const)
        expect(said(code, card, inspected)).toBe('CPX-INSPECTION');
    expect(said(-141, 'given', { ...inspected, pinCancelled: true })).toBe('CPX-CODE-ANNULE');
  });

  it('what has nothing to do with a card is not', () => {
    for (const card of ['none', 'let-in'] as const)
      for (let code = -1; code > -400; code--) expect(said(code, card, inspected)).not.toBe('CPX-INSPECTION');
    expect(said(-105, 'awaited', inspected)).toBe('SITE-INJOIGNABLE');
    expect(said(-202, 'awaited', { ...inspected, strangeIssuer: 'x' })).toBe('TLS-INTERCEPTION');
  });
});

describe('without a card', () => {
  it.each([-110, -117])('%i says that the site asks for one', (code) => {
    expect(said(code, 'awaited')).toBe('SITE-CARTE-DEMANDEE');
    expect(said(code, 'none')).toBe('SITE-CARTE-DEMANDEE');
  });

  it('a connection cut just behind the handshake may be for want of a card, where one signs in', () => {
    expect(said(-15, 'awaited')).toBe('SITE-CARTE-DEMANDEE');
    expect(said(-15, 'none')).toBe('SITE-INJOIGNABLE');
    expect(said(-101, 'awaited')).toBe('SITE-INJOIGNABLE');
  });
});

describe('on the way', () => {
  it.each([-111, -115, -127, -130, -131, -136, -327, -336])('%i is the proxy’s, whoever signs in', (code) => {
    for (const card of PARTS) expect(said(code, card)).toBe('SITE-PROXY');
  });

  it('a proxy that got no password is told by what became of it', () => {
    for (const code of [-111, -127]) {
      expect(said(code, 'awaited', { proxyEnd: 'given-up' })).toBe('PROXY-ANNULE');
      expect(said(code, 'awaited', { proxyEnd: 'refused' })).toBe('PROXY-REFUSE');
      expect(said(code, 'awaited', { proxyEnd: 'identity-only' })).toBe('PROXY-IDENTITE');
    }
    expect(said(-105, 'awaited', { proxyEnd: 'given-up' })).toBe('SITE-INJOIGNABLE');
  });

  it('no failure of the connection is told by a number', () => {
    const reasons = [-7, -15, -21, -100, -101, -102, -103, -104, -105, -106, -109, -118, -137, -138];
    for (const code of reasons) {
      const load = {
        code,
        host: HOST,
        card: 'none',
        pinCancelled: false,
        strangeIssuer: null,
        installedIssuer: null,
        proxyEnd: null,
      } as const;
      expect(mapLoadFailure(load)?.detail?.reason).not.toMatch(/code/);
    }
  });

  it('a certificate of no known authority is told by its issuer, any other as a bad one', () => {
    for (const code of [-2, -202]) {
      expect(said(code, 'none')).toBe('SITE-CERTIFICAT');
      expect(said(code, 'none', { strangeIssuer: 'Cabinet (Sophos)' })).toBe('TLS-INTERCEPTION');
    }
    expect(said(-113, 'none')).toBe('SITE-CHIFFREMENT');
  });
});

it('a load that was only replaced by another is no failure', () => {
  for (const card of PARTS) {
    expect(said(-3, card)).toBeNull();
    expect(said(0, card)).toBeNull();
  }
});

it('only errors of the servers themselves take the place of their pages', () => {
  expect(mapHttpStatus(404, HOST)).toBeNull();
  expect(mapHttpStatus(500, HOST)?.code).toBe('SITE-ERREUR');
  expect(mapConnectStatus(403, HOST)).toBeNull();
  expect(mapConnectStatus(503, HOST)?.code).toBe('ECPS-INDISPONIBLE');
});

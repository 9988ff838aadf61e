import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../../src/domain/failures/index.ts';
import { EcpsJourney } from '../../../../src/main/sign-in/ecps-journey.ts';

const SITE = 'https://site.exemple.fr';
const WALLET = 'https://wallet.exemple.fr/auth';
const AUTH = 'https://auth.exemple.fr';
const LOGOUT = `${AUTH}/auth/realms/esante-wallet/protocol/openid-connect/logout`;
const PAGE = `${SITE}/AccesDirect/TableauDeBord`;
const CALLBACK = `${SITE}/callbackoidc?code=a&state=b`;
const MINUTE = 60_000;

let told: Failure['code'][];
let journey: EcpsJourney;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  journey = new EcpsJourney(
    { siteOrigin: SITE, connectOrigins: ['https://wallet.exemple.fr', AUTH] },
    (reason) => told.push(reason.code),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

function pass(...addresses: string[]): void {
  for (const address of addresses) journey.passes(address);
}

function signIn(): void {
  pass(WALLET, AUTH, CALLBACK, PAGE);
}

describe('whose turn it is', () => {
  it('follows the way there and back', () => {
    expect(journey.turn).toBe('site');
    pass(WALLET);
    expect(journey.turn).toBe('practitioner');
    pass(`${AUTH}/auth`);
    expect(journey.turn).toBe('practitioner');
    pass(CALLBACK);
    expect(journey.turn).toBe('signed-in');
  });

  it('is signed in as well where the way back is another one', () => {
    pass(WALLET, `${SITE}/retour`);
    expect(journey.turn).toBe('signed-in');
  });

  it('is not signed in by a page that the site shows to anybody', () => {
    pass(`${SITE}/`);
    expect(journey.turn).toBe('site');
    expect(journey.mustSignOut).toBe(false);
  });

  it('stays signed out, whatever confirms it', () => {
    signIn();
    expect(journey.mustSignOut).toBe(true);
    pass(LOGOUT, `${AUTH}/confirmation`, `${SITE}/`);
    expect(journey.turn).toBe('signed-out');
    expect(journey.mustSignOut).toBe(false);
  });
});

describe('how it ends', () => {
  it('tells a refusal once', () => {
    pass(WALLET, `${SITE}/callbackoidc?error=access_denied`, `${SITE}/callbackoidc?error=access_denied`);
    expect(told).toEqual([]);
    vi.runAllTimers();
    expect(told).toEqual(['ECPS-REFUSEE']);
  });

  it('gives a page of Pro Santé Connect five minutes, each', () => {
    pass(WALLET);
    vi.advanceTimersByTime(5 * MINUTE - 1);
    pass(`${WALLET}/attente`);
    vi.advanceTimersByTime(5 * MINUTE - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(told).toEqual(['ECPS-SANS-REPONSE']);
  });

  it('is over after 30 minutes without a request, by itself', () => {
    signIn();
    vi.advanceTimersByTime(29 * MINUTE);
    expect(journey.admits(PAGE)).toBe(true);
    vi.advanceTimersByTime(29 * MINUTE);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(MINUTE + 1);
    expect(told).toEqual(['SESSION-EXPIREE']);
    expect(journey.admits(PAGE)).toBe(false);
  });

  it('is over after four hours, however busy', () => {
    signIn();
    for (let minutes = 0; minutes < 240; minutes += 20) {
      expect(journey.admits(PAGE)).toBe(true);
      vi.advanceTimersByTime(20 * MINUTE);
    }
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['SESSION-EXPIREE']);
  });

  it('is known to be over when the timer slept with the computer', () => {
    signIn();
    expect(journey.isOver()).toBe(false);
    vi.setSystemTime(Date.now() + 31 * MINUTE);
    expect(journey.admits(PAGE)).toBe(false);
    expect(journey.isOver()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['SESSION-EXPIREE']);
  });

  it('tells nothing once stopped', () => {
    signIn();
    journey.stop();
    vi.advanceTimersByTime(300 * MINUTE);
    pass(`${SITE}/callbackoidc?error=access_denied`);
    vi.runAllTimers();
    expect(told).toEqual([]);
  });
});

describe('the callback', () => {
  it('is sent once, and a second time ends the session', () => {
    expect(journey.admits(CALLBACK)).toBe(true);
    expect(journey.admits(PAGE)).toBe(true);
    expect(journey.admits(CALLBACK)).toBe(false);
    vi.runAllTimers();
    expect(told).toEqual(['ECPS-DEJA-UTILISEE']);
  });

  it('may be sent again with another answer, and without one', () => {
    expect(journey.admits(CALLBACK)).toBe(true);
    expect(journey.admits(`${SITE}/callbackoidc?code=c&state=d`)).toBe(true);
    expect(journey.admits(`${SITE}/callbackoidc`)).toBe(true);
    expect(journey.admits(`${SITE}/callbackoidc`)).toBe(true);
  });
});

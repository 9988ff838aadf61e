/**
 * What an address says of a sign-in by e-CPS: whose turn it is, and how it ended. Pure: only addresses are looked at,
 * never a page. Facts: web-ps.md; everything about Pro Santé Connect there is unconfirmed by the DMP's operator.
 */
import { failure, type Failure, type FailureCode } from '../failures/index.ts';

/** Where Pro Santé Connect leads back to, on the site's own host. */
const CALLBACK_PATH = '/callbackoidc';
/** The documented sign-out, on the host named `auth…`. */
const SIGN_OUT_PATH = '/auth/realms/esante-wallet/protocol/openid-connect/logout';

/** A session of Pro Santé Connect lasts 4 h at most, or 30 min without use. In milliseconds. */
export const ECPS_SESSION_LIMITS = { totalMs: 4 * 60 * 60_000, idleMs: 30 * 60_000 } as const;

/** How long Pro Santé Connect awaits the phone, at most (web-ps.md, one source). */
export const PHONE_PATIENCE_SECONDS = 120;

/**
 * How long one page of Pro Santé Connect may stay before the sign-in counts as given up. The wording of its own
 * «too late» page is not published, and its identifier may take longer than the phone: this is the launcher's own
 * figure.
 */
export const ECPS_PATIENCE_MS = 5 * 60_000;

/**
 * The one answer of Pro Santé Connect that is recognised by its page. The wording is the simulated one's: that of the
 * real page is not published, and a sign-in that it ends is noticed by `ECPS_PATIENCE_MS` otherwise.
 */
const TOO_LATE_WORDING = 'Délai dépassé';
export const CONNECT_ANSWER = 'ECPS-SANS-REPONSE' satisfies FailureCode;

/** Recognises the text of a page of Pro Santé Connect; null when it is no known answer. */
export function recogniseConnectAnswer(text: string): typeof CONNECT_ANSWER | null {
  return text.includes(TOO_LATE_WORDING) ? CONNECT_ANSWER : null;
}

/** An address that the main frame goes to, or is redirected to, during a visit signed in by e-CPS. */
export type EcpsAddress =
  /** Pro Santé Connect: the practitioner types an identifier there, and confirms on the phone. */
  | { readonly kind: 'connect' }
  /** Pro Santé Connect's sign-out. */
  | { readonly kind: 'sign-out' }
  /** The way back to the site; `failure` when it says that there was no sign-in. */
  | { readonly kind: 'callback'; readonly failure: Failure | null }
  | { readonly kind: 'site' }
  | { readonly kind: 'elsewhere' };

export interface EcpsPlaces {
  readonly siteOrigin: string;
  /** Pro Santé Connect's origins in this environment. */
  readonly connectOrigins: readonly string[];
}

/** Tells what an address is in a sign-in by e-CPS. */
export function readEcpsAddress(address: string, { siteOrigin, connectOrigins }: EcpsPlaces): EcpsAddress {
  if (!URL.canParse(address)) return { kind: 'elsewhere' };
  const { origin, pathname, searchParams } = new URL(address);
  if (connectOrigins.includes(origin)) return { kind: pathname === SIGN_OUT_PATH ? 'sign-out' : 'connect' };
  if (origin !== siteOrigin) return { kind: 'elsewhere' };
  return pathname === CALLBACK_PATH
    ? { kind: 'callback', failure: callbackFailure(searchParams.get('error')) }
    : { kind: 'site' };
}

/**
 * Whether an address is the site's callback, which works once: played again it gives « Erreur générale non
 * identifiée ».
 */
export function isEcpsCallback(address: string, siteOrigin: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  return origin === siteOrigin && pathname === CALLBACK_PATH;
}

/** Where to ask for the end of Pro Santé Connect's session: on each of its hosts that is named `auth…`. */
export function signOutAddresses(connectOrigins: readonly string[]): readonly string[] {
  return connectOrigins
    .filter((origin) => new URL(origin).hostname.startsWith('auth.'))
    .map((origin) => `${origin}${SIGN_OUT_PATH}`);
}

/**
 * When a session must be over, by the two documented limits; both instants, and the answer, in milliseconds of the
 * same clock.
 */
export function ecpsSessionEnd({
  startedAt,
  lastUsedAt,
}: {
  readonly startedAt: number;
  readonly lastUsedAt: number;
}): number {
  return Math.min(startedAt + ECPS_SESSION_LIMITS.totalMs, lastUsedAt + ECPS_SESSION_LIMITS.idleMs);
}

/** The error codes are OAuth 2.0's (RFC 6749, 4.1.2.1); `access_denied` is what a refusal and a cancellation give. */
function callbackFailure(error: string | null): Failure | null {
  if (error === null) return null;
  if (error === 'access_denied') return failure('ECPS-REFUSEE');
  return failure('ECPS-ERREUR', { error: /^[\w-]{1,60}$/.test(error) ? error : 'inconnue' });
}

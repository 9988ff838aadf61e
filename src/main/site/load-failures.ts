import { failure, type Failure } from '../../domain/failures/index.ts';

/**
 * The connection was ended behind the handshake: for want of a certificate (electron.md), or because it was cut there.
 */
const ENDED_BEHIND_HANDSHAKE = -15;

/** Chromium's net error codes (net/base/net_error_list.h) and what they mean to the practitioner, in French. */
const UNREACHABLE: Readonly<Record<number, string>> = {
  [-7]: 'délai dépassé',
  [ENDED_BEHIND_HANDSHAKE]: 'connexion coupée',
  [-21]: 'le réseau a changé',
  [-100]: 'connexion fermée',
  [-101]: 'connexion coupée',
  [-102]: 'connexion refusée',
  [-104]: 'connexion impossible',
  [-105]: 'nom inconnu',
  [-106]: 'pas d’accès à Internet',
  [-109]: 'adresse injoignable',
  [-118]: 'délai dépassé',
  [-130]: 'proxy injoignable',
  [-137]: 'nom inconnu',
  [-324]: 'réponse vide',
  [-354]: 'réponse incomplète',
  [-355]: 'réponse incomplète',
};

/** No certificate given, key refused, handshake ended by the server for want of one. */
const CLIENT_CERTIFICATE = new Set([-110, -117, -134, -135, -141, -149, -177]);

/**
 * Maps what Chromium says of a page that did not load; null for a load that was only replaced by another (-3).
 * @param withoutCard whether it signs in by card and no certificate has been given: the site may have ended it for that
 */
export function mapLoadFailure(errorCode: number, host: string, withoutCard: boolean): Failure | null {
  if (errorCode === 0 || errorCode === -3) return null;
  if (CLIENT_CERTIFICATE.has(errorCode) || (errorCode === ENDED_BEHIND_HANDSHAKE && withoutCard))
    return failure('SITE-CARTE-DEMANDEE', { host });
  // -2 is our own refusal of a server's certificate; -200 to -299 are Chromium's.
  if (errorCode === -2 || (errorCode <= -200 && errorCode > -300))
    return failure('SITE-CERTIFICAT', { host });
  return failure('SITE-INJOIGNABLE', { host, reason: UNREACHABLE[errorCode] ?? `code ${String(errorCode)}` });
}

/** Maps an HTTP answer of the site; null when it is a page to be shown. */
export function mapHttpStatus(status: number, host: string): Failure | null {
  return status >= 500 ? failure('SITE-ERREUR', { host, status: String(status) }) : null;
}

/** The same for an answer of Pro Santé Connect. */
export function mapConnectStatus(status: number, host: string): Failure | null {
  return status >= 500 ? failure('ECPS-INDISPONIBLE', { host, status: String(status) }) : null;
}

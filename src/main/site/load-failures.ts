import { failure, type Failure, type FailureCodeWith } from '../../domain/failures/index.ts';
import type { ProxyEnd } from '../../domain/site/proxy-policy.ts';
import { NETWORK_REASONS, PROXY_REASONS } from '../../domain/texts/fr/reasons.ts';

/** What has become of the practitioner's card in the session whose page did not load. */
export type CardPart =
  /** Signing in needs none. */
  | 'none'
  /** No certificate has been given yet. */
  | 'awaited'
  /** A certificate was given and the site has shown nothing since. */
  | 'given'
  /** The site has let the card in before. */
  | 'let-in';

export interface FailedLoad {
  /** Chromium's net error. */
  readonly code: number;
  readonly host: string;
  readonly card: CardPart;
  /** The user gave up typing the PIN. */
  readonly pinCancelled: boolean;
  /** Who issued the certificate that was shown for the site, when no known authority did. */
  readonly strangeIssuer: string | null;
  /** Who issued the site's certificate, when it is an authority that was installed on this workstation. */
  readonly installedIssuer: string | null;
  /** Why a proxy that wants a password was given none. */
  readonly proxyEnd: ProxyEnd | null;
}

/**
 * Chromium's net error codes (net/base/net_error_list.h, names without ERR_) that say nothing of a card, in French.
 */
const UNREACHABLE: Readonly<Record<number, string>> = {
  [-7]: NETWORK_REASONS.late, // TIMED_OUT
  [-15]: NETWORK_REASONS.cut, // SOCKET_NOT_CONNECTED
  [-21]: NETWORK_REASONS.networkChanged, // NETWORK_CHANGED
  [-100]: NETWORK_REASONS.closed, // CONNECTION_CLOSED
  [-101]: NETWORK_REASONS.cut, // CONNECTION_RESET
  [-102]: NETWORK_REASONS.refused, // CONNECTION_REFUSED
  [-103]: NETWORK_REASONS.cut, // CONNECTION_ABORTED
  [-104]: NETWORK_REASONS.impossible, // CONNECTION_FAILED
  [-105]: NETWORK_REASONS.unknownName, // NAME_NOT_RESOLVED
  [-106]: NETWORK_REASONS.noInternet, // INTERNET_DISCONNECTED
  [-109]: NETWORK_REASONS.unreachable, // ADDRESS_UNREACHABLE
  [-118]: NETWORK_REASONS.late, // CONNECTION_TIMED_OUT
  [-137]: NETWORK_REASONS.unknownName, // NAME_RESOLUTION_FAILED
  [-138]: NETWORK_REASONS.blocked, // NETWORK_ACCESS_DENIED
  [-324]: NETWORK_REASONS.emptyAnswer, // EMPTY_RESPONSE
  [-354]: NETWORK_REASONS.incompleteAnswer, // CONTENT_LENGTH_MISMATCH
  [-355]: NETWORK_REASONS.incompleteAnswer, // INCOMPLETE_CHUNKED_ENCODING
};

/** A proxy stands in the way. */
const PROXY: Readonly<Record<number, string>> = {
  [-111]: PROXY_REASONS.noTunnel, // TUNNEL_CONNECTION_FAILED
  [-115]: PROXY_REASONS.unknownIdentification, // PROXY_AUTH_UNSUPPORTED
  [-120]: PROXY_REASONS.silent, // SOCKS_CONNECTION_FAILED
  [-121]: PROXY_REASONS.cannotReach, // SOCKS_CONNECTION_HOST_UNREACHABLE
  [-127]: PROXY_REASONS.wantsPassword, // PROXY_AUTH_REQUESTED
  [-130]: PROXY_REASONS.silent, // PROXY_CONNECTION_FAILED
  [-131]: PROXY_REASONS.scriptUnreadable, // MANDATORY_PROXY_CONFIGURATION_FAILED
  [-136]: PROXY_REASONS.unproven, // PROXY_CERTIFICATE_INVALID
  [-140]: PROXY_REASONS.noTunnel, // HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT
  [-327]: PROXY_REASONS.scriptUnreadable, // PAC_SCRIPT_FAILED
  [-336]: PROXY_REASONS.noneFits, // NO_SUPPORTED_PROXIES
};

/** Why the proxy was given no password. */
const WITHOUT_PASSWORD: Readonly<Record<ProxyEnd, FailureCodeWith<'host'>>> = {
  'given-up': 'PROXY-ANNULE',
  refused: 'PROXY-REFUSE',
  'identity-only': 'PROXY-IDENTITE',
};

/** What the card, or the site about the card, says once a certificate was given. */
const AFTER_CARD: Readonly<Record<number, FailureCodeWith<'host'>>> = {
  [-15]: 'SITE-CARTE-COUPEE', // SOCKET_NOT_CONNECTED: ended behind the handshake
  [-100]: 'SITE-CARTE-COUPEE', // CONNECTION_CLOSED
  [-101]: 'SITE-CARTE-COUPEE', // CONNECTION_RESET
  [-324]: 'SITE-CARTE-COUPEE', // EMPTY_RESPONSE
  [-107]: 'SITE-CARTE-COUPEE', // SSL_PROTOCOL_ERROR: an alert that names no reason
  [-110]: 'SITE-CARTE-REFUSEE', // SSL_CLIENT_AUTH_CERT_NEEDED
  [-113]: 'SITE-CARTE-COUPEE', // SSL_VERSION_OR_CIPHER_MISMATCH: the encryption had been agreed on before
  [-117]: 'SITE-CARTE-REFUSEE', // BAD_SSL_CLIENT_AUTH_CERT
  [-134]: 'CPX-CLE-REFUSEE', // SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED
  [-135]: 'CPX-CLE-REFUSEE', // SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY
  [-141]: 'CPX-SIGNATURE', // SSL_CLIENT_AUTH_SIGNATURE_FAILED
  [-151]: 'CPX-ALGORITHMES', // CLIENT_AUTH_CERT_TYPE_UNSUPPORTED
  [-153]: 'SITE-SIGNATURE-REFUSEE', // SSL_DECRYPT_ERROR_ALERT
  [-164]: 'CPX-CERTIFICAT-ILLISIBLE', // SSL_CLIENT_AUTH_CERT_BAD_FORMAT
  [-177]: 'CPX-ALGORITHMES', // SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS
};

/** The PIN opens the key: without it the engine finds none, or may not use it. */
const WITHOUT_PIN = new Set([-134, -135, -141]);
/** The server asks for a certificate, or ends the handshake for want of one. */
const CARD_WANTED = new Set([-110, -117, -134, -135, -141, -151, -177]);
/** SOCKET_NOT_CONNECTED: for want of a certificate (electron.md), or because it was cut there. */
const ENDED_BEHIND_HANDSHAKE = -15;

/** The site's own certificate or key cannot be used: -149 SSL_BAD_PEER_PUBLIC_KEY and its like. */
const SITE_CERTIFICATE = new Set([-2, -149, -150, -156, -167, -181]);
/** SSL_PROTOCOL_ERROR, SSL_VERSION_OR_CIPHER_MISMATCH, SSL_UNRECOGNIZED_NAME_ALERT, SSL_OBSOLETE_CIPHER. */
const ENCRYPTION = new Set([-107, -113, -123, -125, -126, -159, -172, -180]);

/** Maps what Chromium says of a page that did not load; null for a load that was only replaced by another (-3). */
export function mapLoadFailure({
  code,
  host,
  card,
  pinCancelled,
  strangeIssuer,
  installedIssuer,
  proxyEnd,
}: FailedLoad): Failure | null {
  if (code === 0 || code === -3) return null;
  if (installedIssuer !== null && endsCard(code, card) && !(pinCancelled && WITHOUT_PIN.has(code)))
    return failure('CPX-INSPECTION', { host, issuer: installedIssuer });
  if (card === 'given') {
    if (pinCancelled && WITHOUT_PIN.has(code)) return failure('CPX-CODE-ANNULE');
    const said = AFTER_CARD[code];
    if (said !== undefined) return failure(said, { host });
  }
  if (CARD_WANTED.has(code) || (code === ENDED_BEHIND_HANDSHAKE && card === 'awaited'))
    return failure(card === 'let-in' ? 'SITE-CARTE-REFUSEE' : 'SITE-CARTE-DEMANDEE', { host });
  // -2 is our own refusal of a server's certificate; -200 to -299 are Chromium's.
  if (SITE_CERTIFICATE.has(code) || (code <= -200 && code > -300))
    return strangeIssuer === null
      ? failure('SITE-CERTIFICAT', { host })
      : failure('TLS-INTERCEPTION', { host, issuer: strangeIssuer });
  if (ENCRYPTION.has(code)) return failure('SITE-CHIFFREMENT', { host, code: String(code) });
  const proxy = PROXY[code];
  if (proxy !== undefined && proxyEnd !== null) return failure(WITHOUT_PASSWORD[proxyEnd], { host });
  if (proxy !== undefined) return failure('SITE-PROXY', { host, reason: proxy });
  return failure('SITE-INJOIGNABLE', { host, reason: UNREACHABLE[code] ?? `code ${String(code)}` });
}

/** Whether a failure is one that a card meets where somebody on the way opens the encrypted connection. */
function endsCard(code: number, card: CardPart): boolean {
  if (card !== 'awaited' && card !== 'given') return false;
  return code in AFTER_CARD || CARD_WANTED.has(code) || ENCRYPTION.has(code);
}

/** Maps an HTTP answer of the site; null when it is a page to be shown. */
export function mapHttpStatus(status: number, host: string): Failure | null {
  return status >= 500 ? failure('SITE-ERREUR', { host, status: String(status) }) : null;
}

/** The same for an answer of Pro Santé Connect. */
export function mapConnectStatus(status: number, host: string): Failure | null {
  return status >= 500 ? failure('ECPS-INDISPONIBLE', { host, status: String(status) }) : null;
}

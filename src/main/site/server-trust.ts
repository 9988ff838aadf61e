import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Certificate, Request } from 'electron';
import { isLocalName } from '../../domain/site/access.ts';
import { isHealthAuthority, knownInterceptor } from '../../domain/diagnosis/interceptors.ts';

/** Chromium's code for «no known authority issued this». */
const AUTHORITY_INVALID = -202;
/** Answers of a certificate verify procedure. */
const ACCEPT = 0;
/** Unlike -3 («use Chromium's result»), no command-line switch can turn this into an acceptance. */
const REJECT = -2;

/** Extended key usage «server authentication» (RFC 5280, 4.2.1.12). */
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/**
 * Decides on a server's certificate: what Chromium accepts is accepted; with the authorities of
 * `webPs.trustedCaFile` (never in production) also what one of them issued, for this host, in date. The authority that
 * SrvSVCNAM brings along speaks for this workstation alone, whatever the system trusts it for.
 */
export function decideServerTrust(
  request: Pick<Request, 'hostname' | 'errorCode' | 'certificate'>,
  authorities: readonly X509Certificate[],
  now: Date,
): number {
  if (request.errorCode === 0)
    return !isLocalName(request.hostname) && isOfLocalAuthority(request.certificate) ? REJECT : ACCEPT;
  if (request.errorCode !== AUTHORITY_INVALID || authorities.length === 0) return REJECT;
  try {
    return isIssuedBy(request.certificate, request.hostname, authorities, now) ? ACCEPT : REJECT;
  } catch {
    // What a server sends may be anything; what cannot be read vouches for nobody.
    return REJECT;
  }
}

/**
 * Who issued a refused certificate, with the maker where it is a known one; null when something else is wrong with it
 * (its dates, its name), which says nothing of its issuer.
 */
export function strangeIssuerOf(
  { errorCode, certificate }: Pick<Request, 'errorCode' | 'certificate'>,
  authorities: readonly X509Certificate[],
): string | null {
  if (errorCode !== AUTHORITY_INVALID || isOfAuthorities(certificate, authorities)) return null;
  const name = issuerName(certificate);
  if (name === '') return null;
  const maker = knownInterceptor(name);
  if (maker !== null) return `${name} (${maker})`;
  // Its certificate alone, from a maker that nobody knows: perhaps a server that was set up by halves.
  return (certificate as ChainLink).issuerCert === undefined ? null : name;
}

/**
 * Who issued a certificate that the engine takes though no public authority vouches for it: one that was installed on
 * this workstation, as whoever looks into its connections does, with the maker where it is a known one. Null for
 * public ones, for the health system's and for `authorities`.
 */
export function installedIssuerOf(
  {
    errorCode,
    isIssuedByKnownRoot,
    certificate,
  }: Pick<Request, 'errorCode' | 'isIssuedByKnownRoot' | 'certificate'>,
  authorities: readonly X509Certificate[],
): string | null {
  if (errorCode !== 0 || isIssuedByKnownRoot || isOfAuthorities(certificate, authorities)) return null;
  const name = issuerName(certificate);
  if (name === '' || isHealthAuthority(name)) return null;
  const maker = knownInterceptor(name);
  return maker === null ? name : `${name} (${maker})`;
}

function issuerName({ issuer: { commonName, organizations } }: Certificate): string {
  return [...organizations, commonName].filter((each) => each !== '').join(', ');
}

/** `AC-SRVSVCNAM`, `AC-SRVSVCNAM-256` (srvsvcnam.md), anywhere above the server's own certificate. */
const LOCAL_AUTHORITY = /^AC-SRVSVCNAM/i;

function isOfLocalAuthority(certificate: Certificate): boolean {
  let next: ChainLink | undefined = certificate;
  for (let length = 0; next !== undefined && length < 8; length++) {
    if (LOCAL_AUTHORITY.test(next.issuer.commonName)) return true;
    next = next.issuerCert;
  }
  return false;
}

/** By one of ours, whatever else is wrong with it; what cannot be read is nobody's. */
function isOfAuthorities(certificate: Certificate, authorities: readonly X509Certificate[]): boolean {
  try {
    return chainOf(certificate).some((each) => authorities.some((authority) => issued(authority, each)));
  } catch {
    return false;
  }
}

function isIssuedBy(
  certificate: Certificate,
  hostname: string,
  authorities: readonly X509Certificate[],
  now: Date,
): boolean {
  const chain = chainOf(certificate);
  const leaf = chain[0];
  if (leaf === undefined || !namesHost(leaf, hostname) || !mayServe(leaf)) return false;
  if (!chain.every((each) => isInDate(each, now))) return false;
  for (const [index, each] of chain.entries()) {
    if (authorities.some((authority) => issued(authority, each) && isInDate(authority, now))) return true;
    const issuer = chain[index + 1];
    if (issuer === undefined || !issued(issuer, each)) return false;
  }
  return false;
}

/** Electron types the issuer as always there; at the end of the chain it is not. */
type ChainLink = Omit<Certificate, 'issuerCert'> & { readonly issuerCert?: Certificate };

function chainOf(certificate: Certificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: ChainLink | undefined = certificate;
  while (next !== undefined && chain.length < 8) {
    chain.push(new X509Certificate(next.data));
    next = next.issuerCert;
  }
  return chain;
}

/**
 * Whether a certificate is for this host, as browsers see it: a name that stands in the subject alone counts for
 * nothing (RFC 9110, 4.3.4; Node would take it).
 * @param hostname a name or an address, an IPv6 address with or without its brackets
 */
export function namesHost(leaf: X509Certificate, hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  // `checkIP` throws for anything that is not an address.
  const named = isIP(bare) === 0 ? leaf.checkHost(bare, { subject: 'never' }) : leaf.checkIP(bare);
  return named !== undefined;
}

/** A certificate that says what it is for must say that it is for servers: a client's is nobody's site. */
function mayServe(leaf: X509Certificate): boolean {
  // Absent for a certificate without the extension; the typings do not know.
  const usages = leaf.keyUsage as string[] | undefined;
  return usages?.includes(SERVER_AUTHENTICATION) ?? true;
}

function isInDate(certificate: X509Certificate, now: Date): boolean {
  return new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

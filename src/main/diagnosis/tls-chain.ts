import { X509Certificate } from 'node:crypto';
import { rootCertificates, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import type { ServerCertificateFact } from '../../domain/diagnosis/facts.ts';
import { NETWORK_REASONS } from '../../domain/texts/fr/reasons.ts';
import { namesHost } from '../site/server-trust.ts';

/** No honest chain is longer. */
const LONGEST_CHAIN = 8;

let publicRoots: readonly X509Certificate[] | null = null;

/** The authorities that come with the runtime (Mozilla's list), read once: what the system adds to them is exactly what is looked for. */
function roots(): readonly X509Certificate[] {
  publicRoots ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return publicRoots;
}

/**
 * What a server's certificate says, and whether its chain ends at a public authority or at one of `authorities`.
 * Dates are not looked at here: they are judged by a clock that may be another than ours.
 * @returns null when the server showed none.
 */
export function readServerCertificate(
  shown: PeerCertificate | DetailedPeerCertificate,
  hostname: string,
  authorities: readonly X509Certificate[],
): ServerCertificateFact | null {
  const chain = chainOf(shown);
  const [leaf] = chain;
  if (leaf === undefined) return null;
  const trusted = [...authorities, ...roots()];
  return {
    issuer: nameOf(leaf.issuer),
    notBefore: Date.parse(leaf.validFrom),
    notAfter: Date.parse(leaf.validTo),
    namesHost: namesHost(leaf, hostname),
    chain: leadsTo(chain, trusted) ? 'trusted' : isIncomplete(chain) ? 'incomplete' : 'untrusted',
  };
}

function chainOf(shown: PeerCertificate | DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  // Typed as always full; it is empty when the server showed no certificate.
  let next: Partial<DetailedPeerCertificate> | undefined = shown;
  const seen = new Set<unknown>();
  while (next?.raw !== undefined && !seen.has(next) && chain.length < LONGEST_CHAIN) {
    seen.add(next);
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}

function leadsTo(chain: readonly X509Certificate[], trusted: readonly X509Certificate[]): boolean {
  for (const [index, each] of chain.entries()) {
    if (trusted.some((root) => root.fingerprint256 === each.fingerprint256 || issued(root, each)))
      return true;
    const issuer = chain[index + 1];
    if (issuer === undefined || !issued(issuer, each)) return false;
  }
  return false;
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return (
    issuer.subject === subject.issuer &&
    issuer.ca &&
    subject.checkIssued(issuer) &&
    subject.verify(issuer.publicKey)
  );
}

/** One certificate alone that says where its issuer's is: a server that was set up by halves, not somebody in between. */
function isIncomplete([leaf, ...others]: readonly X509Certificate[]): boolean {
  return others.length === 0 && leaf?.infoAccess?.includes('CA Issuers') === true;
}

/** `Autorité (Organisation)` from a distinguished name, one attribute per line. */
function nameOf(distinguishedName: string): string {
  const part = (key: string): string | null =>
    new RegExp(`^${key}=(.+)$`, 'm').exec(distinguishedName)?.[1] ?? null;
  const [name, organisation] = [part('CN'), part('O')];
  if (name !== null && organisation !== null) return `${name} (${organisation})`;
  return name ?? organisation ?? NETWORK_REASONS.namelessAuthority;
}

/**
 * Which of the certificates that the browser engine offers may sign in to the site (cpx.md).
 * The engine left alone sends the first one, which can be the signature certificate: this rule never goes by order.
 */
import type { CertificateFacts } from './certificate.ts';
import { compareJudged, rejectCertificate, type Rejection } from './certificate-rejection.ts';
import type { Environment } from '../settings/configuration.ts';
import { holderOf, type CardHolder } from './cpx.ts';
import { failure, type Failure } from '../failures/index.ts';

export interface CertificateQuestion {
  /** As offered, in the engine's order; null for one that could not be read. Only leaf certificates. */
  readonly offered: readonly (CertificateFacts | null)[];
  readonly environment: Environment;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Who asks for a certificate: `host:port`, or a bare host for port 443. */
  readonly askedBy: string;
  /** The site's origins for card sign-in, from the configuration: `https://host[:port]`. */
  readonly siteOrigins: readonly string[];
  /** Id of the certificate that the user has chosen for this visit, if any. */
  readonly chosen: string | null;
}

/** One card the user may choose: `index` is the certificate's place in `offered`. */
export interface CardChoice {
  readonly index: number;
  readonly certificate: CertificateFacts;
  readonly holder: CardHolder;
}

export interface RejectedCertificate extends Rejection {
  readonly index: number;
  readonly certificate: CertificateFacts | null;
}

export type CertificateChoice =
  | { readonly kind: 'use'; readonly index: number; readonly certificate: CertificateFacts }
  | { readonly kind: 'ask'; readonly cards: readonly CardChoice[] }
  | {
      readonly kind: 'none';
      readonly rejected: readonly RejectedCertificate[];
      /** What to tell the user: the reason of the certificate that was nearest to being used. */
      readonly failure: Failure;
    };

/** Decides, or says that the user must choose, or says why there is nothing to use. */
export function chooseCertificate(question: CertificateQuestion): CertificateChoice {
  const { askedBy, siteOrigins, chosen } = question;
  if (!isSite(askedBy, siteOrigins))
    return none([], failure('CPX-SITE-NON-PREVU', { host: askedBy.slice(0, 100) }));
  const { usable, rejected } = judge(question);
  if (chosen !== null) return keepTo(chosen, usable, rejected);
  const [only, ...others] = usable;
  if (only === undefined) return none(rejected, rejected[0]?.failure ?? failure('CPX-SANS-CERTIFICAT'));
  return others.length === 0 ? use(only) : { kind: 'ask', cards: usable };
}

/** A choice is kept to: another card never takes the place of the chosen one without a word. */
function keepTo(
  chosen: string,
  usable: readonly CardChoice[],
  rejected: readonly RejectedCertificate[],
): CertificateChoice {
  const same = usable.find(({ certificate }) => certificate.id === chosen);
  if (same !== undefined) return use(same);
  const refused = rejected.find(({ certificate }) => certificate?.id === chosen);
  return none(rejected, refused?.failure ?? failure('CPX-RETIREE'));
}

function judge({ offered, environment, now }: CertificateQuestion): {
  usable: readonly CardChoice[];
  rejected: readonly RejectedCertificate[];
} {
  const usable = new Map<string, CardChoice>();
  const rejected: RejectedCertificate[] = [];
  offered.forEach((certificate, index) => {
    const rejection = rejectCertificate(certificate, environment, now);
    if (rejection !== null) rejected.push({ index, certificate, ...rejection });
    // The system may offer one certificate twice (two modules, two stores): it is still one card.
    else if (certificate !== null && !usable.has(certificate.id))
      usable.set(certificate.id, { index, certificate, holder: holderOf(certificate) });
  });
  rejected.sort((a, b) =>
    compareJudged({ certificate: a.certificate, rejection: a }, { certificate: b.certificate, rejection: b }),
  );
  return { usable: [...usable.values()], rejected };
}

function use({ index, certificate }: CardChoice): CertificateChoice {
  return { kind: 'use', index, certificate };
}

function none(rejected: readonly RejectedCertificate[], reason: Failure): CertificateChoice {
  return { kind: 'none', rejected, failure: reason };
}

/** Host and port must both be the site's: the same host on another port is someone else. */
function isSite(askedBy: string, siteOrigins: readonly string[]): boolean {
  if (!/^[\w.:[\]-]+$/.test(askedBy) || !URL.canParse(`https://${askedBy}`)) return false;
  return siteOrigins.includes(new URL(`https://${askedBy}`).origin);
}

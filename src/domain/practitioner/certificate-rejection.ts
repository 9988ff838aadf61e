/** Why one certificate may not sign in to the site: the conditions of cpx.md, one by one. */
import { refuseByEnvironment } from '../settings/card-environment.ts';
import type { CertificateFacts } from './certificate.ts';
import type { Environment } from '../settings/configuration.ts';
import { failure, type Failure } from '../failures/index.ts';

/** From the reason that is furthest from a certificate that could be used, to the nearest. */
const REASONS = [
  'unreadable',
  'issuer',
  'test-in-production',
  'real-in-test',
  'signature',
  'no-client-auth',
  'not-yet-valid',
  'expired',
] as const;
export type RejectionReason = (typeof REASONS)[number];

export interface Rejection {
  readonly reason: RejectionReason;
  /** The same for the user: a code of the catalogue, with its dates. */
  readonly failure: Failure;
}

/** A certificate (null: one that could not be read) with what stands against it (null: nothing). */
export interface Judged {
  readonly certificate: CertificateFacts | null;
  readonly rejection: Rejection | null;
}

/** The first condition that fails, or null when the certificate may sign in. `now` in milliseconds since 1970. */
export function rejectCertificate(
  certificate: CertificateFacts | null,
  environment: Environment,
  now: number,
): Rejection | null {
  if (certificate === null) return rejection('unreadable', failure('CPX-CERTIFICAT-ILLISIBLE'));
  const { issuer } = certificate;
  if (issuer.scope !== 'persons') return rejection('issuer', failure('CPX-EMETTEUR'));
  const mixed = refuseByEnvironment('cpx', issuer.test, environment);
  if (mixed !== null) return rejection(issuer.test ? 'test-in-production' : 'real-in-test', mixed);
  if (certificate.nonRepudiation) return rejection('signature', failure('CPX-SANS-AUTHENTIFICATION'));
  if (!certificate.clientAuth) return rejection('no-client-auth', failure('CPX-SANS-AUTHENTIFICATION'));
  if (now < certificate.notBefore)
    return rejection(
      'not-yet-valid',
      failure('CPX-PAS-ENCORE-VALABLE', { date: day(certificate.notBefore) }),
    );
  if (now > certificate.notAfter)
    return rejection('expired', failure('CPX-EXPIREE', { date: day(certificate.notAfter) }));
  return null;
}

/**
 * Sorts what is nearest to a sign-in first: what may be used, then by reason, then what ends last.
 * The reason of the first tells the user most: a signature certificate beside an expired one says nothing.
 */
export function compareJudged(a: Judged, b: Judged): number {
  return rank(b) - rank(a) || end(b) - end(a);
}

function rank(judged: Judged): number {
  return judged.rejection === null ? REASONS.length : REASONS.indexOf(judged.rejection.reason);
}

function end(judged: Judged): number {
  return judged.certificate?.notAfter ?? 0;
}

function rejection(reason: RejectionReason, value: Failure): Rejection {
  return { reason, failure: value };
}

/** `14/03/2026`, as a user in France reads the date. */
function day(instant: number): string {
  return new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(instant);
}

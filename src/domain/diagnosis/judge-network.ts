/** The site's hosts and Pro Santé Connect's: reached, encrypted, nobody in between, the same time. */
import { failure, type Failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { HostFact, JudgementContext, ServerCertificateFact } from './facts.ts';
import { knownInterceptor } from './interceptors.ts';
import { NETWORK_CHECKS, STANDS_IN_THE_WAY } from '../texts/fr/checks.ts';
import { writtenDay } from '../texts/fr/figures.ts';

/** Beyond a minute one-time codes and signatures begin to fail; beyond five, sign-in does. */
const DRIFT_WATCH_MS = 60_000;
const DRIFT_FIX_MS = 300_000;
/** A Date header counts whole seconds and travels for a while. */
const DRIFT_NOISE_MS = 2_000;

export const NETWORK_CONTROLS = [
  defineControl({
    id: 'hosts',
    section: 'network',
    title: NETWORK_CHECKS.hosts,
    needs: ['network'],
    judge: ({ network }, write, context) => [
      ...network.map((host) => judgeReach(host, network, write, context)),
      ...network.flatMap((host) => judgeCertificate(host, network, write, context)),
    ],
  }),
  defineControl({
    id: 'clock',
    section: 'network',
    title: NETWORK_CHECKS.clockAndProxy,
    needs: ['network'],
    judge: ({ network }, write) => [judgeProxy(network, write), judgeClock(network, write)],
  }),
];

const idOf = (kind: string, { purpose, rank, host }: HostFact): string =>
  `${kind}.${purpose}.${String(rank + 1)}.${host}`;

/** Whether a host's trouble is the user's: not that of an address kept for later, or of a way in that is switched off. */
function isInUse({ purpose, rank }: HostFact, { configuration }: JudgementContext): boolean {
  if (purpose === 'psc') return configuration.signIn !== 'cpx';
  return rank === 0 && (configuration.signIn === 'ask' || configuration.signIn === purpose);
}

function judgeReach(
  host: HostFact,
  all: readonly HostFact[],
  write: CheckWriter,
  context: JudgementContext,
): Check {
  const id = idOf('reach', host);
  const { outcome } = host;
  const label = NETWORK_CHECKS.host(host.purpose, host.host);
  if (outcome.stage === 'done') {
    const { milliseconds, proxy } = host;
    const protocol = (outcome.protocol ?? 'TLS').replace('TLSv', 'TLS ');
    const said = { milliseconds, proxy, protocol, asksForCard: outcome.asksForCard };
    return write.good(id, host.purpose === 'psc' ? 'PSC-OK' : 'WPS-OK', NETWORK_CHECKS.reached(label, said));
  }
  if (outcome.stage === 'unverified') return notVerifiable(write, id, label, outcome.reason);
  const judged = isInUse(host, context) ? write.fix : write.unknown;
  const other = host.purpose === 'psc' ? undefined : all.find((each) => answersInsteadOf(each, host));
  const found = NETWORK_CHECKS.notReached(label, outcome.stage);
  return other === undefined
    ? judged(id, whyNotReached(host, outcome.stage, outcome.reason), found)
    : judged(id, failure('WPS-AUTRE-ADRESSE', { host: host.host, other: other.host }), found);
}

function answersInsteadOf(candidate: HostFact, host: HostFact): boolean {
  return (
    host.rank === 0 &&
    candidate.rank > 0 &&
    candidate.purpose === host.purpose &&
    candidate.outcome.stage === 'done'
  );
}

function whyNotReached(
  { host, proxy }: HostFact,
  stage: 'dns' | 'proxy' | 'connection',
  reason: string,
): Failure {
  if (stage === 'dns') return failure('RESEAU-NOM-INCONNU', { host, reason });
  if (stage === 'proxy') return failure('RESEAU-PROXY', { host, proxy: proxy ?? '', reason });
  return failure('SITE-INJOIGNABLE', { host, reason });
}

function judgeCertificate(
  host: HostFact,
  all: readonly HostFact[],
  write: CheckWriter,
  context: JudgementContext,
): readonly Check[] {
  const { certificate } = host;
  if (certificate === null) return [];
  const id = idOf('tls', host);
  const ahead = clockAhead(all) ?? 0;
  const problem = certificateProblem(host, certificate, context.now + ahead);
  if (problem === null) {
    const { issuer, notAfter } = certificate;
    return [write.good(id, 'TLS-OK', NETWORK_CHECKS.certificate(host.host, issuer, notAfter))];
  }
  const found = NETWORK_CHECKS.certificateFault(host.host, problem.code);
  if (!isInUse(host, context)) return [write.unknown(id, problem, found)];
  return [(isBearable(problem, host, context) ? write.watch : write.fix)(id, problem, found)];
}

/**
 * What the site may open in spite of. An establishment that looks into connections has decided so, and the sign-in by
 * e-CPS passes; where only the card is used, nobody can sign in any more.
 */
function isBearable({ code }: Failure, { purpose }: HostFact, { configuration }: JudgementContext): boolean {
  if (code === 'TLS-INSPECTION') return purpose !== 'cpx' || configuration.signIn !== 'cpx';
  return code === 'TLS-CHAINE';
}

/** Dates are judged by the servers' clock: ours, when it is wrong, is one finding and not several. */
function certificateProblem(
  { host, outcome }: HostFact,
  { issuer, notBefore, notAfter, namesHost, chain }: ServerCertificateFact,
  now: number,
): Failure | null {
  const maker = knownInterceptor(issuer);
  const named = maker === null ? issuer : `${issuer} (${maker})`;
  if (chain === 'untrusted') return failure('TLS-INTERCEPTION', { host, issuer: named });
  if (now < notBefore || now > notAfter)
    return failure('TLS-DATES', { host, from: writtenDay(notBefore), to: writtenDay(notAfter) });
  if (!namesHost) return failure('TLS-NOM', { host });
  const protocol = outcome.stage === 'done' ? outcome.protocol : null;
  if (protocol === 'TLSv1' || protocol === 'TLSv1.1')
    return failure('TLS-VERSION', { host, version: protocol.replace('TLSv', 'TLS ') });
  if (chain === 'installed') return failure('TLS-INSPECTION', { host, issuer: named });
  return chain === 'incomplete' ? failure('TLS-CHAINE', { host, issuer }) : null;
}

function judgeProxy(network: readonly HostFact[], write: CheckWriter): Check {
  const proxies = [...new Set(network.flatMap(({ proxy }) => proxy ?? []))];
  return write.good('proxy', 'PROXY-OK', NETWORK_CHECKS.proxies(proxies));
}

function judgeClock(network: readonly HostFact[], write: CheckWriter): Check {
  const ahead = clockAhead(network);
  if (ahead === null) return notVerifiable(write, 'clock', NETWORK_CHECKS.clock, STANDS_IN_THE_WAY.noClock);
  const drift = Math.abs(ahead);
  if (drift < DRIFT_WATCH_MS) {
    const seconds = Math.max(1, Math.round(drift / 1000));
    return write.good('clock', 'HORLOGE-OK', NETWORK_CHECKS.clockRight(seconds));
  }
  const reason = failure('HORLOGE-DECALEE', { drift: NETWORK_CHECKS.drift(drift, ahead > 0) });
  return (drift < DRIFT_FIX_MS ? write.watch : write.fix)('clock', reason);
}

/** How far the servers' clock is ahead of ours, in milliseconds: the middle one, since one of them may be wrong. */
function clockAhead(network: readonly HostFact[]): number | null {
  const all = network
    .flatMap(({ outcome }) => (outcome.stage === 'done' ? (outcome.clockAhead ?? []) : []))
    .sort((one, other) => one - other);
  const middle = all[Math.floor(all.length / 2)];
  if (middle === undefined) return null;
  return Math.abs(middle) <= DRIFT_NOISE_MS ? 0 : middle;
}

import { randomUUID, type X509Certificate } from 'node:crypto';
import { session, type Session } from 'electron';
import type { SignInMean } from '../../domain/configuration.ts';
import type { HostProbe } from '../contract.ts';
import { decideServerTrust } from '../site/server-trust.ts';

export type ProbeResult = Exclude<HostProbe, { readonly state: 'trying' }>;

export interface ProbeQuestion {
  /** `https://host[:port]` */
  readonly origin: string;
  readonly mean: SignInMean;
  readonly authorities: readonly X509Certificate[];
}

/** A host that says nothing for so long is as good as absent. */
const DEADLINE_MS = 8_000;

/** Chromium's error names (net_error_list.h), by the stage that was not passed. */
const NAME_ERRORS = new Set([
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_ICANN_NAME_COLLISION',
]);

/**
 * Tries one address of the site as the embedded browser would reach it: its name, its proxy, its authorities, the
 * TLS versions of this way to sign in. No card is offered and nothing but the home page's address is sent.
 * A host that demands a card has answered once its own certificate has been accepted.
 */
export async function probeHost({ origin, mean, authorities }: ProbeQuestion): Promise<ProbeResult> {
  const own = session.fromPartition(`probe-${randomUUID()}`);
  const trust: { verdict: 'none' | 'accepted' | 'rejected' } = { verdict: 'none' };
  own.setSpellCheckerLanguages([]);
  own.setSSLConfig({ minVersion: 'tls1.2', maxVersion: mean === 'cpx' ? 'tls1.2' : 'tls1.3' });
  own.setCertificateVerifyProc((request, answer) => {
    const decision = decideServerTrust(request, authorities, new Date());
    trust.verdict = decision === 0 ? 'accepted' : 'rejected';
    answer(decision);
  });
  const begin = performance.now();
  try {
    const error = await ask(own, origin);
    if (trust.verdict === 'rejected') return { state: 'silent', stage: 'certificate' };
    if (error !== null && trust.verdict === 'none') return { state: 'silent', stage: stageOf(error) };
    return {
      state: 'answers',
      tls: mean === 'cpx' ? 'TLS 1.2' : 'TLS 1.2 ou 1.3',
      milliseconds: Math.round(performance.now() - begin),
    };
  } finally {
    await own.closeAllConnections();
    await own.clearStorageData();
  }
}

/** The first of the addresses that answers, in their order; null when none does. */
export async function firstThatAnswers(
  origins: readonly string[],
  question: Omit<ProbeQuestion, 'origin'>,
): Promise<string | null> {
  for (const origin of origins)
    if ((await probeHost({ ...question, origin })).state === 'answers') return origin;
  return null;
}

/** Chromium's name of the error; null when there was an answer, whatever it was. */
async function ask(own: Session, origin: string): Promise<string | null> {
  try {
    await own.fetch(`${origin}/`, {
      method: 'HEAD',
      redirect: 'manual',
      credentials: 'omit',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // A redirection that is not followed ends as an error: it is an answer all the same.
    if (/redirect/i.test(message)) return null;
    return /net::(ERR_\w+)/.exec(message)?.[1] ?? 'ERR_TIMED_OUT';
  }
}

function stageOf(error: string): 'name' | 'connection' | 'tls' {
  if (NAME_ERRORS.has(error)) return 'name';
  return error.startsWith('ERR_SSL') ? 'tls' : 'connection';
}

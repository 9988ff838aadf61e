import { randomUUID, type X509Certificate } from 'node:crypto';
import { session } from 'electron';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { ProxyAnswers } from '../site/proxy-desk.ts';
import { askQuietly } from '../site/quiet-request.ts';
import { decideServerTrust } from '../site/server-trust.ts';
import { trustServers } from '../base/session-doors.ts';

export interface ProbeQuestion {
  /** `https://host[:port]` */
  readonly origin: string;
  readonly method: SignInMethod;
  readonly authorities: readonly X509Certificate[];
  /** What a proxy on the way is answered: nobody is asked for a probe's sake. */
  readonly proxies: ProxyAnswers;
}

/** A host that says nothing for so long is as good as absent. */
const DEADLINE_MS = 8_000;

/**
 * Whether an address of the site answers a visit: asked by the embedded browser itself, so that names, proxies,
 * authorities and TLS versions are those that the visit will have (the diagnosis, which must tell why not, looks by
 * other means). No card is offered and nothing but the home page's address is sent. A host that demands a card has
 * answered once its own certificate has been accepted.
 */
async function hostAnswers({ origin, method, authorities, proxies }: ProbeQuestion): Promise<boolean> {
  const own = session.fromPartition(`probe-${randomUUID()}`);
  const seen: { trusted: boolean | null } = { trusted: null };
  own.setSpellCheckerLanguages([]);
  own.setSSLConfig({ minVersion: 'tls1.2', maxVersion: method === 'cpx' ? 'tls1.2' : 'tls1.3' });
  trustServers(own, (request) => {
    const decision = decideServerTrust(request, authorities, new Date());
    seen.trusted = decision === 0;
    return decision;
  });
  try {
    const answered = await askQuietly(own, {
      address: `${origin}/`,
      method: 'HEAD',
      credentials: 'omit',
      proxies,
      deadlineMs: DEADLINE_MS,
    });
    return seen.trusted ?? answered;
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
  for (const origin of origins) if (await hostAnswers({ ...question, origin })) return origin;
  return null;
}

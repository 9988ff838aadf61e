import { session, type Session } from 'electron';
import type { ProxyAnswers } from '../site/proxy-desk.ts';
import { askQuietly } from '../site/quiet-request.ts';
import { trustServers } from '../base/session-doors.ts';

/** Whether the engine takes a host's certificate; null when it did not come to see it. */
export type EngineTrust = (origin: string) => Promise<boolean | null>;

const ANSWER_MS = 6_000;
/** Refuses the connection whatever the verdict: nothing is asked of the host. */
const REFUSE = -2;

/** A proxy that wants a password has let nothing be seen of the host, and nobody is asked for a verdict's sake. */
const NOBODY: ProxyAnswers = {
  forRequest: () => (_info, answer) => {
    answer();
  },
};

/** What the engine has found, by host. It asks once for a host: what it was answered is kept for the session's life. */
const verdicts = new Map<string, boolean>();

/**
 * Asks the engine, which goes by the authorities of the system and of its fleet: those that an establishment has put
 * there are no public ones, and vouch all the same for what the program opens on this workstation. A session of its own,
 * in memory; the connection ends with the certificate, before a card or a page is asked for.
 */
export const engineTrusts: EngineTrust = async (origin) => {
  const { hostname } = new URL(origin);
  const asked = session.fromPartition('engine-trust');
  prepare(asked);
  await askQuietly(asked, {
    address: origin,
    method: 'HEAD',
    credentials: 'omit',
    proxies: NOBODY,
    deadlineMs: ANSWER_MS,
  });
  return verdicts.get(hostname) ?? null;
};

function prepare(asked: Session): void {
  asked.setSpellCheckerLanguages([]);
  trustServers(asked, ({ hostname, errorCode }) => {
    verdicts.set(hostname, errorCode === 0);
    return REFUSE;
  });
}

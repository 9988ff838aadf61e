import { session } from 'electron';
import type { ProxyResolver } from './proxy.ts';
import { readPacAnswer } from './proxy.ts';

/**
 * The system's way to an address. Asked of a session that exists for this alone, in memory: the interface's own is
 * walled off, so it answers that everything leads nowhere.
 */
export const systemProxy: ProxyResolver = async (origin) => {
  const asked = session.fromPartition('system-proxy');
  asked.setSpellCheckerLanguages([]);
  return readPacAnswer(await asked.resolveProxy(origin));
};

import type { Socket } from 'node:net';
import { NETWORK_REASONS } from '../../domain/texts/fr/reasons.ts';
import { hear } from '../../system/guarded.ts';
import { dial } from '../../system/sockets.ts';

/** How to reach an address: directly (null), through an HTTP proxy (`host:port`), or by a way we do not know. */
export type ProxyRoute =
  { readonly kind: 'http'; readonly proxy: string } | { readonly kind: 'other' } | null;
export type ProxyResolver = (origin: string) => Promise<ProxyRoute>;

/** Why a proxy did not let through, in French. */
export class ProxyRefusal extends Error {}

const LONGEST_ANSWER = 16 * 1024;

/** Opens a tunnel through an HTTP proxy (CONNECT); rejects with a `ProxyRefusal`. */
export function connectThrough(proxy: string, target: string, patienceMs: number): Promise<Socket> {
  const { hostname, port } = new URL(`http://${proxy}`);
  return new Promise((resolve, reject) => {
    const socket = dial({ host: hostname, port: port === '' ? 80 : Number(port) });
    let answer = '';
    const refuse = (reason: string): void => {
      socket.destroy();
      reject(new ProxyRefusal(reason));
    };
    const listen = (bytes: Buffer): void => {
      answer += bytes.toString('latin1');
      if (!answer.includes('\r\n\r\n') && answer.length < LONGEST_ANSWER) return;
      const status = /^HTTP\/1\.\d (\d{3})/.exec(answer)?.[1];
      if (status !== '200') {
        refuse(REFUSALS[status ?? ''] ?? NETWORK_REASONS.answer(status ?? null));
        return;
      }
      hear(socket).off('error', unreachable);
      hear(socket).off('end', cut);
      hear(socket).off('data', listen);
      socket.setTimeout(0);
      resolve(socket);
    };
    const unreachable = () => {
      refuse(NETWORK_REASONS.proxyUnreachable);
    };
    const cut = () => {
      refuse(NETWORK_REASONS.cut);
    };
    socket.setTimeout(patienceMs, () => {
      refuse(NETWORK_REASONS.late);
    });
    hear(socket).once('error', unreachable);
    hear(socket).once('end', cut);
    hear(socket).on('data', listen);
    hear(socket).once('connect', () => {
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
    });
  });
}

const REFUSALS: Readonly<Record<string, string>> = {
  '403': NETWORK_REASONS.notAllowed,
  // Neither the user's identity nor a password goes out for a look's sake: a visit may pass where this one does not.
  '407': NETWORK_REASONS.proxyWantsIdentity,
  '502': NETWORK_REASONS.proxyCannotReach,
  '503': NETWORK_REASONS.proxyCannotReach,
  '504': NETWORK_REASONS.proxyCannotReach,
};

/** `PROXY host:port; DIRECT`, the form of proxy configuration files: the first entry counts. */
export function readPacAnswer(answer: string): ProxyRoute {
  const [kind = '', proxy = ''] = (answer.split(';')[0] ?? '').trim().split(/\s+/);
  if (kind === '' || kind.toUpperCase() === 'DIRECT') return null;
  return kind.toUpperCase() === 'PROXY' && proxy !== '' ? { kind: 'http', proxy } : { kind: 'other' };
}

/** The proxy of the environment (`HTTPS_PROXY`, `NO_PROXY` and their lower-case forms), as on most Linux systems. */
export function proxyFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): ProxyResolver {
  const value = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? '';
  const exceptions = value('NO_PROXY')
    .split(/[\s,]+/)
    .filter((each) => each !== '');
  const proxy = value('HTTPS_PROXY') || value('ALL_PROXY');
  return (origin) => {
    const { hostname } = new URL(origin);
    const isException = exceptions.some((each) => matches(hostname, each));
    return Promise.resolve(proxy === '' || isException ? null : routeThrough(proxy));
  };
}

/** Names and passwords in the address stay where they are: they are neither used nor shown. */
function routeThrough(proxy: string): ProxyRoute {
  const text = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!URL.canParse(text)) return { kind: 'other' };
  const { protocol, host } = new URL(text);
  return protocol === 'http:' ? { kind: 'http', proxy: host } : { kind: 'other' };
}

function matches(hostname: string, exception: string): boolean {
  if (exception === '*') return true;
  const suffix = exception.replace(/^\*?\./, '').toLowerCase();
  return hostname === suffix || hostname.endsWith(`.${suffix}`);
}

import { net, type Session } from 'electron';
import type { ProxyAnswers } from './proxy-desk.ts';
import { hear } from '../../system/guarded.ts';

export interface QuietRequest {
  readonly address: string;
  readonly method: 'GET' | 'HEAD';
  /** Whether the session's own cookies go with it. */
  readonly credentials: 'include' | 'omit';
  /** What a proxy on the way is answered: nobody is asked for its sake. */
  readonly proxies: ProxyAnswers;
  readonly deadlineMs: number;
}

/** What a proxy answers in the site's place when it wants a password. */
const PROXY_AUTHENTICATION = 407;

/**
 * A request that the program makes by itself, and of whose answer it only wants to know that there was one, be it a
 * redirection, which is not followed. Never `session.fetch`: it answers nothing to a proxy that wants a password, takes
 * its 407 for the site's answer, and the tunnel's failure, which follows, is an error that nobody listens to and that
 * ends the program.
 */
export function askQuietly(
  own: Session,
  { address, method, credentials, proxies, deadlineMs }: QuietRequest,
): Promise<boolean> {
  return new Promise((resolve) => {
    const request = net.request({ session: own, url: address, method, redirect: 'manual', credentials });
    const timer = setTimeout(() => {
      request.abort();
      resolve(false);
    }, deadlineMs);
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      resolve(answered);
    };
    hear(request).on('response', (response) => {
      const { statusCode } = response;
      const stream: NodeJS.EventEmitter = response;
      hear(stream).on('error', () => undefined);
      end(statusCode !== PROXY_AUTHENTICATION);
    });
    hear(request).on('login', proxies.forRequest());
    hear(request).on('redirect', () => {
      request.abort();
      end(true);
    });
    hear(request).on('error', () => {
      end(false);
    });
    request.end();
  });
}

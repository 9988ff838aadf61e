/**
 * A browser of a few lines for the simulated site: real TLS, cookies per host, redirections one at a time.
 * Names under `localhost` are taken to the loopback here, as Chromium does.
 */
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import { TLSSocket, type SecureVersion } from 'node:tls';

export interface ClientOptions {
  readonly ca: string;
  readonly card?: { readonly certificatePem: string; readonly privateKeyPem: string } | undefined;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** The page's `data-page`, or an empty text. */
  readonly page: string;
  readonly location: string | null;
  readonly tlsVersion: string;
  readonly resumed: boolean;
  readonly url: string;
}

const toLoopback: LookupFunction = (_name, options, callback) => {
  if (options.all === true) {
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  } else {
    callback(null, '127.0.0.1', 4);
  }
};

export class LabClient {
  readonly #agent: Agent;
  /** By host name without the port, as browsers keep them. */
  readonly #cookies = new Map<string, Map<string, string>>();

  constructor(options: ClientOptions) {
    this.#agent = new Agent({
      ca: options.ca,
      lookup: toLoopback,
      cert: options.card?.certificatePem,
      key: options.card?.privateKeyPem,
      minVersion: options.minVersion ?? 'TLSv1.2',
      maxVersion: options.maxVersion ?? 'TLSv1.3',
      keepAlive: false,
    });
  }

  async get(url: string): Promise<Answer> {
    return this.#send(url, 'GET', null);
  }

  async post(url: string, form: Readonly<Record<string, string>> | string): Promise<Answer> {
    return this.#send(url, 'POST', typeof form === 'string' ? form : new URLSearchParams(form).toString());
  }

  /** Follows redirections to the page they end on. */
  async open(url: string): Promise<Answer> {
    let answer = await this.get(url);
    for (let hops = 0; answer.location !== null && hops < 10; hops += 1) {
      answer = await this.get(answer.location);
    }
    return answer;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(url: string, method: string, body: string | null): Promise<Answer> {
    const { hostname } = new URL(url);
    const jar = this.#cookies.get(hostname) ?? new Map<string, string>();
    this.#cookies.set(hostname, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        url,
        {
          agent: this.#agent,
          method,
          headers: {
            ...(cookie === '' ? {} : { cookie }),
            ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          },
        },
        (response) => {
          const facts = tlsFacts(response.socket);
          keep(jar, response.headers['set-cookie'] ?? []);
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const whole = Buffer.concat(chunks);
            const text = whole.toString('utf8');
            const { location } = response.headers;
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: whole,
              text,
              page: /data-page="([^"]*)"/.exec(text)?.[1] ?? '',
              location: location === undefined ? null : new URL(location, url).href,
              url,
              ...facts,
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body ?? undefined);
    });
  }
}

function tlsFacts(socket: Socket): Pick<Answer, 'tlsVersion' | 'resumed'> {
  return socket instanceof TLSSocket
    ? { tlsVersion: socket.getProtocol() ?? '', resumed: socket.isSessionReused() }
    : { tlsVersion: '', resumed: false };
}

function keep(jar: Map<string, string>, headers: readonly string[]): void {
  for (const header of headers) {
    const [pair = ''] = header.split(';');
    const separator = pair.indexOf('=');
    const name = pair.slice(0, separator);
    if (header.includes('Max-Age=0')) {
      jar.delete(name);
    } else {
      jar.set(name, pair.slice(separator + 1));
    }
  }
}

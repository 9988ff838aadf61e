/** An HTTP proxy of a practice: open, or with a password by Basic or Digest (RFC 7617, RFC 7616). */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export type ProxyScheme = 'open' | 'basic' | 'digest';

export interface LabProxy {
  /** What the environment of a Linux program names to send all its connections here, those to itself too. */
  readonly env: Readonly<Record<string, string>>;
  /** Connections that came without a password. */
  readonly asked: number;
  /** Passwords that were sent and were wrong. */
  readonly refused: number;
  /** Connections that were let through. */
  readonly passed: number;
  close(): void;
}

export const PROXY_USER = 'cabinet';
export const PROXY_PASSWORD = 'mot: de passe';
const REALM = 'Cabinet Exemple';
const NONCE = 'bm9uY2U';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function isRight(scheme: ProxyScheme, authorization: string | undefined): boolean {
  if (scheme === 'open') return true;
  if (authorization === undefined) return false;
  if (scheme === 'basic')
    return authorization === `Basic ${Buffer.from(`${PROXY_USER}:${PROXY_PASSWORD}`).toString('base64')}`;
  const said = (name: string): string =>
    new RegExp(`[ ,]${name}=(?:"([^"]*)"|([^, ]+))`).exec(authorization)?.slice(1).find(Boolean) ?? '';
  const secret = md5(`${PROXY_USER}:${said('realm')}:${PROXY_PASSWORD}`);
  const asked = md5(`CONNECT:${said('uri')}`);
  const middle = [said('nonce'), said('nc'), said('cnonce'), said('qop')].join(':');
  return said('nonce') === NONCE && said('response') === md5(`${secret}:${middle}:${asked}`);
}

/** Starts it on a port of its own. */
export async function startLabProxy(scheme: ProxyScheme): Promise<LabProxy> {
  const challenge =
    scheme === 'basic'
      ? `Basic realm="${REALM}"`
      : `Digest realm="${REALM}", nonce="${NONCE}", qop="auth", algorithm=MD5`;
  const open = new Set<Duplex>();
  let asked = 0;
  let refused = 0;
  let passed = 0;
  const server = createServer();
  server.on('connect', (request, socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    const authorization = request.headers['proxy-authorization'];
    if (!isRight(scheme, authorization)) {
      if (authorization === undefined) asked++;
      else refused++;
      socket.end(
        Buffer.from(
          `HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${challenge}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
        ),
      );
      return;
    }
    passed++;
    // The names of the lab are all of this machine.
    const port = Number(/:(\d+)$/.exec(request.url ?? '')?.[1] ?? 443);
    open.add(joined(socket, port));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    // The engine lets its own machine past any proxy, unless it is told not to.
    env: { https_proxy: address, http_proxy: address, no_proxy: '<-loopback>' },
    get asked() {
      return asked;
    },
    get refused() {
      return refused;
    },
    get passed() {
      return passed;
    },
    close: () => {
      for (const each of open) each.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function joined(client: Duplex, port: number): Socket {
  const server = connect(port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(server).pipe(client);
  });
  server.on('error', () => {
    client.destroy();
  });
  client.on('close', () => {
    server.destroy();
  });
  return server;
}

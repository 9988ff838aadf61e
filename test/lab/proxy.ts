/**
 * An HTTP proxy of a practice: open, or with a password by Basic, Digest or NTLM (RFC 7617, RFC 7616, [MS-NLMP]), or
 * for whoever the workstation's own user is (Negotiate, RFC 4559, with the tickets of `gssapi.c`). One that speaks
 * several leaves the choice to the other side.
 */
import { createHash, randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { GSSAPI_TICKET } from './gssapi.ts';
import { ntlmChallenge, ntlmMessageType, provesPassword } from './ntlm.ts';

export type ProxyScheme = 'open' | 'basic' | 'digest' | 'ntlm' | 'negotiate';

export interface LabProxy {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** What the environment of a Linux program names to send all its connections here, those to itself too. */
  readonly env: Readonly<Record<string, string>>;
  /** Connections that came without a password. */
  readonly asked: number;
  /** Passwords, or tickets, that were sent and were wrong. */
  readonly refused: number;
  /** Connections that were let through. */
  readonly passed: number;
  /** Where they led, `host:port`, in their order. */
  readonly targets: readonly string[];
  close(): void;
}

export const PROXY_USER = 'cabinet';
export const PROXY_PASSWORD = 'mot: de passe';
/** The domain that NTLM wants before the user's name, and a backslash. */
export const PROXY_DOMAIN = 'CABINET';
const ACCOUNT = {
  domain: PROXY_DOMAIN,
  user: PROXY_USER,
  // `printf 'mot: de passe' | iconv -t UTF-16LE | openssl dgst -provider legacy -md4`
  ntHash: '8e544c8d3ff0c62882e14016881d4078',
};
const REALM = 'Cabinet Exemple';
const NONCE = 'bm9uY2U';
const LONGEST_HEAD = 16 * 1024;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const base64 = (text: Buffer | string): string => Buffer.from(text).toString('base64');

/** What a proxy makes of an authorization: right, wrong, none, or a message in the middle of NTLM's three. */
type Verdict = 'right' | 'wrong' | 'none' | { readonly goesOn: string };

/** NTLM speaks of a connection, not of a request: what was asked of it last. */
interface Asked {
  nonce: Buffer | null;
}

function judge(schemes: readonly ProxyScheme[], authorization: string | undefined, asked: Asked): Verdict {
  if (schemes.includes('open')) return 'right';
  const [said = '', token = ''] = (authorization ?? '').split(' ', 2);
  const scheme = said.toLowerCase();
  if (authorization === undefined || !schemes.includes(scheme as ProxyScheme)) return 'none';
  if (scheme === 'basic') return isRight(token === base64(`${PROXY_USER}:${PROXY_PASSWORD}`));
  if (scheme === 'digest') return isRight(isDigest(authorization));
  if (scheme === 'negotiate') return isRight(token === base64(GSSAPI_TICKET));
  const message = Buffer.from(token, 'base64');
  if (ntlmMessageType(message) === 1) {
    asked.nonce = randomBytes(8);
    return { goesOn: `NTLM ${base64(ntlmChallenge(asked.nonce, PROXY_DOMAIN))}` };
  }
  const { nonce } = asked;
  asked.nonce = null;
  return isRight(nonce !== null && ntlmMessageType(message) === 3 && provesPassword(message, nonce, ACCOUNT));
}

const isRight = (right: boolean): Verdict => (right ? 'right' : 'wrong');

function isDigest(authorization: string): boolean {
  const said = (name: string): string =>
    new RegExp(`[ ,]${name}=(?:"([^"]*)"|([^, ]+))`).exec(authorization)?.slice(1).find(Boolean) ?? '';
  const secret = md5(`${PROXY_USER}:${said('realm')}:${PROXY_PASSWORD}`);
  const asked = md5(`CONNECT:${said('uri')}`);
  const middle = [said('nonce'), said('nc'), said('cnonce'), said('qop')].join(':');
  return said('nonce') === NONCE && said('response') === md5(`${secret}:${middle}:${asked}`);
}

const CHALLENGES: Readonly<Record<ProxyScheme, string>> = {
  open: '',
  basic: `Basic realm="${REALM}"`,
  digest: `Digest realm="${REALM}", nonce="${NONCE}", qop="auth", algorithm=MD5`,
  ntlm: 'NTLM',
  negotiate: 'Negotiate',
};

/** Starts it on a port of its own. */
export async function startLabProxy(...schemes: readonly ProxyScheme[]): Promise<LabProxy> {
  const open = new Set<Socket>();
  const targets: string[] = [];
  let asked = 0;
  let refused = 0;
  const server = createServer((socket) => {
    open.add(socket);
    const of: Asked = { nonce: null };
    socket.on('error', () => undefined);
    readHeads(socket, (target, authorization) => {
      const verdict = judge(schemes, authorization, of);
      if (verdict === 'right') {
        targets.push(target);
        open.add(joined(socket, target));
        return true;
      }
      if (verdict === 'none') asked++;
      if (verdict === 'wrong') refused++;
      const challenges =
        typeof verdict === 'object' ? [verdict.goesOn] : schemes.map((each) => CHALLENGES[each]);
      socket.write(
        [
          'HTTP/1.1 407 Proxy Authentication Required',
          ...challenges.map((challenge) => `Proxy-Authenticate: ${challenge}`),
          'Connection: keep-alive',
          'Content-Length: 0',
          '\r\n',
        ].join('\r\n'),
      );
      return false;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const address = `http://${host}`;
  return {
    host,
    // The engine lets its own machine past any proxy, unless it is told not to.
    env: { https_proxy: address, http_proxy: address, no_proxy: '<-loopback>' },
    get asked() {
      return asked;
    },
    get refused() {
      return refused;
    },
    get passed() {
      return targets.length;
    },
    targets,
    close: () => {
      for (const each of open) each.destroy();
      server.close();
    },
  };
}

/** Calls back for each request to open a way, one after the other, until one is granted. */
function readHeads(
  socket: Socket,
  grants: (target: string, authorization: string | undefined) => boolean,
): void {
  let head = '';
  const read = (bytes: Buffer): void => {
    head += bytes.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end < 0 && head.length < LONGEST_HEAD) return;
    const [first = '', ...lines] = head.slice(0, end).split('\r\n');
    head = head.slice(end + 4);
    const target = /^CONNECT (\S+) HTTP\/1\.1$/.exec(first)?.[1];
    if (target === undefined) {
      socket.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const authorization = lines.find((line) => /^proxy-authorization:/i.test(line));
    if (grants(target, authorization?.replace(/^[^:]*:\s*/, ''))) socket.off('data', read);
  };
  socket.on('data', read);
}

/** The names of the lab are all of this machine. */
function joined(client: Socket, target: string): Socket {
  const server = connect(Number(/:(\d+)$/.exec(target)?.[1] ?? 443), '127.0.0.1', () => {
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

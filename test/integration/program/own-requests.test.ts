/**
 * What the program asks the network for by itself fails at each moment, without a proxy and behind one: it is told,
 * and no error is left that nobody listens to, which would end the program.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRequests, type OwnRequest, type ProbeReport } from './own-requests/probe.ts';

/** What a server does with a connection; `asked` is how many requests have come on it. */
type Behaviour = (socket: Socket, asked: number) => void;

// Of a kind that the engine does not wait for more of to tell what it is.
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n';
const WANTS_PASSWORD =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Cabinet"\r\n';
const EMPTY = 'Content-Length: 0\r\n';

const reset = (socket: Socket): void => void socket.resetAndDestroy();
const sayThen =
  (text: string, then: (socket: Socket) => void): Behaviour =>
  (socket) =>
    void socket.write(text, () => {
      setTimeout(then, 20, socket);
    });
const end = (socket: Socket): void => void socket.end();
const nothing = (): void => undefined;

/** Each moment of a request at which the site, or what stands in its place, fails. */
const SITE: readonly (readonly [when: string, answered: boolean, behaviour: Behaviour])[] = [
  ['closed before a word', false, end],
  ['reset before a word', false, reset],
  ['silent', false, nothing],
  ['no HTTP at all', false, sayThen('\u0000\u0001\u0002\r\n\r\n', reset)],
  ['reset in the first line', false, sayThen('HTTP/1.1 2', reset)],
  ['reset in the head', false, sayThen('HTTP/1.1 200 OK\r\nContent-Le', reset)],
  ['silent in the head', false, sayThen('HTTP/1.1 200 OK\r\n', nothing)],
  ['reset behind the head', true, sayThen(HEAD, reset)],
  ['closed behind the head', true, sayThen(HEAD, end)],
  ['reset in the body', true, sayThen(`${HEAD}half of it`, reset)],
  ['silent in the body', true, sayThen(`${HEAD}half of it`, nothing)],
  [
    'in pieces that are none',
    true,
    sayThen('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', end),
  ],
  ['refused', true, sayThen(`HTTP/1.1 403 Forbidden\r\n${EMPTY}\r\n`, end)],
  ['out of order', true, sayThen(`HTTP/1.1 503 Service Unavailable\r\n${EMPTY}\r\n`, reset)],
  ['sent elsewhere', true, sayThen(`HTTP/1.1 302 Found\r\nLocation: /ailleurs\r\n${EMPTY}\r\n`, reset)],
  [
    'a server’s own password',
    true,
    sayThen(`HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\n${EMPTY}\r\n`, reset),
  ],
];

/** Each moment at which a proxy on the way fails; the site behind it has TLS, so the way is a tunnel. */
const PROXY: readonly (readonly [when: string, behaviour: Behaviour])[] = [
  ['closed before a word', end],
  ['reset before a word', reset],
  ['silent', nothing],
  ['no HTTP at all', sayThen('\u0000\u0001\r\n\r\n', reset)],
  ['cannot reach it', sayThen(`HTTP/1.1 502 Bad Gateway\r\n${EMPTY}\r\n`, end)],
  ['forbids it', sayThen(`HTTP/1.1 403 Forbidden\r\n${EMPTY}\r\n`, reset)],
  ['reset in its question', sayThen('HTTP/1.1 407 Proxy Au', reset)],
  ['wants a password, and stays', sayThen(`${WANTS_PASSWORD}${EMPTY}\r\n`, nothing)],
  ['wants a password, and closes', sayThen(`${WANTS_PASSWORD}${EMPTY}Connection: close\r\n\r\n`, end)],
  ['wants a password, and resets', sayThen(`${WANTS_PASSWORD}${EMPTY}\r\n`, reset)],
  [
    'wants a password in a body that breaks off',
    sayThen(`${WANTS_PASSWORD}Content-Length: 1000\r\n\r\nhalf`, reset),
  ],
  [
    'wants what the engine has not',
    sayThen(`HTTP/1.1 407 No\r\nProxy-Authenticate: Inconnu\r\n${EMPTY}\r\n`, end),
  ],
  [
    'wants a password, and is gone behind it',
    (socket, asked) => {
      if (asked === 1) socket.write(`${WANTS_PASSWORD}${EMPTY}\r\n`);
      else reset(socket);
    },
  ],
  ['opens the tunnel, and closes', sayThen('HTTP/1.1 200 OK\r\n\r\n', end)],
  ['opens the tunnel, and resets', sayThen('HTTP/1.1 200 OK\r\n\r\n', reset)],
  ['opens the tunnel to no TLS', sayThen('HTTP/1.1 200 OK\r\n\r\nSSH-2.0-x\r\n', nothing)],
  ['opens the tunnel to silence', sayThen('HTTP/1.1 200 OK\r\n\r\n', nothing)],
];

const KNOWN = ['cabinet', 'mot de passe'] as const;

const servers: Server[] = [];

async function listen(behaviour: Behaviour): Promise<string> {
  const server = createServer((socket) => {
    let asked = 0;
    socket.on('error', nothing);
    socket.on('data', () => {
      asked += 1;
      behaviour(socket, asked);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

interface Row {
  readonly name: string;
  readonly answered: boolean;
  readonly request: OwnRequest;
}

async function everyRow(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [when, answered, behaviour] of SITE) {
    const address = `http://${await listen(behaviour)}/`;
    for (const method of ['HEAD', 'GET'] as const)
      rows.push({
        name: `${method}, the site: ${when}`,
        answered,
        request: { address, method, proxy: null, password: null },
      });
  }
  for (const [when, behaviour] of PROXY) {
    const proxy = await listen(behaviour);
    for (const password of [null, KNOWN])
      rows.push({
        name: `the proxy: ${when}${password === null ? '' : ', its password known'}`,
        answered: false,
        request: { address: 'https://127.0.0.1:9/', method: 'HEAD', proxy, password },
      });
  }
  return rows;
}

describe('what the program asks for by itself', async () => {
  const rows = await everyRow();
  let report: ProbeReport;
  beforeAll(async () => {
    report = await makeRequests(rows.map(({ request }) => request));
  }, 120_000);
  afterAll(() => {
    for (const server of servers) server.close();
  });

  it('leaves no error that would end the program, whenever it fails', () => {
    expect(report.late).toEqual([]);
  });

  it.each(rows.map((row, index) => [row.name, row.answered, index] as const))(
    '%s',
    (_name, answered, index) => {
      expect(report.answered[index]).toBe(answered);
    },
  );
});

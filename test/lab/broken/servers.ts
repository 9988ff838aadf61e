/** Servers and proxies that stand for what goes wrong between a workstation and the site. All on the loopback. */
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createAuthority, daysFrom, EXTENDED_KEY_USAGES, issueLeaf } from '../pki/certificates.ts';

export interface BrokenServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  /** PEM of whoever issued it. */
  readonly authority: string;
}

/** A certificate for `localhost` from an authority of that name, valid between these days from now. */
export async function issueServerCertificate(
  authorityName: string,
  { from = -1, to = 365, host = 'localhost' } = {},
): Promise<ServerCertificate> {
  const now = new Date();
  const validity = { notBefore: daysFrom(now, -800), notAfter: daysFrom(now, 800) };
  const authority = await createAuthority([{ O: authorityName }, { CN: `${authorityName} CA` }], validity);
  const leaf = await issueLeaf(authority, {
    subject: [{ CN: host }],
    validity: { notBefore: daysFrom(now, from), notAfter: daysFrom(now, to) },
    keyType: 'ec',
    keyUsage: 'authentication',
    extendedKeyUsages: [EXTENDED_KEY_USAGES.serverAuth],
    dnsNames: [host],
  });
  return {
    key: leaf.privateKeyPem,
    cert: leaf.certificatePem + authority.certificatePem,
    authority: authority.certificatePem,
  };
}

/** An HTTPS server that answers every request with nothing but its time. */
export function startTlsServer(
  certificate: ServerCertificate,
  options: TlsOptions = {},
): Promise<BrokenServer> {
  const { key, cert } = certificate;
  const sockets = new Set<Socket>();
  const server = createTlsServer({ key, cert, ...options }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.end(`HTTP/1.1 200 OK\r\nDate: ${new Date().toUTCString()}\r\nContent-Length: 0\r\n\r\n`);
    });
  });
  server.on('tlsClientError', () => undefined);
  return listen(server, sockets);
}

/** Takes connections and never says a word; at a port of its own unless one is given. */
export function startSilentServer(port = 0): Promise<BrokenServer> {
  const sockets = new Set<Socket>();
  return listen(
    createTcpServer((socket) => socket.on('error', () => undefined)),
    sockets,
    port,
  );
}

/** Takes connections and ends them at the first word. */
export function startRudeServer(): Promise<BrokenServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end());
  });
  return listen(server, sockets);
}

/** A proxy that answers every CONNECT with this status, or makes the tunnel when it is 200. */
export function startProxy(status: number, target?: { readonly port: number }): Promise<BrokenServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (status !== 200 || target === undefined) {
        socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
        return;
      }
      const onward = connect(target.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      sockets.add(onward);
      onward.on('error', () => socket.destroy());
    });
  });
  return listen(server, sockets);
}

async function listen(server: Server, sockets: Set<Socket>, port = 0): Promise<BrokenServer> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

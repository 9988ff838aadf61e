/** Things that must never be touched while the embedded browser is attacked: each remembers who touched it. */
import { createSocket } from 'node:dgram';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import type { LabPki } from '../lab/pki/index.ts';

export interface Traps {
  /** Addresses for the attacks: a name that the lab's certificate covers, outside the allow-list. */
  readonly foreign: string;
  /** Plain HTTP on the loopback, by number. */
  readonly plain: string;
  readonly udpPort: number;
  readonly tcpPort: number;
  /** What was heard so far, in words; emptied by reading. */
  heard(): readonly string[];
  close(): Promise<void>;
}

/** Opens an https host, a bare TCP port and a UDP port on the loopback that nobody has reason to talk to. */
export async function openTraps(pki: LabPki): Promise<Traps> {
  let heard: string[] = [];
  const tls = createHttpsServer(
    { key: pki.server.privateKeyPem, cert: pki.server.certificatePem + pki.serverAuthorityPem },
    (request, response) => {
      heard.push(`https ${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' });
      response.end('<!doctype html><title>ailleurs</title>');
    },
  );
  tls.on('connection', () => heard.push('connection to the foreign https host'));
  tls.on('upgrade', (_request, socket) => {
    heard.push('upgrade at the foreign https host');
    socket.destroy();
  });
  const tcp = createServer((socket) => {
    heard.push('connection to the foreign TCP port');
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => heard.push(`TCP ${bytes.toString('latin1').split('\r\n')[0] ?? ''}`));
  });
  const udp = createSocket('udp4');
  udp.on('message', (bytes) => heard.push(`UDP datagram of ${String(bytes.length)} bytes`));
  const [tlsPort, tcpPort] = await Promise.all([listen(tls), listen(tcp)]);
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  return {
    foreign: `https://ailleurs.localhost:${String(tlsPort)}`,
    plain: `http://127.0.0.1:${String(tcpPort)}`,
    udpPort: udp.address().port,
    tcpPort,
    heard: () => {
      const all = [...new Set(heard)];
      heard = [];
      return all;
    },
    close: async () => {
      udp.close();
      tls.closeAllConnections();
      await Promise.all([tls, tcp].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Programs that a desktop opens addresses and files with, replaced by ones that only note what they were asked. */
export interface FakeDesktop {
  readonly env: Readonly<Record<string, string>>;
  opened(): Promise<readonly string[]>;
}

export async function installFakeDesktop(
  directory: string,
  path = process.env.PATH ?? '',
): Promise<FakeDesktop> {
  const bin = join(directory, 'bin');
  const log = join(directory, 'opened.txt');
  await mkdir(bin, { recursive: true });
  for (const name of [
    'xdg-open',
    'gio',
    'kde-open',
    'exo-open',
    'gnome-open',
    'x-www-browser',
    'xdg-email',
    'mimeopen',
  ]) {
    await writeFile(join(bin, name), `#!/bin/sh\necho "${name} $*" >> "${log}"\n`);
    await chmod(join(bin, name), 0o755);
  }
  return {
    env: { PATH: `${bin}:${path}` },
    opened: async () => {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text.split('\n').filter((line) => line !== '');
    },
  };
}

/** Every file under these directories, to be compared before and after. */
export async function filesUnder(directories: readonly string[]): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(
    directories.map(async (directory) => {
      const names = await readdir(directory, { recursive: true }).catch(() => []);
      return names.map((name) => join(directory, name));
    }),
  );
  return new Set(lists.flat());
}

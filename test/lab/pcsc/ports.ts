/** TCP ports for virtual readers, found and watched without ever connecting: a connection is a card being inserted. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';

/** Below the range the kernel gives to outgoing connections (32768 and up). */
const FIRST = 20_000;
const LAST = 32_000;

/** Finds `count` pairs of free consecutive ports and gives the first of each; tried by binding. */
export async function freePortPairs(count: number): Promise<readonly number[]> {
  const pairs: number[] = [];
  for (let tries = 0; tries < 500 && pairs.length < count; tries += 1) {
    const first = FIRST + 2 * Math.floor((Math.random() * (LAST - FIRST)) / 2);
    if (!pairs.includes(first) && (await isFree(first)) && (await isFree(first + 1))) pairs.push(first);
  }
  if (pairs.length < count) throw new Error('No free pair of TCP ports');
  return pairs;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The ports a process listens on (IPv4 and IPv6), from /proc: no packet is sent. Empty once it has ended. */
export async function listeningPorts(pid: number): Promise<ReadonlySet<number>> {
  const sockets = await socketsOf(pid);
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => '')),
  );
  const ports = new Set<number>();
  for (const line of tables.join('\n').split('\n')) {
    const columns = line.trim().split(/\s+/);
    const [, local, , state] = columns;
    const inode = columns[9];
    // 0A is TCP_LISTEN.
    if (state !== '0A' || inode === undefined || !sockets.has(inode)) continue;
    ports.add(Number.parseInt(local?.split(':')[1] ?? '0', 16));
  }
  return ports;
}

async function socketsOf(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}

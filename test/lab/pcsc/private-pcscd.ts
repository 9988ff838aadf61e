/**
 * A PC/SC service of our own with virtual readers, beside the system's one and without touching it: pcscd runs in a
 * mount namespace where its socket's directory and its drivers' directory are ours. Several run side by side.
 * Clients are pointed at it with PCSCLITE_CSOCK_NAME.
 */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { access, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { virtualReaderDriver } from '../../../scripts/lib/virtual-reader.mjs';
import { freePortPairs, listeningPorts } from './ports.ts';
import { SUPERVISOR_SCRIPT } from './private-pcscd-script.ts';

export interface PrivateReader {
  /** As PC/SC names it. */
  readonly name: string;
  /** TCP port where a card is inserted by connecting. */
  readonly port: number;
}

export interface PrivatePcscd {
  /** What clients need in their environment before their first PC/SC call. */
  readonly env: { readonly PCSCLITE_CSOCK_NAME: string };
  readonly readers: readonly PrivateReader[];
  /** Process number of the running pcscd, `null` when it is down. */
  readonly pid: number | null;
  /** Ends the service for good and removes its directory. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash: the socket stays behind, as it does on a real machine. */
  kill(): Promise<void>;
  /** Starts it again after `kill` (or ends it cleanly first): same socket, same readers, same ports. */
  restart(): Promise<void>;
  /** What pcscd wrote so far (it holds APDUs of fictional people only). */
  log(): Promise<string>;
}

export type PrivatePcscdResult =
  | { readonly ok: true; readonly value: PrivatePcscd }
  /** One sentence in English that says why there are no virtual readers here. */
  | { readonly ok: false; readonly reason: string };

export interface PrivatePcscdOptions {
  /** Readers wanted; they come in pairs, so an odd number is rounded up. Default 2. */
  readonly readers?: number;
  /** Directory under which the private one is made. Default: the system's temporary directory. */
  readonly parentDirectory?: string;
  /** What the pairs are called, each once; PC/SC adds `00 00` and `00 01`. Default: Virtual PCD, Virtual PCD 2… */
  readonly names?: readonly string[];
}

const START_DEADLINE_MS = 20_000;
const PORT_ATTEMPTS = 3;

/** Starts a private pcscd; resolves once every reader accepts cards and the socket accepts clients. */
export async function startPrivatePcscd(options: PrivatePcscdOptions = {}): Promise<PrivatePcscdResult> {
  const parts = await findParts();
  if (typeof parts === 'string') return { ok: false, reason: parts };
  let reason = '';
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const service = await startOnce(parts, options);
    if (typeof service !== 'string') return { ok: true, value: service };
    reason = service;
  }
  return { ok: false, reason };
}

interface Parts {
  readonly pcscd: string;
  readonly vpcd: string;
  readonly ipcDirectory: string;
  readonly driversDirectory: string;
}

/** Everything needed on this machine, or the sentence that says what is missing. */
async function findParts(): Promise<Parts | string> {
  if (process.platform !== 'linux') return 'Virtual readers need Linux.';
  const pcscd = await firstThere(['/usr/sbin/pcscd', '/usr/bin/pcscd', '/usr/local/sbin/pcscd']);
  if (pcscd === null) return 'Virtual readers need the package pcscd, which is not installed.';
  const version = await promisify(execFile)(pcscd, ['--version']).catch(() => ({ stdout: '' }));
  const driversDirectory = /usbdropdir=(\S+)/.exec(version.stdout)?.[1] ?? '/usr/lib/pcsc/drivers';
  const ipcDirectory = /ipcdir=(\S+)/.exec(version.stdout)?.[1] ?? '/run/pcscd';
  const vpcd = await firstThere([
    // A user without any place to write has none.
    ...(await virtualReaderDriver().then(
      (driver) => [driver],
      () => [],
    )),
    join(driversDirectory, 'serial/libifdvpcd.so'),
    '/usr/lib/pcsc/drivers/serial/libifdvpcd.so',
    '/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so',
  ]);
  if (vpcd === null) return 'Virtual readers need the driver of the package vsmartcard-vpcd (npm run setup).';
  const refused = await unshareRefused();
  return refused ?? { pcscd, vpcd, ipcDirectory, driversDirectory };
}

async function firstThere(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await isThere(path)) return path;
  }
  return null;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Root makes a mount namespace directly; another user makes it inside a user namespace, where that is allowed. */
function unshareOptions(): readonly string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
}

async function unshareRefused(): Promise<string | null> {
  const tried = promisify(execFile)('unshare', [...unshareOptions(), 'true']);
  return tried.then(
    () => null,
    () =>
      'Virtual readers need a mount namespace of their own, and this system refuses unshare to this user.',
  );
}

async function startOnce(parts: Parts, options: PrivatePcscdOptions): Promise<PrivatePcscd | string> {
  const directory = await mkdtemp(join(options.parentDirectory ?? tmpdir(), 'dmp-direct-pcscd-'));
  const readers = await prepare(directory, parts, options);
  const supervisor = new Supervisor(directory, parts, readers);
  const reason = await supervisor.begin();
  if (reason === null) return supervisor;
  await supervisor.stop();
  return reason;
}

async function prepare(
  directory: string,
  parts: Parts,
  options: PrivatePcscdOptions,
): Promise<readonly PrivateReader[]> {
  await Promise.all([mkdir(join(directory, 'run')), mkdir(join(directory, 'empty'))]);
  const pairs = await freePortPairs(Math.ceil((options.readers ?? 2) / 2));
  // The drivers' directory is about to be hidden, so the driver we do want is copied out of it; once per pair, since
  // vpcd keeps its slots in globals: two entries that share one loaded library get each other's cards.
  const entries = pairs.map((port, index) => ({
    port,
    name: options.names?.[index] ?? entryName(index),
    driver: join(directory, `libifdvpcd-${index + 1}.so`),
  }));
  await Promise.all(entries.map(({ driver }) => copyFile(parts.vpcd, driver)));
  await writeFile(join(directory, 'reader.conf'), entries.map(readerConf).join('\n'));
  return entries.flatMap(({ name, port }) => [
    { name: `${name} 00 00`, port },
    { name: `${name} 00 01`, port: port + 1 },
  ]);
}

/** pcscd does not number two entries of one name apart, so every pair of readers has a name of its own. */
function entryName(index: number): string {
  return index === 0 ? 'Virtual PCD' : `Virtual PCD ${index + 1}`;
}

interface Entry {
  readonly name: string;
  readonly port: number;
  readonly driver: string;
}

function readerConf(entry: Entry): string {
  const channel = `0x${entry.port.toString(16).toUpperCase()}`;
  return [
    `FRIENDLYNAME "${entry.name}"`,
    `DEVICENAME /dev/null:${channel}`,
    `LIBPATH ${entry.driver}`,
    `CHANNELID ${channel}`,
    '',
  ].join('\n');
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Speaks to the supervisor script, which is pcscd's parent and outlives us only for as long as it takes to clean up. */
class Supervisor implements PrivatePcscd {
  readonly env: { readonly PCSCLITE_CSOCK_NAME: string };
  readonly readers: readonly PrivateReader[];
  pid: number | null = null;
  readonly #directory: string;
  readonly #child: Child;
  readonly #exited: Promise<void>;
  readonly #waiting: ((line: string | null) => void)[] = [];
  readonly #lines: string[] = [];
  #ended = false;
  #errors = '';

  constructor(directory: string, parts: Parts, readers: readonly PrivateReader[]) {
    this.#directory = directory;
    this.readers = readers;
    this.env = { PCSCLITE_CSOCK_NAME: join(directory, 'run', 'pcscd.comm') };
    this.#child = spawn(
      'unshare',
      [
        ...unshareOptions(),
        'sh',
        '-c',
        SUPERVISOR_SCRIPT,
        'private-pcscd',
        directory,
        parts.ipcDirectory,
        parts.driversDirectory,
        parts.pcscd,
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#receive(line));
    this.#exited = new Promise((resolve) => {
      const end = (): void => {
        this.#receive(null);
        resolve();
      };
      this.#child.once('error', end);
      this.#child.once('exit', end);
    });
  }

  /** Waits for the namespace and starts pcscd; gives the reason when it could not. */
  async begin(): Promise<string | null> {
    if ((await this.#answer()) !== 'ready') {
      return `Virtual readers could not be set apart from the system's: ${firstLine(this.#errors)}`;
    }
    return this.#start();
  }

  async stop(): Promise<void> {
    this.#child.stdin.end();
    await this.#exited;
    this.pid = null;
    await rm(this.#directory, { recursive: true, force: true });
  }

  async kill(): Promise<void> {
    await this.#order('kill');
    this.pid = null;
  }

  async restart(): Promise<void> {
    if (this.pid !== null) await this.#order('stop');
    this.pid = null;
    const reason = await this.#start();
    if (reason !== null) throw new Error(reason);
  }

  async log(): Promise<string> {
    return readFile(join(this.#directory, 'log'), 'latin1').catch(() => '');
  }

  async #start(): Promise<string | null> {
    const before = (await this.log()).length;
    const pid = /^started (\d+)$/.exec((await this.#order('start')) ?? '')?.[1];
    if (pid === undefined) return 'Virtual readers are not available: their supervisor has ended.';
    this.pid = Number(pid);
    return this.#ready(this.pid, before);
  }

  /**
   * Ready: our pcscd itself (not somebody who took the port) listens on every port, and its socket is there.
   * `before` is the length of the log when it was started.
   */
  async #ready(pid: number, before: number): Promise<string | null> {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (Date.now() < deadline) {
      // pcscd says so after it has tried every reader of its configuration, whether they work or not.
      const tried = (await this.log()).slice(before).includes('daemon ready');
      const ports = await listeningPorts(pid);
      const listening = this.readers.every((reader) => ports.has(reader.port));
      if (listening && (await isThere(this.env.PCSCLITE_CSOCK_NAME))) return null;
      if ((tried && !listening) || !(await isThere(`/proc/${pid}`))) break;
      await delay(20);
    }
    return `Virtual readers did not start: ${complaint((await this.log()).slice(before))}`;
  }

  async #order(order: 'start' | 'stop' | 'kill'): Promise<string | null> {
    if (this.#ended) return null;
    this.#child.stdin.write(`${order}\n`);
    return this.#answer();
  }

  #answer(): Promise<string | null> {
    const line = this.#lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #receive(line: string | null): void {
    if (line === null) {
      this.#ended = true;
      for (const resolve of this.#waiting.splice(0)) resolve(null);
      return;
    }
    const resolve = this.#waiting.shift();
    if (resolve === undefined) this.#lines.push(line);
    else resolve(line);
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

/** The first line of pcscd's log that tells of a failure, without its time and place in the source. */
function complaint(log: string): string {
  const line = log.split('\n').find((text) => /fail|could not|in use/i.test(text)) ?? 'pcscd gave no reason.';
  return line.replace(/^\d+ \S+ /, '');
}

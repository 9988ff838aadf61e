import { randomUUID } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { checkCall, type SoftwareCall } from '../../domain/launch/software-call.ts';
import type { Logger } from '../base/log.ts';
import {
  callAddressSchema,
  callRequestSchema,
  LONGEST_CALL_LINE,
  type CallAddress,
  type CallAnswer,
} from '../../borders/calls.ts';
import { readFirstLine } from './read-line.ts';
import { readJson } from '../../system/json.ts';
import { listenAt } from '../../system/sockets.ts';
import { hear } from '../../system/guarded.ts';

/** Carries a call out; `wanted` is aborted when nobody waits for the answer any more. */
export type CarryCall = (call: SoftwareCall, wanted: AbortSignal) => Promise<Failure | null>;

/** File of the program's folder that says where it listens. */
export function callAddressFile(folder: string): string {
  return join(folder, 'call.json');
}

/** A call is one short line: who connects and says nothing is cut off. */
const SILENCE_MS = 10_000;

/**
 * Listens for the command line of this user: a socket in a fresh directory of their own on Linux and macOS, a named
 * pipe with a random name on Windows. The address is only in a file that this user alone may read.
 */
export class CallServer {
  readonly #folder: string;
  readonly #session: string;
  readonly #carry: CarryCall;
  readonly #log: Logger;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #directory: string | null = null;
  #address: string | null = null;
  #stopped = false;

  constructor(place: { folder: string; session: string }, carry: CarryCall, log: Logger) {
    this.#folder = place.folder;
    this.#session = place.session;
    this.#carry = carry;
    this.#log = log;
  }

  /** Begins to listen; without it deep links still work, so that a failure is only noted. */
  async start(): Promise<void> {
    try {
      const address = await this.#makeAddress();
      this.#server = await listenAt(address, (socket) => {
        this.#sockets.add(socket);
        hear(socket).on('close', () => this.#sockets.delete(socket));
        void this.#serve(socket);
      });
      await this.#publish(address);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'the command line cannot reach the program');
    }
  }

  /** Its files may have been deleted while it listens: they are made anew where they are not there. */
  async restore(): Promise<void> {
    const address = this.#address;
    if (address === null || this.#stopped) return;
    if (!(await isThere(address))) {
      await this.#close();
      await this.start();
    } else if ((await readAddress(this.#folder))?.address !== address) await this.#publish(address);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await rm(callAddressFile(this.#folder), { force: true });
    for (const socket of this.#sockets) socket.destroy();
    await this.#close();
  }

  /** Hears nobody new; calls that are being carried go on. */
  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
    if (this.#directory !== null) await rm(this.#directory, { recursive: true, force: true });
    if (this.#stopped) await closed;
  }

  async #publish(address: string): Promise<void> {
    this.#address = address;
    const place: CallAddress = { address, session: this.#session };
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(callAddressFile(this.#folder), JSON.stringify(place), { mode: 0o600 });
  }

  async #makeAddress(): Promise<string> {
    if (process.platform === 'win32') return `\\\\.\\pipe\\dmp-direct-${randomUUID()}`;
    // `mkdtemp` gives its directory to this user alone; the path stays short enough for a socket.
    this.#directory = await mkdtemp(join(tmpdir(), 'dmp-direct-'));
    return join(this.#directory, 'call');
  }

  async #serve(socket: Socket): Promise<void> {
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    const gone = new AbortController();
    hear(socket).on('close', () => {
      gone.abort();
    });
    const line = await readFirstLine(socket, LONGEST_CALL_LINE);
    // From here on it is the practitioner who is waited for. Reading goes on, to hear of the caller's end.
    socket.setTimeout(0);
    socket.resume();
    const problem = line === null ? failure('APPEL-FORME') : await this.#answer(line, gone.signal);
    const answer: CallAnswer = { problem };
    if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`);
  }

  async #answer(line: string, wanted: AbortSignal): Promise<Failure | null> {
    const request = callRequestSchema.safeParse(readJson(line));
    if (!request.success) return failure('APPEL-FORME');
    const call = checkCall(request.data);
    return call.ok ? this.#carry(call.value, wanted) : call.failure;
  }
}

/** A named pipe is there as long as somebody listens; a socket's file may go. */
async function isThere(address: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  return access(address).then(
    () => true,
    () => false,
  );
}

/** What is written in a folder of a program, or null. */
export async function readAddress(folder: string): Promise<CallAddress | null> {
  const text = await readFile(callAddressFile(folder), 'utf8').catch(() => '');
  const place = callAddressSchema.safeParse(readJson(text));
  return place.success ? place.data : null;
}

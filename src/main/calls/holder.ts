import { unlink } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import {
  COMPANION_GREETING,
  HOLDER_ENDINGS,
  HOLDER_QUESTION,
  LONGEST_HOLDER_LINE,
} from '../../borders/holder.ts';
import { PACKAGE_CHANGES, type PackageChange } from '../../domain/launch/leaving.ts';
import { isHeldByThisUser } from './holder-address.ts';
import { dial, listenAt } from '../../system/sockets.ts';
import { hear } from '../../system/guarded.ts';
import { readFirstLine } from './read-line.ts';

/** A question is one short line: who connects and says nothing is cut off. */
const SILENCE_MS = 2_000;
/** Every start asks once, and the programs of other sessions stay. */
const MOST_CONNECTIONS = 80;
/** A program that works answers in milliseconds; a workstation that has just been woken may be slow. */
const ANSWER_DEADLINE_MS = 8_000;

/** With the number of the folder that the program works in. */
const ANSWER = /^here (\d{1,2})$/;

/**
 * What came of asking the program that has this profile:
 * `nobody` has it, or another user's process bars the name (`foreign`), or it has made its files anew (`answered`), or
 * it is there and does not answer (`silent`).
 */
export type HolderAnswer = 'nobody' | 'foreign' | 'answered' | 'silent';

/** What it was answered, and in which folder whoever has answered works (`slotFolder`). */
export interface HolderWord {
  readonly answer: HolderAnswer;
  readonly slot: number;
}

/**
 * That this process is the one program of its session, or of its folder, kept where no deleted file can take it away.
 * Electron's own lock and the address of the command line are files: whoever finds this process asks it to make them
 * anew, and then goes the ordinary way. That may be asked by anybody. On Windows, where the system keeps everybody but
 * this user and the administrators away, an installer may ask for the program's end (`leavesBy`). Nothing else can be
 * asked here.
 */
export class Holder {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #restore: () => Promise<void> = () => Promise.resolve();
  #restoring: Promise<void> | null = null;
  readonly #companions = new Set<Socket>();
  readonly #settled: Promise<number>;
  #settle: (slot: number) => void = () => undefined;
  #leave: ((change: PackageChange) => void) | null = null;

  private constructor(server: Server) {
    this.#server = server;
    this.#settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    server.maxConnections = MOST_CONNECTIONS;
    hear(server).on('connection', (socket) => {
      this.#sockets.add(socket);
      hear(socket).on('close', () => this.#sockets.delete(socket));
      void this.#serve(socket);
    });
  }

  /** Takes the place; null when another process has it, or when it cannot be taken. */
  static async claim(address: string): Promise<Holder | null> {
    // Windows lets nobody else make a pipe that is there; who only plays Windows (Wine) may.
    if (isPipe(address) && (await isTaken(address))) return null;
    const first = await listen(address);
    if (first !== null) return new Holder(first);
    // A socket that is a file outlives its process.
    if (!isFile(address) || (await knock(address)) !== null) return null;
    await unlink(address).catch(() => undefined);
    const second = await listen(address);
    return second === null ? null : new Holder(second);
  }

  /** From now on whoever asks is told where this program works; before, they wait. */
  settle(slot: number): void {
    this.#settle(slot);
  }

  /** How many programs of other sessions have come to say that they are there, and still are. */
  get companions(): number {
    return this.#companions.size;
  }

  /** From now on `restore` makes the files anew; before, they have just been made. */
  restoresBy(restore: () => Promise<void>): void {
    this.#restore = restore;
  }

  /** From now on an installer is heard; before, and elsewhere, it is cut off like anybody who asks something else. */
  leavesBy(leave: (change: PackageChange) => void): void {
    this.#leave = leave;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(socket: Socket): Promise<void> {
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    const line = await readFirstLine(socket, LONGEST_HOLDER_LINE);
    if (line === COMPANION_GREETING) {
      socket.setTimeout(0);
      socket.resume();
      this.#companions.add(socket);
      hear(socket).on('close', () => this.#companions.delete(socket));
      return;
    }
    const change = PACKAGE_CHANGES.find((each) => HOLDER_ENDINGS[each] === line);
    if (change !== undefined && this.#leave !== null) {
      this.#leave(change);
      socket.end('leaving\n');
      return;
    }
    if (line !== HOLDER_QUESTION) {
      socket.destroy();
      return;
    }
    socket.setTimeout(0);
    socket.resume();
    // Two that ask at once are answered by one.
    this.#restoring ??= this.#restore().finally(() => (this.#restoring = null));
    await this.#restoring.catch(() => undefined);
    const slot = await this.#settled;
    if (!socket.destroyed) socket.end(`here ${String(slot)}\n`);
  }
}

/** Asks the program that has this session, if there is one, to make its lock and its address anew. */
export async function askHolder(address: string, deadline = ANSWER_DEADLINE_MS): Promise<HolderWord> {
  const without = (answer: HolderAnswer): HolderWord => ({ answer, slot: 0 });
  const socket = await knock(address);
  if (socket === null) return without('nobody');
  if (socket === 'refused') return without('foreign');
  try {
    if (!(await isHeldByThisUser(address))) return without('foreign');
    const late = new Promise<'silent'>((resolve) => {
      socket.setTimeout(deadline, () => {
        resolve('silent');
      });
    });
    socket.write(`${HOLDER_QUESTION}\n`);
    const line = await Promise.race([readFirstLine(socket, LONGEST_HOLDER_LINE), late]);
    if (line === 'silent') return without('silent');
    const slot = ANSWER.exec(line ?? '')?.[1];
    // It was about to end.
    return slot === undefined ? without('nobody') : { answer: 'answered', slot: Number(slot) };
  } finally {
    socket.destroy();
  }
}

/**
 * Tells the program that listens there what an installer is about to do. Whether it ends, and when, is seen by its
 * address alone: with a record open it goes on.
 */
export async function tellHolder(address: string, change: PackageChange): Promise<void> {
  const socket = await knock(address);
  if (socket === null || socket === 'refused') return;
  try {
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.write(`${HOLDER_ENDINGS[change]}\n`);
    await readFirstLine(socket, LONGEST_HOLDER_LINE);
  } finally {
    socket.destroy();
  }
}

function isPipe(address: string): boolean {
  return address.startsWith('\\\\.\\pipe\\');
}

function isFile(address: string): boolean {
  return !address.startsWith('\0') && !isPipe(address);
}

async function isTaken(address: string): Promise<boolean> {
  const socket = await knock(address);
  if (socket !== null && socket !== 'refused') socket.destroy();
  return socket !== null;
}

/** Who connects is heard by whoever takes the server, in the same turn. */
function listen(address: string): Promise<Server | null> {
  return listenAt(address, () => undefined).catch(() => null);
}

/** Null when nobody listens; `refused` when somebody does whom this user may not speak to. */
export function knock(address: string): Promise<Socket | 'refused' | null> {
  return new Promise((resolve) => {
    const socket = dial(address);
    hear(socket).once('connect', () => {
      resolve(socket);
    });
    hear(socket).once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EPERM' || error.code === 'EACCES' ? 'refused' : null);
    });
  });
}

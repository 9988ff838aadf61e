/**
 * What the program's processes say to each other, to a proxy and to the logs: whoever is on the other side goes at each
 * byte of what is said.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { callProgram } from '../../../src/main/calls/call-client.ts';
import { callAddressFile, CallServer, readAddress } from '../../../src/main/calls/call-server.ts';
import { Companions } from '../../../src/main/calls/companions.ts';
import { askHolder, Holder, tellHolder } from '../../../src/main/calls/holder.ts';
import { connectThrough } from '../../../src/main/diagnosis/proxy.ts';
import { probeHosts } from '../../../src/main/diagnosis/network.ts';
import { thisFieldMachine } from '../../../src/main/diagnosis/machine.ts';
import { HOLDER_QUESTION } from '../../../src/borders/holder.ts';
import type { Logger } from '../../../src/main/base/log.ts';
import { sample, type Bench, type BenchContext, type Fault } from './fault.ts';
import { inTime, Unheard } from './unheard.ts';

const SHORT_PER_KIND = 10;
const TOLD_MS = 12_000;
const PATIENCE_MS = 700;

const log = { info: () => undefined, warn: () => undefined } as unknown as Logger;

/** How the other side goes. */
const ENDS: Readonly<Record<string, (socket: Socket) => void>> = {
  // A socket of the file system knows no reset.
  resets: (socket) => {
    if (socket.remoteAddress === undefined) socket.destroy();
    else socket.resetAndDestroy();
  },
  closes: (socket) => void socket.end(),
  vanishes: (socket) => void socket.destroy(),
};

/** A server that says so much of an answer to whoever comes, and goes. */
async function half(address: string | null, text: string, go: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).resume();
    if (text === '') go(socket);
    else
      socket.write(text, () => {
        // Later than the answer: what comes with it takes it away.
        setTimeout(go, 15, socket);
      });
  });
  await new Promise<void>((resolve) => {
    if (address === null) server.listen(0, '127.0.0.1', resolve);
    else server.listen(address, resolve);
  });
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const ended = (server: Server): Promise<unknown> => new Promise((resolve) => server.close(resolve));

/** A client of the program's, and the answer that it waits for. */
interface Asked {
  readonly what: string;
  readonly answer: string;
  /** Null where it is a port. */
  readonly address: ((folder: string) => string) | null;
  readonly ask: (where: string, folder: string) => Promise<unknown>;
}

const ASKED: readonly Asked[] = [
  {
    what: 'the program that has the place',
    answer: 'here 3\n',
    address: (folder) => join(folder, 'holder'),
    ask: (where) => askHolder(where, PATIENCE_MS),
  },
  {
    what: 'the program that is to end',
    answer: 'leaving\n',
    address: (folder) => join(folder, 'holder'),
    ask: (where) => tellHolder(where, 'upgrade'),
  },
  {
    what: 'the program of another session',
    answer: 'x',
    address: (folder) => join(folder, 'slot'),
    ask: async (where, folder) => {
      const slot = await Holder.claim(join(folder, 'own-slot'));
      if (slot === null) throw new Error('no slot');
      const companions = await Companions.meet(slot, [where]);
      await delay(20);
      companions.stop();
      await slot.stop();
    },
  },
  {
    what: 'the program that carries a call',
    answer: `${JSON.stringify({ problem: null })}\n`,
    address: (folder) => join(folder, 'call'),
    ask: async (where, folder) => {
      await writeFile(callAddressFile(folder), JSON.stringify({ address: where, session: 'here' }));
      const start = { file: '/bin/false', args: [] };
      const options = { places: { own: folder, machine: folder }, session: 'here', start };
      return callProgram({ page: 'home', caller: null, stdin: 'nothing' }, options);
    },
  },
  {
    what: 'a proxy on the way of the diagnosis',
    answer: 'HTTP/1.1 200 OK\r\nVia: x\r\n\r\n',
    address: null,
    ask: (where) =>
      connectThrough(where, 'dmp.invalid:443', PATIENCE_MS).then(
        // The way is handed on, and goes only then.
        async (socket) => {
          await delay(50);
          socket.destroy();
        },
        () => undefined,
      ),
  },
  {
    what: 'a proxy of a host that the diagnosis looks at',
    answer: 'HTTP/1.1 200 OK\r\n\r\n\u0016\u0003\u0003\u0000\u0010garbage',
    address: null,
    ask: (where) =>
      probeHosts([{ origin: 'https://dmp.invalid', purpose: 'ecps', rank: 0 }], {
        authorities: [],
        resolveProxy: () => Promise.resolve({ kind: 'http', proxy: where }),
        now: () => 0,
        stepMs: PATIENCE_MS,
      }),
  },
  {
    what: 'a host that the diagnosis looks at',
    answer: '\u0015\u0003\u0003\u0000\u0002\u0002\u0028\u0016\u0003',
    address: null,
    ask: (where) =>
      probeHosts([{ origin: `https://${where}`, purpose: 'cpx', rank: 0 }], {
        authorities: [],
        resolveProxy: () => Promise.resolve(null),
        now: () => 0,
        stepMs: PATIENCE_MS,
      }),
  },
  {
    what: 'a port of this workstation',
    answer: 'x',
    address: null,
    ask: (where) => thisFieldMachine().listens(Number(where.split(':')[1])),
  },
];

function asksIn(folder: string, unheard: Unheard): Fault[] {
  return ASKED.flatMap(({ what, answer, address, ask }) =>
    Object.entries(ENDS).flatMap(([how, go]) =>
      Array.from({ length: answer.length + 1 }, (_, bytes) =>
        unheard.watch('other side that goes', `${what} ${how} after ${String(bytes)} bytes`, async () => {
          const place = address?.(folder) ?? null;
          if (place !== null) await rm(place, { force: true });
          const server = await half(place, answer.slice(0, bytes), go);
          const answered = await inTime(ask(place ?? `127.0.0.1:${String(portOf(server))}`, folder), TOLD_MS);
          await ended(server);
          return answered === 'too late' ? ['is waited for for ever'] : [];
        }),
      ),
    ),
  );
}

/** Servers of the program's, and a client that goes at each byte of its question; then one that stays is answered. */
function servedIn(folder: string, unheard: Unheard): Fault[] {
  const call = JSON.stringify({ page: 'home', ins: null, caller: null, datamatrix: null, traits: null });
  const servers: readonly (readonly [what: string, question: string, open: () => Promise<Opened>])[] = [
    ['the place of the one program', `${HOLDER_QUESTION}\n`, () => openHolder(join(folder, 'place'))],
    ['the call channel', `${call}\n`, () => openCalls(folder)],
  ];
  return servers.flatMap(([what, question, open]) => [
    ...Object.entries(ENDS).flatMap(([how, go]) =>
      Array.from({ length: question.length + 1 }, (_, bytes) =>
        unheard.watch(
          'caller that goes',
          `${what}: the caller ${how} after ${String(bytes)} bytes`,
          async () => {
            const { address, stop } = await open();
            await half_asked(address, question.slice(0, bytes), go);
            const answered = await asked(address, question);
            await stop();
            return answered ? [] : ['a caller that stays is not answered'];
          },
        ),
      ),
    ),
  ]);
}

interface Opened {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

async function openHolder(address: string): Promise<Opened> {
  const holder = await Holder.claim(address);
  if (holder === null) throw new Error('the place is taken');
  holder.settle(0);
  return { address, stop: () => holder.stop() };
}

async function openCalls(folder: string): Promise<Opened> {
  const calls = new CallServer({ folder, session: 'here' }, () => Promise.resolve(null), log);
  await calls.start();
  const address = (await readAddress(folder))?.address ?? '';
  return { address, stop: () => calls.stop() };
}

/** Says so much, goes, and is gone. */
async function half_asked(address: string, text: string, go: (socket: Socket) => void): Promise<void> {
  const socket = connect(address);
  socket.on('error', () => undefined);
  const gone = new Promise((resolve) => socket.once('close', resolve));
  socket.once('connect', () => {
    if (text === '') go(socket);
    else socket.write(text, () => go(socket));
  });
  socket.resume();
  await inTime(gone, TOLD_MS);
}

async function asked(address: string, question: string): Promise<boolean> {
  const socket = connect(address);
  socket.on('error', () => undefined);
  const answer = new Promise<boolean>((resolve) => {
    socket.once('data', () => {
      resolve(true);
    });
    socket.once('close', () => {
      resolve(false);
    });
  });
  socket.write(question);
  const answered = await inTime(answer, TOLD_MS);
  socket.destroy();
  return answered === true;
}

export async function openSocketBench({ seed, short }: BenchContext): Promise<Bench> {
  const unheard = new Unheard();
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-fault-sockets-'));
  const faults = [...asksIn(folder, unheard), ...servedIn(folder, unheard)];
  return {
    name: 'sockets',
    faults: short ? sample(faults, SHORT_PER_KIND, seed) : faults,
    close: async () => {
      await rm(folder, { recursive: true, force: true });
      return unheard.close();
    },
  };
}

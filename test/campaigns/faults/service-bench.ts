/**
 * Codes of PC/SC at every call of the product's own service and reader code: the service is played, everything above
 * it is the product's.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  nativeMessageSchema,
  readersSnapshotSchema,
  type ReadersSnapshot,
} from '../../../src/borders/native.ts';
import { startCardsRole } from '../../../src/native/cards/cards-role.ts';
import { isStuck } from '../../../src/native/pcsc/codes.ts';
import { createWinscardService } from '../../../src/native/pcsc/winscard-service.ts';
import type { StartedRole } from '../../../src/native/host/role.ts';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import { judge } from './card-bench.ts';
import type { Expected } from './card-faults.ts';
import { sample, type Bench, type BenchContext, type Fault } from './fault.ts';
import { PlayedPcsc, type PlayedFault, type PlayedFunction } from './played-pcsc.ts';

const READER = 'Lecteur USB 00 00';
const RENUMBERED = 'Lecteur USB 01 00';
const PATIENCE_MS = 8_000;
const SHORT_PER_KIND = 6;

/** SCARD_* codes and what each means to the user, by pcsclite.h and the manuals of the two systems. */
export const CODES = {
  0x80100001: 'PCSC-ERREUR',
  0x80100003: 'PCSC-SERVICE-ARRETE',
  0x80100004: 'PCSC-ERREUR',
  0x80100006: 'PCSC-ERREUR',
  0x80100009: 'LECTEUR-DEBRANCHE',
  0x8010000c: 'VITALE-RETIREE',
  0x8010000f: 'VITALE-MUETTE',
  0x80100011: 'PCSC-ERREUR',
  0x80100013: 'PCSC-SERVICE-ARRETE',
  0x80100017: 'LECTEUR-DEBRANCHE',
  0x80100018: 'PCSC-SERVICE-ARRETE',
  0x8010001d: 'PCSC-SERVICE-ARRETE',
  0x8010001e: 'PCSC-SERVICE-ARRETE',
  0x80100027: 'PCSC-REFUSE',
  0x80100065: 'VITALE-MUETTE',
  0x80100066: 'VITALE-MUETTE',
  0x80100067: 'VITALE-MUETTE',
  0x80100069: 'VITALE-RETIREE',
  0x8010006a: 'PCSC-REFUSE',
  0xdeadbeef: 'PCSC-ERREUR',
} as const;
/** In an exchange a driver's own errors mean that it was lost; so does a code that has no meaning of its own. */
export const LOST_IN_EXCHANGE: ReadonlySet<string> = new Set(['PCSC-ERREUR', '0x80100013']);

const SHARING_VIOLATION = 0x8010000b;
const RESET_CARD = 0x80100068;

export function openServiceBench({ seed, short }: BenchContext): Promise<Bench> {
  const desk = new Desk();
  const all = [...atCards(desk), ...atService(desk), ...renumbered(desk)];
  return Promise.resolve({
    name: 'PC/SC',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: () => desk.close(),
  });
}

type Message = ReturnType<typeof nativeMessageSchema.parse>;
type Answer = Extract<Message, { type: 'value' | 'failure' }>;

/** The `cards` role over the played service, spoken to as main does. */
class Desk {
  readonly pcsc = new PlayedPcsc();
  readonly snapshots: ReadersSnapshot[] = [];
  readonly #role: StartedRole;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #ask: (message: unknown) => void = () => undefined;
  #lastId = 0;

  constructor() {
    this.pcsc.plug(READER);
    const service = createWinscardService({ api: this.pcsc, pause: (ms) => delay(ms) });
    this.#role = startCardsRole(service, {
      send: (message) => {
        this.#receive(message);
      },
      onMessage: (listener) => {
        this.#ask = listener;
      },
    });
  }

  /** Inserts a card under a fault, reads it, and looks at a good card afterwards. */
  async read(fault: PlayedFault, expected: Expected): Promise<readonly string[]> {
    const card = catalogueCard('claire');
    this.pcsc.insert(READER, card.make());
    const insertion = await this.insertionIn(READER);
    this.pcsc.inject(fault);
    const answer = await this.ask(READER, insertion);
    this.pcsc.clear();
    return [...judge(answer, card.people, expected), ...(await this.checkGood(READER))];
  }

  async checkGood(reader: string): Promise<readonly string[]> {
    const card = catalogueCard('amadou');
    this.pcsc.insert(reader, null);
    await this.until(({ readers }) =>
      readers.some(({ name, card: found }) => name === reader && found === null),
    );
    this.pcsc.insert(reader, card.make());
    const answer = await this.ask(reader, await this.insertionIn(reader));
    this.pcsc.insert(reader, null);
    await this.until(({ readers }) =>
      readers.some(({ name, card: found }) => name === reader && found === null),
    );
    const misses = judge(answer, card.people, { codes: [], people: true });
    // What remains is the one watch.
    const open = this.pcsc.open === 1 ? [] : [`${String(this.pcsc.open)} handles are open`];
    return [...misses.map((miss) => `the good card afterwards: ${miss}`), ...open];
  }

  ask(reader: string, insertion: number): Promise<Answer> {
    const id = (this.#lastId += 1);
    const answered = new Promise<Answer>((resolve) => this.#answers.set(id, resolve));
    this.#ask({ type: 'request', id, method: 'readVitale', params: { reader, insertion } });
    return answered;
  }

  async insertionIn(reader: string): Promise<number> {
    const found = await this.until(({ readers }) =>
      readers.some(({ name, card }) => name === reader && card !== null),
    );
    return found.readers.find(({ name }) => name === reader)?.card?.insertion ?? 0;
  }

  /** The last snapshot, as soon as it is as wanted. */
  async until(wanted: (snapshot: ReadersSnapshot) => boolean): Promise<ReadersSnapshot> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const last = this.snapshots.at(-1);
      if (last !== undefined && wanted(last)) return last;
      if (Date.now() > deadline) throw new Error(`never seen; last: ${JSON.stringify(last)}`);
      await delay(2);
    }
  }

  async close(): Promise<readonly string[]> {
    this.#role.stop();
    await delay(200);
    return this.pcsc.open === 0 ? [] : [`${String(this.pcsc.open)} handles are open at the end`];
  }

  #receive(raw: unknown): void {
    const message = nativeMessageSchema.parse(raw);
    if (message.type === 'event') this.snapshots.push(readersSnapshotSchema.parse(message.payload));
    else this.#answers.get(message.id)?.(message);
  }
}

const codes = (): [number, string][] =>
  Object.entries(CODES).map(([code, failure]) => [Number(code), failure]);
const hex = (code: number): string => `0x${code.toString(16).toUpperCase()}`;

/** Each code at each call that a read makes. */
function atCards(desk: Desk): Fault[] {
  const fault = (
    where: PlayedFunction,
    call: number,
    code: number,
    expected: Expected,
    times?: number,
  ): Fault => ({
    kind: `PC/SC code in ${where}`,
    name: `${hex(code)} at ${where} ${String(call)}${times === undefined ? '' : `, ${String(times)} times`}`,
    inject: () => desk.read({ in: where, call, code, ...(times === undefined ? {} : { times }) }, expected),
  });
  const only = (code: string): Expected => ({ codes: [code], people: false });
  const well: Expected = { codes: [], people: true };
  const inExchange = (code: number, failure: string): string =>
    LOST_IN_EXCHANGE.has(failure) || LOST_IN_EXCHANGE.has(hex(code).toLowerCase())
      ? 'VITALE-TRANSMISSION'
      : failure;
  return [
    ...codes().flatMap(([code, failure]) => [
      // A reader that is listed with its card, and cannot be reached, is to be plugged in again (field.md).
      fault('connect', 1, code, only(isStuck(code) ? 'LECTEUR-A-REBRANCHER' : failure)),
      fault('beginTransaction', 1, code, only(failure)),
      ...[1, 2, 3, 4].map((call) => fault('transmit', call, code, only(inExchange(code, failure)))),
    ]),
    // Another program has the card, or has reset it: for a moment, or for good.
    ...[SHARING_VIOLATION, RESET_CARD].flatMap((code) => [
      fault('connect', 1, code, well, 1),
      fault('connect', 1, code, well, 5),
      fault('connect', 1, code, only('CARTE-OCCUPEE')),
    ]),
    fault('beginTransaction', 1, RESET_CARD, well, 1),
    fault('beginTransaction', 1, RESET_CARD, only('CARTE-OCCUPEE')),
    // An exchange lost once or twice is tried again.
    ...[1, 2, 3, 4].flatMap((call) => [
      fault('transmit', call, 0x80100016, well, 1),
      fault('transmit', call, 0x8010002f, well, 2),
    ]),
  ];
}

/** Each code at each call of the watch: it says so where it means the service, and always comes back. */
function atService(desk: Desk): Fault[] {
  return (['listReaders', 'getStatusChange'] as const).flatMap((where) =>
    codes().map(([code]): Fault => ({
      kind: `PC/SC code in the watch`,
      name: `${hex(code)} at ${where} while watching`,
      inject: async () => {
        const since = desk.snapshots.length;
        desk.pcsc.inject({ in: where, call: 1, code, times: 3 });
        // Wakes the watch.
        desk.pcsc.insert(READER, catalogueCard('claire').make());
        await delay(30);
        desk.pcsc.clear();
        await desk.until(({ service, readers }) => service === 'running' && readers.length === 1);
        const wrong = desk.snapshots
          .slice(since)
          .filter(({ service, failure }) => (service === 'unavailable') !== (failure !== null));
        return [
          ...(wrong.length === 0 ? [] : ['a service that is unavailable without a reason']),
          ...(await desk.checkGood(READER)),
        ];
      },
    })),
  );
}

/** The reader is unplugged and comes back under another name, before and in the middle of a read. */
function renumbered(desk: Desk): Fault[] {
  const replug = (where: PlayedFunction, call: number): Fault => ({
    kind: 'reader unplugged and renumbered',
    name: `unplugged at ${where} ${String(call)}`,
    inject: async () => {
      const meanwhile = (): void => {
        desk.pcsc.unplug(READER);
        desk.pcsc.plug(RENUMBERED, catalogueCard('claire').make());
      };
      const misses = await readThrough(desk, { in: where, call, code: 0, times: 1, meanwhile });
      const back = await desk.checkGood(RENUMBERED);
      desk.pcsc.unplug(RENUMBERED);
      desk.pcsc.plug(READER);
      await desk.until(({ readers }) => readers.length === 1 && readers[0]?.name === READER);
      return [...misses, ...back];
    },
  });
  return [
    replug('connect', 1),
    replug('beginTransaction', 1),
    ...[1, 2, 3, 4].map((call) => replug('transmit', call)),
  ];
}

async function readThrough(desk: Desk, fault: PlayedFault): Promise<readonly string[]> {
  const card = catalogueCard('claire');
  desk.pcsc.insert(READER, card.make());
  const insertion = await desk.insertionIn(READER);
  desk.pcsc.inject(fault);
  const answer = await desk.ask(READER, insertion);
  desk.pcsc.clear();
  const codes = ['LECTEUR-DEBRANCHE', 'VITALE-RETIREE', 'VITALE-CHANGEE'];
  return judge(answer, card.people, { codes, people: false });
}

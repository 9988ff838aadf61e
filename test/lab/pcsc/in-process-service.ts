/**
 * The lab's cards behind the program's own `CardService` port, without a PC/SC service: for machines where virtual
 * readers cannot be had (macOS, Windows, no rights), and for tests of what lies above the port.
 *
 * Cards go in either from the same process (`slots`) or over loopback TCP with vpcd's messages (`listen`), so that
 * `VirtualReader` works unchanged with a service that runs in another process.
 */
import { EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { failure } from '../../../src/domain/failures/index.ts';
import { failed, type Result, success } from '../../../src/domain/result.ts';
import type { Card, CardService, ObservedReader, ReaderWatch } from '../../../src/native/pcsc/port.ts';
import type { VirtualCard } from '../cards/card.ts';
import type { CardSlot } from '../cards/slot.ts';
import { atrOfMessage, onMessages, POWER_ON, SEND_ATR, sendMessage } from './vpcd-messages.ts';

export interface InProcessService extends CardService {
  /** One per reader, in their order. */
  readonly slots: readonly InProcessSlot[];
  /** Opens a loopback port per reader for cards of other processes. */
  listen(ports: readonly number[]): Promise<void>;
  /** Closes the ports and takes every card out. */
  close(): Promise<void>;
}

/** A service with that many readers, all empty. Names are what the program shows. */
export function createInProcessService(
  names: readonly string[] = ['Lecteur 1', 'Lecteur 2'],
): InProcessService {
  return new Service(names);
}

/** A card as the service sees it: in this process, or at the other end of a socket. */
interface CardEnd {
  readonly atr: Uint8Array;
  respond(apdu: Uint8Array): Promise<Uint8Array | 'pulled-out'>;
}

interface SlotEvents {
  'pulled-out': [reason: 'script' | 'service'];
  change: [];
}

/** One reader of the service. */
export class InProcessSlot extends EventEmitter<SlotEvents> implements CardSlot {
  readonly name: string;
  #end: CardEnd | null = null;
  #card: VirtualCard | null = null;
  #events = 0;
  #transaction: Promise<void> = Promise.resolve();

  constructor(name: string) {
    super();
    this.name = name;
  }

  get card(): VirtualCard | null {
    return this.#card;
  }

  /** What is in now, for comparison: a card put in later is another end. */
  get end(): CardEnd | null {
    return this.#end;
  }

  insert(card: VirtualCard): Promise<void> {
    card.reset();
    this.enter(localEnd(card), card);
    return Promise.resolve();
  }

  remove(): Promise<void> {
    if (this.#end !== null) this.leave(this.#end);
    return Promise.resolve();
  }

  enter(end: CardEnd, card: VirtualCard | null = null): void {
    if (this.#end !== null) this.leave(this.#end);
    this.#end = end;
    this.#card = card;
    this.#changed();
  }

  /** Takes out this card, unless another one is in already. */
  leave(end: CardEnd): void {
    if (this.#end !== end) return;
    this.#end = null;
    this.#card = null;
    this.#changed();
  }

  pulledOut(end: CardEnd): void {
    if (this.#end !== end) return;
    this.leave(end);
    this.emit('pulled-out', 'script');
  }

  observed(): ObservedReader {
    return {
      name: this.name,
      presence: this.#end === null ? 'empty' : 'present',
      atr: this.#end?.atr ?? new Uint8Array(0),
      eventCounter: this.#events,
    };
  }

  /** Waits for the other transactions on this reader; gives the function that ends this one. */
  async lock(): Promise<() => void> {
    const before = this.#transaction;
    let release: () => void = () => undefined;
    this.#transaction = new Promise((resolve) => (release = resolve));
    await before;
    return release;
  }

  #changed(): void {
    this.#events = (this.#events + 1) & 0xffff;
    this.emit('change');
  }
}

function localEnd(card: VirtualCard): CardEnd {
  return {
    atr: card.atr,
    respond: async (apdu) => {
      if (card.delayMs !== undefined) await delay(card.delayMs);
      return card.respond(apdu);
    },
  };
}

class Service implements InProcessService {
  readonly slots: readonly InProcessSlot[];
  readonly #watches = new Set<ReaderWatch>();
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(names: readonly string[]) {
    this.slots = names.map((name) => new InProcessSlot(name));
  }

  openWatch(): Promise<Result<ReaderWatch>> {
    const watch: ReaderWatch = new SlotsWatch(this.slots, () => this.#watches.delete(watch));
    this.#watches.add(watch);
    return Promise.resolve(success(watch));
  }

  connect(reader: string): Promise<Result<Card>> {
    const slot = this.slots.find(({ name }) => name === reader);
    if (slot === undefined) return Promise.resolve(failed(failure('LECTEUR-DEBRANCHE')));
    const end = slot.end;
    if (end === null) return Promise.resolve(failed(failure('VITALE-RETIREE')));
    if (end.atr.length === 0) return Promise.resolve(failed(failure('VITALE-MUETTE')));
    return Promise.resolve(success(new SlotCard(slot, end)));
  }

  cancelAll(): void {
    for (const watch of this.#watches) watch.close();
  }

  async listen(ports: readonly number[]): Promise<void> {
    await Promise.all(this.slots.map((slot, index) => this.#open(slot, ports[index])));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      this.#servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
    await Promise.all(this.slots.map((slot) => slot.remove()));
    this.cancelAll();
  }

  async #open(slot: InProcessSlot, port: number | undefined): Promise<void> {
    if (port === undefined) return;
    const server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      void admit(slot, socket);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1' }, resolve);
    });
  }
}

/** A card came over TCP: it is in once it has given its ATR, and out once the connection is closed. */
async function admit(slot: InProcessSlot, socket: Socket): Promise<void> {
  const replies = replyQueue(socket);
  sendMessage(socket, Uint8Array.of(POWER_ON));
  sendMessage(socket, Uint8Array.of(SEND_ATR));
  const atr = await replies();
  if (atr === null) return;
  const end: CardEnd = {
    atr: atrOfMessage(atr),
    respond: async (apdu) => {
      sendMessage(socket, apdu);
      return (await replies()) ?? 'pulled-out';
    },
  };
  slot.enter(end);
  if (socket.destroyed) slot.leave(end);
  else socket.once('close', () => slot.leave(end));
}

/** Gives the socket's messages one by one, `null` once it is closed. */
function replyQueue(socket: Socket): () => Promise<Uint8Array | null> {
  const waiting: ((reply: Uint8Array | null) => void)[] = [];
  onMessages(socket, (message) => waiting.shift()?.(message));
  socket.once('close', () => {
    for (const resolve of waiting.splice(0)) resolve(null);
  });
  return () => (socket.destroyed ? Promise.resolve(null) : new Promise((resolve) => waiting.push(resolve)));
}

class SlotsWatch implements ReaderWatch {
  readonly #slots: readonly InProcessSlot[];
  readonly #forget: () => void;
  readonly #wake = (): void => {
    this.#news = true;
    this.#resume?.();
  };
  #resume: (() => void) | null = null;
  #news = true;
  #closed = false;

  constructor(slots: readonly InProcessSlot[], forget: () => void) {
    this.#slots = slots;
    this.#forget = forget;
    for (const slot of slots) slot.on('change', this.#wake);
  }

  async next(): Promise<Result<readonly ObservedReader[]>> {
    if (!this.#news && !this.#closed) await new Promise<void>((resolve) => (this.#resume = resolve));
    this.#resume = null;
    if (this.#closed) return failed(failure('PCSC-SERVICE-ARRETE'));
    this.#news = false;
    return success(this.#slots.map((slot) => slot.observed()));
  }

  close(): void {
    this.#closed = true;
    for (const slot of this.#slots) slot.off('change', this.#wake);
    this.#forget();
    this.#resume?.();
  }
}

class SlotCard implements Card {
  readonly #slot: InProcessSlot;
  readonly #end: CardEnd;
  #unlock: (() => void) | null = null;

  constructor(slot: InProcessSlot, end: CardEnd) {
    this.#slot = slot;
    this.#end = end;
  }

  async beginTransaction(): Promise<Result<void>> {
    const unlock = await this.#slot.lock();
    if (!this.#isIn()) {
      unlock();
      return failed(failure('VITALE-RETIREE'));
    }
    this.#unlock = unlock;
    return success(undefined);
  }

  endTransaction(): Promise<void> {
    this.#unlock?.();
    this.#unlock = null;
    return Promise.resolve();
  }

  async transmit(command: Uint8Array): Promise<Result<Uint8Array>> {
    if (!this.#isIn()) return failed(failure('VITALE-RETIREE'));
    const answer = await this.#end.respond(command);
    if (answer === 'pulled-out') this.#slot.pulledOut(this.#end);
    if (answer === 'pulled-out' || !this.#isIn()) return failed(failure('VITALE-RETIREE'));
    return success(answer);
  }

  async observe(quietMs = 0): Promise<Result<ObservedReader>> {
    if (quietMs > 0 && this.#isIn()) await this.#changeWithin(quietMs);
    return success(this.#slot.observed());
  }

  disconnect(): Promise<void> {
    return this.endTransaction();
  }

  #isIn(): boolean {
    return this.#slot.end === this.#end;
  }

  async #changeWithin(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#slot.off('change', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#slot.on('change', done);
    });
  }
}

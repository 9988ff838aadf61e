import { describe, expect, it } from 'vitest';
import type { Card, ReaderWatch } from '../../../../src/native/pcsc/port.ts';
import { createWinscardService } from '../../../../src/native/pcsc/winscard-service.ts';
import type { ReaderStateIn, ReaderStateOut, Reply, Winscard } from '../../../../src/native/pcsc/winscard.ts';

const OK = 0;
const TIMEOUT = 0x8010000a;
const CANCELLED = 0x80100002;
const NO_READERS = 0x8010002e;
const NO_SERVICE = 0x8010001d;
const SHARING = 0x8010000b;
const RESET = 0x80100068;
const INVALID_VALUE = 0x80100011;
const SERVICE_STOPPED = 0x8010001e;
const READER_UNAVAILABLE = 0x80100017;
const CHANGED = 0x2;
const UNKNOWN = 0x4;
const EMPTY = 0x10;
const PRESENT = 0x20;
const PNP = '\\\\?PnP?\\Notification';
const ATR = Uint8Array.of(0x3b, 0x00);

/** A PC/SC whose answers the test sets; it keeps account of what was asked and what is still open. */
class Played implements Winscard {
  readonly calls: string[] = [];
  readonly waits: { readonly timeoutMs: number; readonly asked: readonly ReaderStateIn[] }[] = [];
  readonly open = new Set<number>();
  readonly pauses: number[] = [];
  readonly cancelled: number[] = [];
  readers: Record<string, number> = {};
  pnpSupported = true;
  establishCode = OK;
  /** Codes of SCardConnect, SCardBeginTransaction: one per call, then success. */
  connectCodes: number[] = [];
  beginCodes: number[] = [];
  /** What happens during a wait: changes `readers` and gives a code. Without one, the wait times out. */
  during: (() => number | Promise<number>)[] = [];
  /** More names than this in one call are refused. */
  mostAtOnce = Number.POSITIVE_INFINITY;
  /** The pseudo-reader says «changed» whatever it is asked. */
  pnpAlwaysChanged = false;
  statusCalls = 0;
  #lastContext = 0;

  establishContext = (): Promise<Reply<number>> => {
    if (this.establishCode !== OK) return Promise.resolve({ code: this.establishCode, value: 0 });
    this.#lastContext += 1;
    this.open.add(this.#lastContext);
    return Promise.resolve({ code: OK, value: this.#lastContext });
  };
  releaseContext = (context: number | bigint): Promise<number> => {
    if (!this.open.delete(Number(context))) throw new Error('released twice');
    return Promise.resolve(OK);
  };
  cancel = (context: number | bigint): number => {
    this.cancelled.push(Number(context));
    return OK;
  };
  listReaders = (): Promise<Reply<string[]>> => {
    const value = Object.keys(this.readers);
    return Promise.resolve({ code: value.length === 0 ? NO_READERS : OK, value });
  };
  getStatusChange = async (
    _context: number | bigint,
    timeoutMs: number,
    asked: readonly ReaderStateIn[],
  ): Promise<Reply<ReaderStateOut[]>> => {
    let code = OK;
    this.statusCalls += 1;
    if (asked.length > this.mostAtOnce) return { code: INVALID_VALUE, value: [] };
    if (timeoutMs > 0) {
      if (this.pnpAlwaysChanged && asked.some(({ name }) => name === PNP)) this.during.unshift(() => OK);
      this.waits.push({ timeoutMs, asked });
      code = (await this.during.shift()?.()) ?? TIMEOUT;
    }
    const value = asked.map(({ name, currentState }) => this.#state(name, currentState));
    return { code, value };
  };
  connect = (
    _context: number | bigint,
    _reader: string,
    share: number,
    protocols: number,
  ): Promise<Reply<{ card: number; protocol: number }>> => {
    this.calls.push(`connect ${share} ${protocols}`);
    return Promise.resolve({ code: this.connectCodes.shift() ?? OK, value: { card: 7, protocol: 1 } });
  };
  reconnect = (
    _card: unknown,
    share: number,
    protocols: number,
    disposition: number,
  ): Promise<Reply<number>> => {
    this.calls.push(`reconnect ${share} ${protocols} ${disposition}`);
    return Promise.resolve({ code: OK, value: 2 });
  };
  disconnect = (_card: unknown, disposition: number): Promise<number> => {
    this.calls.push(`disconnect ${disposition}`);
    return Promise.resolve(OK);
  };
  beginTransaction = (): Promise<number> => {
    this.calls.push('begin');
    return Promise.resolve(this.beginCodes.shift() ?? OK);
  };
  endTransaction = (_card: unknown, disposition: number): Promise<number> => {
    this.calls.push(`end ${disposition}`);
    return Promise.resolve(OK);
  };
  transmit = (_card: unknown, protocol: number, command: Uint8Array): Promise<Reply<Uint8Array>> => {
    this.calls.push(`transmit ${protocol}`);
    return Promise.resolve({ code: OK, value: command });
  };
  pause = (milliseconds: number): Promise<void> => {
    this.pauses.push(milliseconds);
    return new Promise((resolve) => setImmediate(resolve));
  };

  #state(name: string, currentState: number): ReaderStateOut {
    if (name === PNP) {
      const state = this.pnpAlwaysChanged ? currentState | CHANGED : currentState;
      return { name, eventState: this.pnpSupported ? state : UNKNOWN, atr: new Uint8Array() };
    }
    const eventState = this.readers[name] ?? UNKNOWN;
    return {
      name,
      eventState: eventState | CHANGED,
      atr: (eventState & PRESENT) === 0 ? new Uint8Array() : ATR,
    };
  }
}

function service(api: Played, apple = false) {
  return createWinscardService({ api, pause: api.pause, apple });
}

async function watchOf(api: Played, apple = false): Promise<ReaderWatch> {
  const opened = await service(api, apple).openWatch();
  if (!opened.ok) throw new Error('not opened');
  return opened.value;
}

async function cardOf(api: Played): Promise<Card> {
  const connected = await service(api).connect('A');
  if (!connected.ok) throw new Error(connected.failure.code);
  return connected.value;
}

describe('watching', () => {
  it('answers at once the first time, then waits for long, with the states it knows', async () => {
    const api = new Played();
    api.readers = { A: EMPTY };
    const watch = await watchOf(api);
    expect(await watch.next()).toMatchObject({
      ok: true,
      value: [{ name: 'A', presence: 'empty', eventCounter: 0 }],
    });
    expect(api.waits).toEqual([]);
    api.during = [
      () => {
        api.readers = { A: PRESENT | 0x10000 };
        return OK;
      },
    ];
    expect(await watch.next()).toMatchObject({ value: [{ presence: 'present', atr: ATR, eventCounter: 1 }] });
    expect(api.waits).toEqual([
      {
        timeoutMs: 60_000,
        asked: [
          { name: 'A', currentState: EMPTY },
          { name: PNP, currentState: 0 },
        ],
      },
    ]);
    await watch.next();
    expect(api.waits[1]?.asked[0]).toEqual({ name: 'A', currentState: PRESENT | 0x10000 });
  });

  it('waits for a first reader without being asked again and again', async () => {
    const api = new Played();
    const watch = await watchOf(api);
    expect(await watch.next()).toEqual({ ok: true, value: [] });
    await watch.next();
    expect(api.waits).toEqual([{ timeoutMs: 60_000, asked: [{ name: PNP, currentState: 0 }] }]);
    expect(api.pauses).toEqual([]);
  });

  it('looks again soon after a reader came, since others often follow', async () => {
    const api = new Played();
    const watch = await watchOf(api);
    await watch.next();
    api.during = [
      () => {
        api.readers = { A: EMPTY };
        return OK;
      },
    ];
    await watch.next();
    for (let look = 0; look < 5; look += 1) await watch.next();
    expect(api.waits.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 500, 500, 500, 500, 60_000]);
  });

  it('lists every second only where plug-and-play cannot be waited for', async () => {
    const api = new Played();
    api.pnpSupported = false;
    const watch = await watchOf(api);
    await watch.next();
    await watch.next();
    expect(api.pauses).toEqual([1_000]);
    api.readers = { A: PRESENT | 0x50000 };
    expect(await watch.next()).toMatchObject({ value: [{ presence: 'present', eventCounter: 5 }] });
    for (let look = 0; look < 5; look += 1) await watch.next();
    expect(api.waits.at(-1)).toEqual({
      timeoutMs: 1_000,
      asked: [{ name: 'A', currentState: PRESENT | 0x50000 }],
    });
  });

  it('says that a reader without a known state is not settled, and that one that went is gone', async () => {
    const api = new Played();
    api.readers = { A: 0x8, B: EMPTY };
    const watch = await watchOf(api);
    expect(await watch.next()).toMatchObject({ value: [{ presence: 'unsettled' }, { presence: 'empty' }] });
    api.during = [
      () => {
        api.readers = { B: EMPTY };
        return 0x80100009;
      },
    ];
    expect(await watch.next()).toMatchObject({ ok: true, value: [{ name: 'B' }] });
  });

  it('does not spin when waits return at once without news', async () => {
    const api = new Played();
    api.readers = { A: EMPTY };
    api.during = Array.from({ length: 15 }, () => () => OK);
    const watch = await watchOf(api);
    for (let look = 0; look < 16; look += 1) await watch.next();
    expect(api.pauses).toEqual([200, 200, 200, 200, 200]);
  });

  it('gives the failure of a lost service, and frees its context when closed', async () => {
    const api = new Played();
    api.readers = { A: EMPTY };
    const watch = await watchOf(api);
    await watch.next();
    api.during = [() => NO_SERVICE];
    expect(await watch.next()).toMatchObject({ ok: false, failure: { code: 'PCSC-SERVICE-ARRETE' } });
    watch.close();
    watch.close();
    expect(api.open.size).toBe(0);
    expect(await watch.next()).toMatchObject({ ok: false });
  });

  it('is cancelled again until it has ended, for a cancel that comes too early is lost', async () => {
    const api = new Played();
    api.readers = { A: EMPTY };
    const watch = await watchOf(api);
    await watch.next();
    api.during = [
      async () => {
        while (api.cancelled.length < 3) await new Promise((resolve) => setImmediate(resolve));
        return CANCELLED;
      },
    ];
    const pending = watch.next();
    watch.close();
    expect(await pending).toMatchObject({ ok: false });
    expect(api.cancelled.length).toBeGreaterThanOrEqual(3);
    expect(api.open.size).toBe(0);
  });

  it('is cancelled again as the process ends, at once: nobody could wait for its answer then', async () => {
    const api = new Played();
    const made = service(api);
    made.cancelAll();
    expect(api.cancelled).toEqual([]);
    await made.openWatch();
    made.cancelAll();
    expect(api.cancelled).toEqual([1, 1, 1]);
  });

  it('says that there is no service', async () => {
    const api = new Played();
    api.establishCode = NO_SERVICE;
    expect(await service(api).openWatch()).toMatchObject({
      ok: false,
      failure: { code: 'PCSC-SERVICE-ARRETE' },
    });
    expect(await service(api).connect('A')).toMatchObject({ ok: false });
  });
});

describe('a card', () => {
  it('is shared, locked, and left as it is', async () => {
    const api = new Played();
    const card = await cardOf(api);
    expect(await card.beginTransaction()).toMatchObject({ ok: true });
    expect(await card.transmit(Uint8Array.of(1))).toEqual({ ok: true, value: Uint8Array.of(1) });
    await card.endTransaction();
    await card.disconnect();
    expect(api.calls).toEqual(['connect 2 3', 'begin', 'transmit 1', 'end 0', 'disconnect 0']);
    expect(api.open.size).toBe(0);
  });

  it('is waited for while another program has it to itself, but not for ever', async () => {
    const api = new Played();
    api.connectCodes = [SHARING, SHARING];
    await (await cardOf(api)).disconnect();
    expect(api.pauses).toEqual([100, 100]);
    api.connectCodes = Array.from({ length: 100 }, () => SHARING);
    expect(await service(api).connect('A')).toMatchObject({ failure: { code: 'CARTE-OCCUPEE' } });
    expect(api.open.size).toBe(0);
  });

  it('is taken up again when another program has reset it before the first command', async () => {
    const api = new Played();
    api.beginCodes = [RESET];
    const card = await cardOf(api);
    expect(await card.beginTransaction()).toMatchObject({ ok: true });
    await card.transmit(Uint8Array.of(1));
    expect(api.calls).toEqual(['connect 2 3', 'begin', 'reconnect 2 3 0', 'begin', 'transmit 2']);
  });

  it('is observed at once, or until something shows', async () => {
    const api = new Played();
    api.readers = { A: PRESENT | 0x10000 };
    const card = await cardOf(api);
    expect(await card.observe()).toMatchObject({ value: { presence: 'present', eventCounter: 1 } });
    expect(api.waits).toEqual([]);
    api.during = [
      // First another program connects, which is no news; then the card goes.
      () => {
        api.readers = { A: PRESENT | 0x100 | 0x10000 };
        return OK;
      },
      () => {
        api.readers = { A: EMPTY | 0x20000 };
        return OK;
      },
    ];
    expect(await card.observe(10_000)).toMatchObject({ value: { presence: 'empty', eventCounter: 2 } });
    expect(api.waits).toHaveLength(2);
  });
});

describe('bad days of PC/SC', () => {
  const many = (count: number): Record<string, number> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`Lecteur ${String(index)}`, EMPTY]));

  it('waits a pseudo-reader out that is always “changed”', async () => {
    const api = new Played();
    api.readers = { 'Lecteur 0': EMPTY };
    api.pnpAlwaysChanged = true;
    const watch = await watchOf(api);
    for (let look = 0; look < 200; look++) await watch.next();
    // After ten news that are none, the waits go without it: the reader alone, a second at most.
    const without = api.waits.filter(({ asked }) => !asked.some(({ name }) => name === PNP));
    expect(without.length).toBeGreaterThan(180);
    expect(without.every(({ timeoutMs }) => timeoutMs <= 1_000)).toBe(true);
    // A card is seen meanwhile.
    api.during = [
      () => {
        api.readers = { 'Lecteur 0': PRESENT };
        return OK;
      },
    ];
    expect(await watch.next()).toMatchObject({ ok: true, value: [{ presence: 'present' }] });
  });

  it.each([16, 10, 3])('shows all of 40 readers to a service that takes %i names at once', async (most) => {
    const api = new Played();
    api.readers = many(40);
    api.mostAtOnce = most;
    const watch = await watchOf(api);
    for (let look = 0; look < 4; look++) {
      const seen = await watch.next();
      expect(seen.ok && seen.value.map(({ name }) => name)).toEqual(Object.keys(api.readers));
    }
    // Those that no wait can hold are looked at every second.
    expect(api.waits.every(({ timeoutMs }) => timeoutMs <= 1_000)).toBe(true);
  });

  it('asks 15 readers and the pseudo-reader in one wait where 16 names are taken', async () => {
    const api = new Played();
    api.readers = many(16);
    api.mostAtOnce = 16;
    const watch = await watchOf(api);
    await watch.next();
    await watch.next();
    const last = await watch.next();
    expect(last).toMatchObject({ ok: true });
    expect(api.waits.at(-1)?.asked).toHaveLength(16);
  });

  it('takes a service that Windows has ended for a missing reader, elsewhere for a stopped service', async () => {
    for (const [code, endsWithoutReaders, expected] of [
      [NO_SERVICE, true, 'LECTEUR-ABSENT'],
      [SERVICE_STOPPED, true, 'LECTEUR-ABSENT'],
      [NO_SERVICE, false, 'PCSC-SERVICE-ARRETE'],
    ] as const) {
      const api = new Played();
      api.establishCode = code;
      const options = { api, pause: api.pause, endsWithoutReaders };
      expect(await createWinscardService(options).openWatch()).toMatchObject({
        ok: false,
        failure: { code: expected },
      });
    }
  });

  it('says of a reader that shows its card and refuses it that it is to be plugged in anew', async () => {
    const api = new Played();
    api.readers = { 'Lecteur 0': PRESENT };
    api.connectCodes = [READER_UNAVAILABLE];
    expect(await service(api).connect('Lecteur 0')).toMatchObject({
      ok: false,
      failure: { code: 'LECTEUR-A-REBRANCHER', detail: { reader: 'Lecteur 0' } },
    });
    api.readers = {};
    api.connectCodes = [READER_UNAVAILABLE];
    expect(await service(api).connect('Lecteur 0')).toMatchObject({
      ok: false,
      failure: { code: 'LECTEUR-DEBRANCHE' },
    });
    expect(api.open.size).toBe(0);
  });
});

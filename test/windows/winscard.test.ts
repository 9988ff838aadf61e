/** What a real service does not do when asked, played by a winscard.dll of ours under the process as it ships. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isStuck } from '../../src/native/pcsc/codes.ts';
import { CODES, LOST_IN_EXCHANGE } from '../campaigns/faults/service-bench.ts';
import { catalogueCard } from '../lab/cards/catalogue.ts';
import { CardsProcess } from '../lab/native/cards-process.ts';
import {
  WinscardStage,
  type PlayedFault,
  type Scene,
  type WinscardFunction,
} from '../lab/windows/winscard.ts';
import { NATIVE, SHORT } from './place.ts';

const READER = 'Lecteur intégré à l’écran – Réf. «é» 0';
const NO_READERS = 0x8010002e;

let stage: WinscardStage;
const running: CardsProcess[] = [];

async function finish(): Promise<void> {
  await Promise.all(running.splice(0).map((each) => each.kill()));
  await stage.remove();
}

async function start(scene: Scene): Promise<CardsProcess> {
  stage = await WinscardStage.create();
  await stage.play(scene);
  const cards = new CardsProcess(NATIVE, stage.env);
  running.push(cards);
  return cards;
}

const claire = () => catalogueCard('claire').make();
const empty = (faults: readonly PlayedFault[] = [], events = 0): Scene => ({
  readers: [{ name: READER, card: null, events }],
  pnp: 0x10000,
  faults,
});
const full = (faults: readonly PlayedFault[] = [], events = 1): Scene => ({
  readers: [{ name: READER, card: claire(), events }],
  pnp: 0x10000,
  faults,
});

const codes = Object.entries(CODES).map(
  ([code, failure]) => [hex(Number(code)), Number(code), failure] as const,
);

function hex(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

describe('names and memory', () => {
  afterEach(finish);

  it('carries a name with accents, an apostrophe and a dash there and back, and 64-bit handles whole', async () => {
    const cards = await start(full());
    const { insertion } = await cards.card(READER);
    expect(await cards.readVitale(READER, insertion)).toMatchObject({
      type: 'value',
      value: { beneficiaries: [{ name: 'MARTIN' }] },
    });
    // The stand-in refuses a handle that lost its upper half, and a protocol header of another size.
    const calls = await stage.calls();
    const wrong = calls.filter((call) => !/ (00000000|8010000A|8010002E)$/.test(call));
    expect(wrong).toEqual([]);
    expect(calls.filter((call) => call.startsWith('SCardTransmit'))).toHaveLength(4);
    expect(calls).toContain('SCardDisconnect 00000000');
  });

  it('lists more readers than the first buffer holds', async () => {
    const readers = Array.from({ length: 16 }, (_, index) => ({
      name: `${'é'.repeat(110)} ${String(index)}`,
      card: null,
      events: 0,
    }));
    const cards = await start({ readers, pnp: 0x10000 });
    const { snapshot } = await cards.until((each) => each.readers.length === 16);
    expect(snapshot.readers.map(({ name }) => name)).toEqual(readers.map(({ name }) => name));
  });

  it('takes an ATR of 33 bytes in a buffer of 36', async () => {
    const card = { ...claire(), atr: Uint8Array.from({ length: 33 }, (_, index) => 0x80 + index) };
    const cards = await start({ readers: [{ name: READER, card, events: 1 }], pnp: 0x10000 });
    expect(await cards.card(READER)).toMatchObject({
      kind: 'unknown',
      atr: Buffer.from(card.atr).toString('hex').toUpperCase(),
    });
  });
});

describe('the pseudo-reader', () => {
  afterEach(finish);

  it.each([
    ['counts readers', [0x10000, 0x20000, 0x30000]],
    ['is not known to this system', [null, null, null]],
  ] as const)('%s: a reader that comes and goes is seen', async (_name, [first, second, third]) => {
    const cards = await start({ readers: [], pnp: first });
    await cards.until(({ service }) => service === 'running');
    await stage.play({ ...empty(), pnp: second });
    await cards.empty(READER);
    const since = cards.arrivals.length;
    await stage.play({ readers: [], pnp: third });
    await cards.until(({ readers }) => readers.length === 0, since);
  });

  it('does not turn in a loop when its wait returns at once without news', async () => {
    const cards = await start(empty());
    await cards.empty(READER);
    await stage.play(empty([{ call: 'SCardGetStatusChangeW', code: 0 }]));
    await delay(1_500);
    const before = (await stage.calls()).length;
    await delay(2_000);
    // Three calls at a turn, and a turn every 200 ms.
    expect((await stage.calls()).length - before).toBeLessThan(60);
  });
});

describe('a service that is not there', () => {
  afterEach(finish);

  const ENDED = [
    ['SCARD_E_NO_SERVICE', 0x8010001d],
    ['SCARD_E_SERVICE_STOPPED', 0x8010001e],
  ] as const;

  it.each(ENDED)(
    '%s at the start: no reader, since Windows ends it with the last one',
    async (_name, code) => {
      const cards = await start(full([{ call: 'SCardEstablishContext', code }]));
      const { snapshot } = await cards.until(({ service }) => service === 'running');
      expect(snapshot).toEqual({ service: 'running', failure: null, readers: [] });
      await stage.play(full());
      expect(await cards.card(READER)).toMatchObject({ kind: 'vitale-2', seenInserted: false });
    },
  );

  it.each([...ENDED, ['SCARD_E_SYSTEM_CANCELLED', 0x80100012]] as const)(
    '%s while it waits: no reader, and the context is made anew',
    async (_name, code) => {
      const cards = await start(empty());
      await cards.empty(READER);
      const since = cards.arrivals.length;
      await stage.play(empty([{ call: 'SCardGetStatusChangeW', code, times: 1 }]));
      await cards.until(({ readers }) => readers.length === 0, since);
      await cards.empty(READER, since);
      const opened = (await stage.calls()).filter((call) => call.startsWith('SCardEstablishContext'));
      expect(opened.length).toBeGreaterThan(1);
    },
  );

  it('refuses us: said with its code', async () => {
    const cards = await start(full([{ call: 'SCardEstablishContext', code: 0x8010006a }]));
    const { snapshot } = await cards.until(({ service }) => service === 'unavailable');
    expect(snapshot.failure).toMatchObject({ code: 'PCSC-REFUSE', detail: { code: '0x8010006A' } });
  });

  it('has no reader at all: running, and none shown', async () => {
    const cards = await start({ readers: [], pnp: 0x10000 });
    const { snapshot } = await cards.until(({ service }) => service === 'running');
    expect(snapshot).toEqual({ service: 'running', failure: null, readers: [] });
    expect(await stage.calls()).toContain(`SCardListReadersW ${NO_READERS.toString(16).toUpperCase()}`);
  });
});

describe('every code of the card bench, at each call of a read', () => {
  const places: readonly (readonly [WinscardFunction, number])[] = [
    ['SCardConnectW', 0],
    ['SCardBeginTransaction', 0],
    ['SCardTransmit', 0],
    ['SCardTransmit', 2],
  ];
  const rows = places.flatMap(([call, after], place) =>
    codes
      .filter((_, index) => !SHORT || index % places.length === place)
      .map(([name, code, failure]) => [name, call, after, code, failure] as const),
  );
  const lost = (code: number, failure: string): boolean =>
    LOST_IN_EXCHANGE.has(failure) || LOST_IN_EXCHANGE.has(hex(code).toLowerCase());

  let cards: CardsProcess;
  let insertion = 0;
  beforeAll(async () => {
    cards = await start(full());
    ({ insertion } = await cards.card(READER));
  });
  afterAll(finish);

  it.each(rows)('%s from %s after %i good ones', async (_name, call, after, code, failure) => {
    await stage.play(full([{ call, code, after }]));
    const atConnection = call === 'SCardConnectW' && isStuck(code) ? 'LECTEUR-A-REBRANCHER' : failure;
    const expected = call === 'SCardTransmit' && lost(code, failure) ? 'VITALE-TRANSMISSION' : atConnection;
    expect(await cards.readVitale(READER, insertion)).toMatchObject({
      type: 'failure',
      failure: { code: expected },
    });
    await stage.play(full());
    expect(await cards.readVitale(READER, insertion)).toMatchObject({ type: 'value' });
  });

  it.each([
    ['shared out for a moment', 'SCardConnectW', 0x8010000b],
    ['reset by another program before the transaction', 'SCardBeginTransaction', 0x80100068],
    ['lost once in an exchange', 'SCardTransmit', 0x8010002f],
  ] as const)('%s: the read comes through', async (_name, call, code) => {
    await stage.play(full([{ call, code, times: 1 }]));
    expect(await cards.readVitale(READER, insertion)).toMatchObject({ type: 'value' });
  });
});

describe('the end of the process', () => {
  afterEach(finish);

  it('cancels every context of Windows, and ends at once', async () => {
    const cards = await start(empty());
    await cards.empty(READER);
    await delay(300);
    const { code, tookMs } = await cards.end();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(3_000);
    expect(await stage.calls()).toContain('SCardCancel 00000000');
  });
});

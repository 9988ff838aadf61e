import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { watchReaders } from '../../../src/native/pcsc/watch.ts';
import type { ReadersSnapshot } from '../../../src/borders/native.ts';
import type { Card } from '../../../src/native/pcsc/port.ts';
import { catalogueCard, pulledOutAfter } from '../../lab/cards/catalogue.ts';
import { fromHex, toHex } from '../../lab/cards/card.ts';
import { createInProcessService, type InProcessService } from '../../lab/pcsc/in-process-service.ts';
import { freePortPairs } from '../../lab/pcsc/ports.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';

const READ = fromHex('00B0820000');
const services: InProcessService[] = [];

function service(): InProcessService {
  const made = createInProcessService(['Lecteur 1', 'Lecteur 2']);
  services.push(made);
  return made;
}

async function connect(to: InProcessService, reader = 'Lecteur 1'): Promise<Card> {
  const connected = await to.connect(reader);
  if (!connected.ok) throw new Error(connected.failure.code);
  return connected.value;
}

async function codeOf(
  result: Promise<{ ok: boolean; failure?: { code: string } }>,
): Promise<string | undefined> {
  return (await result).failure?.code;
}

afterEach(async () => {
  await Promise.all(services.splice(0).map((one) => one.close()));
});

describe('the in-process service', () => {
  it('answers at once the first time, then when a card moves', async () => {
    const cards = service();
    const opened = await cards.openWatch();
    if (!opened.ok) throw new Error(opened.failure.code);
    const watch = opened.value;
    const first = await watch.next();
    expect(first.ok && first.value.map(({ presence }) => presence)).toEqual(['empty', 'empty']);
    const second = watch.next();
    await cards.slots[1]?.insert(catalogueCard('claire').make());
    const seen = await second;
    expect(seen.ok && seen.value.map(({ presence }) => presence)).toEqual(['empty', 'present']);
    const pending = watch.next();
    watch.close();
    expect((await pending).ok).toBe(false);
  });

  it('shows the product’s own watch every insertion, swaps included', async () => {
    const cards = service();
    const snapshots: ReadersSnapshot[] = [];
    const watcher = watchReaders({
      service: cards,
      onSnapshot: (snapshot) => snapshots.push(snapshot),
      now: () => performance.now(),
      pause: (milliseconds) => delay(milliseconds),
    });
    await delay(0);
    await cards.slots[0]?.insert(catalogueCard('claire').make());
    await delay(0);
    await cards.slots[0]?.insert(catalogueCard('amadou').make());
    await delay(0);
    await cards.slots[0]?.insert(catalogueCard('muette').make());
    await delay(0);
    watcher.stop();
    await watcher.ended;
    const seen = snapshots.map(({ readers }) => readers[0]?.card);
    expect(seen.map((card) => card?.kind)).toEqual([undefined, 'vitale-2', 'vitale-2', 'mute']);
    expect(seen.map((card) => card?.insertion)).toEqual([undefined, 1, 2, 3]);
  });

  it('says why a card cannot be had', async () => {
    const cards = service();
    expect(await codeOf(cards.connect('Lecteur 9'))).toBe('LECTEUR-DEBRANCHE');
    expect(await codeOf(cards.connect('Lecteur 1'))).toBe('VITALE-RETIREE');
    await cards.slots[0]?.insert(catalogueCard('muette').make());
    expect(await codeOf(cards.connect('Lecteur 1'))).toBe('VITALE-MUETTE');
  });

  it('never lets a connection reach the next card', async () => {
    const cards = service();
    await cards.slots[0]?.insert(catalogueCard('claire').make());
    const card = await connect(cards);
    expect((await card.transmit(READ)).ok).toBe(true);
    await cards.slots[0]?.insert(catalogueCard('amadou').make());
    expect(await codeOf(card.transmit(READ))).toBe('VITALE-RETIREE');
  });

  it('loses a card in the middle of a command', async () => {
    const cards = service();
    await cards.slots[0]?.insert(catalogueCard('claire').make({ delayMs: 50 }));
    const card = await connect(cards);
    const answer = card.transmit(READ);
    await cards.slots[0]?.remove();
    expect(await codeOf(answer)).toBe('VITALE-RETIREE');
    await cards.slots[0]?.insert(pulledOutAfter(0));
    expect(await codeOf((await connect(cards)).transmit(READ))).toBe('VITALE-RETIREE');
    expect(cards.slots[0]?.card).toBeNull();
  });

  it('gives one transaction at a time', async () => {
    const cards = service();
    await cards.slots[0]?.insert(catalogueCard('claire').make());
    const [one, two] = [await connect(cards), await connect(cards)];
    await one.beginTransaction();
    let second = false;
    const begun = two.beginTransaction().then(() => (second = true));
    await delay(20);
    expect(second).toBe(false);
    await one.disconnect();
    await begun;
    expect(second).toBe(true);
  });

  it('waits for a change when asked to', async () => {
    const cards = service();
    await cards.slots[0]?.insert(catalogueCard('claire').make());
    const card = await connect(cards);
    const observed = card.observe(5_000);
    await cards.slots[0]?.remove();
    const seen = await observed;
    expect(seen.ok && seen.value.presence).toBe('empty');
  });

  it('takes cards of another process over loopback, mute ones included', async () => {
    const cards = service();
    const [port = 0] = await freePortPairs(1);
    await cards.listen([port, port + 1]);
    const reader = new VirtualReader(port + 1, { stays: true });
    const claire = catalogueCard('claire').make();
    await reader.insert(claire);
    await until(() => cards.slots[1]?.observed().presence === 'present');
    const answer = await (await connect(cards, 'Lecteur 2')).transmit(READ);
    expect(answer.ok && toHex(answer.value)).toBe(claire.log[0]?.response);
    await reader.insert(catalogueCard('muette').make());
    await until(() => cards.slots[1]?.observed().eventCounter === 3);
    expect(cards.slots[1]?.observed()).toMatchObject({ presence: 'present', atr: new Uint8Array(0) });
    await reader.remove();
    await until(() => cards.slots[1]?.observed().presence === 'empty');
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not happen');
    await delay(5);
  }
}

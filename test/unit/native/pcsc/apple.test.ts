/** The watch and the reader of cards on a PC/SC that behaves as macOS' does. */
import { afterEach, describe, expect, it } from 'vitest';
import { PNP_NOTIFICATION } from '../../../../src/native/pcsc/codes.ts';
import { watchReaders, type ReadersWatcher } from '../../../../src/native/pcsc/watch.ts';
import { createWinscardService } from '../../../../src/native/pcsc/winscard-service.ts';
import { createVitaleReader } from '../../../../src/native/vitale/reader.ts';
import { catalogueCard } from '../../../lab/cards/catalogue.ts';
import { AppleWinscard, PSEUDO_READER_ANSWERS, type AppleCall } from '../../../lab/pcsc/apple-winscard.ts';

const A = 'FEI USB Card Reader/QR Scanner';
const B = 'FEI USB Card Reader/QR Scanner 01';
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A desk with MARTIN Claire in the reader; both cards give the same answer to a reset. */
class Desk {
  readonly api = new AppleWinscard();
  readonly watcher: ReadersWatcher;
  readonly #reader;

  constructor() {
    this.api.insert(A, null);
    const service = createWinscardService({ api: this.api, pause: turn, apple: true });
    let now = 0;
    this.watcher = watchReaders({
      service,
      onSnapshot: () => undefined,
      now: () => (now += 10),
      pause: turn,
    });
    this.#reader = createVitaleReader({ service, current: (name) => this.watcher.current(name) });
  }

  async insertion(other = 0): Promise<number> {
    for (let look = 0; look < 2_000; look += 1) {
      const found = this.watcher.current(A)?.insertion;
      if (found !== undefined && found !== other) return found;
      await turn();
    }
    throw new Error('no new insertion');
  }

  async read(insertion: number): Promise<string> {
    const reading = await this.#reader.read(A, insertion);
    return reading.ok ? (reading.value.beneficiaries[0]?.name ?? '') : reading.failure.code;
  }
}

const desks: Desk[] = [];
async function deskWithClaire(): Promise<Desk> {
  const desk = new Desk();
  desks.push(desk);
  for (let look = 0; look < 5; look += 1) await turn();
  desk.api.insert(A, catalogueCard('claire').make());
  return desk;
}

afterEach(async () => {
  for (const { watcher } of desks.splice(0)) {
    watcher.stop();
    await watcher.ended;
  }
});

describe('macOS', () => {
  it.each(PSEUDO_READER_ANSWERS)('is not asked for a pseudo-reader, which it answers %s', async (answer) => {
    const desk = await deskWithClaire();
    desk.api.pseudoReader = answer;
    await desk.insertion();
    desk.api.insert(B, catalogueCard('amadou').make());
    for (let look = 0; desk.watcher.current(B) === null && look < 2_000; look += 1) await turn();
    expect(desk.watcher.current(B)).toMatchObject({ kind: 'vitale-2' });
    expect(desk.api.asked).toEqual(new Set([A, B]));
    expect(desk.api.asked).not.toContain(PNP_NOTIFICATION);
  });

  it('counts nothing: a state’s high word makes no new insertion', async () => {
    const desk = await deskWithClaire();
    const insertion = await desk.insertion();
    for (let look = 0; look < 200; look += 1) await turn();
    expect(desk.watcher.current(A)?.insertion).toBe(insertion);
    expect(await desk.read(insertion)).toBe('MARTIN');
  });

  const moments: readonly (readonly [AppleCall, number])[] = [
    ['beginTransaction', 1],
    ['transmit', 1],
    ['transmit', 2],
    ['transmit', 3],
    ['transmit', 4],
    ['endTransaction', 1],
  ];

  it.each(moments)('never gives a reading when the card is swapped before %s %i', async (call, count) => {
    const desk = await deskWithClaire();
    const insertion = await desk.insertion();
    desk.api.before(call, count, () => {
      desk.api.insert(A, catalogueCard('amadou').make());
    });
    expect(await desk.read(insertion)).toBe('VITALE-CHANGEE');
    // The other card is an insertion of its own, and the former one is not to be had any more.
    const next = await desk.insertion(insertion);
    expect(await desk.read(insertion)).toBe('VITALE-CHANGEE');
    expect(await desk.read(next)).toBe('DIALLO');
  });

  it.each(moments)('reads on when another program resets the card before %s %i', async (call, count) => {
    const desk = await deskWithClaire();
    const insertion = await desk.insertion();
    desk.api.before(call, count, () => {
      desk.api.reset(A);
    });
    expect(await desk.read(insertion)).toBe('MARTIN');
    expect(desk.watcher.current(A)?.insertion).toBe(insertion);
  });

  it('gives no reading of a card that is reset and then swapped', async () => {
    const desk = await deskWithClaire();
    const insertion = await desk.insertion();
    desk.api.before('transmit', 2, () => {
      desk.api.reset(A);
    });
    desk.api.before('beginTransaction', 2, () => {
      desk.api.insert(A, catalogueCard('amadou').make());
    });
    expect(await desk.read(insertion)).toBe('VITALE-CHANGEE');
  });
});

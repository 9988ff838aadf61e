/** The whole chain of a card as on Windows: our process as it ships, koffi, Wine's winscard.dll, a PC/SC service. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReadersSnapshot } from '../../src/borders/native.ts';
import type { LoggedCard } from '../lab/cards/card.ts';
import { CATALOGUE, catalogueCard, pulledOutAfter, type CardId } from '../lab/cards/catalogue.ts';
import { CardsProcess } from '../lab/native/cards-process.ts';
import { VirtualReader } from '../lab/pcsc/vpcd-reader.ts';
import { NATIVE, READERS, service, SHORT } from './place.ts';

const FOUR_COMMANDS = ['00A40000023F00', '00B0820000', '00A404000BD250000002564954414C45', '00B0820000'];
/** The service sees a removal up to half a second later. */
const SEEN_EMPTY_MS = 900;

let cards: CardsProcess;
const inserted: VirtualReader[] = [];

beforeAll(async () => {
  cards = new CardsProcess(NATIVE, {});
  await cards.until(({ readers }) => readers.length === READERS.length);
});

afterEach(async () => {
  const since = cards.arrivals.length;
  const full = (cards.snapshot?.readers ?? []).some(({ card }) => card !== null);
  await Promise.all(inserted.splice(0).map((slot) => slot.remove()));
  if (full) await cards.until(({ readers }) => readers.every(({ card }) => card === null), since);
});

afterAll(async () => {
  await cards.kill();
});

const nameOf = (index: number): string => READERS[index]?.name ?? '';

async function insert(index: number, card: LoggedCard, stays = false) {
  const last = Math.max(
    0,
    ...cards.arrivals.flatMap(({ snapshot }) => snapshot.readers.map((each) => each.card?.insertion ?? 0)),
  );
  const slot = new VirtualReader(READERS[index]?.port ?? 0, { stays });
  inserted.push(slot);
  await slot.insert(card);
  return { slot, ...(await cards.card(nameOf(index), last)) };
}

async function read(card: LoggedCard, index = 0) {
  const { insertion } = await insert(index, card);
  return cards.readVitale(nameOf(index), insertion);
}

const commandsOf = (card: LoggedCard): string[] => card.log.map(({ command }) => command);

describe('watching the readers through winscard.dll', () => {
  it('shows every reader at the start, by its UTF-16 name', () => {
    expect(cards.arrivals[0]?.snapshot).toEqual({
      service: 'running',
      failure: null,
      readers: READERS.map(({ name }) => ({ name, card: null })),
    });
  });

  it('sees an insertion, a removal and another insertion, each with its own number', async () => {
    const first = await insert(0, catalogueCard('claire').make());
    expect(first).toMatchObject({ kind: 'vitale-2', atr: '3B751300004309EA9000', seenInserted: true });
    const since = cards.arrivals.length;
    await first.slot.remove();
    await cards.empty(nameOf(0), since);
    const second = await insert(0, catalogueCard('claire').make());
    expect(second).toMatchObject({ kind: 'vitale-2', seenInserted: true });
    expect(second.insertion).toBeGreaterThan(first.insertion);
  });

  it('tells several readers apart and recognises their cards', async () => {
    const ids: readonly CardId[] = ['vitale-1', 'cps3', 'sosie', 'claire'];
    const found = await Promise.all(ids.map((id, index) => insert(index, catalogueCard(id).make())));
    expect(found.map(({ kind }) => kind)).toEqual(['vitale-1', 'cps3', 'unknown', 'vitale-2']);
  });

  it('does not call an insertion what was there before it started', async () => {
    await insert(1, catalogueCard('claire').make());
    const late = new CardsProcess(NATIVE, {});
    expect(await late.card(nameOf(1))).toMatchObject({ kind: 'vitale-2', seenInserted: false });
    await late.kill();
  });

  it('tells by the counter of insertions that a card was swapped, and refuses the one before', async () => {
    const { slot, insertion } = await insert(0, catalogueCard('claire').make());
    const since = cards.arrivals.length;
    await slot.remove();
    await delay(SEEN_EMPTY_MS);
    const amadou = catalogueCard('amadou').make();
    await slot.insert(amadou);
    await cards.card(nameOf(0), insertion);
    expect(cards.arrivals.length).toBeGreaterThan(since);
    expect(await cards.readVitale(nameOf(0), insertion)).toMatchObject({
      type: 'failure',
      failure: { code: 'VITALE-CHANGEE' },
    });
    expect(amadou.log).toEqual([]);
  });

  it('shows a mute card as mute', async () => {
    expect(await insert(0, catalogueCard('muette').make())).toMatchObject({ kind: 'mute', atr: '' });
  });
});

const WITHOUT_PEOPLE: Readonly<Partial<Record<CardId, string>>> = {
  tronquee: 'VITALE-INCOHERENTE',
  incoherente: 'VITALE-INCOHERENTE',
  abimee: 'VITALE-ILLISIBLE',
  'sans-application': 'VITALE-ILLISIBLE',
  illisible: 'VITALE-INCOHERENTE',
  'reponse-trop-courte': 'VITALE-TRANSMISSION',
  arrachee: 'VITALE-RETIREE',
  muette: 'VITALE-MUETTE',
  'vitale-1': 'VITALE-1',
  cps3: 'VITALE-PROFESSIONNEL',
  cps4: 'VITALE-PROFESSIONNEL',
  inconnue: 'VITALE-INCONNUE',
  sosie: 'VITALE-INCONNUE',
};
const IN_SHORT: ReadonlySet<CardId> = new Set(['claire', 'famille', 'accents', 'dix-neuf', 'abimee', 'cps4']);

describe('reading every card of the lab', () => {
  const all = CATALOGUE.filter(({ id }) => !SHORT || IN_SHORT.has(id)).map(
    (card, turn) => [card.id, card, turn % READERS.length] as const,
  );
  it.each(all)('%s', async (id, entry, index) => {
    const card = entry.make();
    const answer = await read(card, index);
    const refused = WITHOUT_PEOPLE[id];
    if (refused !== undefined) {
      expect(answer).toMatchObject({ type: 'failure', failure: { code: refused } });
      return;
    }
    const people = entry.people.map(({ name, firstName, birthDate, nir }) => ({
      name,
      firstName,
      birthDate,
      nir,
    }));
    expect(answer).toMatchObject({ type: 'value', value: { card: 'vitale-2', beneficiaries: people } });
  });

  it('reads one adult with exactly four commands', async () => {
    const card = catalogueCard('claire').make();
    await read(card);
    expect(commandsOf(card)).toEqual(FOUR_COMMANDS);
  });

  it.each([0, 3])('says that the card was pulled out after %i commands', async (commands) => {
    expect(await read(pulledOutAfter(commands))).toMatchObject({ failure: { code: 'VITALE-RETIREE' } });
  });

  it('reads two readers side by side, one card at a time in each', async () => {
    const slow = catalogueCard('lente').make({ delayMs: 300 });
    const one = await insert(0, slow);
    const two = await insert(3, catalogueCard('amadou').make());
    const order: string[] = [];
    const note = (name: string) => (answer: unknown) => {
      order.push(name);
      return answer;
    };
    const answers = await Promise.all([
      cards.readVitale(nameOf(0), one.insertion).then(note('slow')),
      cards.readVitale(nameOf(0), one.insertion).then(note('slow again')),
      cards.readVitale(nameOf(3), two.insertion).then(note('other')),
    ]);
    expect(order).toEqual(['other', 'slow', 'slow again']);
    expect(answers).toMatchObject([{ type: 'value' }, { type: 'value' }, { type: 'value' }]);
    expect(commandsOf(slow)).toEqual([...FOUR_COMMANDS, ...FOUR_COMMANDS]);
  });

  it('shares the card: two programs never get between each other’s commands', async () => {
    const other = new CardsProcess(NATIVE, {});
    await other.until(({ readers }) => readers.length === READERS.length);
    const card = catalogueCard('claire').make();
    const ours = await insert(0, card);
    const theirs = await other.card(nameOf(0));
    const answers = await Promise.all([
      cards.readVitale(nameOf(0), ours.insertion),
      other.readVitale(nameOf(0), theirs.insertion),
    ]);
    await other.kill();
    expect(answers).toMatchObject([{ type: 'value' }, { type: 'value' }]);
    expect(commandsOf(card)).toEqual([...FOUR_COMMANDS, ...FOUR_COMMANDS]);
  });
});

describe('the service', () => {
  /** Windows ends the service with the last reader: no service is told as no reader there. */
  const gone = ({ service: state, readers }: ReadersSnapshot): boolean =>
    state === 'running' && readers.length === 0;

  it.each(['kill', 'stop'] as const)('%s and back: no reader, and found again with its card', async (how) => {
    const { insertion } = await insert(0, catalogueCard('claire').make(), true);
    const since = cards.arrivals.length;
    await service(how);
    const down = await cards.until(gone, since);
    expect(down.snapshot.failure).toBeNull();
    await service('start');
    const after = await cards.card(nameOf(0), insertion);
    expect(after).toMatchObject({ kind: 'vitale-2', seenInserted: false });
    expect(await cards.readVitale(nameOf(0), after.insertion)).toMatchObject({
      type: 'value',
      value: { beneficiaries: [{ name: 'MARTIN' }] },
    });
  });

  it('is missed in the middle of a read, and the next read works', async () => {
    const { insertion } = await insert(0, catalogueCard('lente').make({ delayMs: 500 }));
    const reading = cards.readVitale(nameOf(0), insertion);
    await delay(800);
    await service('kill');
    expect(await reading).toMatchObject({ type: 'failure', failure: { code: 'PCSC-SERVICE-ARRETE' } });
    const since = cards.arrivals.length;
    await service('start');
    await cards.until(({ readers }) => readers.length === READERS.length, since);
    expect(await read(catalogueCard('claire').make())).toMatchObject({ type: 'value' });
  });

  it('is not there at the start, and found when it comes', async () => {
    await service('kill');
    const early = new CardsProcess(NATIVE, {});
    await early.until(gone);
    await service('start');
    await early.until(({ readers }) => readers.length === READERS.length);
    await early.kill();
  });
});

describe('the end of the process', () => {
  it('cancels the call that waits, and ends at once with 0', async () => {
    const other = new CardsProcess(NATIVE, {});
    await other.until(({ readers }) => readers.length === READERS.length);
    await delay(500);
    const { code, tookMs } = await other.end();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(3_000);
  });

  it('ends in the middle of a read too', async () => {
    const other = new CardsProcess(NATIVE, {});
    const slot = new VirtualReader(READERS[2].port);
    inserted.push(slot);
    await slot.insert(catalogueCard('lente').make({ delayMs: 2_000 }));
    const { insertion } = await other.card(nameOf(2));
    void other.readVitale(nameOf(2), insertion);
    await delay(300);
    const { tookMs } = await other.end();
    expect(tookMs).toBeLessThan(4_000);
  });

  it('refuses a role that it does not know', async () => {
    const stray = new CardsProcess(NATIVE, {}, ['--role=constructor']);
    expect((await stray.end()).code).toBe(64);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedCard } from '../../../lab/cards/card.ts';
import { catalogueCard, pulledOutAfter, type CardId } from '../../../lab/cards/catalogue.ts';
import { type PrivatePcscd, startPrivatePcscd } from '../../../lab/pcsc/private-pcscd.ts';
import { VirtualReader } from '../../../lab/pcsc/vpcd-reader.ts';
import { CardsProcess } from '../../../lab/native/cards-process.ts';
import { bundleNativeProcess } from '../pcsc/cards-process.ts';

const FOUR_COMMANDS = ['00A40000023F00', '00B0820000', '00A404000BD250000002564954414C45', '00B0820000'];

let bundle: Awaited<ReturnType<typeof bundleNativeProcess>>;
let pcscd: PrivatePcscd;
let cards: CardsProcess;
const inserted: VirtualReader[] = [];

beforeAll(async () => {
  bundle = await bundleNativeProcess();
  const started = await startPrivatePcscd({ readers: 2 });
  if (!started.ok) throw new Error(started.reason);
  pcscd = started.value;
  cards = new CardsProcess(bundle.file, pcscd.env);
  await cards.until(({ readers }) => readers.length === 2);
});

afterEach(async () => {
  const since = cards.arrivals.length;
  const full = (cards.snapshot?.readers ?? []).filter(({ card }) => card !== null);
  await Promise.all(inserted.splice(0).map((each) => each.remove()));
  if (full.length > 0) {
    await cards
      .until(({ readers }) => readers.every(({ card }) => card === null), since)
      .catch(() => undefined);
  }
});

afterAll(async () => {
  const { code } = await cards.end();
  expect(code).toBe(0);
  await pcscd.stop();
  await bundle.remove();
});

function at(index: number): { readonly name: string; readonly port: number } {
  const reader = pcscd.readers[index];
  if (reader === undefined) throw new Error(`No reader ${index}`);
  return reader;
}

async function insert(index: number, card: LoggedCard) {
  const last = Math.max(
    0,
    ...cards.arrivals.flatMap(({ snapshot }) => snapshot.readers.map((r) => r.card?.insertion ?? 0)),
  );
  const slot = new VirtualReader(at(index).port);
  inserted.push(slot);
  await slot.insert(card);
  return { slot, ...(await cards.card(at(index).name, last)) };
}

async function read(card: LoggedCard, index = 0) {
  const { insertion } = await insert(index, card);
  return cards.readVitale(at(index).name, insertion);
}

const commandsOf = (card: LoggedCard): string[] => card.log.map(({ command }) => command);

describe('reading cards through pcscd', () => {
  it('reads one adult with exactly four commands', async () => {
    const card = catalogueCard('claire').make();
    const answer = await read(card);
    const [claire] = catalogueCard('claire').people;
    expect(answer).toMatchObject({
      type: 'value',
      value: {
        source: 'pcsc',
        card: 'vitale-2',
        validFrom: '20200115',
        test: null,
        beneficiaries: [
          {
            name: claire?.name,
            firstName: claire?.firstName,
            birthDate: claire?.birthDate,
            nir: claire?.nir,
            certifiedNir: null,
          },
        ],
      },
    });
    expect(commandsOf(card)).toEqual(FOUR_COMMANDS);
  });

  const whole: readonly CardId[] = [
    'famille',
    'corse-2a',
    'date-lunaire',
    'accents',
    'noms-longs',
    'longueurs-longues',
    'reponse-en-deux-temps',
    'longueur-exacte',
    'sans-numero',
    'dix-neuf',
  ];
  it.each(whole)('reads everybody on "%s", in order, each with the number at the same index', async (id) => {
    const card = catalogueCard(id).make();
    const answer = await read(card);
    const people = catalogueCard(id).people.map(({ name, firstName, birthDate, nir }) => ({
      name,
      firstName,
      birthDate,
      nir,
    }));
    expect(answer).toMatchObject({ type: 'value', value: { beneficiaries: people } });
    if (id === 'dix-neuf')
      expect(commandsOf(card).filter((command) => /^00B00[1-9]/.test(command))).not.toEqual([]);
  });

  const refused: readonly (readonly [CardId, string, Record<string, string> | undefined])[] = [
    ['tronquee', 'VITALE-INCOHERENTE', { reason: 'identity-file' }],
    ['incoherente', 'VITALE-INCOHERENTE', { reason: 'people-count' }],
    ['abimee', 'VITALE-ILLISIBLE', { sw: '6581' }],
    ['sans-application', 'VITALE-ILLISIBLE', { sw: '6A82' }],
    ['muette', 'VITALE-MUETTE', undefined],
    ['vitale-1', 'VITALE-1', undefined],
    ['cps4', 'VITALE-PROFESSIONNEL', undefined],
    ['sosie', 'VITALE-INCONNUE', { atr: '3F6525002B09EB9000' }],
    ['inconnue', 'VITALE-INCONNUE', { atr: '3B064C41424F3031' }],
    ['reponse-trop-courte', 'VITALE-TRANSMISSION', { code: '90' }],
  ];
  it.each(refused)('gives "%s" its own failure, %s', async (id, code, detail) => {
    const card = catalogueCard(id).make();
    const answer = await read(card);
    expect(answer).toMatchObject({
      type: 'failure',
      failure: detail === undefined ? { code } : { code, detail },
    });
    // A card that is not a Vitale 2 is not even spoken to.
    if (['vitale-1', 'cps4', 'sosie', 'inconnue'].includes(id)) expect(card.log).toEqual([]);
  });

  it('keeps nothing of a card whose answers mean nothing', async () => {
    expect(await read(catalogueCard('illisible').make())).toMatchObject({
      type: 'failure',
      failure: { code: 'VITALE-INCOHERENTE' },
    });
  });

  it.each([0, 1, 2, 3])('says that the card was pulled out after %i commands', async (commands) => {
    expect(await read(pulledOutAfter(commands))).toMatchObject({
      type: 'failure',
      failure: { code: 'VITALE-RETIREE' },
    });
  });

  it('never mixes two cards when one replaces the other in the middle of a read', async () => {
    const leaving = pulledOutAfter(2);
    const coming = catalogueCard('amadou').make();
    const { slot, insertion } = await insert(0, leaving);
    slot.once('pulled-out', () => void slot.insert(coming));
    const answer = await cards.readVitale(at(0).name, insertion);
    // The other card's own people in full would be no mix either, but they are not those of this insertion.
    expect(answer).toMatchObject({ type: 'failure' });
  });

  it('refuses an insertion that is gone, without a word to the card', async () => {
    const first = await insert(0, catalogueCard('claire').make());
    const since = cards.arrivals.length;
    await first.slot.remove();
    await cards.empty(at(0).name, since);
    const gone = await cards.readVitale(at(0).name, first.insertion);
    expect(gone).toMatchObject({ type: 'failure', failure: { code: 'VITALE-CHANGEE' } });
    const next = catalogueCard('amadou').make();
    await insert(0, next);
    const stale = await cards.readVitale(at(0).name, first.insertion);
    expect(stale).toMatchObject({ type: 'failure', failure: { code: 'VITALE-CHANGEE' } });
    expect(next.log).toEqual([]);
  });

  it('reads one card at a time per reader, and two readers side by side', async () => {
    const slow = catalogueCard('lente').make({ delayMs: 300 });
    const other = catalogueCard('amadou').make();
    const [one, two] = [await insert(0, slow), await insert(1, other)];
    const order: string[] = [];
    const note = (name: string) => (answer: unknown) => {
      order.push(name);
      return answer;
    };
    const answers = await Promise.all([
      cards.readVitale(at(0).name, one.insertion).then(note('slow')),
      cards.readVitale(at(0).name, one.insertion).then(note('slow again')),
      cards.readVitale(at(1).name, two.insertion).then(note('other')),
    ]);
    expect(order).toEqual(['other', 'slow', 'slow again']);
    expect(answers).toMatchObject([{ type: 'value' }, { type: 'value' }, { type: 'value' }]);
    expect(commandsOf(slow)).toEqual([...FOUR_COMMANDS, ...FOUR_COMMANDS]);
  });

  it('says that the service stopped in the middle of a read, and reads again once it is back', async () => {
    const { insertion } = await insert(0, catalogueCard('lente').make({ delayMs: 500 }));
    const reading = cards.readVitale(at(0).name, insertion);
    await delay(800);
    await pcscd.kill();
    expect(await reading).toMatchObject({ type: 'failure', failure: { code: 'PCSC-SERVICE-ARRETE' } });
    const since = cards.arrivals.length;
    await pcscd.restart();
    await cards.until(({ readers }) => readers.length === 2, since);
    expect(await read(catalogueCard('claire').make())).toMatchObject({ type: 'value' });
  });

  it('shares the card: two programs that read it at once never get between each other’s commands', async () => {
    const other = new CardsProcess(bundle.file, pcscd.env);
    try {
      await other.until(({ readers }) => readers.length === 2);
      const card = catalogueCard('claire').make();
      const ours = await insert(0, card);
      const theirs = await other.card(at(0).name);
      const reads = Array.from({ length: 3 }, () => [
        cards.readVitale(at(0).name, ours.insertion),
        other.readVitale(at(0).name, theirs.insertion),
      ]).flat();
      for (const answer of await Promise.all(reads)) expect(answer).toMatchObject({ type: 'value' });
      expect(commandsOf(card)).toEqual(reads.flatMap(() => FOUR_COMMANDS));
    } finally {
      await other.kill();
    }
  });

  it('answers what it does not understand, and goes on', async () => {
    const misunderstood = {
      type: 'failure',
      failure: { code: 'PROCESSUS-REPONSE', detail: { role: 'cards' } },
    };
    expect(await cards.request('readVitale', { reader: '', insertion: 0 })).toMatchObject(misunderstood);
    expect(await cards.request('readVitale', null)).toMatchObject(misunderstood);
    expect(await cards.request('constructor', {})).toMatchObject(misunderstood);
  });

  it('comes back from many cards in a row as it was', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const card = catalogueCard(turn % 2 === 0 ? 'claire' : 'amadou').make();
      const { slot, insertion } = await insert(0, card);
      expect(await cards.readVitale(at(0).name, insertion)).toMatchObject({ type: 'value' });
      const since = cards.arrivals.length;
      await slot.remove();
      await cards.empty(at(0).name, since);
    }
  });
});

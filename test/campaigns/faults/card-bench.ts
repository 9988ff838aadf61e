/**
 * Card faults in a reader of the real `cards` process, over its contract with main, on simulated readers: nothing but
 * PC/SC itself is not the product's.
 */
import { join } from 'node:path';
import type { Beneficiary } from '../../../src/domain/identity/beneficiary.ts';
import { deriveInsForReading } from '../../../src/domain/identity/ins-derivation.ts';
import { vitaleReadingSchema } from '../../../src/borders/native.ts';
import { CardsProcess } from '../../lab/native/cards-process.ts';
import { catalogueCard, type CardId } from '../../lab/cards/catalogue.ts';
import type { VirtualCard } from '../../lab/cards/card.ts';
import type { CardPerson } from '../../lab/cards/vitale2.ts';
import { isAlive } from '../../lab/native-host/index.ts';
import { freePortPairs } from '../../lab/pcsc/ports.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import { cardFaults, type CardFault, type Expected } from './card-faults.ts';
import { sample, type Bench, type BenchContext, type Fault } from './fault.ts';

const READER = 'Lecteur 1';
const OTHER_READER = 'Lecteur 2';
const GOOD_CARDS: readonly CardId[] = ['amadou', 'corse-2a', 'mois-lunaire', 'noms-longs'];
/** Of each kind, in the short form. */
const SHORT_PER_KIND = 6;

type Answer = Awaited<ReturnType<CardsProcess['readVitale']>>;

/** Starts the process and lists its faults. */
export async function openCardBench({ seed, short, programs }: BenchContext): Promise<Bench> {
  const desk = await Desk.start(join(programs, 'native.mjs'));
  const all: readonly Fault[] = [
    ...cardFaults(seed).map((fault): Fault => ({
      kind: fault.kind,
      name: fault.name,
      inject: () => desk.inject(fault),
    })),
    ...flapping(desk),
    ...frames(desk),
  ];
  return {
    name: 'cards and their reader',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: () => desk.close(),
  };
}

/** The process with two readers, one of which always works. */
class Desk {
  readonly cards: CardsProcess;
  readonly slot: VirtualReader;
  readonly other: VirtualReader;
  #insertion = 0;
  #turn = 0;

  private constructor(cards: CardsProcess, port: number) {
    this.cards = cards;
    this.slot = new VirtualReader(port);
    this.other = new VirtualReader(port + 1);
  }

  static async start(program: string): Promise<Desk> {
    const [port = 0] = await freePortPairs(1);
    const ports = `${String(port)},${String(port + 1)}`;
    const cards = new CardsProcess(program, {}, ['--role=cards', `--lab-ports=${ports}`]);
    await cards.until(({ readers }) => readers.length === 2);
    return new Desk(cards, port);
  }

  async inject(fault: CardFault): Promise<readonly string[]> {
    const follower = fault.follower === undefined ? null : catalogueCard(fault.follower);
    const follow = (): void => void this.slot.insert(follower!.make()).catch(() => undefined);
    if (follower !== null) this.slot.once('pulled-out', follow);
    const answer = await this.readOf(fault.make());
    this.slot.off('pulled-out', follow);
    const misses = [...judge(answer, fault.people, fault.expected)];
    if (follower !== null) misses.push(...(await this.#readFollower(follower.people)));
    await this.slot.remove();
    return [...misses, ...(await this.checkGood())];
  }

  /** Puts the card in and reads it. */
  async readOf(card: VirtualCard): Promise<Answer> {
    await this.slot.insert(card);
    const { insertion } = await this.cards.card(READER, this.#insertion);
    this.#insertion = Math.max(this.#insertion, insertion);
    return this.cards.readVitale(READER, insertion);
  }

  /** After each fault: the process is the same one, and another person's good card gives that person. */
  async checkGood(): Promise<readonly string[]> {
    const card = catalogueCard(GOOD_CARDS[(this.#turn += 1) % GOOD_CARDS.length]!);
    const answer = await this.readOf(card.make());
    await this.slot.remove();
    const misses = judge(answer, card.people, { codes: [], people: true });
    return [
      ...misses.map((miss) => `the good card afterwards: ${miss}`),
      ...((await isAlive(this.cards.pid)) ? [] : ['the process has ended']),
    ];
  }

  /** A good card in the other reader. */
  async checkOther(): Promise<readonly string[]> {
    const card = catalogueCard('claire');
    await this.other.insert(card.make());
    const { insertion } = await this.cards.card(OTHER_READER, this.#insertion);
    const answer = await this.cards.readVitale(OTHER_READER, insertion);
    await this.other.remove();
    this.#insertion = Math.max(this.#insertion, insertion);
    return judge(answer, card.people, { codes: [], people: true });
  }

  async close(): Promise<readonly string[]> {
    await Promise.all([this.slot.remove(), this.other.remove()]);
    const { pid } = this.cards;
    const { code, tookMs } = await this.cards.end();
    return [
      ...(code === 0 ? [] : [`the process ended with ${String(code)}`]),
      ...(tookMs < 3_000 ? [] : [`the process took ${String(Math.round(tookMs))} ms to end`]),
      ...((await isAlive(pid)) ? ['the process stayed behind'] : []),
    ];
  }

  async #readFollower(people: readonly CardPerson[]): Promise<readonly string[]> {
    const { insertion } = await this.cards.card(READER, this.#insertion);
    this.#insertion = insertion;
    const answer = await this.cards.readVitale(READER, insertion);
    return judge(answer, people, { codes: [], people: true }).map(
      (miss) => `the card that followed: ${miss}`,
    );
  }
}

/** What is wrong with an answer; the people of the card are in it as they are on the card, or not at all. */
export function judge(answer: Answer, people: readonly CardPerson[], expected: Expected): readonly string[] {
  if (answer.type === 'failure') {
    const { code, detail } = answer.failure;
    if (!expected.codes.includes(code))
      return [`${code} instead of ${expected.codes.join(', ') || 'people'}`];
    const wrongWord = expected.sw !== undefined && detail?.sw !== expected.sw;
    return wrongWord ? [`${code} says ${String(detail?.sw)}, the card said ${expected.sw ?? ''}`] : [];
  }
  if (!expected.people) return [`people were read, ${expected.codes.join(', ')} was to come`];
  const reading = vitaleReadingSchema.parse(answer.value);
  if (expected.damaged === true) {
    return deriveInsForReading(reading).flatMap((decision, place) =>
      decision.usable && decision.ins !== bearersNumber(people, place)
        ? ['a number was let through that is not its bearer’s']
        : [],
    );
  }
  const told = JSON.stringify(reading.beneficiaries.map(written));
  return told === JSON.stringify(people.map(written)) ? [] : ['other people than those on the card'];
}

/** A number on a card is the first bearer's; whoever else carries it has another one, which the card does not know. */
function bearersNumber(people: readonly CardPerson[], place: number): string | null {
  const nir = people[place]?.nir ?? null;
  return people.findIndex((person) => person.nir === nir) === place ? nir : null;
}

function written(person: Beneficiary | CardPerson): readonly (string | null)[] {
  return [person.name.trim(), person.firstName.trim(), person.birthDate.trim(), person.nir];
}

/** Quick movements, and a card that comes and goes while the other reader works. */
function flapping(desk: Desk): Fault[] {
  const flap = (times: number): Fault => ({
    kind: 'quick movements',
    name: `in and out ${String(times)} times without a pause`,
    inject: async () => {
      for (let turn = 0; turn < times; turn += 1) {
        await desk.slot.insert(catalogueCard('claire').make());
        await desk.slot.remove();
      }
      return desk.checkGood();
    },
  });
  const beside = (id: CardId): Fault => ({
    kind: 'two readers',
    name: `${id} in one reader, a good card in the other`,
    inject: async () => {
      const [misses] = await Promise.all([desk.checkOther(), desk.readOf(catalogueCard(id).make())]);
      await desk.slot.remove();
      return [...misses, ...(await desk.checkGood())];
    },
  });
  return [
    ...[1, 2, 3, 5, 10, 20].map(flap),
    ...(['arrachee', 'abimee', 'illisible', 'muette', 'lente', 'inconnue'] as const).map(beside),
  ];
}

/** Messages that main would never send: answered with PROCESSUS-REPONSE, or with nothing. */
function frames(desk: Desk): Fault[] {
  const refused = (name: string, method: string, params: unknown): Fault => ({
    kind: 'message outside the contract',
    name,
    inject: async () => {
      const answer = await desk.cards.request(method, params);
      const code = answer.type === 'failure' ? answer.failure.code : 'a value';
      return [
        ...(code === 'PROCESSUS-REPONSE' ? [] : [`${code} instead of PROCESSUS-REPONSE`]),
        ...(await desk.checkGood()),
      ];
    },
  });
  const methods = [
    '',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'readVitale ',
    'locate',
    '\u0000',
  ];
  const params: readonly unknown[] = [
    null,
    [],
    'texte',
    {},
    { reader: READER },
    { reader: READER, insertion: 0 },
    { reader: READER, insertion: -1 },
    { reader: READER, insertion: 1.5 },
    { reader: READER, insertion: '1' },
    { reader: '', insertion: 1 },
    { reader: 'x'.repeat(257), insertion: 1 },
    { reader: READER, insertion: 1, more: true },
    { reader: [READER], insertion: 1 },
  ];
  const stale = (insertion: number): Fault => ({
    kind: 'stale insertion',
    name: `insertion ${String(insertion)} of a card that is not there`,
    inject: async () => {
      const answer = await desk.cards.readVitale(READER, insertion);
      return [
        ...judge(answer, [], { codes: ['VITALE-CHANGEE'], people: false }),
        ...(await desk.checkGood()),
      ];
    },
  });
  return [
    ...methods.map((method) => refused(`method ${JSON.stringify(method)}`, method, {})),
    ...params.map((each) => refused(`params ${JSON.stringify(each).slice(0, 60)}`, 'readVitale', each)),
    ...[1, 2, 1_000_000].map(stale),
  ];
}

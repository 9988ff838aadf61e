/**
 * The other half of the search: hostile cards in a reader of the real `cards` process, which answers over the same
 * contract as to main. What comes back is every person of that very card with the number of their own place, or a
 * failure; then the rules decide.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Beneficiary } from '../../../src/domain/identity/beneficiary.ts';
import { deriveInsForReading } from '../../../src/domain/identity/ins-derivation.ts';
import { vitaleReadingSchema } from '../../../src/borders/native.ts';
import { CardsProcess } from '../../lab/native/cards-process.ts';
import { scripted, type VirtualCard } from '../../lab/cards/card.ts';
import { vitale2, type CardPerson, type Vitale2Options } from '../../lab/cards/vitale2.ts';
import { freePortPairs } from '../../lab/pcsc/ports.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import { Dice } from '../../unit/domain/identity/sample-people.ts';
import { drawCard, HOSTILITIES, type HostileCard } from './cards.ts';
import { verdictOf } from './rules.ts';
import { miss, VERDICTS, type Tally, type Verdict } from './tally.ts';

/** What happens to a card while it is read. */
const INCIDENTS = [
  'none',
  'none',
  'pulled',
  'swapped-at-command',
  'swapped-at-once',
  'lost-template',
] as const;
type Incident = (typeof INCIDENTS)[number];

export interface ProcessTally {
  cards: number;
  read: number;
  /** Refused by the process, by failure code. */
  readonly failures: Record<string, number>;
  readonly incidents: Record<string, number>;
  readonly given: Record<Verdict, number>;
  readonly misses: string[];
}

/**
 * Puts `count` hostile cards into a reader of the process bundled at `nativeEntry` (test/lab/demo/native.ts).
 * @throws when the process ends or falls silent
 */
export async function searchProcess(nativeEntry: string, seed: number, count: number): Promise<ProcessTally> {
  const [port = 0] = await freePortPairs(1);
  const cards = new CardsProcess(nativeEntry, {}, [
    '--role=cards',
    `--lab-ports=${String(port)},${String(port + 1)}`,
  ]);
  const tally = emptyProcessTally();
  const slot = new VirtualReader(port);
  try {
    await cards.until(() => true);
    const search = new Search(cards, slot, tally);
    for (let card = 0; card < count; card += 1) await search.one(seed, card);
  } finally {
    await slot.remove();
    await cards.end();
  }
  return tally;
}

function emptyProcessTally(): ProcessTally {
  const given = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  return { cards: 0, read: 0, failures: {}, incidents: {}, given, misses: [] };
}

const READER = 'Lecteur 1';

class Search {
  readonly #cards: CardsProcess;
  readonly #slot: VirtualReader;
  readonly #tally: ProcessTally;
  #insertion = 0;

  constructor(cards: CardsProcess, slot: VirtualReader, tally: ProcessTally) {
    this.#cards = cards;
    this.#slot = slot;
    this.#tally = tally;
  }

  async one(seed: number, number: number): Promise<void> {
    const dice = new Dice((Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0xc2b2ae35)) | 0);
    const where = `process ${String(seed)}/${String(number)}`;
    const incident = dice.oneOf(INCIDENTS);
    const hostile = readable(dice, drawCard(dice, HOSTILITIES[number % HOSTILITIES.length] ?? 'as-issued'));
    const other = readable(dice, drawCard(dice, dice.oneOf(HOSTILITIES)));
    this.#tally.cards += 1;
    this.#tally.incidents[incident] = (this.#tally.incidents[incident] ?? 0) + 1;

    const command = dice.below(6);
    const swap = this.#swapWhenPulled(incident, other, dice);
    await this.#insert(this.#cardOf(hostile, dice, incident, command));
    const first = await this.#read(dice, incident, other);
    this.#judge(where, hostile, incident, first);
    await swap();
    if (incident === 'swapped-at-command' || incident === 'swapped-at-once') {
      const second = this.#cards.snapshot?.readers.find(({ name }) => name === READER)?.card;
      if (second !== undefined && second !== null && second.insertion > this.#insertion) {
        this.#insertion = second.insertion;
        this.#judge(where, other, 'none', await this.#cards.readVitale(READER, second.insertion));
      }
    }
    await this.#slot.remove();
  }

  #cardOf(hostile: HostileCard, dice: Dice, incident: Incident, command: number): VirtualCard {
    const people = peopleOn(hostile);
    const options: Vitale2Options = {
      padding: dice.below(16),
      longLengths: dice.chance(0.3),
      unknownTags: dice.chance(0.3),
      getResponse: dice.chance(0.3),
      exactLength: dice.chance(0.3),
      ...(incident === 'lost-template' ? { numbersCount: dice.below(people.length) } : {}),
    };
    const card = vitale2({ people }, options);
    if (incident === 'pulled' || incident === 'swapped-at-command')
      return scripted(card, { pulledOutAfter: command });
    return incident === 'swapped-at-once' ? { ...card, delayMs: 2 } : card;
  }

  async #insert(card: VirtualCard): Promise<void> {
    await this.#slot.insert(card);
    this.#insertion = (await this.#cards.card(READER, this.#insertion)).insertion;
  }

  /** Another card goes in as soon as the first has left by itself; waits for that at the end. */
  #swapWhenPulled(incident: Incident, other: HostileCard, dice: Dice): () => Promise<void> {
    if (incident !== 'swapped-at-command') return () => Promise.resolve();
    let swapped: Promise<void> = Promise.resolve();
    const swap = (): void => {
      swapped = this.#slot
        .insert(vitale2({ people: peopleOn(other) }, { padding: dice.below(8) }))
        .then(() => delay(5));
    };
    this.#slot.once('pulled-out', swap);
    return async () => {
      this.#slot.off('pulled-out', swap);
      await swapped;
    };
  }

  async #read(
    dice: Dice,
    incident: Incident,
    other: HostileCard,
  ): Promise<Awaited<ReturnType<CardsProcess['readVitale']>>> {
    const reading = this.#cards.readVitale(READER, this.#insertion);
    if (incident === 'swapped-at-once') {
      await delay(dice.below(16));
      await this.#slot.insert(vitale2({ people: peopleOn(other) }));
      await delay(5);
    }
    return reading;
  }

  #judge(
    where: string,
    hostile: HostileCard,
    incident: Incident,
    answer: Awaited<ReturnType<CardsProcess['readVitale']>>,
  ): void {
    const { failures, given, misses } = this.#tally;
    if (answer.type === 'failure') {
      failures[answer.failure.code] = (failures[answer.failure.code] ?? 0) + 1;
      return;
    }
    this.#tally.read += 1;
    const reading = vitaleReadingSchema.parse(answer.value);
    const told = reading.beneficiaries.map(written);
    const real = hostile.direct.reading.beneficiaries.map(written);
    const record = { misses } as Tally;
    if (incident === 'lost-template') miss(record, `${where}: a card that lost somebody was read`);
    if (JSON.stringify(told) !== JSON.stringify(real)) {
      miss(record, `${where} ${incident}: what was read is not what is on the card`);
      return;
    }
    deriveInsForReading(reading).forEach((decision, place) => {
      if (!decision.usable) return;
      const verdict = verdictOf(
        hostile,
        'direct',
        hostile.direct.owners.slice(place, place + 1),
        decision.ins,
      );
      given[verdict] += 1;
      if (verdict === 'wrong') miss(record, `${where} ${incident}: ${decision.rule} gives another’s number`);
    });
  }
}

/** Mostly without the fields that no card can hold, for which the whole card is refused. */
function readable(dice: Dice, card: HostileCard): HostileCard {
  if (dice.chance(0.1)) return card;
  const beneficiaries = card.direct.reading.beneficiaries.map((one) => ({
    ...one,
    name: one.name === '' ? 'PETIT' : one.name,
    birthDate: one.birthDate.trim() === '' ? '00000000' : one.birthDate,
    nir: one.nir?.length === 15 ? one.nir : null,
  }));
  return { ...card, direct: { ...card.direct, reading: { ...card.direct.reading, beneficiaries } } };
}

function peopleOn({ direct }: HostileCard): readonly CardPerson[] {
  return direct.reading.beneficiaries.map(({ name, firstName, birthDate, nir }) => ({
    name,
    firstName,
    birthDate,
    nir,
  }));
}

/** A person as both sides write them; a field of spaces is no number. */
function written({ name, firstName, birthDate, nir }: Beneficiary): readonly (string | null)[] {
  // A blank date is told as one that is not known.
  const born = birthDate.trim() === '' ? '00000000' : birthDate.trim();
  return [name.trim(), firstName.trim(), born, nir === null || nir.trim() === '' ? null : nir];
}

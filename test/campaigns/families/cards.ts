/**
 * Hostile family cards: households whose truth is known (test/unit/domain/identity/random-cards.ts), put on cards that make
 * the wrong person's record as easy to open as possible.
 */
import type { Beneficiary, VitaleReading } from '../../../src/domain/identity/beneficiary.ts';
import {
  drawHousehold,
  readByLibrary,
  readDirectly,
  type Household,
  type TruePerson,
} from '../../unit/domain/identity/random-cards.ts';
import { numberFor, type Dice } from '../../unit/domain/identity/sample-people.ts';

/** What is wrong with a card, or with the way it is read. */
export const HOSTILITIES = [
  /** As cards are issued: shared numbers, twins, a hundred years apart, lunar dates, damaged fields. */
  'as-issued',
  /** Everyone has the same name and first name. */
  'equal-names',
  /** Everyone was born in the same month of the same two-digit year, a century apart or not, and has an own number. */
  'same-month',
  /** The people stand in another order, the insured person anywhere. */
  'reordered',
  /** One person's templates are missing, not the insured person's. */
  'someone-missing',
  /** The insured person is not on the card that prints their number. */
  'insured-missing',
  /** The library answers with another household's card: it was changed, or lies in another reader. */
  'another-card',
  /** The library answers with another card on which one of these people is, as a child of separated parents. */
  'shared-person',
  /** Both files hold everyone, but not in the same order: a card that breaks its own layout. */
  'numbers-shuffled',
] as const;
export type Hostility = (typeof HOSTILITIES)[number];

/** One source's read, with whom each place of the list really is. */
export interface OwnedReading {
  readonly reading: VitaleReading;
  readonly owners: readonly TruePerson[];
}

export interface HostileCard {
  readonly hostility: Hostility;
  readonly insured: TruePerson;
  readonly direct: OwnedReading;
  readonly library: OwnedReading;
}

/** Draws a card of the given hostility. */
export function drawCard(dice: Dice, hostility: Hostility): HostileCard {
  const household = adapted(dice, hostility, drawHousehold(dice));
  const direct = owned(readDirectly(dice, household), household);
  const library = owned(readByLibrary(dice, household), household);
  const card = { hostility, insured: household[0] };
  switch (hostility) {
    case 'reordered': {
      const order = shuffled(dice, household);
      return { ...card, direct: pick(direct, order), library: pick(library, shuffled(dice, order)) };
    }
    case 'someone-missing': {
      const missing = household[1 + dice.below(Math.max(1, household.length - 1))];
      const left = household.filter((one) => one !== missing);
      return { ...card, direct: pick(direct, left), library };
    }
    case 'insured-missing': {
      const left = household.length === 1 ? household : household.slice(1);
      return { ...card, direct: pick(direct, left), library: pick(library, dice.oneOf([left, household])) };
    }
    case 'another-card': {
      const other = drawHousehold(dice);
      return { ...card, direct, library: owned(readByLibrary(dice, other), other) };
    }
    case 'shared-person': {
      const shared = dice.oneOf(household.slice(household.length > 1 ? 1 : 0));
      const [parent, ...others] = drawHousehold(dice);
      const other: Household = [parent, { ...shared, quality: 6 }, ...others];
      return { ...card, direct, library: owned(readByLibrary(dice, other), other) };
    }
    case 'numbers-shuffled':
      return { ...card, direct: withNumbersShuffled(dice, direct), library };
    case 'as-issued':
    case 'equal-names':
    case 'same-month':
      return { ...card, direct, library };
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function adapted(dice: Dice, hostility: Hostility, household: Household): Household {
  if (hostility === 'equal-names')
    return household.map((one) => ({ ...one, name: 'MARTIN', firstName: 'CLAIRE' })) as unknown as Household;
  if (hostility !== 'same-month') return household;
  const year = 1926 + dice.below(74);
  const month = 1 + dice.below(12);
  const numbers = new Set<string>();
  return household.map((one) => {
    let number = numberFor(dice, dice.oneOf([1, 2]), year, month);
    while (numbers.has(number)) number = numberFor(dice, dice.oneOf([1, 2]), year, month);
    numbers.add(number);
    const birthYear = dice.chance(0.3) ? year + 100 : year;
    return { ...one, number, birthDate: `${String(birthYear)}${pad(month, 2)}${pad(1 + dice.below(28), 2)}` };
  }) as unknown as Household;
}

function owned(reading: VitaleReading, owners: readonly TruePerson[]): OwnedReading {
  return { reading, owners };
}

/** The same read with these people only, in this order. */
function pick({ reading, owners }: OwnedReading, order: readonly TruePerson[]): OwnedReading {
  const beneficiaries = order.flatMap((one): Beneficiary[] => {
    const found = reading.beneficiaries[owners.indexOf(one)];
    return found === undefined ? [] : [found];
  });
  return { reading: { ...reading, beneficiaries }, owners: order };
}

function withNumbersShuffled(dice: Dice, { reading, owners }: OwnedReading): OwnedReading {
  const numbers = shuffled(
    dice,
    reading.beneficiaries.map(({ nir }) => nir),
  );
  const beneficiaries = reading.beneficiaries.map((one, index) => ({ ...one, nir: numbers[index] ?? null }));
  return { reading: { ...reading, beneficiaries }, owners };
}

function shuffled<T>(dice: Dice, list: readonly T[]): readonly T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = dice.below(last + 1);
    const kept = result[last] as T;
    result[last] = result[other] as T;
    result[other] = kept;
  }
  return result;
}

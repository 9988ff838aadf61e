/**
 * Random family cards whose truth is known: each person has a true number, and the card's fields are made from the
 * truth the way cards are, with the faults and the coincidences that lead to the wrong record.
 */
import type { Beneficiary, QualityCode, VitaleReading } from '../../../../src/domain/identity/beneficiary.ts';
import type { InsMatricule } from '../../../../src/domain/identity/ins.ts';
import { numberFor, reading, type Dice } from './sample-people.ts';

/** Someone as they really are, with what every card says of them. */
export interface TruePerson {
  readonly number: InsMatricule;
  readonly quality: QualityCode;
  readonly name: string;
  readonly firstName: string;
  /** As on the card: complete, lunar, partly unknown or unreadable. */
  readonly birthDate: string;
}

/** A household; the first is the insured person, whose number the card prints. */
export type Household = readonly [TruePerson, ...TruePerson[]];

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

const QUALITIES: readonly QualityCode[] = [1, 2, 3, 4, 5, 6, 6, 6, 6, 8, 9];
const FIRST_NAMES = ['CLAIRE', 'HUGO', 'LÉA', 'AMADOU', 'INÈS', 'JEAN-PAUL', 'ZOÉ', 'MARIE ANNE'];

function writtenDate(dice: Dice, year: number, month: number): string {
  const day = 1 + dice.below(28);
  if (dice.chance(0.85)) return `${pad(year, 4)}${pad(month)}${pad(day)}`;
  const lunarMonth = dice.oneOf([0, 13 + dice.below(87)]);
  return dice.oneOf([
    `${pad(year, 4)}${pad(lunarMonth)}${pad(day)}`,
    `${pad(year, 4)}0000`,
    `${pad(year, 4)}${pad(month)}00`,
    '00000000',
    '        ',
    '',
  ]);
}

/** Years and months are drawn so that two people often agree: same month, twins, a century apart. */
function birthOf(dice: Dice, near: { year: number; month: number } | null): { year: number; month: number } {
  const drawn = { year: 1926 + dice.below(100), month: 1 + dice.below(12) };
  if (near === null || dice.chance(0.5)) return drawn;
  const year = dice.oneOf([
    near.year,
    near.year,
    near.year >= 2000 ? near.year - 100 : near.year + 100,
    drawn.year,
  ]);
  return { year, month: dice.oneOf([near.month, near.month, near.month, drawn.month]) };
}

/** A household of one to six people; namesakes and twins among them. */
export function drawHousehold(dice: Dice): Household {
  let near: { year: number; month: number } | null = null;
  const numbers = new Set<string>();
  const people: TruePerson[] = [];
  const size = 1 + dice.below(6);
  while (people.length < size) {
    const birth = birthOf(dice, near);
    near ??= birth;
    const numberMonth = dice.chance(0.9)
      ? birth.month
      : dice.oneOf([20 + dice.below(23), 50 + dice.below(50)]);
    const number = numberFor(dice, dice.oneOf([1, 2, 1, 2, 1, 2, 3, 4, 7, 8]), birth.year, numberMonth);
    if (numbers.has(number)) continue;
    numbers.add(number);
    people.push({
      number,
      quality: people.length === 0 ? 0 : dice.oneOf(QUALITIES),
      name: dice.oneOf(['MARTIN', 'MARTIN', 'DIALLO', '']),
      firstName: dice.oneOf(FIRST_NAMES),
      birthDate: writtenDate(dice, birth.year, birth.month),
    });
  }
  return people as unknown as Household;
}

function asBeneficiary(one: TruePerson, fields: Partial<Beneficiary>): Beneficiary {
  return {
    name: one.name,
    birthName: null,
    firstName: one.firstName,
    birthDate: one.birthDate,
    birthRank: null,
    nir: null,
    certifiedNir: null,
    quality: null,
    ...fields,
  };
}

const damaged = (dice: Dice, number: string): string =>
  dice.oneOf(['', '000000000000000', number.slice(0, 13), `${number.slice(0, 14)}X`, '123456789012345']);

/** What a direct read gives: in each template the insured person's number, or more rarely the person's own. */
export function readDirectly(dice: Dice, household: Household): VitaleReading {
  const ownShare = dice.oneOf([0, 0.2, 1]);
  const people = household.map((one) => {
    const number = dice.chance(ownShare) ? one.number : household[0].number;
    return asBeneficiary(one, { nir: dice.chance(0.04) ? damaged(dice, number) : number });
  });
  return reading('pcsc', ...people);
}

/** What the vendor's library gives: qualities, the card's number, and certified numbers for some. */
export function readByLibrary(dice: Dice, household: Household): VitaleReading {
  const certifiedShare = dice.oneOf([0, 0.3, 0.8]);
  const knowsQuality = dice.chance(0.9);
  const printsForAll = dice.chance(0.6);
  const people = household.map((one) => {
    const certified = dice.chance(0.03) ? damaged(dice, one.number) : one.number;
    return asBeneficiary(one, {
      birthName: dice.chance(0.2) ? 'DURAND' : null,
      nir: printsForAll || one.quality === 0 ? household[0].number : null,
      certifiedNir: dice.chance(certifiedShare) ? certified : null,
      quality: knowsQuality ? one.quality : null,
    });
  });
  return reading('ssv', ...people);
}

/** Fictional people and cards for the tests of the domain: the numbers are made up, their keys are right. */
import type { Beneficiary, VitaleReading } from '../../../../src/domain/identity/beneficiary.ts';
import { computeInsKey, parseInsMatricule, type InsMatricule } from '../../../../src/domain/identity/ins.ts';

/** Puts the right key after 13 characters. */
export function withKey(thirteen: string): InsMatricule {
  const parsed = parseInsMatricule(thirteen + (computeInsKey(thirteen) ?? ''));
  if (!parsed.ok) throw new TypeError(`Not a number: ${thirteen}`);
  return parsed.value;
}

/** A person of a direct read, with what the test is about. */
export function person(changes: Partial<Beneficiary> = {}): Beneficiary {
  return {
    name: 'MARTIN',
    birthName: null,
    firstName: 'CLAIRE',
    birthDate: '19850412',
    birthRank: null,
    nir: null,
    certifiedNir: null,
    quality: null,
    ...changes,
  };
}

/** A read of a card with these people. */
export function reading(
  source: VitaleReading['source'],
  ...beneficiaries: readonly Beneficiary[]
): VitaleReading {
  return { source, card: 'vitale-2', beneficiaries, validFrom: null, test: null };
}

/** A fast, seeded source of numbers (mulberry32): the same seed gives the same cards. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 up to but without `end`. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * end);
  }

  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000;
  }

  oneOf<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError('Nothing to choose from');
    return choice;
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The number of someone born then; `month` may be one of those that carry no civil month. */
export function numberFor(dice: Dice, sex: number, year: number, month: number): InsMatricule {
  const departement = dice.chance(0.1) ? dice.oneOf(['2A', '2B']) : pad(1 + dice.below(99), 2);
  const place = pad(dice.below(1_000_000), 6);
  return withKey(`${String(sex)}${pad(year % 100, 2)}${pad(month, 2)}${departement}${place}`);
}

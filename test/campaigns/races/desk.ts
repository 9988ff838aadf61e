/**
 * The plastic: four readers of PC/SC and one that only the vendor's library sees, two practitioners' cards and
 * patients' cards, PC/SC that goes away and comes back. It knows what is true; the policies only what they are told.
 */
import type { Beneficiary, VitaleReading } from '../../../src/domain/identity/beneficiary.ts';
import type { CardPresence } from '../../../src/domain/launch/launch-policy.ts';
import type { PersonSubject } from '../../../src/domain/launch/visit-subject.ts';
import { READINGS, type CardName } from '../../unit/domain/launch/launch-policy-cards.ts';
import type { Dice } from '../../unit/domain/identity/sample-people.ts';

export const SLOTS = [0, 1, 2, 3] as const;
export const VITALES = Object.keys(READINGS) as readonly CardName[];

/** A patient's card in a reader; a new object for every insertion. */
export interface Inserted {
  readonly name: CardName;
  readonly slot: number;
  /** The one key that the program was told of it last. */
  key: string;
  seenInserted: boolean;
}

export class Plastic {
  /** What lies in each reader: a patient's card, or the number of a practitioner's. */
  readonly slots: (Inserted | number | null)[] = SLOTS.map(() => null);
  /** In the reader of GALSS that PC/SC does not show. */
  hidden: CardName | null = null;
  /** Whether PC/SC tells anything. */
  told = true;
  #keys = 0;

  /** A reader without a card. */
  free(dice: Dice): number | null {
    const free = SLOTS.filter((slot) => this.slots[slot] === null);
    return free.length === 0 ? null : dice.oneOf(free);
  }

  get vitales(): readonly Inserted[] {
    return this.slots.filter((each): each is Inserted => typeof each === 'object' && each !== null);
  }

  /** Whether this very insertion still is where it was. */
  isIn(card: Inserted): boolean {
    return this.slots[card.slot] === card;
  }

  insert(name: CardName, slot: number): void {
    this.slots[slot] = { name, slot, key: this.#newKey(), seenInserted: this.told };
  }

  /** What lies in the readers when watching begins anew has not been seen going in. */
  lookAnew(): void {
    this.told = true;
    for (const card of this.vitales) {
      card.key = this.#newKey();
      card.seenInserted = false;
    }
  }

  /** What PC/SC tells the program of patients' cards. */
  presences(): readonly CardPresence[] {
    if (!this.told) return [];
    return this.vitales.map(({ key, slot, seenInserted }) => ({ key, reader: readerOf(slot), seenInserted }));
  }

  /** Which card the vendor's library reads: that of its own slot, else whichever it finds. */
  libraryReads(): CardName | null {
    const [any] = this.vitales;
    return this.hidden ?? any?.name ?? null;
  }

  #newKey(): string {
    this.#keys += 1;
    return `v${String(this.#keys)}`;
  }
}

export function readerOf(slot: number): string {
  return `R${String(slot + 1)}`;
}

/** Whether a number is that of this very person, who is really on this card. */
export function holds(
  name: CardName,
  { beneficiary, ins }: Pick<PersonSubject, 'beneficiary' | 'ins'>,
): boolean {
  const { firstName, birthDate } = beneficiary;
  const people: readonly Beneficiary[] = READINGS[name].beneficiaries;
  return people.some((one) => one.nir === ins && one.firstName === firstName && one.birthDate === birthDate);
}

/** The same card as the vendor's library tells it: it certifies the own numbers of those who have one. */
export function byLibrary(name: CardName): VitaleReading {
  const [insured] = READINGS[name].beneficiaries;
  const people: readonly Beneficiary[] = READINGS[name].beneficiaries;
  return {
    ...READINGS[name],
    source: 'ssv',
    beneficiaries: people.map((one) => {
      const hasOwn = one === insured ? name !== 'child' : one.nir !== insured?.nir;
      return { ...one, quality: one === insured ? 0 : 6, certifiedNir: hasOwn ? one.nir : null };
    }),
  };
}

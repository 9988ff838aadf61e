/** The fictional people of the lab. No one of them exists; their numbers are computed, in places that never were. */
import { nir, type NirParts } from './nir.ts';
import type { CardPerson } from './vitale2.ts';

/** No commune of Paris has the code 999: such a number belongs to nobody. */
const NOWHERE = { department: '75', commune: '999' } as const;

interface Sketch {
  readonly name: string;
  readonly firstName: string;
  /** `AAAAMMJJ`. */
  readonly birthDate: string;
  readonly sex: '1' | '2';
  /** What in the number is not as the birth date and the defaults say. */
  readonly number?: Partial<NirParts>;
}

/** Somebody who carries their own number, made from their sex and birth date. */
export function person(sketch: Sketch): CardPerson & { readonly nir: string } {
  const own = nir({
    sex: sketch.sex,
    year: sketch.birthDate.slice(2, 4),
    month: sketch.birthDate.slice(4, 6),
    ...NOWHERE,
    order: '001',
    ...sketch.number,
  });
  return { name: sketch.name, firstName: sketch.firstName, birthDate: sketch.birthDate, nir: own };
}

/** Somebody who carries another person's number, as most children do. */
export function dependant(sketch: Omit<Sketch, 'sex' | 'number'>, carrier: CardPerson): CardPerson {
  return { ...sketch, nir: carrier.nir };
}

export const CLAIRE = person({ name: 'MARTIN', firstName: 'Claire', birthDate: '19850412', sex: '2' });
export const HUGO = person({ name: 'MARTIN', firstName: 'Hugo', birthDate: '19830903', sex: '1' });
export const AMADOU = person({
  name: 'DIALLO',
  firstName: 'Amadou',
  birthDate: '19571102',
  sex: '1',
  number: { department: '99', commune: '999' },
});

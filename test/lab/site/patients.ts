/**
 * The patients that the simulated site knows. They are the people of the card lab, so that their numbers match;
 * what the site makes of each is the data below.
 */
import { CATALOGUE } from '../cards/catalogue.ts';
import { nirKey } from '../cards/nir.ts';
import { AMADOU, CLAIRE, HUGO, person } from '../cards/people.ts';
import type { CardPerson } from '../cards/vitale2.ts';

/** `missing`: the site has no DMP for that number. `blocked`: the patient has blocked this practitioner. */
export type DmpState = 'open' | 'closed' | 'missing' | 'blocked';

export interface LabPatient {
  /** 15 characters. */
  readonly matricule: string;
  /** The letter of `matricule+type`: real, test or demonstration number. */
  readonly numberKind: 'N' | 'T' | 'D';
  readonly name: string;
  readonly firstName: string;
  /** `AAAAMMJJ`, as on the card. */
  readonly birthDate: string;
  dmp: DmpState;
  /** False: the site asks the practitioner to confirm their authorisation first. */
  authorised: boolean;
  /** False: the vaccination page is that of a first entry. */
  vaccinationRecord: boolean;
}

type Behaviour = Partial<Pick<LabPatient, 'dmp' | 'authorised' | 'vaccinationRecord' | 'numberKind'>>;

/** Léa is on her mother's card with her mother's number; her own is known to the site only. */
export const LEA_OWN = person({ name: 'MARTIN', firstName: 'Léa', birthDate: '20120614', sex: '2' });

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  [CLAIRE.nir]: {},
  [HUGO.nir]: { authorised: false },
  [LEA_OWN.nir]: { vaccinationRecord: false },
  [AMADOU.nir]: { dmp: 'closed' },
  ...behaviourOf('corse-2a', { dmp: 'missing' }),
  ...behaviourOf('corse-2b', { dmp: 'blocked' }),
  ...behaviourOf('numero-test', { numberKind: 'T' }),
  ...behaviourOf('numero-demo', { numberKind: 'D' }),
  ...behaviourOf('accents', { vaccinationRecord: false }),
};

/** Fresh patients: what one site changes, another does not see. */
export function labPatients(): LabPatient[] {
  const patients = new Map<string, LabPatient>();
  for (const someone of [LEA_OWN, ...CATALOGUE.flatMap((card) => card.people)]) {
    const matricule = someone.nir;
    // The first bearer of a number is its owner: dependants come after on every card of the catalogue.
    if (matricule !== null && hasRightKey(matricule) && !patients.has(matricule)) {
      patients.set(matricule, patient(matricule, someone));
    }
  }
  return [...patients.values()];
}

/** The site checks the key of what it is given, with the lab's own arithmetic. */
export function hasRightKey(matricule: string): boolean {
  return /^\d{5}(\d\d|2A|2B)\d{8}$/.test(matricule) && nirKey(matricule.slice(0, 13)) === matricule.slice(13);
}

function patient(matricule: string, someone: CardPerson): LabPatient {
  return {
    matricule,
    numberKind: 'N',
    name: someone.name,
    firstName: someone.firstName,
    birthDate: someone.birthDate,
    dmp: 'open',
    authorised: true,
    vaccinationRecord: true,
    ...BEHAVIOURS[matricule],
  };
}

function behaviourOf(card: string, behaviour: Behaviour): Readonly<Record<string, Behaviour>> {
  const matricule = CATALOGUE.find(({ id }) => id === card)?.people[0]?.nir;
  if (matricule === undefined || matricule === null) {
    throw new Error(`the card lab has no numbered person on ${card}`);
  }
  return { [matricule]: behaviour };
}

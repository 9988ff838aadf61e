/** What all hosts of one simulated site share: the patients, the options that a test may change, the clock. */
import { LAB_PRACTITIONERS, displayName, type LabPractitioner } from '../pki/practitioners.ts';
import { hasRightKey, labPatients, type LabPatient } from './patients.ts';
import type { WayBack } from './way-back.ts';
import type { SitePractitioner } from './session.ts';

/** All may be changed while the site runs. */
export interface SiteOptions {
  /** Forms of INS that the site takes in its addresses. */
  insForm: 'matricule' | 'matricule+type' | 'either';
  /** True: a practitioner who never chose a practice situation is sent to that page first. */
  firstUse: boolean;
  /** Where Pro Santé Connect's way back ends. */
  wayBack: WayBack;
  /** How the host without authentication signs in: a page with one button, or by itself. */
  plainSignIn: 'button' | 'automatic';
  /** Who is signed in on the host without authentication. */
  plainPractitioner: SitePractitioner;
}

export class SiteWorld {
  readonly options: SiteOptions;
  readonly patients: ReadonlyMap<string, LabPatient>;
  /** Bodies posted to `/carte-vitale`, untouched, oldest first. */
  readonly vitaleAnswers: string[] = [];
  readonly #authorised = new Map<string, Set<string>>();
  readonly #situations = new Set<string>();
  #advance = 0;

  constructor(options: Partial<SiteOptions>, patients: readonly LabPatient[] = labPatients()) {
    this.options = {
      insForm: 'either',
      firstUse: false,
      wayBack: 'asked',
      plainSignIn: 'automatic',
      plainPractitioner: sitePractitioner(LAB_PRACTITIONERS.cps),
      ...options,
    };
    this.patients = new Map(patients.map((patient) => [patient.matricule, patient]));
  }

  /** Milliseconds since the epoch, on the laboratory's clock. An arrow, to be handed around. */
  readonly now = (): number => Date.now() + this.#advance;

  /** Moves the laboratory's clock forward. */
  advance(milliseconds: number): void {
    this.#advance += milliseconds;
  }

  /** @throws when nobody has that number: a mistake in the test. */
  patient(matricule: string): LabPatient {
    const patient = this.patients.get(matricule);
    if (patient === undefined) {
      throw new Error('the simulated site knows no such patient');
    }
    return patient;
  }

  isAuthorised(practitioner: SitePractitioner, patient: LabPatient): boolean {
    return patient.authorised || (this.#authorised.get(practitioner.id)?.has(patient.matricule) ?? false);
  }

  authorise(practitioner: SitePractitioner, matricule: string): void {
    const authorised = this.#authorised.get(practitioner.id) ?? new Set();
    this.#authorised.set(practitioner.id, authorised.add(matricule));
  }

  mustChooseSituation(practitioner: SitePractitioner): boolean {
    return this.options.firstUse && !this.#situations.has(practitioner.id);
  }

  chooseSituation(practitioner: SitePractitioner): void {
    this.#situations.add(practitioner.id);
  }

  /** The matricule in an address, or null when its form or its key is not taken. */
  matriculeOf(text: string): string | null {
    const { insForm } = this.options;
    const matricule = text.slice(0, 15);
    const kind = text.slice(15);
    const form = kind === '' ? 'matricule' : 'matricule+type';
    if ((insForm !== 'either' && insForm !== form) || !/^[NTD]?$/.test(kind) || !hasRightKey(matricule)) {
      return null;
    }
    const expected = this.patients.get(matricule)?.numberKind;
    return kind === '' || expected === undefined || kind === expected ? matricule : null;
  }
}

/** The holder of a card, as the site shows them. */
export function sitePractitioner(practitioner: LabPractitioner): SitePractitioner {
  return {
    id: practitioner.rpps ?? `${practitioner.structure?.identifier ?? ''}/${practitioner.cardSerial}`,
    displayName: displayName(practitioner),
    profession: practitioner.profession,
    structure: practitioner.structure?.name ?? null,
    cardType: practitioner.cardType,
  };
}

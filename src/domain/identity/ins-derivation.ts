/**
 * Which INS may be derived from a card: the rule that keeps a practitioner out of the wrong person's record.
 * The number a card prints for a household is the insured person's. It becomes someone's INS only when the card
 * itself says so, and every doubt refuses: refusing costs one search on the dashboard, guessing may cost a life.
 */
import type { Beneficiary, VitaleReading } from './beneficiary.ts';
import { comparableMonth, parseCardDate, type CardDateParts } from './card-date.ts';
import { insMatriculeOrNull, readInsFields, type InsMatricule } from './ins.ts';
import { identityTexts } from '../texts/fr/identity.ts';

/**
 * Why a number may be used: it is certified for this person; this person is the insured one; or (direct read,
 * which gives no quality) it agrees with the birth date and could be no one else's on the card. A document that names
 * a person of the card has it as well: see `document-match.ts`.
 */
export type InsRule = 'certified' | 'insured' | 'birth-date' | 'document';

export type InsRefusal =
  | 'identite-illisible'
  | 'aucun-numero'
  | 'numero-invalide'
  | 'numero-certifie-invalide'
  | 'numero-d-un-parent'
  | 'numero-de-l-assure'
  | 'numero-partage'
  | 'numeros-differents'
  | 'date-contredite'
  | 'date-incomplete'
  | 'qualite-inconnue'
  | 'assures-multiples'
  | 'sources-contradictoires'
  | 'document-contredit';

export type InsDecision =
  | { readonly usable: true; readonly ins: InsMatricule; readonly rule: InsRule }
  | { readonly usable: false; readonly reason: InsRefusal };

/** What merging two reads of one card knows of a person beyond the card's fields. */
export interface MergeFindings {
  /** The number in `nir` was read in this person's own template, and no source gives it to the insured person. */
  readonly ownTemplate: boolean;
  /** The two sources contradict each other on this person. */
  readonly contradicted: boolean;
}

/** A person of a reading made of two reads of the same card. */
export interface MergedBeneficiary extends Beneficiary {
  readonly findings: MergeFindings;
}

/** A direct read refined by the vendor's library; see `merge-readings.ts`. */
export interface MergedReading extends Omit<VitaleReading, 'source' | 'beneficiaries'> {
  readonly source: 'merged';
  readonly beneficiaries: readonly MergedBeneficiary[];
}

/** One sentence per reason: what stands in the way, then the way on. */
export const INS_REFUSAL_SENTENCES: Readonly<Record<InsRefusal, string>> = identityTexts.refusals;

/** How a number and a birth date stand to each other: `compatible` is neither confirmed nor contradicted. */
type Agreement = 'match' | 'compatible' | 'contradiction';

/** One person with everything that is judged, read once. */
interface Dossier {
  readonly person: Beneficiary;
  readonly birth: CardDateParts;
  readonly template: InsMatricule | null;
  readonly certified: InsMatricule | null;
  /** Whether the number in the template may be judged by the birth date (rule 3). */
  readonly birthDateRule: boolean;
  readonly contradicted: boolean;
}

/** "This number is this person's", as one of the three rules says it. */
interface Claim {
  readonly number: InsMatricule;
  readonly rule: InsRule;
}

/** A field that holds only spaces or zeros holds no number. */
const isBlank = (field: string | null): boolean => field === null || /^[\s0]*$/.test(field);

function agreement(number: InsMatricule, birth: CardDateParts): Agreement {
  const { yearOfCentury, month } = readInsFields(number);
  const birthMonth = comparableMonth(birth);
  if (birth.year !== null && birth.year % 100 !== yearOfCentury) return 'contradiction';
  if (month !== null && birthMonth !== null && month !== birthMonth) return 'contradiction';
  const monthConfirmed = month === null || birthMonth !== null;
  return birth.year !== null && monthConfirmed ? 'match' : 'compatible';
}

function openDossiers(reading: VitaleReading | MergedReading): readonly Dossier[] {
  const judged = (person: Beneficiary, birthDateRule: boolean, contradicted: boolean): Dossier => ({
    person,
    birth: parseCardDate(person.birthDate),
    template: insMatriculeOrNull(person.nir),
    certified: insMatriculeOrNull(person.certifiedNir),
    birthDateRule,
    contradicted,
  });
  if (reading.source === 'merged')
    return reading.beneficiaries.map((person) =>
      judged(person, person.findings.ownTemplate, person.findings.contradicted),
    );
  return reading.beneficiaries.map((person) =>
    judged(person, reading.source === 'pcsc' && person.quality === null, false),
  );
}

/**
 * True when the number in this person's template could be another person's on the card: someone for whom it is
 * certified, or someone whom the birth date does not rule out and who has the same number or none that can be
 * read. A lunar or unreadable date rules no one out.
 */
function couldBeAnothers(number: InsMatricule, self: Dossier, all: readonly Dossier[]): boolean {
  return all.some(
    (other) =>
      other !== self &&
      (other.certified === number ||
        ((other.template === number || other.template === null) &&
          agreement(number, other.birth) !== 'contradiction')),
  );
}

function claimsOf(self: Dossier, all: readonly Dossier[]): readonly Claim[] {
  const { certified, template, person, birth } = self;
  const claims: Claim[] = [];
  if (certified !== null) claims.push({ number: certified, rule: 'certified' });
  if (template !== null && person.quality === 0) claims.push({ number: template, rule: 'insured' });
  if (
    template !== null &&
    self.birthDateRule &&
    agreement(template, birth) === 'match' &&
    !couldBeAnothers(template, self, all)
  )
    claims.push({ number: template, rule: 'birth-date' });
  return claims;
}

/** Why someone for whom no rule speaks is refused. */
function refusalWithoutClaim(self: Dossier, all: readonly Dossier[]): InsRefusal {
  const { template, person, birth } = self;
  if (isBlank(person.nir)) return 'aucun-numero';
  if (template === null) return 'numero-invalide';
  if (!self.birthDateRule) return person.quality === null ? 'qualite-inconnue' : 'numero-de-l-assure';
  const agreed = agreement(template, birth);
  if (agreed === 'match') return 'numero-partage';
  const isShared = all.some((other) => other !== self && other.template === template);
  if (agreed === 'compatible') return 'date-incomplete';
  return isShared ? 'numero-d-un-parent' : 'date-contredite';
}

function decide(
  self: Dossier,
  all: readonly Dossier[],
  claims: ReadonlyMap<Dossier, readonly Claim[]>,
): InsDecision {
  const refuse = (reason: InsRefusal): InsDecision => ({ usable: false, reason });
  if (self.person.unreadable === true) return refuse('identite-illisible');
  if (self.contradicted) return refuse('sources-contradictoires');
  if (self.certified === null && !isBlank(self.person.certifiedNir))
    return refuse('numero-certifie-invalide');
  const own = claims.get(self) ?? [];
  const [claim] = own;
  if (claim === undefined) return refuse(refusalWithoutClaim(self, all));
  const { number, rule } = claim;
  if (own.some((other) => other.number !== number)) return refuse('numeros-differents');
  if (agreement(number, self.birth) === 'contradiction') return refuse('date-contredite');
  const insuredCount = all.filter(({ person }) => person.quality === 0).length;
  if (rule === 'insured' && insuredCount > 1) return refuse('assures-multiples');
  // A claim counts against the others even when its owner is refused: the number may still be theirs.
  const isClaimedTwice = all.some(
    (other) => other !== self && claims.get(other)?.some((theirs) => theirs.number === number) === true,
  );
  return isClaimedTwice ? refuse('numero-partage') : { usable: true, ins: number, rule };
}

/**
 * Decides for each person of a card whether an INS may be used; one decision per beneficiary, in their order.
 * No number is ever given to two people. The sex is not compared: no source of a card's people gives it.
 */
export function deriveInsForReading(reading: VitaleReading | MergedReading): readonly InsDecision[] {
  const all = openDossiers(reading);
  const claims = new Map(all.map((self) => [self, claimsOf(self, all)]));
  return all.map((self) => decide(self, all, claims));
}

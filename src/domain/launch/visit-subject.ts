/** Whom a visit may be about, and what the cards in the readers say of them. */
import type { Beneficiary, VitaleReading } from '../identity/beneficiary.ts';
import type { DatamatrixIdentity } from '../identity/datamatrix.ts';
import { confront, mayBe, type DocumentVerdict } from '../identity/document-match.ts';
import type { InsDecision, MergedReading } from '../identity/ins-derivation.ts';
import type { InsMatricule } from '../identity/ins.ts';
import { personKey } from '../identity/person.ts';
import type { Failure } from '../failures/index.ts';
import type { CallerTraits } from './software-call.ts';

/** A card in a reader that may be a Vitale; `key` is unique for every insertion of the program's life. */
export interface CardPresence {
  readonly key: string;
  readonly reader: string;
  /** False for a card that was already there when the program began to look. */
  readonly seenInserted: boolean;
}

export interface VitaleCard extends CardPresence {
  readonly progress:
    | { readonly kind: 'reading' }
    | {
        readonly kind: 'read';
        readonly reading: VitaleReading | MergedReading;
        /** One a person, the documents counted in. */
        readonly decisions: readonly InsDecision[];
        /** The documents read beside this card that speak of somebody on it. */
        readonly documents: readonly DatamatrixIdentity[];
      }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

/** Somebody of a card. */
export interface PersonSubject {
  readonly kind: 'person';
  readonly cardKey: string;
  readonly beneficiary: Beneficiary;
  readonly ins: InsMatricule;
  /** What says that this number is this person's. */
  readonly source: 'card' | 'document';
}

/** Who is looked for in the site's own search: a name and a birth date, never a number. */
export type Searched = Pick<Beneficiary, 'name' | 'birthName' | 'firstName' | 'birthDate'>;

/** Nobody; `search` is somebody of a card whose INS may not be used, whom the practitioner is going to look for. */
export interface DashboardSubject {
  readonly kind: 'dashboard';
  readonly search?: Searched | null;
  /** The software that asks for it, where one does. */
  readonly caller?: string;
}

/** What a visit is about. */
export type VisitSubject =
  | PersonSubject
  /** Read from a document, of nobody on a card that is there. */
  | { readonly kind: 'document'; readonly ins: InsMatricule; readonly identity: DatamatrixIdentity }
  | { readonly kind: 'typed'; readonly ins: InsMatricule }
  | {
      readonly kind: 'software';
      readonly ins: InsMatricule;
      readonly caller: string;
      /** Who it is, where the software says so. */
      readonly traits: CallerTraits | null;
    }
  | DashboardSubject;

/** The subject of opening one person of a card, or null when that person's INS may not be used. */
export function subjectOf(card: VitaleCard, index: number): PersonSubject | null {
  if (card.progress.kind !== 'read') return null;
  const beneficiary = card.progress.reading.beneficiaries[index];
  const decision = card.progress.decisions[index];
  if (beneficiary === undefined || decision?.usable !== true) return null;
  const source = decision.rule === 'document' ? 'document' : 'card';
  return { kind: 'person', cardKey: card.key, beneficiary, ins: decision.ins, source };
}

/** The search that may begin for one person of a card; null once that card has gone, or its number may be used. */
export function searchOf(card: VitaleCard, index: number): DashboardSubject | null {
  if (card.progress.kind !== 'read' || subjectOf(card, index) !== null) return null;
  const beneficiary = card.progress.reading.beneficiaries[index];
  if (beneficiary === undefined) return null;
  const { name, birthName, firstName, birthDate } = beneficiary;
  return { kind: 'dashboard', search: { name, birthName, firstName, birthDate } };
}

/** Beside the name of one person the site's search must not read the card of others: the name goes. */
export function endForeignSearch<Visit extends { readonly subject: VisitSubject }>(
  visit: Visit | null,
  { progress }: VitaleCard,
): Visit | null {
  if (visit?.subject.kind !== 'dashboard') return visit;
  const { search } = visit.subject;
  if (search === null || search === undefined) return visit;
  const people = progress.kind === 'read' ? progress.reading.beneficiaries : [];
  return people.some((person) => personKey(person) === personKey(search))
    ? visit
    : { ...visit, subject: { kind: 'dashboard' } };
}

/**
 * Whether two subjects are the same record *and* the same identity on screen.
 * An equal number under another name is not the same: it has to be confirmed.
 */
export function sameSubject(one: VisitSubject, other: VisitSubject): boolean {
  if (one.kind === 'dashboard' || other.kind === 'dashboard') return one.kind === other.kind;
  if (one.kind !== other.kind || one.ins !== other.ins) return false;
  if (one.kind === 'person' && other.kind === 'person')
    return personKey(one.beneficiary) === personKey(other.beneficiary);
  if (one.kind === 'document' && other.kind === 'document') return sameTraits(one.identity, other.identity);
  if (one.kind === 'software' && other.kind === 'software')
    return one.caller === other.caller && sameTraits(one.traits, other.traits);
  return true;
}

/**
 * Whether what is asked for is the open record: the same subject, or its number, without a name that the record's own
 * could contradict. The other way about is none: a number that gets a name has to be confirmed.
 */
export function sameRecord(open: VisitSubject, asked: VisitSubject): boolean {
  if (sameSubject(open, asked)) return true;
  if (open.kind === 'dashboard') return false;
  if (asked.kind === 'typed') return asked.ins === open.ins;
  return asked.kind === 'software' && asked.ins === open.ins && isNamedBy(asked.traits, open);
}

/** Whether a program that says this of a number's person names whom the record names, or nobody. */
function isNamedBy(traits: CallerTraits | null, open: Exclude<VisitSubject, { kind: 'dashboard' }>): boolean {
  if (traits === null) return true;
  switch (open.kind) {
    case 'person':
      return mayBe(open.beneficiary, traits);
    case 'document':
      return sameTraits(open.identity, traits);
    case 'software':
      return sameTraits(open.traits, traits);
    case 'typed':
      return false;
  }
}

/**
 * Whose record a gesture opens that names nobody (the tray's icon, a notification, the shortcut): the one person of the
 * one card that is in, where no record is open. Null: the launcher is where to choose.
 */
export function subjectReady(state: {
  readonly cards: readonly VitaleCard[];
  readonly visit: object | null;
  readonly pending: object | null;
}): PersonSubject | null {
  const [card, ...others] = state.cards;
  if (card === undefined || others.length > 0 || state.visit !== null || state.pending !== null) return null;
  return card.progress.kind === 'read' && card.progress.reading.beneficiaries.length === 1
    ? subjectOf(card, 0)
    : null;
}

/** The one person of the cards that were read whose usable INS this is; null for nobody, and for more than one. */
export function subjectOfIns(
  { cards }: { readonly cards: readonly VitaleCard[] },
  ins: InsMatricule,
): PersonSubject | null {
  const found = cards.flatMap((card) =>
    card.progress.kind !== 'read'
      ? []
      : [...card.progress.reading.beneficiaries.keys()].flatMap((index) => {
          const subject = subjectOf(card, index);
          return subject?.ins === ins ? [subject] : [];
        }),
  );
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : null;
}

/** Whether two sources name the same person, or neither names anybody. */
function sameTraits(one: CallerTraits | null, other: CallerTraits | null): boolean {
  if (one === null || other === null) return one === other;
  const key = ({ birthName, givenNames, birthDate }: CallerTraits): string =>
    personKey({ name: birthName, birthName, firstName: givenNames, birthDate });
  return key(one) === key(other);
}

/** Whether a subject that came from this card is still what the card says; others are not its business. */
export function isConfirmed(card: VitaleCard, subject: VisitSubject): boolean {
  if (subject.kind !== 'person' || subject.cardKey !== card.key || card.progress.kind !== 'read') return true;
  return [...card.progress.reading.beneficiaries.keys()].some((index) => {
    const now = subjectOf(card, index);
    return now !== null && sameSubject(now, subject);
  });
}

/** Holds a document against one card: the verdict, and the card under it. */
export function holdAgainst(
  card: VitaleCard,
  identity: DatamatrixIdentity,
): { readonly card: VitaleCard; readonly verdict: DocumentVerdict } {
  const { progress } = card;
  if (progress.kind !== 'read') return { card, verdict: { kind: 'nobody' } };
  const { verdict, decisions } = confront(progress.reading.beneficiaries, progress.decisions, identity);
  if (verdict.kind === 'nobody') return { card, verdict };
  const documents = [...progress.documents, identity];
  return { card: { ...card, progress: { ...progress, decisions, documents } }, verdict };
}

/**
 * An identity read from a document beside the people of an inserted card: whether it is one of them, and what that
 * changes. A code that agrees lifts a doubt that the card left; one that contradicts the card takes a number away.
 */
import type { Beneficiary } from './beneficiary.ts';
import type { DatamatrixIdentity } from './datamatrix.ts';
import type { InsDecision, InsRefusal } from './ins-derivation.ts';
import { insMatriculeOrNull } from './ins.ts';
import { foldName } from './person.ts';

/** Longest fields of a card's people, in characters: a longer name is cut there. */
const CARD_NAME_LENGTH = 25;
const CARD_FIRST_NAME_LENGTH = 20;

/** Of whom on the card a document speaks. */
export type DocumentVerdict =
  /** Of nobody on it. */
  | { readonly kind: 'nobody' }
  /** Of this person, whose decision is the document's from now on. */
  | { readonly kind: 'person'; readonly index: number }
  /** It says something else than the card of someone: whose it is cannot be told. */
  | { readonly kind: 'contradiction' };

/** The verdict, and the decisions of the card's people under it, in their order. */
export interface Confrontation {
  readonly verdict: DocumentVerdict;
  readonly decisions: readonly InsDecision[];
}

/** What a card leaves open, as opposed to what it says twice and differently: only this may a document settle. */
const DOUBTS: ReadonlySet<InsRefusal> = new Set([
  'aucun-numero',
  'numero-invalide',
  'numero-d-un-parent',
  'numero-de-l-assure',
  'numero-partage',
  'date-contredite',
  'date-incomplete',
  'qualite-inconnue',
]);

/**
 * Whether a card's field says this name, both folded. A field that is full may have lost the end of a longer name; a
 * cut behind a space leaves one character less.
 */
function agrees(field: string, name: string, longest: number): boolean {
  const folded = foldName(field);
  if (folded === '') return false;
  const full = foldName(name);
  return folded === full || (field.trim().length >= longest - 1 && full.startsWith(folded));
}

/** The card's first name is one of the given names, or several of them in a row. */
function givenNameAgrees(field: string, givenNames: string): boolean {
  const names = givenNames.split(' ');
  return names.some((_, from) =>
    names.some(
      (__, to) => to >= from && agrees(field, names.slice(from, to + 1).join(' '), CARD_FIRST_NAME_LENGTH),
    ),
  );
}

/** Birth date and a given name; a date that the card does not know completely is nobody's. */
function isNamesake(person: Beneficiary, identity: DatamatrixIdentity): boolean {
  return (
    person.birthDate.trim() === identity.birthDate && givenNameAgrees(person.firstName, identity.givenNames)
  );
}

/** Whether a card's person is the one of a document: birth date, a given name, and the birth name where it is known. */
export function isSamePerson(person: Beneficiary, identity: DatamatrixIdentity): boolean {
  const known = (person.birthName ?? '').trim();
  const name = known === '' ? person.name : known;
  return isNamesake(person, identity) && agrees(name, identity.birthName, CARD_NAME_LENGTH);
}

/**
 * Whether a card's person may be whom a program describes under the same number: what it leaves empty contradicts
 * nothing, and a usual name may be all that the card prints where date and given name agree.
 */
export function mayBe(
  person: Beneficiary,
  { birthName, givenNames, birthDate }: Pick<DatamatrixIdentity, 'birthName' | 'givenNames' | 'birthDate'>,
): boolean {
  const names = [person.birthName ?? '', person.name];
  const isUsualOnly = (person.birthName ?? '').trim() === '' && givenNames !== '' && birthDate !== '';
  return (
    (isUsualOnly || names.some((name) => agrees(name, birthName, CARD_NAME_LENGTH))) &&
    (givenNames === '' || givenNameAgrees(person.firstName, givenNames)) &&
    (birthDate === '' || person.birthDate.trim() === birthDate)
  );
}

const CONTRADICTED: InsDecision = { usable: false, reason: 'document-contredit' };

/** Holds a document against a card. Nothing is decided for anybody but the one person of whom it speaks. */
export function confront(
  people: readonly Beneficiary[],
  decisions: readonly InsDecision[],
  identity: DatamatrixIdentity,
): Confrontation {
  const contradicted = (whose: (index: number) => boolean): Confrontation => ({
    verdict: { kind: 'contradiction' },
    decisions: decisions.map((decision, index) => (whose(index) ? CONTRADICTED : decision)),
  });
  const hasNumber = (index: number): boolean => {
    const decision = decisions[index];
    return decision?.usable === true && decision.ins === identity.ins;
  };
  // Their own number, as the card itself certifies it, is nobody else's, whatever was decided about it.
  const isCertified = ({ certifiedNir }: Beneficiary): boolean =>
    insMatriculeOrNull(certifiedNir) === identity.ins;
  const matches = [...people.keys()].filter((index) => {
    const person = people[index];
    // The same number, birth date and given name: a usual name may be all that the card prints.
    return (
      person !== undefined &&
      (isSamePerson(person, identity) || (hasNumber(index) && isNamesake(person, identity)))
    );
  });
  const isOthers = people.some(
    (person, index) => !matches.includes(index) && (hasNumber(index) || isCertified(person)),
  );
  if (isOthers) return contradicted((index) => hasNumber(index) || matches.includes(index));
  const [index, ...namesakes] = matches;
  if (index === undefined) return { verdict: { kind: 'nobody' }, decisions };
  if (namesakes.length > 0) return contradicted((each) => matches.includes(each));
  return settle(index, decisions, identity, contradicted);
}

function settle(
  index: number,
  decisions: readonly InsDecision[],
  identity: DatamatrixIdentity,
  contradicted: (whose: (index: number) => boolean) => Confrontation,
): Confrontation {
  const decision = decisions[index];
  const verdict = { kind: 'person', index } as const;
  if (decision?.usable === true)
    return decision.ins === identity.ins ? { verdict, decisions } : contradicted((each) => each === index);
  if (decision === undefined || !DOUBTS.has(decision.reason)) return contradicted((each) => each === index);
  const settled: InsDecision = { usable: true, ins: identity.ins, rule: 'document' };
  return { verdict, decisions: decisions.map((each, place) => (place === index ? settled : each)) };
}

/** The decisions of a card's people under every document that was read beside it, in the order of reading. */
export function decisionsUnder(
  people: readonly Beneficiary[],
  decisions: readonly InsDecision[],
  documents: readonly DatamatrixIdentity[],
): readonly InsDecision[] {
  return documents.reduce((under, identity) => confront(people, under, identity).decisions, decisions);
}

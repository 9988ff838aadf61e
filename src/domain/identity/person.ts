/** How people are written on every screen, and how they are compared from one source to another. */
import type { Beneficiary, CardDate } from './beneficiary.ts';
import { ageAt, formatAge, formatCardDate, parseCardDate } from './card-date.ts';
import { readInsFields, type InsMatricule } from './ins.ts';
import { identityTexts } from '../texts/fr/identity.ts';

export type PersonName = Pick<Beneficiary, 'name' | 'birthName' | 'firstName'>;

const UNNAMED = 'Sans nom';

/** The birth name where the card gives one, else the name it prints. */
function mainName(person: PersonName): string {
  const birthName = person.birthName?.trim() ?? '';
  return birthName === '' ? person.name.trim() : birthName;
}

const capitals = (text: string): string => text.toLocaleUpperCase('fr');

/** Cards write first names in capitals; one that already has its case keeps it. */
function readableFirstName(firstName: string): string {
  const trimmed = firstName.trim().replace(/\s+/g, ' ');
  if (trimmed !== capitals(trimmed) && trimmed !== trimmed.toLocaleLowerCase('fr')) return trimmed;
  return trimmed
    .toLocaleLowerCase('fr')
    .replace(/(^|[^\p{L}\p{M}])(\p{L})/gu, (_, before: string, letter: string) => before + capitals(letter));
}

function joinNames(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== '').join(' ');
  return joined === '' ? UNNAMED : joined;
}

/** `MARTIN Claire`: the heading of a person everywhere. */
export function formalName(person: PersonName): string {
  return joinNames(capitals(mainName(person)), readableFirstName(person.firstName));
}

/** `Claire MARTIN`: for buttons and sentences. */
export function spokenName(person: PersonName): string {
  return joinNames(readableFirstName(person.firstName), capitals(mainName(person)));
}

/** `nom d’usage DUPONT`, only where it differs from the name shown. */
export function usualNameNote(person: PersonName): string | null {
  const usual = person.name.trim();
  if (usual === '' || foldName(usual) === foldName(mainName(person))) return null;
  return identityTexts.usualName(capitals(usual));
}

/** First letters of the first name and of the name, as `CM`; a question mark for someone without a name. */
export function initials(person: PersonName): string {
  const letters = [person.firstName, mainName(person)].map((text) => /\p{L}/u.exec(text)?.[0] ?? '').join('');
  return letters === '' ? '?' : capitals(letters);
}

export type Sex = 'F' | 'M';

/**
 * The sex that a number derived for this very person tells, never another number of the card. Only the digits 1
 * and 2 tell one: the INS reference does not describe the others so.
 */
export function sexOf(ins: InsMatricule): Sex | null {
  const { sexDigit } = readInsFields(ins);
  if (sexDigit === 1) return 'M';
  return sexDigit === 2 ? 'F' : null;
}

/**
 * `née le 12/04/1985 · 41 ans`; `naissance : 1985` when the card says no more and no number tells a sex.
 * `sex` comes from the number usable for this very person, never from another number of the card.
 */
export function birthLine(birthDate: CardDate, sex: Sex | null, today: Date): string {
  const written = formatCardDate(birthDate);
  if (written === null) return identityTexts.birthUnknown;
  const wholeDay = parseCardDate(birthDate).day !== null;
  const born = identityTexts.bornOn(sex, written, wholeDay);
  const age = ageAt(birthDate, today);
  return age === null ? born : `${born} · ${formatAge(age)}`;
}

/** The last four characters of a number: all that windows and screens ever get of it. */
export function insTail(ins: InsMatricule): string {
  return ins.slice(-4);
}

/** `••••••••••• 20 48`: a number hidden but for its last four characters. */
export function maskIns(tail: string): string {
  return `${'•'.repeat(11)} ${tail.slice(0, 2)} ${tail.slice(2)}`;
}

/** A name without case, accents, ligatures, hyphens, apostrophes or spaces. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

type PersonIdentity = PersonName & Pick<Beneficiary, 'birthDate'>;

const keyOf = (foldedName: string, { firstName, birthDate }: PersonIdentity): string =>
  `${foldedName}|${foldName(firstName)}|${birthDate.trim()}`;

/**
 * Who this is, for comparing people: the name printed on the card, first name and birth date, folded.
 * It stays the same when another source adds a birth name.
 */
export function personKey(person: PersonIdentity): string {
  return keyOf(foldName(person.name) || foldName(person.birthName ?? ''), person);
}

/**
 * Every key under which this person may be found in another source: with the printed name and with the birth
 * name. Empty for someone without any name: nothing tells who that is.
 */
export function personKeysInSources(person: PersonIdentity): readonly string[] {
  const names = [person.name, person.birthName ?? ''].map(foldName).filter((name) => name !== '');
  return [...new Set(names)].map((name) => keyOf(name, person));
}

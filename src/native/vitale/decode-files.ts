/**
 * The two files of a carte Vitale 2 as people. Source of the layout: vitale-card.md (public card-reading programs).
 *
 * Nobody is ever left out: a file that is truncated, two files that do not hold the same number of people (so one of
 * them lost somebody) or a template that says one thing twice make the whole reading fail, since the patient in front
 * of the practitioner may be the one who is missing. What merely cannot be read, inside one person's own template,
 * costs that person alone: a name or a first name makes them unusable (`unreadable`), a birth date is «not known», a
 * number is none. The rules of the INS then refuse, to them and to whoever the number might have been of.
 */
import type { Beneficiary, CardDate } from '../../domain/identity/beneficiary.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { readTlvs, type Tlv } from './ber-tlv.ts';
import { readCardText, type CardText } from './card-text.ts';

export interface VitaleFiles {
  readonly identity: Uint8Array;
  readonly numbers: Uint8Array;
}

export interface VitaleContent {
  /** In the order of the card; at least one. */
  readonly beneficiaries: readonly Beneficiary[];
  /** `AAAAMMJJ`, when the card gives it. */
  readonly validFrom: CardDate | null;
}

/** Why a card's content was refused; for the diagnosis, and never anything of the content itself. */
export type Inconsistency =
  | 'identity-file'
  | 'numbers-file'
  | 'identity-template'
  | 'numbers-template'
  | 'nobody'
  | 'too-many-people'
  | 'people-count';

const PERSON_TEMPLATE = 0x65;
const VALIDITY_TEMPLATE = 0x66;
const VALIDITY_START = 0x80;
const NAME = 0x80;
const FIRST_NAME = 0x81;
const BIRTH_DATE = 0x82;
const NIR_WITH_KEY = 0x93;

/** What the contract with main carries at most. */
const MOST_PEOPLE = 99;
const LONGEST_NAME = 64;

/** Decodes both files. The only failure is `VITALE-INCOHERENTE`, its detail `reason` an `Inconsistency`. */
export function decodeVitaleFiles(files: VitaleFiles): Result<VitaleContent> {
  const identity = readTlvs(files.identity).items;
  if (identity === null) return inconsistent('identity-file');
  const numbers = readTlvs(files.numbers).items;
  if (numbers === null) return inconsistent('numbers-file');

  const people = templates(identity).map(decodeIdentity);
  const theirs = templates(numbers).map(decodeNumber);
  if (people.length === 0) return inconsistent('nobody');
  if (people.length > MOST_PEOPLE) return inconsistent('too-many-people');
  if (people.length !== theirs.length) return inconsistent('people-count');

  const beneficiaries: Beneficiary[] = [];
  for (const [index, person] of people.entries()) {
    const number = theirs[index] ?? null;
    if (person === null) return inconsistent('identity-template');
    if (number === null) return inconsistent('numbers-template');
    beneficiaries.push({
      ...person,
      nir: number.nir,
      birthName: null,
      birthRank: null,
      certifiedNir: null,
      quality: null,
    });
  }
  return success({ beneficiaries, validFrom: validityStart(identity) ?? validityStart(numbers) });
}

function templates(items: readonly Tlv[]): Uint8Array[] {
  return items.filter(({ tag }) => tag === PERSON_TEMPLATE).map(({ value }) => value);
}

type Identity = Pick<Beneficiary, 'name' | 'firstName' | 'birthDate' | 'unreadable'>;

/** As cards write a date of which nothing is known. */
const UNKNOWN_DATE: CardDate = '00000000';

const NOTHING_READABLE: Identity = { name: '', firstName: '', birthDate: UNKNOWN_DATE, unreadable: true };

/** A person, as much of it as can be read; `null` when the template says one thing twice. */
function decodeIdentity(template: Uint8Array): Identity | null {
  const items = readTlvs(template).items;
  if (items === null) return NOTHING_READABLE;
  if ([NAME, FIRST_NAME, BIRTH_DATE].some((tag) => isTwice(items, tag))) return null;
  const name = nameOf(single(items, NAME));
  const firstName = nameOf(single(items, FIRST_NAME));
  const date = textOf(single(items, BIRTH_DATE));
  const person = {
    name: name.text,
    firstName: firstName.text,
    birthDate: isDate(date) ? date : UNKNOWN_DATE,
  };
  // There are people without a first name; somebody without a name is nobody who could be recognised.
  const unreadable = name.damaged || firstName.damaged || name.text === '';
  return unreadable ? { ...person, unreadable } : person;
}

/** Not a number, and never one by being cut or completed. */
const UNREADABLE_NUMBER = '?';

/** The 15 characters; `null` inside when the template has no number, `null` when it has two. */
function decodeNumber(template: Uint8Array): { readonly nir: string | null } | null {
  const items = readTlvs(template).items;
  if (items === null) return { nir: UNREADABLE_NUMBER };
  if (isTwice(items, NIR_WITH_KEY)) return null;
  if (!items.some(({ tag }) => tag === NIR_WITH_KEY)) return { nir: null };
  const text = textOf(single(items, NIR_WITH_KEY));
  if (text === '') return { nir: null };
  // Whether the number is one, with its key, is for the rules of the INS to say; here only its shape counts.
  return { nir: text !== null && /^[0-9A-Z]{15}$/.test(text) ? text : UNREADABLE_NUMBER };
}

function validityStart(items: readonly Tlv[]): CardDate | null {
  const template = single(items, VALIDITY_TEMPLATE);
  const inside = template === null ? null : readTlvs(template).items;
  const text = inside === null ? null : textOf(single(inside, VALIDITY_START));
  return isDate(text) ? text : null;
}

/** The value of a tag that is there exactly once. */
function single(items: readonly Tlv[], wanted: number): Uint8Array | null {
  const [first, ...others] = items.filter(({ tag }) => tag === wanted);
  return first === undefined || others.length > 0 ? null : first.value;
}

function isTwice(items: readonly Tlv[], wanted: number): boolean {
  return items.filter(({ tag }) => tag === wanted).length > 1;
}

/** A text all of which can be read, else `null`. */
function textOf(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  const { text, damaged } = readCardText(bytes);
  return damaged ? null : text;
}

/** A name for the eye; one that is not there at all is as good as damaged. */
function nameOf(bytes: Uint8Array | null): CardText {
  if (bytes === null) return { text: '', damaged: true };
  const { text, damaged } = readCardText(bytes);
  return { text: text.slice(0, LONGEST_NAME), damaged: damaged || text.length > LONGEST_NAME };
}

function isDate(text: string | null): text is CardDate {
  return text !== null && /^\d{8}$/.test(text);
}

function inconsistent(reason: Inconsistency): Result<never> {
  return failed(failure('VITALE-INCOHERENTE', { reason }));
}

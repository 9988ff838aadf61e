/**
 * The two files of a carte Vitale 2 as people. Source of the layout: vitale-card.md (public card-reading programs).
 *
 * All or nothing: a file that is truncated, a template that lacks a part, two files that do not hold the same
 * number of people (so one of them lost somebody) make the whole reading fail. A name without its number would be
 * harmless, but a list of people that lacks one is not: the patient in front of the practitioner may be that one.
 */
import type { Beneficiary, CardDate } from '../../domain/identity/beneficiary.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { readTlvs, type Tlv } from './ber-tlv.ts';

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

/** A whole person or `null`: a name, a first name and a date, each there exactly once. */
function decodeIdentity(template: Uint8Array): Pick<Beneficiary, 'name' | 'firstName' | 'birthDate'> | null {
  const items = readTlvs(template).items;
  if (items === null) return null;
  const name = textOf(single(items, NAME));
  const firstName = textOf(single(items, FIRST_NAME));
  const birthDate = textOf(single(items, BIRTH_DATE));
  if (!isName(name) || !isName(firstName) || !isDate(birthDate)) return null;
  return { name, firstName, birthDate };
}

/** The 15 characters, `null` inside when the template has no number, `null` when what it has cannot be one. */
function decodeNumber(template: Uint8Array): { readonly nir: string | null } | null {
  const items = readTlvs(template).items;
  if (items === null) return null;
  if (!items.some(({ tag }) => tag === NIR_WITH_KEY)) return { nir: null };
  const text = textOf(single(items, NIR_WITH_KEY));
  if (text === '') return { nir: null };
  // Whether the number is one, with its key, is for the rules of the INS to say; here only its shape counts.
  return text !== null && /^[0-9A-Z]{15}$/.test(text) ? { nir: text } : null;
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

/** Latin-1 text without the spaces around it; `null` when a control character shows that it is damaged. */
function textOf(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  const damaged = bytes.some((byte) => byte < 0x20 || (byte >= 0x7f && byte < 0xa0));
  return damaged ? null : Buffer.from(bytes).toString('latin1').trim();
}

function isName(text: string | null): text is string {
  return text !== null && text !== '' && text.length <= LONGEST_NAME;
}

function isDate(text: string | null): text is CardDate {
  return text !== null && /^\d{8}$/.test(text);
}

function inconsistent(reason: Inconsistency): Result<never> {
  return failed(failure('VITALE-INCOHERENTE', { reason }));
}

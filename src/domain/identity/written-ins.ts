/**
 * A matricule as people and programs write it: with separators, its key in brackets, the letter of its kind behind it,
 * or in the middle of a line copied from a care software. Nothing is completed and nothing is chosen among several.
 */
import { failure, type Failure, type FailureCodeWith } from '../failures/index.ts';
import { failed, success, type Result } from '../result.ts';
import {
  computeInsKey,
  isPossibleBeginning,
  parseInsMatricule,
  type InsKind,
  type InsMatricule,
} from './ins.ts';
import { identityTexts } from '../texts/fr/identity.ts';

/** A matricule whose key was checked, with the letter of its kind where one was written. */
export interface WrittenIns {
  readonly ins: InsMatricule;
  readonly kind: InsKind | null;
}

/** Longest text looked at, in characters: a line copied from another program. */
export const LONGEST_WRITTEN_INS = 400;

/** Spaces of every width, dots, dashes, slashes, and what is there without being seen. */
const SEPARATORS = /[\s.·/_\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g;
/** The key in brackets, complete or still being typed. */
const KEY_IN_BRACKETS = /^([0-9A-Z]*)[([{](\d{0,2})(?:[)\]}]([A-Z]?))?$/;
const KINDS: readonly string[] = ['N', 'T', 'D'] satisfies readonly InsKind[];

const LENGTH = 15;
const LENGTH_WITHOUT_KEY = 13;

const refuse = (code: FailureCodeWith<never>): Result<never> => failed(failure(code));

/** The characters of a number alone: without separators, nor brackets around its key; upper case. */
function bareInsText(text: string): string {
  const bare = text.replace(SEPARATORS, '').toUpperCase();
  const [whole, number = '', key = '', letter = ''] = KEY_IN_BRACKETS.exec(bare) ?? [];
  return whole === undefined ? bare : number + key + letter;
}

/** Whether a text is more than a number: it has words, or characters that no number is written with. */
function isLineOfText(bare: string): boolean {
  return /\p{L}{2}/u.test(bare) || /[^0-9A-Z]/.test(bare);
}

/**
 * Reads one matricule from what was typed, pasted or handed over.
 * Errors: `INS-LONGUEUR` (detail `length`), `INS-FORME`, `INS-CLE`, `INS-SANS-CLE` (never completed), `INS-LETTRE`;
 * for a whole line `INS-INTROUVABLE` and `INS-PLUSIEURS` as well.
 */
export function readWrittenIns(text: string): Result<WrittenIns> {
  const bare = bareInsText(text.slice(0, LONGEST_WRITTEN_INS));
  const isLine = isLineOfText(bare);
  if (!isLine && bare.length <= LENGTH + 1) return readNumber(bare);
  const inLine = text.length > LONGEST_WRITTEN_INS ? refuse('INS-INTROUVABLE') : readLine(text);
  // A column of figures may hold a number as well; where it does not, it is one that is too long.
  const isTooLong = !isLine && !inLine.ok && inLine.failure.code === 'INS-INTROUVABLE';
  return isTooLong ? readNumber(bare) : inLine;
}

/** Reads what is to be one number and nothing else, as a program hands it over: a line is refused as `INS-FORME`. */
export function readInsNumber(text: string): Result<WrittenIns> {
  const bare = bareInsText(text.slice(0, LONGEST_WRITTEN_INS));
  return isLineOfText(bare) ? refuse('INS-FORME') : readNumber(bare);
}

function readNumber(bare: string): Result<WrittenIns> {
  const letter = bare.length === LENGTH + 1 ? bare.slice(-1) : '';
  if (/[A-Z]/.test(letter) && !KINDS.includes(letter)) return refuse('INS-LETTRE');
  const kind = KINDS.includes(letter) ? (letter as InsKind) : null;
  const number = kind === null ? bare : bare.slice(0, LENGTH);
  if (isWithoutKey(number)) return refuse('INS-SANS-CLE');
  const parsed = parseInsMatricule(number);
  return parsed.ok ? success({ ins: parsed.value, kind }) : parsed;
}

function isWithoutKey(number: string): boolean {
  if (number.length !== LENGTH_WITHOUT_KEY) return false;
  const key = computeInsKey(number);
  return key !== null && parseInsMatricule(number + key).ok;
}

/** One run of digits and letters of a line, with what stands before it. */
interface Group {
  readonly text: string;
  readonly before: string;
}

/** What may stand between two groups of one number; a tabulator or a comma parts two columns. */
const WITHIN = /^[ .\-/()[\]{}\u00a0\u00ad\u2007\u2009-\u2015\u200b-\u200f\u202f\u2060\ufeff]{1,4}$/;
/** Ends of a number's fields: sex, year, month, département, commune, order. People part a number only there. */
const FIELD_ENDS: ReadonlySet<number> = new Set([1, 3, 5, 7, 10, 13]);

function groupsOf(line: string): readonly Group[] {
  const groups: Group[] = [];
  let end = 0;
  for (const match of line.toUpperCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    groups.push({ text: match[0], before: line.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return groups;
}

/** What a line holds from one group on: a number, one whose key is wrong or absent, or nothing of the kind. */
interface Found {
  readonly read: Result<WrittenIns>;
  /** How many groups it takes. */
  readonly groups: number;
}

/** A number that is written from this group on, in groups that end where its fields do. */
function numberAt(groups: readonly Group[], start: number): Found | null {
  let number = '';
  let withoutKey: Found | null = null;
  for (let place = start; place < groups.length && number.length < LENGTH; place += 1) {
    const { text = '', before = '' } = groups[place] ?? {};
    if (place > start && (!WITHIN.test(before) || !FIELD_ENDS.has(number.length))) break;
    number += text;
    const taken = place - start + 1;
    if (isWithoutKey(number)) withoutKey = { read: refuse('INS-SANS-CLE'), groups: taken };
    if (number.length < LENGTH || number.length > LENGTH + 1) continue;
    const next = groups[place + 1];
    const letterApart = number.length === LENGTH && next !== undefined && isLetterApart(next);
    const read = readNumber(letterApart ? number + next.text : number);
    const isOne = read.ok || read.failure.code === 'INS-CLE';
    if (isOne) return { read, groups: taken + (letterApart ? 1 : 0) };
  }
  return withoutKey;
}

function isLetterApart({ text, before }: Group): boolean {
  return KINDS.includes(text) && WITHIN.test(before);
}

/** Every number of a line, right or wrong: a wrong one beside a right one may be the one that was meant. */
function readLine(line: string): Result<WrittenIns> {
  const groups = groupsOf(line);
  const found: Result<WrittenIns>[] = [];
  for (let place = 0; place < groups.length;) {
    const here = numberAt(groups, place);
    if (here !== null) found.push(here.read);
    place += here?.groups ?? 1;
  }
  const [first, ...others] = found;
  if (first === undefined) return refuse('INS-INTROUVABLE');
  const isSame = (other: Result<WrittenIns>): boolean =>
    first.ok && other.ok && first.value.ins === other.value.ins && first.value.kind === other.value.kind;
  return others.every(isSame) ? first : refuse('INS-PLUSIEURS');
}

/** What to say of a number while it is being typed. */
export type InsInputCheck =
  | { readonly state: 'incomplete'; readonly missing: number; readonly sentence: string }
  | { readonly state: 'invalid'; readonly failure: Failure; readonly length: number }
  | {
      readonly state: 'valid';
      readonly written: WrittenIns;
      /** It was found in a line that says more. */
      readonly inLine: boolean;
    };

function missingSentence(missing: number): string {
  const { nothing, keyMissing, missing: more } = identityTexts.typed;
  if (missing === LENGTH) return nothing;
  return missing === LENGTH - LENGTH_WITHOUT_KEY ? keyMissing : more(missing);
}

/** Checks a number as it is typed or pasted: says a mistake as soon as it is certain, and never before. */
export function checkInsInput(text: string): InsInputCheck {
  const bare = bareInsText(text.slice(0, LONGEST_WRITTEN_INS));
  const inLine = isLineOfText(bare);
  const { length } = bare;
  if (!inLine && length < LENGTH) {
    if (!isPossibleBeginning(bare)) return { state: 'invalid', failure: failure('INS-FORME'), length };
    const missing = LENGTH - length;
    return { state: 'incomplete', missing, sentence: missingSentence(missing) };
  }
  const read = readWrittenIns(text);
  return read.ok
    ? { state: 'valid', written: read.value, inLine: inLine || length > LENGTH + 1 }
    : { state: 'invalid', failure: read.failure, length: inLine ? 0 : length };
}

/** Test and real never mix: why a number with this letter may not be used here, or null when it may. */
export function refuseKindByEnvironment(kind: InsKind | null, production: boolean): Failure | null {
  if (kind === null || (kind === 'N') === production) return null;
  return failure(kind === 'N' ? 'INS-REEL-EN-TEST' : 'INS-TEST-EN-PRODUCTION');
}

/**
 * The Datamatrix INS that a document carries beside the patient's identity, as a scanner types it.
 * Layout, separators and refusals: docs/reference/datamatrix-ins.md. It has no signature: it saves typing and proves
 * nothing, so that what is read here is never more than "lue sur un document, non qualifiée".
 */
import { failure, type Failure, type FailureCodeWith } from '../failures/index.ts';
import { failed, success, type Result } from '../result.ts';
import type { CardDate } from './beneficiary.ts';
import { parseCardDate } from './card-date.ts';
import { parseInsMatricule, readInsFields, type InsMatricule } from './ins.ts';
import { sexOf, type Sex } from './person.ts';

/** Where a matricule comes from, as its OID says: NIR, waiting number, test or demonstration. */
export type InsOrigin = 'nir' | 'nia' | 'test' | 'demo';

/** The whole identity of a Datamatrix INS: never half a person. */
export interface DatamatrixIdentity {
  readonly ins: InsMatricule;
  readonly origin: InsOrigin;
  readonly birthName: string;
  /** All the given names, one space between two. */
  readonly givenNames: string;
  readonly sex: Sex;
  /** `AAAAMMJJ`, as cards write it; a day of the calendar. */
  readonly birthDate: CardDate;
  /** INSEE code of the birth place, 5 characters; null when the code does not say it. */
  readonly birthPlace: string | null;
}

/** Longest text taken at all, in characters: the longest message with everything a scanner adds is shorter. */
export const LONGEST_DATAMATRIX = 320;

const ORIGINS: Readonly<Record<string, InsOrigin>> = {
  '1.2.250.1.213.1.4.8': 'nir',
  '1.2.250.1.213.1.4.9': 'nia',
  '1.2.250.1.213.1.4.10': 'test',
  '1.2.250.1.213.1.4.11': 'demo',
};

const HEADER = /^IS(..)(.{22})/s;
const RESERVED = '0'.repeat(22);

const GROUP_SEPARATOR = '\u001d';
/** Its one form in here: a line’s end, which no block may hold. */
const SEPARATOR = '\n';
/** A name ends before a separator or the next block: no name has a digit, so `S1` never occurs inside one. */
const NAME = /(?:(?!S\d)[A-Z '-])+/y;

interface Block {
  /** What the block may hold, from the current position. */
  readonly form: RegExp;
  /** Length of the value; null for one that a separator may end. */
  readonly length: number | null;
}

const BLOCKS = {
  S1: { form: /[0-9A-Z]{15}/y, length: 15 },
  S2: { form: /[0-9.]{1,20}/y, length: null },
  S3: { form: NAME, length: null },
  S4: { form: NAME, length: null },
  S5: { form: /[MF]/y, length: 1 },
  S6: { form: /\d\d-\d\d-\d{4}/y, length: 10 },
  S7: { form: /(?:\d{5}|2[AB]\d{3})/y, length: 5 },
} as const satisfies Record<string, Block>;

type BlockId = keyof typeof BLOCKS;
type Values = Readonly<Record<Exclude<BlockId, 'S7'>, string>> & { readonly S7?: string };

const LONGEST_NAME = 100;
/** Nobody alive was born before; with one digit of the century wrong, a year is outside. */
const YEARS = { first: 1900, last: 2099 } as const;

type Refused = { readonly ok: false; readonly failure: Failure };

const refuse = (code: FailureCodeWith<never>): Refused => failed(failure(code));
const refuseBlock = (code: FailureCodeWith<'field'>, field: BlockId): Refused =>
  failed(failure(code, { field }));

/**
 * Beginnings that the header has when scanner and workstation are set to two keyboards: QWERTY keys on an AZERTY
 * workstation, the reverse, and capitals locked.
 */
const OTHER_KEYBOARDS = ['ISà&àà', 'IS)!))', 'isà&àà', 'is)!))', 'is0100'];

/** Whether a text is, or was meant to be, a Datamatrix INS: enough to tell it from any other thing that is typed. */
export function looksLikeDatamatrix(text: string): boolean {
  const start = bare(text.slice(0, 40));
  return /^IS\d\d0{4}/.test(start) || isOtherKeyboard(start);
}

function isOtherKeyboard(start: string): boolean {
  return OTHER_KEYBOARDS.some((beginning) => start.startsWith(beginning));
}

/** Without the symbology's identifier and what a scanner ends with. */
function bare(text: string): string {
  return text.replace(/^\s*(?:\]d1)?/, '').trimEnd();
}

/** Without what a scanner adds, and with one form of the separator and of the apostrophe. */
function normalise(text: string): string {
  return bare(text)
    .replace(/<GS>|\{GS\}/g, SEPARATOR)
    .replaceAll(GROUP_SEPARATOR, SEPARATOR)
    .replaceAll('’', "'")
    .trimEnd();
}

/**
 * Reads a Datamatrix INS in any form in which a scanner types it: the separator as itself, typed, as a space or lost.
 * Errors: `DATAMATRIX-LONGUEUR`, `-CLAVIER`, `-AUTRE`, `-VERSION`, `-RESERVE`, `-RESTE`, `-INCOMPLET`, and with the
 * block's identifier as detail `field` `-ELEMENT`, `-DOUBLE`, `-CHAMP`; then `-ORIGINE`, `-CLE`, `-SEXE`,
 * `-NAISSANCE`. No failure repeats what was read.
 */
export function readInsDatamatrix(text: string): Result<DatamatrixIdentity> {
  if (text.length > LONGEST_DATAMATRIX) return refuse('DATAMATRIX-LONGUEUR');
  const message = normalise(text);
  if (isOtherKeyboard(message)) return refuse('DATAMATRIX-CLAVIER');
  if (!message.startsWith('IS')) return refuse('DATAMATRIX-AUTRE');
  const header = HEADER.exec(message);
  const [whole = '', version, reserved] = header ?? [];
  if (header === null) return refuse(/^IS010*$/.test(message) ? 'DATAMATRIX-INCOMPLET' : 'DATAMATRIX-AUTRE');
  if (version !== '01') return refuse('DATAMATRIX-VERSION');
  if (reserved !== RESERVED) return refuse('DATAMATRIX-RESERVE');
  const values = readBlocks(message, whole.length);
  return values.ok ? identityOf(values.value) : values;
}

const isBlockId = (text: string): text is BlockId => Object.hasOwn(BLOCKS, text);

/** Reads block after block from the current position: nothing is ever searched for. */
function readBlocks(message: string, start: number): Result<Values> {
  const values: Partial<Record<BlockId, string>> = {};
  let at = start;
  while (at < message.length) {
    const id = message.slice(at, at + 2);
    if (id === 'S') return refuse('DATAMATRIX-INCOMPLET');
    if (!/^S\d$/.test(id)) return refuse('DATAMATRIX-RESTE');
    if (!isBlockId(id)) return failed(failure('DATAMATRIX-ELEMENT', { field: id }));
    if (values[id] !== undefined) return refuseBlock('DATAMATRIX-DOUBLE', id);
    const { form, length } = BLOCKS[id];
    at += 2;
    form.lastIndex = at;
    const raw = form.exec(message)?.[0];
    if (raw === undefined) {
      const isCut = at + (length ?? 1) > message.length;
      return isCut ? refuse('DATAMATRIX-INCOMPLET') : refuseBlock('DATAMATRIX-CHAMP', id);
    }
    values[id] = raw;
    at += raw.length;
    if (length === null) at = afterSeparator(message, at);
  }
  return isWhole(values) ? success(values) : refuse('DATAMATRIX-INCOMPLET');
}

/** The separator may have become a space, or several where a scanner types both. */
function afterSeparator(message: string, at: number): number {
  let next = at;
  while (message.charAt(next) === ' ') next += 1;
  return message.charAt(next) === SEPARATOR ? next + 1 : next;
}

function isWhole(values: Partial<Record<BlockId, string>>): values is Values {
  const { S1, S2, S3, S4, S5, S6 } = values;
  return [S1, S2, S3, S4, S5, S6].every((value) => value !== undefined);
}

function identityOf(values: Values): Result<DatamatrixIdentity> {
  const origin = ORIGINS[values.S2];
  if (origin === undefined) return refuse('DATAMATRIX-ORIGINE');
  const ins = parseInsMatricule(values.S1);
  if (!ins.ok)
    return ins.failure.code === 'INS-CLE' ? refuse('DATAMATRIX-CLE') : refuseBlock('DATAMATRIX-CHAMP', 'S1');
  const givenNames = nameOf(values.S3);
  if (givenNames === null) return refuseBlock('DATAMATRIX-CHAMP', 'S3');
  const birthName = nameOf(values.S4);
  if (birthName === null) return refuseBlock('DATAMATRIX-CHAMP', 'S4');
  const birthDate = dateOf(values.S6);
  if (birthDate === null) return refuseBlock('DATAMATRIX-CHAMP', 'S6');
  const identity: DatamatrixIdentity = {
    ins: ins.value,
    origin,
    birthName,
    givenNames,
    sex: values.S5 === 'M' ? 'M' : 'F',
    birthDate,
    birthPlace: values.S7 ?? null,
  };
  const contradiction = contradictionIn(identity);
  return contradiction === null ? success(identity) : refuse(contradiction);
}

function nameOf(raw: string): string | null {
  const name = raw.trim().replace(/ +/g, ' ');
  return /[A-Z]/.test(name) && name.length <= LONGEST_NAME ? name : null;
}

/** `JJ-MM-AAAA` as `AAAAMMJJ`, or null when the calendar has no such day. */
function dateOf(raw: string): CardDate | null {
  const date = raw.slice(6) + raw.slice(3, 5) + raw.slice(0, 2);
  const { year, day } = parseCardDate(date);
  return year !== null && day !== null && year >= YEARS.first && year <= YEARS.last ? date : null;
}

/** What the number itself says of its owner; only a NIR says something (a waiting number's digits mean nothing). */
function contradictionIn({ ins, origin, sex, birthDate }: DatamatrixIdentity): FailureCodeWith<never> | null {
  if (origin !== 'nir') return null;
  const told = sexOf(ins);
  if (told !== null && told !== sex) return 'DATAMATRIX-SEXE';
  const { yearOfCentury, month } = readInsFields(ins);
  const birth = parseCardDate(birthDate);
  if (Number(birthDate.slice(2, 4)) !== yearOfCentury) return 'DATAMATRIX-NAISSANCE';
  return month !== null && month !== birth.month ? 'DATAMATRIX-NAISSANCE' : null;
}

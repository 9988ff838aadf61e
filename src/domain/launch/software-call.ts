/**
 * A call of the practice's software: which page, for which patient, in whose name. It arrives as a deep link or
 * from the command line; nothing is opened before the practitioner has confirmed it.
 */
import { failure, type Failure, type FailureCode } from '../failures/index.ts';
import type { CardDate } from '../identity/beneficiary.ts';
import { parseCardDate } from '../identity/card-date.ts';
import { readInsDatamatrix, type InsOrigin } from '../identity/datamatrix.ts';
import type { InsKind, InsMatricule } from '../identity/ins.ts';
import { readInsNumber, refuseKindByEnvironment } from '../identity/written-ins.ts';
import { refuseOriginByEnvironment } from '../settings/card-environment.ts';
import type { Environment } from '../settings/configuration.ts';
import { PAGE_IDS, PAGES, type PageEntry, type PageId } from '../site/pages.ts';
import { failed, success, type Result } from '../result.ts';
import { isCallLink } from './call-link.ts';

/** Who a program says that its patient is: said, never proven. */
export interface CallerTraits {
  readonly birthName: string;
  /** Empty when the program does not say them. */
  readonly givenNames: string;
  /** `AAAAMMJJ`; empty when the program does not say it. */
  readonly birthDate: CardDate;
}

/** A call that was checked: its page exists, its INS, if any, has the right key. */
export interface SoftwareCall {
  readonly page: PageId;
  readonly ins: InsMatricule | null;
  /** Null where the program says nothing but the number. */
  readonly traits: CallerTraits | null;
  /** What tells whether the number is a real one: the letter behind it or the code's OID; null where nothing does. */
  readonly nature: InsKind | InsOrigin | null;
  /** How the software calls itself: said, never proven. */
  readonly caller: string;
}

/** A call as it was written, before any check; null is what was not written. */
export interface WrittenCall {
  readonly page: string;
  readonly ins: string | null;
  readonly caller: string | null;
  /** The text of a Datamatrix INS, in place of an INS and its traits. */
  readonly datamatrix?: string | null | undefined;
  readonly traits?: WrittenTraits | null | undefined;
}

export interface WrittenTraits {
  readonly birthName: string;
  readonly givenNames: string;
  /** `JJ/MM/AAAA`, `JJ-MM-AAAA`, `AAAA-MM-JJ` or `AAAAMMJJ`. */
  readonly birthDate: string;
}

/** A call that does not say whose it is. */
export const UNNAMED_CALLER = 'un autre logiciel';

const LONGEST_CALLER = 40;
const LONGEST_NAME = 100;
/** A link of a page, an identity and a name, each character of it escaped, is shorter. */
const LONGEST_LINK = 1500;

/** Whom a call is about, checked. */
type Patient = Pick<SoftwareCall, 'ins' | 'traits' | 'nature'>;

/**
 * Checks a call.
 * Errors: `APPEL-PAGE`, `APPEL-PARAMETRE` (two patients in one call), `APPEL-IDENTITE`, `PAGE-INS-REQUIS`, and those of
 * `readInsNumber` and of `readInsDatamatrix`. No detail repeats what was written.
 */
export function checkCall(written: WrittenCall): Result<SoftwareCall> {
  const page = pageNamed(written.page);
  if (page === null) return failed(failure('APPEL-PAGE'));
  const patient = patientOf(written);
  if (!patient.ok) return patient;
  const entry: PageEntry = PAGES[page];
  if (patient.value.ins === null && entry.ins === 'required')
    return failed(failure('PAGE-INS-REQUIS', { page: entry.title }));
  return success({ page, caller: callerName(written.caller), ...patient.value });
}

/** Programs write a page in the case they like. */
function pageNamed(text: string): PageId | null {
  return PAGE_IDS.find((page) => page.toLowerCase() === text.toLowerCase()) ?? null;
}

/** What was written, even badly, is a patient who was asked for: never the dashboard in their place. */
function patientOf({ ins, datamatrix = null, traits = null }: WrittenCall): Result<Patient> {
  if (datamatrix !== null) {
    if (ins !== null || traits !== null) return failed(failure('APPEL-PARAMETRE'));
    const read = readInsDatamatrix(datamatrix);
    if (!read.ok) return read;
    const { birthName, givenNames, birthDate, origin } = read.value;
    return success({
      ins: read.value.ins,
      traits: { birthName, givenNames, birthDate },
      nature: origin,
    });
  }
  if (ins === null)
    return traits === null
      ? success({ ins: null, traits: null, nature: null })
      : failed(failure('APPEL-PARAMETRE'));
  const number = readInsNumber(ins);
  if (!number.ok) return number;
  const named = traits === null ? null : traitsOf(traits);
  if (traits !== null && named === null) return failed(failure('APPEL-IDENTITE'));
  return success({ ins: number.value.ins, traits: named, nature: number.value.kind });
}

/** A name and, where they are written, given names and a day of the calendar; null for anything else. */
function traitsOf({ birthName, givenNames, birthDate }: WrittenTraits): CallerTraits | null {
  const name = nameOf(birthName);
  const given = nameOf(givenNames);
  const date = dateOf(birthDate.trim());
  if (name === null || name === '' || given === null || date === null) return null;
  return { birthName: name, givenNames: given, birthDate: date };
}

/** One line of letters, spaces, hyphens and apostrophes; null for anything else: it would stand in the patient bar. */
function nameOf(text: string): string | null {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return name.length <= LONGEST_NAME && /^[\p{L}\p{M} '’.-]*$/u.test(name) ? name : null;
}

function dateOf(text: string): CardDate | null {
  if (text === '') return '';
  const french = /^(\d{2})[/.-](\d{2})[/.-](\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = french ?? [];
  const date = french === null ? text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3') : year + month + day;
  return parseCardDate(date).day === null ? null : date;
}

/** Test and real never mix: why this call may not be carried in this environment, or null when it may. */
export function refuseCall({ nature }: SoftwareCall, environment: Environment): Failure | null {
  switch (nature) {
    case null:
      return null;
    case 'N':
    case 'T':
    case 'D':
      return refuseKindByEnvironment(nature, environment === 'production');
    case 'nir':
    case 'nia':
    case 'test':
    case 'demo':
      return refuseOriginByEnvironment(nature, environment);
  }
}

/** Reads a deep link. Errors: `APPEL-FORME`, `APPEL-PARAMETRE` and those of `checkCall`. */
export function readCallLink(text: string): Result<SoftwareCall> {
  const written = text.length <= LONGEST_LINK ? splitLink(text) : failed(failure('APPEL-FORME'));
  return written.ok ? checkCall(written.value) : written;
}

/** The parameters of a link, in lower case; programs write them in the case they like. */
const PARAMETERS = ['ins', 'caller', 'datamatrix', 'name', 'givennames', 'birthdate'] as const;
type Parameters = ReadonlyMap<(typeof PARAMETERS)[number], string>;

function splitLink(text: string): Result<WrittenCall> {
  const misshapen = failed(failure('APPEL-FORME'));
  if (!isCallLink(text) || !URL.canParse(text)) return misshapen;
  const { host, pathname, searchParams, username, password, hash } = new URL(text);
  if (host.toLowerCase() !== 'open' || username !== '' || password !== '' || hash !== '') return misshapen;
  const [page, inPath, ...more] = pathname.replace(/^\//, '').replace(/\/$/, '').split('/').map(decode);
  if (page === undefined || page === null || inPath === null || more.length > 0) return misshapen;
  const parameters = parametersOf(searchParams);
  if (parameters === null) return failed(failure('APPEL-PARAMETRE'));
  const inQuery = parameters.get('ins') ?? null;
  if (inQuery !== null && inPath !== undefined && inQuery !== inPath)
    return failed(failure('APPEL-PARAMETRE'));
  return success({
    page,
    ins: inQuery ?? inPath ?? null,
    caller: parameters.get('caller') ?? null,
    datamatrix: parameters.get('datamatrix') ?? null,
    traits: traitsIn(parameters),
  });
}

/** Null when one is unknown or comes twice: it may be a patient who would be left out. */
function parametersOf(search: URLSearchParams): Parameters | null {
  const parameters = new Map<(typeof PARAMETERS)[number], string>();
  for (const [name, value] of search) {
    const known = PARAMETERS.find((each) => each === name.toLowerCase());
    if (known === undefined || parameters.has(known)) return null;
    parameters.set(known, value);
  }
  return parameters;
}

function traitsIn(parameters: Parameters): WrittenTraits | null {
  const birthName = parameters.get('name');
  const givenNames = parameters.get('givennames');
  const birthDate = parameters.get('birthdate');
  if (birthName === undefined && givenNames === undefined && birthDate === undefined) return null;
  return { birthName: birthName ?? '', givenNames: givenNames ?? '', birthDate: birthDate ?? '' };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/**
 * The name that is shown: one short line of ordinary characters. A name with a long run of digits is not shown at
 * all, since it could be a patient's number.
 */
function callerName(caller: string | null): string {
  const name = (caller ?? '')
    .normalize('NFC')
    .replace(/[\p{C}«»]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (name === '' || name.length > LONGEST_CALLER || /\d{5}/.test(name.replace(/[^\p{L}\p{N}]/gu, '')))
    return UNNAMED_CALLER;
  return name;
}

/** What the command line answers with, as documented in docs/technical/integration-logiciels.md. */
export const CALL_EXIT_CODES = {
  opened: 0,
  failed: 1,
  /** The program was not allowed to start; shared with its own start. */
  configuration: 2,
  refused: 3,
  unknownPage: 4,
  wrongIns: 5,
  missingIns: 6,
  busy: 7,
  recordKept: 8,
  impossible: 9,
  unreachable: 10,
  usage: 64,
} as const;

const CODES: Partial<Record<FailureCode, number>> = {
  'APPEL-FORME': CALL_EXIT_CODES.usage,
  'APPEL-PAGE': CALL_EXIT_CODES.unknownPage,
  'APPEL-REFUSE': CALL_EXIT_CODES.refused,
  'APPEL-OCCUPE': CALL_EXIT_CODES.busy,
  'APPEL-DOSSIER-OUVERT': CALL_EXIT_CODES.recordKept,
  'APPEL-SANS-REPONSE': CALL_EXIT_CODES.unreachable,
  'APPEL-SESSIONS': CALL_EXIT_CODES.unreachable,
  'PROGRAMME-MUET': CALL_EXIT_CODES.unreachable,
  'APPEL-PARAMETRE': CALL_EXIT_CODES.usage,
  'APPEL-IDENTITE': CALL_EXIT_CODES.wrongIns,
  'PAGE-INS-REQUIS': CALL_EXIT_CODES.missingIns,
};

/** The exit code of a call; null is a record that was opened. */
export function callExitCode(problem: Failure | null): number {
  if (problem === null) return CALL_EXIT_CODES.opened;
  if (/^(?:INS|DATAMATRIX)-/.test(problem.code)) return CALL_EXIT_CODES.wrongIns;
  return CODES[problem.code] ?? CALL_EXIT_CODES.impossible;
}

/**
 * A call of the practice's software: which page, for which patient, in whose name. It arrives as a deep link or
 * from the command line; nothing is opened before the practitioner has confirmed it.
 */
import { failure, type Failure, type FailureCode } from '../failures/index.ts';
import { parseInsMatricule, type InsMatricule } from '../identity/ins.ts';
import { isPageId, PAGES, type PageEntry, type PageId } from '../site/pages.ts';
import { failed, success, type Result } from '../result.ts';

/** The scheme of the deep links: `dmp-direct://open/<page>[/<INS>][?caller=<name>]`. */
export const CALL_SCHEME = 'dmp-direct';

/** A call that was checked: its page exists, its INS, if any, has the right key. */
export interface SoftwareCall {
  readonly page: PageId;
  readonly ins: InsMatricule | null;
  /** How the software calls itself: said, never proven. */
  readonly caller: string;
}

/** A call as it was written, before any check. */
export interface WrittenCall {
  readonly page: string;
  readonly ins: string | null;
  readonly caller: string | null;
}

/** A call that does not say whose it is. */
export const UNNAMED_CALLER = 'un autre logiciel';

const LONGEST_CALLER = 40;
/** A link of a page, an INS and a name is much shorter. */
const LONGEST_LINK = 500;

/**
 * Checks a call.
 * Errors: `APPEL-PAGE`, `PAGE-INS-REQUIS`, and those of `parseInsMatricule`. No detail repeats what was written.
 */
export function checkCall({ page, ins, caller }: WrittenCall): Result<SoftwareCall> {
  if (!isPageId(page)) return failed(failure('APPEL-PAGE'));
  const name = callerName(caller);
  if (ins === null || ins.trim() === '') {
    const entry: PageEntry = PAGES[page];
    return entry.ins === 'required'
      ? failed(failure('PAGE-INS-REQUIS', { page: entry.title }))
      : success({ page, ins: null, caller: name });
  }
  const checked = parseInsMatricule(ins);
  return checked.ok ? success({ page, ins: checked.value, caller: name }) : checked;
}

/** Whether a text is a deep link of ours, right or wrong. */
export function isCallLink(text: string): boolean {
  return text.toLowerCase().startsWith(`${CALL_SCHEME}:`);
}

/** Reads a deep link. Errors: `APPEL-FORME` and those of `checkCall`. */
export function readCallLink(text: string): Result<SoftwareCall> {
  const written = text.length <= LONGEST_LINK ? splitLink(text) : null;
  return written === null ? failed(failure('APPEL-FORME')) : checkCall(written);
}

function splitLink(text: string): WrittenCall | null {
  if (!isCallLink(text) || !URL.canParse(text)) return null;
  const { host, pathname, searchParams, username, password, hash } = new URL(text);
  if (host !== 'open' || username !== '' || password !== '' || hash !== '') return null;
  const [page, ins, ...more] = pathname.replace(/^\//, '').replace(/\/$/, '').split('/').map(decode);
  if (page === undefined || page === null || ins === null || more.length > 0) return null;
  return { page, ins: ins ?? null, caller: searchParams.get('caller') };
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
  'INS-LONGUEUR': CALL_EXIT_CODES.wrongIns,
  'INS-FORME': CALL_EXIT_CODES.wrongIns,
  'INS-CLE': CALL_EXIT_CODES.wrongIns,
  'PAGE-INS-REQUIS': CALL_EXIT_CODES.missingIns,
};

/** The exit code of a call; null is a record that was opened. */
export function callExitCode(problem: Failure | null): number {
  return problem === null ? CALL_EXIT_CODES.opened : (CODES[problem.code] ?? CALL_EXIT_CODES.impossible);
}

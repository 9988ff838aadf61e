/**
 * What no log line and no report may hold, taken out of one line of text: one small function per kind of
 * identifier, composed once in `redactLine`. It would rather hide a harmless number than let a patient's pass.
 * Names can only be recognised by the key they stand under: messages never contain any.
 */
import { findCardAnswers } from './card-answers.ts';
import { findNumbers } from './numbers.ts';
import { hide, rangesOf, replaceRanges, type Range } from './ranges.ts';
import { hideValues, keyPattern } from './values.ts';

export interface RedactionContext {
  /** Absolute path of the user's home. */
  readonly homePath?: string;
  /** Name of the user's session. */
  readonly userName?: string;
  /** Real dates after this day are no one's birth (a certificate's end, say) and stay readable. */
  readonly today?: Date;
  /** Answers of cards (ATR, upper-case hexadecimal) that the line is known to hold: they stay readable. */
  readonly cardAnswers?: readonly string[];
}

// ---- Values recognised by their key

const NAME_KEYS = keyPattern(
  '(?:(?:patient|birth|usual|first|last|given|middle|family|full|display|holder|common|sur)[ _-]?)?names?' +
    "|noms?(?:[ _-]?(?:de[ _-]|d[’'])?(?:usage|usuel|naissance|famille|patient|patronymique|complet))?" +
    '|pr[ée]noms?(?:[ _-]?\\d)?|cn|sn|gn|titulaire|holder|patient|b[ée]n[ée]ficiaire|beneficiary|praticien',
);
const INS_KEYS = keyPattern('ins|nir|nia|matricule(?:[ _-]?ins)?|certified[ _-]?nir|nir[ _-]?certifi[ée]');
const BIRTH_KEYS = keyPattern(
  'birth[ _-]?date|date[ _-]?(?:de[ _-]?)?naissance|n[ée](?:\\(e\\)|e)?[ _-]le|ddn|dob',
);
const PROFESSIONAL_KEYS = keyPattern(
  'rpps|finess|adeli|siret|id[ _-]?nat(?:_ps)?|national[ _-]?id|structure[ _-]?id',
);
const SERIAL_KEYS = keyPattern(
  '(?:card[ _-]?)?serial(?:[ _-]?(?:number|no))?|card[ _-]?number|csn|uid' +
    '|(?:num[ée]ro|num|n°|no)[ _-]?(?:de[ _-]?)?(?:s[ée]rie|carte)|s[ée]rie',
);
const PIN_KEYS = keyPattern(
  '(?:code[ _-]?)?pin(?:[ _-]?code)?|code[ _-]?(?:porteur|confidentiel|secret)|secret|password|passwd|mot de passe',
);

const CODE_KEY = keyPattern('code');

/** Hides people's names under their keys, in JSON, `key=value` pairs and the parts of a certificate's subject. */
function redactNames(line: string): string {
  return hideValues(line, NAME_KEYS, '[nom]', 'anything');
}

/** Hides PINs: whatever stands under a PIN's key, digits under `code`, a number right after the word PIN. */
function redactPins(line: string): string {
  const byKey = hideValues(line, PIN_KEYS, '[PIN]', 'anything');
  // `code` also names failures and library codes, which stay: four digits or more and nothing else is a PIN,
  // and in an address it is the one-time code of a sign-in.
  const byCode = hideValues(byKey, CODE_KEY, '[PIN]', 'digits').replace(/([?&]code=)[^&#\s"']+/gi, '$1[PIN]');
  return byCode.replace(/(?<![\p{L}\p{N}])(pin(?: (?:est|saisi|is))? )\d{3,12}(?!\d)/giu, '$1[PIN]');
}

/** Hides the serial numbers of cards under their keys. */
function redactSerials(line: string): string {
  return hideValues(line, SERIAL_KEYS, '[série]', 'anything');
}

/** Hides numbers and dates of people under their keys, whatever they look like. */
function redactIdentityValues(line: string): string {
  const withoutIns = hideValues(line, INS_KEYS, '[INS]', 'text');
  const withoutBirth = hideValues(withoutIns, BIRTH_KEYS, '[date]', 'text');
  return hideValues(withoutBirth, PROFESSIONAL_KEYS, '[identifiant]', 'text');
}

// ---- The user of the workstation

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Hides the path of the user's home, and the user's folder in any such path. */
function redactHomePath(line: string, homePath: string | undefined): string {
  let result = line;
  if (homePath !== undefined && homePath.length > 1) {
    const parts = homePath.split(/[\\/]+/).map(escapeForPattern);
    const pattern = new RegExp(`${parts.join('(?:\\\\{1,2}|/)')}(?![\\p{L}\\p{N}_-])`, 'giu');
    result = hide(result, (text) => rangesOf(pattern, text), '~');
  }
  return result.replace(
    /((?:\/home\/|\/Users\/|[A-Z]:(?:\\{1,2}|\/)(?:Users|Documents and Settings)(?:\\{1,2}|\/)))(?:[^\\/"':;,<>|\n]+(?=[\\/])|[^\\/"'\s:;,<>|]+)/gi,
    '$1[utilisateur]',
  );
}

/**
 * Accounts of the system itself, as English and French systems name them: they tell of nobody, and hidden as words they
 * would take « système » and HKLM\SYSTEM out of a helpdesk's report.
 */
const IMPERSONAL = [
  ...['root', 'nobody'],
  ...['system', 'système', 'local service', 'service local', 'network service', 'service réseau'],
];

/** Hides the name of the user's session where it stands as a word. */
function redactUserName(line: string, userName: string | undefined): string {
  if (userName === undefined || userName.length < 2 || IMPERSONAL.includes(userName.toLowerCase()))
    return line;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escapeForPattern(userName)}(?![\\p{L}\\p{N}])`, 'giu');
  return hide(line, (text) => rangesOf(pattern, text), '[utilisateur]');
}

/** Hides e-mail addresses. */
function redactEmails(line: string): string {
  const pattern = /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu;
  return hide(line, (text) => rangesOf(pattern, text), '[courriel]');
}

// ---- INS and NIR

/** Hides every number made like an INS or a NIR, and so every number of 13 digits or more. */
function redactIns(line: string, kept: readonly Range[]): string {
  return replaceRanges(line, findNumbers(line), '[INS]', kept);
}

// ---- Dates

const YEAR = '(?:18|19|20)\\d{2}';
const REAL_DAY = '(?:0[1-9]|[12]\\d|3[01])';
const REAL_MONTH = '(?:0[1-9]|1[0-2])';
const MONTH_NAME =
  '(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)';

// Separators with their percent-encoding: a `%` that stands before a day by chance must not swallow it.
const SLASH = '(?:/|%2F)';
const SPACE = '(?:\\s|%20|%C2%A0|%E2%80%AF|\\+)';
const DASH_OR_DOT = '([-.]|%2[DE])';
const ANY_BUT_SPACE = '([-/.]|%2[DEF])';

/** Lunar and unknown dates are dates too, so days and months are not checked where the form is clear. */
const DATE_PATTERNS: readonly RegExp[] = [
  `\\d{1,2}${SPACE}?${SLASH}${SPACE}?\\d{1,2}${SPACE}?${SLASH}${SPACE}?${YEAR}`,
  `\\d{2}${SLASH}\\d{2}${SLASH}\\d{2}(?!\\d)`,
  `\\d{2}${DASH_OR_DOT}\\d{2}\\1${YEAR}`,
  `${YEAR}${ANY_BUT_SPACE}\\d{2}\\1\\d{2}`,
  `${REAL_DAY}${SPACE}${REAL_MONTH}${SPACE}${YEAR}`,
  `${YEAR}${SPACE}${REAL_MONTH}${SPACE}${REAL_DAY}`,
  `(?<!\\d)${YEAR}\\d{4}(?!\\d)`,
  `(?<!\\d)${REAL_DAY}${REAL_MONTH}${YEAR}(?!\\d)`,
  `(?<![\\d/])${REAL_MONTH}${SLASH}${YEAR}(?!\\d)`,
  `\\d{1,2}(?:er)?${SPACE}${MONTH_NAME}${SPACE}${YEAR}`,
].map((source) => new RegExp(source, 'giu'));

/** A date with its time, as logs write it: kept unless it could be a birth date turned into a moment. */
const TIMESTAMP =
  /(?<!\d)(?<year>\d{4})-\d{2}-\d{2}[T ]\d{2}:(?<time>\d{2}:\d{2}(?:[.,]\d{1,9})?)(?:Z|[+-]\d{2}:?\d{2})?(?!\d)/g;
/** The program did not exist before: an earlier moment is not one of its own. */
const FIRST_YEAR_OF_LOGS = 2025;

function findTimestamps(text: string): readonly Range[] {
  return [...text.matchAll(TIMESTAMP)]
    .filter(({ groups }) => {
      const isExactHour = /^[0:.,]*$/.test(groups?.time ?? '');
      return Number(groups?.year) >= FIRST_YEAR_OF_LOGS && !isExactHour;
    })
    .map((match) => [match.index, match.index + match[0].length]);
}

/** The day a written date stands for, when it is a real one. */
function dayOf(written: string): Date | null {
  const numbers = written.split(/(?:%(?:C2%A0|E2%80%AF|2[0DEF])|\D)+/i).filter((part) => part !== '');
  const joined = numbers.join('');
  const [first = '', second = '', third = ''] = numbers;
  if (numbers.length === 3 && first.length <= 2) return realDay(third, second, first);
  if (numbers.length === 2) return realDay(second, first, '1');
  if (joined.length !== 8) return null;
  return realDay(joined.slice(0, 4), joined.slice(4, 6), joined.slice(6));
}

function realDay(year: string, month: string, day: string): Date | null {
  if (year.length !== 4) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) ? date : null;
}

/** Hides dates in every usual form, but those that are certainly to come. */
function redactDates(line: string, today: Date | undefined, kept: readonly Range[]): string {
  const isPast = (written: string): boolean => {
    const day = dayOf(written);
    return today === undefined || day === null || day <= today;
  };
  const find = (text: string): readonly Range[] =>
    DATE_PATTERNS.flatMap((pattern) => rangesOf(pattern, text, isPast));
  return hide(line, find, '[date]', kept);
}

// ---- Other numbers

/** Hides RPPS numbers: 11 digits, 12 with their leading 8. */
function redactRpps(line: string, kept: readonly Range[]): string {
  const pattern = /(?<!\d)(?:\d{11,12}|(?:8\s?)?1\d\s\d{3}\s\d{3}\s\d{3})(?!\d)/gu;
  return hide(line, (text) => rangesOf(pattern, text), '[RPPS]', kept);
}

/** Hides FINESS numbers: 9 characters, `2A` and `2B` included. */
function redactFiness(line: string, kept: readonly Range[]): string {
  const pattern =
    /(?<!\d)(?:\d{9}|2[AB]\d{7}|\d{3}\s\d{3}\s\d{3}|\d{2}\s\d{3}\s\d{3}\s\d|\d{2}\s\d\s\d{5}\s\d)(?!\d)/giu;
  return hide(line, (text) => rangesOf(pattern, text), '[FINESS]', kept);
}

/** Hides numbers of 10 digits: telephones and the serials of some cards. */
function redactTenDigits(line: string, kept: readonly Range[]): string {
  return hide(line, (text) => rangesOf(/(?<!\d)\d{10}(?!\d)/gu, text), '[numéro]', kept);
}

/** Hides long hexadecimal values (serials of certificates and cards, content read from a card). */
function redactHexadecimal(line: string, kept: readonly Range[]): string {
  const compact = /(?<![\p{L}\p{N}])(?:0x)?[0-9A-F]{16,}(?![\p{L}\p{N}])/giu;
  const spaced = /(?<![\p{L}\p{N}])(?:[0-9A-F]{2}[ :-]){7,}[0-9A-F]{2}(?![\p{L}\p{N}])/giu;
  const hasDigit = (found: string): boolean => /\d/.test(found);
  return hide(
    line,
    (text) => [...rangesOf(compact, text, hasDigit), ...rangesOf(spaced, text)],
    '[série]',
    kept,
  );
}

// ---- Everything

/** A number of a JSON line that became a label is put between quotes, so that the line can still be parsed. */
function quoteLabels(line: string): string {
  return line.replace(/(":\s*)(-?[\d.]*\[(?:INS|date|RPPS|FINESS|numéro|série)\])(?=\s*[,}\]])/g, '$1"$2"');
}

/**
 * Takes out of one line everything that could tell a patient or a practitioner: numbers, names, dates, serials,
 * PINs, e-mail addresses and the user's own folder. Versions, codes, readers, durations and ports stay.
 */
export function redactLine(line: string, context: RedactionContext = {}): string {
  const kept = (text: string): readonly Range[] => [
    ...findCardAnswers(text, context.cardAnswers ?? []),
    ...findTimestamps(text),
  ];
  // Numbers and dates of people first, while they stand whole: what follows could cut one in two.
  let result = redactIns(line, kept(line));
  result = redactDates(result, context.today, kept(result));
  result = redactNames(result);
  result = redactIdentityValues(result);
  result = redactPins(result);
  result = redactSerials(result);
  result = redactEmails(result);
  result = redactHomePath(result, context.homePath);
  result = redactUserName(result, context.userName);
  for (const redact of [redactHexadecimal, redactRpps, redactTenDigits, redactFiness])
    result = redact(result, kept(result));
  return quoteLabels(result);
}

/**
 * Numbers made like an INS or a NIR, however they are grouped, escaped or glued to what stands around them. From
 * every place of the line up to 15 characters are read over whatever may stand between groups; what was read is then
 * looked at by one rule. Reading from the place, rather than decoding the line first, keeps a `%2` or a `\u` that
 * stands before a number by chance from swallowing its beginning.
 */
import { parseInsMatricule } from '../identity/ins.ts';
import { readingsOf, type Written } from './escapes.ts';
import type { Range } from './ranges.ts';

/** A character of a number; `afterGap` when something stands between the one before and it. */
interface Digit {
  readonly text: string;
  readonly end: number;
  readonly afterGap: boolean;
}

/** The characters read from one place, and whether another of them goes on right after them. */
interface Reading {
  readonly digits: readonly Digit[];
  readonly goesOn: boolean;
}

const WITHOUT_KEY = 13;
const WITH_KEY = 15;
/** Signs between two groups, white space not counted. */
const MOST_SIGNS = 3;
/** The whole gap, white space included: an indented line of JSON. */
const LONGEST_GAP = 24;
/** Before the first character of each group that follows, in the usual writing: 1 88 10 2B 172 952. */
const USUAL_GAPS = '1,3,5,7,10';
/** Fifteen characters whose key is wrong are more than three numbers side by side only in as many groups. */
const FEWEST_GROUPS_WITH_WRONG_KEY = 4;

const DIGIT = /^\d$/;
const IN_A_NUMBER = /^[\dAB]$/i;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;
const WHITE_SPACE = /^\s$/;
const KIND_LETTER = /^[NTD]$/i;
const ANY_NUMBER = /^\d{5}(?:\d{2}|2[AB])\d{6}$/;
const NIR = /^[123478]\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:0[1-9]|[1-9]\d|2[AB])\d{6}(?:\d{2})?$/;
/** What stands right before a group that begins there: no digit, or an escape. */
const BEFORE_A_GROUP = /(?:^|[^\d]|%(?:0[9AD]|[2-7][0-9A-F]|A0|[89AB][0-9A-F])|\\u[0-9A-F]{4})$/i;

/** Reads over the gap that begins at a place; `null` when no number goes on after it. */
function afterGap(at: Written, place: number): number | null {
  let signs = 0;
  for (let read = 0, next = place; read < LONGEST_GAP; read++) {
    const { text, end } = at(next);
    if (IN_A_NUMBER.test(text)) return next;
    if (text === '' || LETTER_OR_DIGIT.test(text)) return null;
    if (!WHITE_SPACE.test(text)) signs += 1;
    if (signs > MOST_SIGNS) return null;
    next = end;
  }
  return null;
}

function readFrom(at: Written, place: number): Reading {
  const digits: Digit[] = [];
  let next = place;
  let hasGap = false;
  for (;;) {
    const { text, end } = at(next);
    if (IN_A_NUMBER.test(text)) {
      if (digits.length === WITH_KEY) return { digits, goesOn: !hasGap };
      digits.push({ text: text.toUpperCase(), end, afterGap: hasGap });
      hasGap = false;
      next = end;
      continue;
    }
    const beyond = hasGap || LETTER_OR_DIGIT.test(text) ? null : afterGap(at, next);
    if (beyond === null) return { digits, goesOn: false };
    hasGap = true;
    next = beyond;
  }
}

/** The letter of the kind (real, test, demonstration) that ends a number in an address. */
function isKindLetter(at: Written, place: number): boolean {
  const { text, end } = at(place);
  return KIND_LETTER.test(text) && !LETTER_OR_DIGIT.test(at(end).text);
}

const written = (digits: readonly Digit[]): string => digits.map(({ text }) => text).join('');

const gapsOf = (digits: readonly Digit[]): readonly number[] =>
  digits.flatMap((digit, index) => (digit.afterGap ? [index] : []));

/** How many of the characters read from a place are a person's number: 0, 13 or 15. */
function lengthOfNumber({ digits, goesOn }: Reading, beginsGroup: () => boolean): number {
  if (digits.length < WITHOUT_KEY) return 0;
  const isWhole = (length: number): boolean => (digits[length]?.afterGap ?? !goesOn) && beginsGroup();
  const whole = written(digits);
  if (digits.length === WITH_KEY) {
    if (parseInsMatricule(whole).ok) return WITH_KEY;
    const groups = gapsOf(digits).length + 1;
    if (groups >= FEWEST_GROUPS_WITH_WRONG_KEY && NIR.test(whole) && isWhole(WITH_KEY)) return WITH_KEY;
  }
  const thirteen = whole.slice(0, WITHOUT_KEY);
  const gaps = gapsOf(digits.slice(0, WITHOUT_KEY)).join(',');
  const isUsual = (gaps === '' || gaps === USUAL_GAPS) && ANY_NUMBER.test(thirteen);
  return isUsual || (NIR.test(thirteen) && isWhole(WITHOUT_KEY)) ? WITHOUT_KEY : 0;
}

/** Where a number that was found ends with what belongs to it: its key, digits glued to it, the letter of its kind. */
function endOfNumber(at: Written, digits: readonly Digit[], length: number): number {
  const key = digits.slice(WITHOUT_KEY);
  const hasKey = key.length === 2 && key[1]?.afterGap === false;
  let next = (length === WITHOUT_KEY && hasKey ? key[1] : digits[length - 1])?.end ?? 0;
  for (;;) {
    const { text, end } = at(next);
    if (!DIGIT.test(text)) return isKindLetter(at, next) ? end : next;
    next = end;
  }
}

/**
 * Finds every number made like an INS or a NIR:
 * - with a right key, in any groups, whatever is glued to it;
 * - with or without a key, in the usual groups or in none, whatever its digits and whatever is glued to it;
 * - without a key, or with a wrong one, in any other groups, when it begins and ends where a group of digits does.
 */
export function findNumbers(line: string): readonly Range[] {
  // Escaped digits are written with digits too.
  if (line.replace(/\D+/g, '').length < WITHOUT_KEY - 1) return [];
  return readingsOf(line).flatMap((at) => {
    const found: Range[] = [];
    for (let place = 0; place < line.length; place++) {
      if (!DIGIT.test(at(place).text)) continue;
      const reading = readFrom(at, place);
      const beginsGroup = (): boolean => BEFORE_A_GROUP.test(line.slice(Math.max(0, place - 6), place));
      const length = lengthOfNumber(reading, beginsGroup);
      if (length > 0) found.push([place, endOfNumber(at, reading.digits, length)]);
    }
    return found;
  });
}

/** Values that are hidden because of the key they stand under: JSON, JSON within JSON, `key=value`, `key: value`. */

/** Which values are hidden: any; only texts between quotes, and numbers; only four digits or more. */
export type HiddenValues = 'anything' | 'text' | 'digits';

/** Where a value stands, what is around it, and how it was written. */
interface Value {
  readonly end: number;
  readonly open: string;
  readonly text: string;
  readonly close: string;
  readonly kind: 'quoted' | 'list' | 'bare';
}

/** Goes on to a separator, two spaces, or the next key; over what was hidden before. */
const LABEL = '\\[(?:nom|INS|date|PIN|série|identifiant|courriel|RPPS|FINESS|numéro|utilisateur)\\]';
const BARE = new RegExp(
  `(?:(?!\\s{2}|\\s+[\\p{L}_][\\p{L}\\p{N}_]*\\s*[:=]|\\+[A-Za-z]+=)(?:${LABEL}|[^,;&"{}[\\]()<>|\\n/\\\\]))+`,
  'uy',
);
const OPENING_QUOTE = /\\*["']/y;

/** Says nothing of anyone. */
const HARMLESS = /^(?:null|true|false|undefined|-?\d{1,2})$/;
const DIGITS = /^\d{4,12}$/;
const NUMBER = /^[\d\s.+-]+$/;

function matchAt(pattern: RegExp, line: string, place: number): string | null {
  pattern.lastIndex = place;
  return pattern.exec(line)?.[0] ?? null;
}

/**
 * Where the quotation opened by `open` is closed. With `n` backslashes before its quote (0, 1, 3… as JSON is put
 * within JSON), a quote closes it exactly when the backslashes before it number `n` modulo `2 (n + 1)`.
 */
function closingQuote(line: string, start: number, open: string): number {
  const quote = open.slice(-1);
  const depth = open.length - 1;
  let backslashes = 0;
  for (let place = start; place < line.length; place++) {
    const character = line.charAt(place);
    if (character === quote && backslashes % (2 * (depth + 1)) === depth) return place - depth;
    backslashes = character === '\\' ? backslashes + 1 : 0;
  }
  return line.length;
}

function enclosed(
  line: string,
  start: number,
  open: string,
  end: number,
  close: string,
  kind: Value['kind'],
): Value {
  const text = line.slice(start + open.length, end);
  const found = line.slice(end, end + close.length);
  return { end: end + found.length, open, text, close: found, kind };
}

/** The value that begins here; one that the line cuts short goes on to its end. */
function valueAt(line: string, start: number): Value | null {
  const open = matchAt(OPENING_QUOTE, line, start);
  if (open !== null)
    return enclosed(line, start, open, closingQuote(line, start + open.length, open), open, 'quoted');
  const bare = matchAt(BARE, line, start)?.trimEnd();
  if (bare !== undefined && bare !== '')
    return { end: start + bare.length, open: '', text: bare, close: '', kind: 'bare' };
  if (line.charAt(start) !== '[') return null;
  const end = line.indexOf(']', start);
  return enclosed(line, start, '[', end === -1 ? line.length : end, ']', 'list');
}

function isHidden({ text, kind }: Value, which: HiddenValues): boolean {
  if (text.trim() === '') return false;
  if (which === 'digits') return DIGITS.test(text);
  if (kind !== 'bare') return true;
  return !HARMLESS.test(text) && (which === 'anything' || NUMBER.test(text));
}

/** Finds the keys (a pattern's alternatives) up to where their values begin. */
export function keyPattern(keys: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${keys})(\\\\*["'])?\\s*(?:=>|[:=])\\s*`, 'giu');
}

/** Replaces by the label the values that stand under one of the keys. */
export function hideValues(line: string, keys: RegExp, label: string, which: HiddenValues): string {
  let result = '';
  let done = 0;
  for (const match of line.matchAll(keys)) {
    const start = match.index + match[0].length;
    const value = match.index < done ? null : valueAt(line, start);
    if (value === null || value.text === label || !isHidden(value, which)) continue;
    // What stood without quotes under a JSON key gets some, so that the line can still be parsed.
    const quote = value.kind === 'quoted' ? '' : (match[1] ?? '');
    result += line.slice(done, start) + value.open + quote + label + quote + value.close;
    done = value.end;
  }
  return result + line.slice(done);
}

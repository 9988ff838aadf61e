/** Values that are hidden because of the key they stand under: JSON, JSON within JSON, `key=value`, `key: value`. */

/** Which values are hidden: any; only texts between quotes, and numbers; only four digits or more. */
export type HiddenValues = 'anything' | 'text' | 'digits';

/** The quotes of one level, with the backslashes of JSON within JSON. A line may end before they are closed. */
const QUOTED = `(?<open>\\\\*["'])(?<text>.*?)(?<close>(?<!\\\\)\\k<open>|$)`;
const LIST = `\\[(?<list>[^\\]]*)(?:\\]|$)`;
/** Goes on to a separator, two spaces, or the next key. */
const BARE = `(?<bare>(?:(?!\\s{2}|\\s+[\\p{L}_][\\p{L}\\p{N}_]*\\s*[:=]|\\+[A-Za-z]+=)[^,;&"{}[\\]()<>|\\n/\\\\])+)`;

/** Says nothing of anyone. */
const HARMLESS = /^(?:null|true|false|undefined|-?\d{1,2})\s*$/;
const DIGITS = /^\d{4,12}\s*$/;
const NUMBER = /^[\d\s.+-]+$/;

function isHidden(value: string, between: 'quotes' | 'nothing', which: HiddenValues): boolean {
  if (which === 'digits') return DIGITS.test(value);
  if (between === 'quotes') return value !== '';
  return !HARMLESS.test(value) && (which === 'anything' || NUMBER.test(value));
}

/** Replaces by the label the values that stand under one of the keys (a pattern's alternatives). */
export function hideValues(line: string, keys: string, label: string, which: HiddenValues): string {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_])(?<key>(?:${keys})(?<keyQuote>\\\\*["'])?\\s*(?:=>|[:=])\\s*)(?:${QUOTED}|${LIST}|${BARE})`,
    'giu',
  );
  return line.replace(pattern, (whole: string, ...rest: unknown[]) => {
    const found = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const { key = '', keyQuote = '', open, text = '', close = '', list, bare = '' } = found;
    if (open !== undefined) return isHidden(text, 'quotes', which) ? `${key}${open}${label}${close}` : whole;
    if (list !== undefined) return list.trim() === '' ? whole : `${key}[${keyQuote}${label}${keyQuote}]`;
    const trailing = /\s*$/.exec(bare)?.[0] ?? '';
    return isHidden(bare, 'nothing', which) ? `${key}${keyQuote}${label}${keyQuote}${trailing}` : whole;
  });
}

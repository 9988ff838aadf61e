/** Identifiers as they may be written anywhere, for the properties of the redactor and of the reports. */
import fc from 'fast-check';
import { Dice, numberFor } from '../identity/sample-people.ts';

/** Text around an identifier: digits, percent signs and JSON included. */
export const around = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 8, unit: 'binary' }),
  fc.stringMatching(/^[0-9%. /-]{0,8}$/),
  fc.constantFrom(
    '',
    'https://wps.exemple.fr/AccesDirect/Documents/',
    '"ins":"',
    'lecture de ',
    '%',
    '%2',
    '3B 75 ',
    '{"x":',
  ),
);

export const anyNumber = fc
  .tuple(
    fc.integer(),
    fc.constantFrom(1, 2, 3, 4, 7, 8),
    fc.integer({ min: 1900, max: 2026 }),
    fc.constantFrom(1, 4, 12, 20, 42, 50, 99),
  )
  .map(([seed, sex, year, month]) => numberFor(new Dice(seed), sex, year, month));

/** Every byte of the text in UTF-8, as a URL may carry it. */
export const percentEncoded = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** A number with or without its key, in the usual groups, in whatever gaps, case and encoding. */
export const writtenNumber = fc
  .tuple(
    anyNumber,
    fc.boolean(),
    fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', '\u2011', ' - ', '/', '_', '%20', '+', '%C2%A0'),
    fc.constantFrom('', 'N', 'T', 'D', 't'),
    fc.constantFrom('as it is', 'lower case', 'encoded', 'encoded twice'),
  )
  .map(([number, hasKey, gap, letter, how]) => {
    const groups = [[0, 1], [1, 3], [3, 5], [5, 7], [7, 10], [10, 13], ...(hasKey ? [[13, 15]] : [])];
    const grouped = groups.map(([start, end]) => number.slice(start, end)).join(gap);
    const text = grouped + (hasKey ? letter : '');
    const encoded = percentEncoded(decodeURIComponent(text));
    if (how === 'encoded') return { number, text: encoded };
    if (how === 'encoded twice') return { number, text: encodeURIComponent(encoded) };
    return { number, text: how === 'lower case' ? text.toLowerCase() : text };
  });

/** Gaps as people, URLs and JSON write them, each one or several levels deep. */
const anyGap = fc.constantFrom(
  ...[' ', '.', '-', ', ', '\u00a0', '\u202f', ' / ', '%20', '%C2%A0', '%0D%0A', '%2509'],
  ...['\n', '\t', '\r\n', '","', '",\n    "'].flatMap((text) => {
    const escaped = (written: string): string => JSON.stringify(written).slice(1, -1);
    return [text, escaped(text), escaped(escaped(text))];
  }),
);

/** A number in groups of any length, each gap its own, and how many characters it has. */
export const oddlyWritten = (length: 13 | 15) =>
  fc
    .tuple(anyNumber, fc.array(fc.option(anyGap), { minLength: length - 1, maxLength: length - 1 }))
    .map(([number, gaps]) => ({
      number,
      text: Array.from(number.slice(0, length), (digit, place) => digit + (gaps[place] ?? '')).join(''),
    }));

/** What is left of a line when everything that may stand between the digits of a number is undone. */
export function bare(line: string): string {
  let text = line;
  for (let level = 0; level < 2; level++)
    text = text
      .replace(/%(?:C2%A0|E2%80%[89AB][0-9A-F]|0[9AD]|[2-7][0-9A-F])/gi, (code) => decodeURIComponent(code))
      .replace(/\\[nrt"\\]/g, (code) => (code === '\\\\' ? '\\' : ' '));
  return text.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/**
 * What cards answer when they are switched on (ATR): it identifies a kind of card and nobody, and a helpdesk needs it.
 * Digits are shown as one only where whoever writes the line says that it is one, never because they look like one.
 */
import { insMatriculeOrNull } from '../identity/ins.ts';
import type { Range } from './ranges.ts';

const LONGEST_ATR = 33;

/**
 * True when the bytes are as long as they say (ISO 7816-3: interface bytes announced by T0 and each TDi, then the
 * historical bytes, then TCK when another protocol than T=0 is offered).
 */
function isWhole(bytes: readonly number[]): boolean {
  const format = bytes[1];
  if (format === undefined || bytes.length > LONGEST_ATR) return false;
  let place = 2;
  let announces = format >> 4;
  let hasCheck = false;
  for (;;) {
    for (const bit of [1, 2, 4]) if ((announces & bit) !== 0) place += 1;
    if ((announces & 8) === 0) break;
    const next = bytes[place];
    if (next === undefined) return false;
    if ((next & 15) !== 0) hasCheck = true;
    announces = next >> 4;
    place += 1;
  }
  return place + (format & 15) + (hasCheck ? 1 : 0) === bytes.length;
}

/** True when some 15 characters in a row are a whole INS: such an answer is not shown, whoever gave it. */
function holdsIns(hexadecimal: string): boolean {
  return Array.from(hexadecimal, (_, place) => hexadecimal.slice(place, place + 15)).some(
    (window) => insMatriculeOrNull(window) !== null,
  );
}

/** Upper-case hexadecimal without separators, whole by ISO 7816-3. */
function isCardAnswer(text: string): boolean {
  if (!/^3[BF](?:[0-9A-F]{2})+$/.test(text)) return false;
  const bytes = (text.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  return isWhole(bytes) && !holdsIns(text);
}

/** Where the answers that the writer of the line knows stand in it, as whole words. */
export function findCardAnswers(line: string, answers: readonly string[]): readonly Range[] {
  return answers
    .filter(isCardAnswer)
    .flatMap((answer) =>
      [...line.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${answer}(?![\\p{L}\\p{N}])`, 'gu'))].map(
        ({ index }): Range => [index, index + answer.length],
      ),
    );
}

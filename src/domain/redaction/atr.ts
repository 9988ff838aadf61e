/** ATRs in a line of text: they identify a kind of card and nobody, and a helpdesk needs them. */
import { insMatriculeOrNull } from '../identity/ins.ts';
import type { Range } from './ranges.ts';

const CANDIDATE = /(?<![\p{L}\p{N}])3[BF](?:[ :-]?[0-9A-F]{2}){1,40}(?![0-9A-F])/giu;
const LONGEST_ATR = 33;

/**
 * The length in bytes that an ATR says of itself (ISO 7816-3: interface bytes announced by T0 and each TDi, then
 * the historical bytes, then TCK when another protocol than T=0 is offered); `null` when it ends before.
 */
function announcedLength(bytes: readonly number[]): number | null {
  const format = bytes[1];
  if (format === undefined) return null;
  let place = 2;
  let announces = format >> 4;
  let hasCheck = false;
  for (;;) {
    for (const bit of [1, 2, 4]) if ((announces & bit) !== 0) place += 1;
    if ((announces & 8) === 0) break;
    const next = bytes[place];
    if (next === undefined) return null;
    if ((next & 15) !== 0) hasCheck = true;
    announces = next >> 4;
    place += 1;
  }
  const length = place + (format & 15) + (hasCheck ? 1 : 0);
  return length <= Math.min(bytes.length, LONGEST_ATR) ? length : null;
}

/** True when some 15 characters in a row are a whole INS: such a text is not let through as an ATR. */
function holdsIns(hexadecimal: string): boolean {
  return Array.from(hexadecimal, (_, place) => hexadecimal.slice(place, place + 15)).some(
    (window) => insMatriculeOrNull(window) !== null,
  );
}

/** Finds the ATRs of a text, compact or with one separator between bytes. */
export function findAtrs(text: string): readonly Range[] {
  return [...text.matchAll(CANDIDATE)].flatMap((match): readonly Range[] => {
    const bytes = [...match[0].matchAll(/[0-9A-F]{2}/gi)];
    const length = announcedLength(bytes.map(([byte]) => Number.parseInt(byte, 16)));
    const last = length === null ? undefined : bytes[length - 1];
    if (last === undefined) return [];
    const end = last.index + 2;
    // In a compact text, hexadecimal digits that go on after the announced end mean that it was no ATR.
    if (/^[0-9A-F]/i.test(match[0].slice(end))) return [];
    return holdsIns(match[0].slice(0, end).replace(/[ :-]/g, '')) ? [] : [[match.index, match.index + end]];
  });
}

/**
 * The matricule INS: 13 characters of NIR or NIA and a key of 2 digits.
 * Shape and key are those of the INS reference (docs/technical); nothing here says whose number it is.
 */
import type { FailureCode } from '../failures/catalogue.ts';
import { failure } from '../failures/failure.ts';
import { failed, success, type Result } from '../result.ts';

declare const insMatriculeBrand: unique symbol;

/** 15 characters, upper case, without separators, whose shape and key were checked. */
export type InsMatricule = string & { readonly [insMatriculeBrand]: true };

/** The kind of a number as a URL may carry it: real, test or demonstration. Never inferred from the digits. */
export type InsKind = 'N' | 'T' | 'D';

/** What the digits of a matricule say; `null` where they say nothing sure. */
export interface InsFields {
  /** First digit: 1 and 2 are a man and a woman; 3, 4 (being registered) and 7, 8 (provisional) are left as they are. */
  readonly sexDigit: number;
  /** Year of birth within its century, 0 to 99. */
  readonly yearOfCentury: number;
  /** 1 to 12; `null` where the number carries no civil month. */
  readonly month: number | null;
  /** Two characters, `2A` and `2B` included. */
  readonly departement: string;
}

type NumberFault = Extract<FailureCode, 'INS-LONGUEUR' | 'INS-FORME' | 'INS-CLE'>;

const LENGTH = 15;

/** Sex, year, month (01-12, or 20-42 and 50-99 without a civil month), département, commune and order, key. */
const SHAPE = /^[123478]\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:0[1-9]|[1-9]\d|2[AB])\d{6}\d{2}$/;

const NUMBER_WITHOUT_KEY = /^\d{5}(?:\d{2}|2[AB])\d{6}$/;

/**
 * The key of the 13 first characters: `97 − (N mod 97)`, `01` to `97`, with `2A` read as 19 and `2B` as 18.
 * `null` when the text is not made like a number, whatever its shape otherwise.
 */
export function computeInsKey(thirteen: string): string | null {
  if (!NUMBER_WITHOUT_KEY.test(thirteen)) return null;
  const departement = thirteen.slice(5, 7).replace('2A', '19').replace('2B', '18');
  // 13 digits stay below 2^53, so the remainder is exact.
  const value = Number(thirteen.slice(0, 5) + departement + thirteen.slice(7));
  return String(97 - (value % 97)).padStart(2, '0');
}

/** Takes out the spaces people type or paste between groups and reads `2a` as `2A`. */
function normalise(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

function faultOf(normalised: string): NumberFault | null {
  if (normalised.length !== LENGTH) return 'INS-LONGUEUR';
  if (!SHAPE.test(normalised)) return 'INS-FORME';
  return computeInsKey(normalised.slice(0, 13)) === normalised.slice(13) ? null : 'INS-CLE';
}

/**
 * Reads a matricule as a card's field holds it; spaces and lower case are tolerated, nothing else. What people type
 * is read by `written-ins.ts`.
 * Errors: `INS-LONGUEUR` (detail `length`), `INS-FORME`, `INS-CLE`.
 */
export function parseInsMatricule(text: string): Result<InsMatricule> {
  const normalised = normalise(text);
  const fault = faultOf(normalised);
  if (fault === null) return success(normalised as InsMatricule);
  return failed(
    fault === 'INS-LONGUEUR' ? failure(fault, { length: String(normalised.length) }) : failure(fault),
  );
}

/** The matricule a card's field holds, or `null` when the field is empty or holds anything else. */
export function insMatriculeOrNull(text: string | null): InsMatricule | null {
  if (text === null) return null;
  const parsed = parseInsMatricule(text);
  return parsed.ok ? parsed.value : null;
}

/** True when a beginning, without separators and in upper case, can still become a well-shaped matricule. */
export function isPossibleBeginning(beginning: string): boolean {
  // `1` completes every field of the shape, so a beginning is possible exactly when it can be completed with it.
  return beginning.length <= LENGTH && SHAPE.test(beginning.padEnd(LENGTH, '1'));
}

/** Reads the fields of a matricule. The century is not in it. */
export function readInsFields(ins: InsMatricule): InsFields {
  const month = Number(ins.slice(3, 5));
  return {
    sexDigit: Number(ins.slice(0, 1)),
    yearOfCentury: Number(ins.slice(1, 3)),
    month: month <= 12 ? month : null,
    departement: ins.slice(5, 7),
  };
}

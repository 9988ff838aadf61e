import { CALL_FAILURES } from './calls.ts';
import { CPX_FAILURES } from './cpx.ts';
import { DATAMATRIX_FAILURES } from './datamatrix.ts';
import { DIAGNOSIS_FAILURES } from './diagnosis.ts';
import type { FailureEntry } from './entry.ts';
import { GALSS_FAILURES } from './galss.ts';
import { INS_FAILURES } from './ins.ts';
import { POLICY_FAILURES } from './policy.ts';
import { PROGRAM_FAILURES } from './program.ts';
import { READER_FAILURES } from './readers.ts';
import { SESSION_FAILURES } from './session.ts';
import { SITE_FAILURES } from './site.ts';
import { SRVSVCNAM_FAILURES } from './srvsvcnam.ts';
import { SSV_FAILURES } from './ssv.ts';
import { UPDATE_FAILURES } from './updates.ts';
import { VITALE_FAILURES } from './vitale.ts';

export { DIAGNOSIS_SECTIONS } from './entry.ts';
export type { DiagnosisSection, FailureEntry } from './entry.ts';

/** The one catalogue of failures: interface, diagnosis and documentation are all made from it. */
export const FAILURES = {
  ...READER_FAILURES,
  ...VITALE_FAILURES,
  ...CPX_FAILURES,
  ...SSV_FAILURES,
  ...GALSS_FAILURES,
  ...SRVSVCNAM_FAILURES,
  ...INS_FAILURES,
  ...DATAMATRIX_FAILURES,
  ...SITE_FAILURES,
  ...SESSION_FAILURES,
  ...PROGRAM_FAILURES,
  ...DIAGNOSIS_FAILURES,
  ...CALL_FAILURES,
  ...POLICY_FAILURES,
  ...UPDATE_FAILURES,
} as const;

export type FailureCode = keyof typeof FAILURES;

/**
 * One failure, as a value.
 * `detail` holds what a helpdesk needs (a status word in hexadecimal, a reader, a host) and never a patient datum.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly detail?: Readonly<Record<string, string>>;
}

/** Makes a failure value. */
export function failure(code: FailureCode, detail?: Readonly<Record<string, string>>): Failure {
  return detail === undefined ? { code } : { code, detail };
}

/** Tells whether a text is one of the catalogue's codes. */
export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(FAILURES, text);
}

/** The catalogue's entry with the failure's details put in their places. */
export function describeFailure(value: Failure): FailureEntry {
  const entry: FailureEntry = FAILURES[value.code];
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (hole, name: string) => value.detail?.[name] ?? hole);
  return { ...entry, sentence: fill(entry.sentence), remedies: entry.remedies.map(fill) };
}

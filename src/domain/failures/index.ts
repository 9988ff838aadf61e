import { CALL_FAILURES } from './calls.ts';
import { CAMERA_FAILURES } from './camera.ts';
import { CPX_FAILURES } from './cpx.ts';
import { DATAMATRIX_FAILURES } from './datamatrix.ts';
import { DIAGNOSIS_FAILURES } from './diagnosis.ts';
import type { FailureEntry, HolesOf } from './entry.ts';
import { GALSS_FAILURES } from './galss.ts';
import { INS_FAILURES } from './ins.ts';
import { POLICY_FAILURES } from './policy.ts';
import { PROGRAM_FAILURES, ROLE_NAMES } from './program.ts';
import { READER_FAILURES } from './readers.ts';
import { SESAM_FAILURES } from './sesam.ts';
import { SESSION_FAILURES } from './session.ts';
import { SITE_FAILURES } from './site.ts';
import { SRVSVCNAM_FAILURES } from './srvsvcnam.ts';
import { SSV_FAILURES } from './ssv.ts';
import { UPDATE_FAILURES } from './updates.ts';
import { VITALE_FAILURES } from './vitale.ts';
import { WORKSTATION_FAILURES } from './workstation.ts';

export { DIAGNOSIS_SECTIONS } from './entry.ts';
export type { DiagnosisSection, FailureEntry } from './entry.ts';

const ENTRIES = {
  ...READER_FAILURES,
  ...VITALE_FAILURES,
  ...CPX_FAILURES,
  ...SSV_FAILURES,
  ...GALSS_FAILURES,
  ...SESAM_FAILURES,
  ...SRVSVCNAM_FAILURES,
  ...INS_FAILURES,
  ...DATAMATRIX_FAILURES,
  ...CAMERA_FAILURES,
  ...SITE_FAILURES,
  ...SESSION_FAILURES,
  ...PROGRAM_FAILURES,
  ...DIAGNOSIS_FAILURES,
  ...CALL_FAILURES,
  ...POLICY_FAILURES,
  ...UPDATE_FAILURES,
  ...WORKSTATION_FAILURES,
} as const;

export type FailureCode = keyof typeof ENTRIES;

/** The one catalogue of failures: interface, diagnosis and documentation are all made from it. */
export const FAILURES: Readonly<Record<FailureCode, FailureEntry>> = ENTRIES;

/** What the texts of a code have holes for; of several codes, whatever one of them asks for. */
export type FailureHoles<Code extends FailureCode> = HolesOf<(typeof ENTRIES)[Code]>;

/** The codes whose texts are whole with these names, or need none: for tables that lead to a code. */
export type FailureCodeWith<Hole extends string> = {
  [Code in FailureCode]: FailureHoles<Code> extends Hole ? Code : never;
}[FailureCode];

/** The detail of a code: what its texts need, and whatever else a helpdesk can use. */
export type FailureDetail<Code extends FailureCode> = Readonly<
  Record<FailureHoles<Code>, string> & Record<string, string>
>;

/**
 * One failure, as a value.
 * `detail` holds what a helpdesk needs (a status word in hexadecimal, a reader, a host) and never a patient datum.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly detail?: Readonly<Record<string, string>>;
}

/** Makes a failure value. A code whose texts have holes must be given what fills them. */
export function failure<Code extends FailureCode>(
  code: Code,
  ...[detail]: [FailureHoles<Code>] extends [never]
    ? [detail?: FailureDetail<Code>]
    : [detail: FailureDetail<Code>]
): Failure {
  return detail === undefined ? { code } : { code, detail };
}

/** Tells whether a text is one of the catalogue's codes. */
export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(FAILURES, text);
}

/** The catalogue's entry with the failure's details put in their places. */
export function describeFailure(value: Failure): FailureEntry {
  const entry = FAILURES[value.code];
  const said = (name: string): string | undefined => {
    const detail = value.detail?.[name];
    return name === 'role' && detail !== undefined ? (ROLE_NAMES[detail] ?? detail) : detail;
  };
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (hole, name: string) => said(name) ?? hole);
  return { ...entry, sentence: fill(entry.sentence), remedies: entry.remedies.map(fill) };
}

import { CALL_FAILURES } from './calls.ts';
import { CAMERA_FAILURES } from './camera.ts';
import { CPX_FAILURES } from './cpx.ts';
import { DATAMATRIX_FAILURES } from './datamatrix.ts';
import { DIAGNOSIS_FAILURES } from './diagnosis.ts';
import type { FailureEntry, HolesOf } from './entry.ts';
import { GALSS_FAILURES } from './galss.ts';
import { INS_FAILURES } from './ins.ts';
import { POLICY_FAILURES } from './policy.ts';
import { PROGRAM_FAILURES } from './program.ts';
import { READER_FAILURES } from './readers.ts';
import { SESAM_FAILURES } from './sesam.ts';
import { SESSION_FAILURES } from './session.ts';
import { SITE_FAILURES } from './site.ts';
import { SRVSVCNAM_FAILURES } from './srvsvcnam.ts';
import { SSV_FAILURES } from './ssv.ts';
import { UPDATE_FAILURES } from './updates.ts';
import { VITALE_FAILURES } from './vitale.ts';
import { WORKSTATION_FAILURES } from './workstation.ts';

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

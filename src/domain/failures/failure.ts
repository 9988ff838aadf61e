/** A failure as a value, without the catalogue: what only makes one does not load what is said of all. */
import type { FailureCode, FailureDetail, FailureHoles } from './catalogue.ts';

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

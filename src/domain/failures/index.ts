import { FAILURES, type FailureCode } from './catalogue.ts';
import type { FailureEntry } from './entry.ts';
import type { Failure } from './failure.ts';
import { ROLE_NAMES } from './program.ts';

export { FAILURES } from './catalogue.ts';
export type { FailureCode, FailureCodeWith, FailureHoles } from './catalogue.ts';
export { DIAGNOSIS_SECTIONS } from './entry.ts';
export type { DiagnosisSection, FailureEntry } from './entry.ts';
export { failure } from './failure.ts';
export type { Failure } from './failure.ts';

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

/** One check of the workstation: what was looked at, what was found, what to do. Nothing here looks at anything. */
import { describeFailure, type DiagnosisSection, type Failure, type FailureCode } from '../failures/index.ts';
import type { GalssChange } from '../galss/change.ts';
import { GOOD_RESULTS, type GoodCode } from '../texts/fr/good-results.ts';

/** `fix` is for the user to correct; `unknown` could not be looked at, which is no fault. */
export type CheckResult = 'good' | 'watch' | 'fix' | 'unknown';

export interface Check {
  /** Stable within a section: `ssv.channel.1`. */
  readonly id: string;
  readonly section: DiagnosisSection;
  readonly result: CheckResult;
  readonly code: FailureCode | GoodCode;
  /** What was found, in one line. */
  readonly found: string;
  /** What it means for the user. */
  readonly meaning: string;
  /** What to do, in order; none for a good result. */
  readonly steps: readonly string[];
  /** The repair that can be proposed for it. */
  readonly repair: FileRepair | 'engine' | null;
}

/** One file put right: the lines that change, and the whole text as it would be. */
export interface FileRepair {
  readonly file: string;
  readonly changes: readonly GalssChange[];
  readonly text: string;
}

type Judged = (id: string, failure: Failure, found?: string) => Check;

/** How the judges of one section write their results. */
export interface CheckWriter {
  readonly good: (id: string, code: GoodCode, found: string) => Check;
  readonly watch: Judged;
  readonly fix: Judged;
  readonly unknown: Judged;
}

/** Writes the checks of one section; without `found` a result that is not good shows its code's title. */
export function checksOf(section: DiagnosisSection): CheckWriter {
  const judged =
    (result: CheckResult): Judged =>
    (id, failure, found) => {
      const { title, sentence, remedies } = describeFailure(failure);
      return {
        id: `${section}.${id}`,
        section,
        result,
        code: failure.code,
        found: found ?? title,
        meaning: sentence,
        steps: remedies,
        repair: null,
      };
    };
  return {
    good: (id, code, found) => ({
      id: `${section}.${id}`,
      section,
      result: 'good',
      code,
      found,
      meaning: GOOD_RESULTS[code],
      steps: [],
      repair: null,
    }),
    watch: judged('watch'),
    fix: judged('fix'),
    unknown: judged('unknown'),
  };
}

/** How many checks have each result. */
export type Tally = Readonly<Record<CheckResult, number>>;

/** Counts the results. */
export function tally(checks: readonly Check[]): Tally {
  const counts = { good: 0, watch: 0, fix: 0, unknown: 0 };
  for (const { result } of checks) counts[result]++;
  return counts;
}

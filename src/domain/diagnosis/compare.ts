/** Two reports of one workstation: what was repaired in between, what came, and what has stayed. */
import { isProblem, type SavedCheck, type SavedReport } from './saved-report.ts';

/** One problem in the words of its own report: it may be another workstation's. */
export type ComparedProblem = Pick<SavedCheck, 'code' | 'found' | 'meaning' | 'steps'>;

export interface Comparison {
  /** When each was made, the older one first. */
  readonly before: string;
  readonly after: string;
  /** Problems of before that are none any more. */
  readonly solved: readonly ComparedProblem[];
  readonly appeared: readonly ComparedProblem[];
  readonly remained: readonly ComparedProblem[];
}

/** Compares two reports, in whatever order they are given. */
export function compareReports(one: SavedReport, other: SavedReport): Comparison {
  const [before, after] = Date.parse(one.madeAt) <= Date.parse(other.madeAt) ? [one, other] : [other, one];
  const former = problemsOf(before);
  const present = problemsOf(after);
  const told = (problems: ReadonlyMap<string, SavedCheck>, isIn: (key: string) => boolean) =>
    [...problems]
      .filter(([key]) => isIn(key))
      .map(([, { code, found, meaning, steps }]) => ({
        code,
        found,
        meaning,
        steps,
      }));
  return {
    before: before.madeAt,
    after: after.madeAt,
    solved: told(former, (key) => !present.has(key)),
    appeared: told(present, (key) => !former.has(key)),
    remained: told(present, (key) => former.has(key)),
  };
}

/** By place and code: the words may hold a time or a count that is another one each time. */
function problemsOf({ sections }: SavedReport): ReadonlyMap<string, SavedCheck> {
  const checks = sections.flatMap((section) => section.checks).filter(isProblem);
  return new Map(checks.map((check) => [`${check.id} ${check.code}`, check]));
}

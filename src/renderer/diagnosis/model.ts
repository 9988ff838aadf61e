import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import type { CheckView, DiagnosisState } from '../../borders/windows/index.ts';
import type { Tone } from '../shared/parts.tsx';

/** How each result is coloured; red is for « stop » and no check is one. */
export const RESULT_TONES: Readonly<Record<CheckView['result'], Tone>> = {
  good: 'good',
  watch: 'info',
  fix: 'attention',
  unknown: 'neutral',
};

export interface Summary {
  readonly tone: Tone;
  readonly text: string;
}

/** The state of the workstation, beside the title. */
export function summaryOf({ running, counts }: Pick<DiagnosisState, 'running' | 'counts'>): Summary {
  const { fix, watch } = counts;
  if (running) return { tone: 'neutral', text: diagnosisTexts.running };
  const text = diagnosisTexts.summary(fix, watch);
  if (fix > 0) return { tone: 'attention', text };
  return { tone: watch > 0 ? 'info' : 'good', text };
}

/** What readers are told when it changes; the rest of the screen is theirs to explore. */
export function announcementOf({ running, counts, report, repair }: DiagnosisState): string {
  if (report !== null) return REPORT_TEXTS[report.done];
  if (repair?.state === 'undone') return diagnosisTexts.repair.undone;
  if (repair?.state === 'done') return diagnosisTexts.repair.done(repair.backup);
  return running ? diagnosisTexts.running : diagnosisTexts.summary(counts.fix, counts.watch);
}

export const REPORT_TEXTS: Readonly<Record<NonNullable<DiagnosisState['report']>['done'], string>> = {
  copied: diagnosisTexts.copied,
  saved: diagnosisTexts.saved,
  'not-saved': diagnosisTexts.saveFailed,
};

/** The check that carries the repair's button: one file, one button. */
export function repairableCheck(groups: DiagnosisState['groups']): string | null {
  return groups.flatMap(({ checks }) => checks).find(({ repair }) => repair === 'galss')?.id ?? null;
}

/** The checks to go to by a button: what wants somebody, once the rows have their places. */
export function jumpsOf({
  running,
  groups,
}: Pick<DiagnosisState, 'running' | 'groups'>): readonly Pick<CheckView, 'id' | 'result' | 'found'>[] {
  if (running) return [];
  const problems = groups.flatMap(({ checks }) => checks).filter(({ result }) => isProblem(result));
  // Groups come by their worst: what is to be corrected in a later one still goes before what is to be watched.
  return problems.toSorted((one, other) => Number(one.result === 'watch') - Number(other.result === 'watch'));
}

type Shown = Extract<NonNullable<DiagnosisState['comparison']>, { state: 'shown' }>;

export interface ComparisonList {
  readonly kind: 'appeared' | 'remained' | 'solved';
  readonly problems: readonly ComparedView[];
}

export interface ComparedView {
  readonly code: string;
  readonly found: string;
  /** The row that shows it below; null where there is none, as with two saved reports. */
  readonly check: string | null;
  /** What its report says of it, for a problem without a row; null for one that was put right. */
  readonly told: { readonly meaning: string; readonly steps: readonly string[] } | null;
}

/** The lists of two reports, what is still a problem first; the empty ones are left out. */
export function comparisonLists(
  comparison: Shown,
  { groups }: Pick<DiagnosisState, 'groups'>,
): readonly ComparisonList[] {
  const rows = groups.flatMap(({ checks }) => checks).filter(({ result }) => isProblem(result));
  const rowOf = (code: string, found: string): string | null => {
    const alike = rows.filter((row) => row.code === code);
    return (alike.find((row) => row.found === found) ?? alike[0])?.id ?? null;
  };
  return (['appeared', 'remained', 'solved'] as const)
    .filter((kind) => comparison[kind].length > 0)
    .map((kind) => ({
      kind,
      problems: comparison[kind].map(({ code, found, meaning, steps }): ComparedView => {
        if (kind === 'solved') return { code, found, check: null, told: null };
        // Two saved reports may be another workstation's: a row of this one with their code is not theirs.
        const check = comparison.isPresent ? rowOf(code, found) : null;
        const hasWords = meaning !== '' || steps.length > 0;
        return { code, found, check, told: check === null && hasWords ? { meaning, steps } : null };
      }),
    }));
}

function isProblem(result: CheckView['result']): boolean {
  return result === 'fix' || result === 'watch';
}

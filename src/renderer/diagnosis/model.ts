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

/** « Avant et après »: two saved reports, or a saved one and the present. */
import { dialog, type BaseWindow } from 'electron';
import { compareReports } from '../../domain/diagnosis/compare.ts';
import { reportAsJson, type Report } from '../../domain/diagnosis/report.ts';
import { readSavedReport } from '../../domain/diagnosis/saved-report.ts';
import { diagnosisTexts } from '../../domain/texts/fr/diagnosis.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';
import { readReport } from './saved-reports.ts';

/** Which files; none when the user thinks better of it. */
export async function chooseReports(owner: BaseWindow | null): Promise<readonly string[]> {
  const texts = diagnosisTexts.comparison;
  const options: Electron.OpenDialogOptions = {
    title: texts.dialog,
    filters: [{ name: texts.filter, extensions: ['json'] }],
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
  };
  const { filePaths } = await (owner === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(owner, options));
  return filePaths;
}

/** Of more than two files the first two count; one alone is compared with the present report. */
export async function comparisonOf(
  files: readonly string[],
  present: Report | null,
): Promise<NonNullable<DiagnosisState['comparison']>> {
  const [first, second] = await Promise.all(files.slice(0, 2).map(readReport));
  const isPresent = files.length === 1 && present !== null;
  const other = second ?? (isPresent ? readSavedReport(reportAsJson(present)) : null);
  if (first === undefined || first === null || other === null) return { state: 'failed' };
  const { before, after, ...problems } = compareReports(first, other);
  return {
    state: 'shown',
    isPresent,
    before: written(before),
    after: written(after),
    solved: [...problems.solved],
    appeared: [...problems.appeared],
    remained: [...problems.remained],
  };
}

/** In this workstation's own time. */
function written(moment: string): string {
  return new Date(moment).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short' });
}

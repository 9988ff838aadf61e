/** One table of many workstations' reports, for whoever looks after a fleet: a line each, a column for every problem. */
import { diagnosisTexts } from '../texts/fr/diagnosis.ts';
import { isProblem, type SavedReport } from './saved-report.ts';

export interface NamedReport {
  /** What the fleet calls it: the file's name without its ending. */
  readonly name: string;
  readonly report: SavedReport;
}

/** Semicolons, as spreadsheets in French expect them; the commonest problems come first. */
export function summaryTable(reports: readonly NamedReport[]): string {
  const { head, results } = { head: diagnosisTexts.summaryTable, results: diagnosisTexts.results };
  const rows = reports.map(({ name, report }) => {
    const problems = report.sections.flatMap(({ checks }) => checks).filter(isProblem);
    return { name, report, problems, worst: new Map(problems.map(({ code, result }) => [code, result])) };
  });
  const codes = commonest(rows.map(({ worst }) => [...worst.keys()]));
  const lines = [
    [head.workstation, head.madeAt, head.program, head.environment, head.fix, head.watch, ...codes],
    ...rows.map(({ name, report, problems, worst }) => [
      name,
      report.madeAt.slice(0, 16).replace('T', ' '),
      report.program,
      report.environment,
      String(problems.filter(({ result }) => result === 'fix').length),
      String(problems.filter(({ result }) => result === 'watch').length),
      ...codes.map((code) => {
        const result = worst.get(code);
        return result === undefined ? '' : results[result];
      }),
    ]),
    [head.total(rows.length), '', '', '', '', '', ...codes.map((code) => String(countOf(rows, code)))],
  ];
  return lines.map((cells) => `${cells.map(cell).join(';')}\n`).join('');
}

function commonest(lists: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const code of lists.flat()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([one, first], [other, second]) => second - first || one.localeCompare(other, 'en'))
    .map(([code]) => code);
}

function countOf(rows: readonly { readonly worst: ReadonlyMap<string, unknown> }[], code: string): number {
  return rows.filter(({ worst }) => worst.has(code)).length;
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe; line ends are none of a cell's. */
function cell(text: string): string {
  const line = text.replace(/[\r\n\t]+/g, ' ');
  const safe = /^[=+\-@]/.test(line) ? `'${line}` : line;
  return /[;"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

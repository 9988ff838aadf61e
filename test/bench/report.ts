/** The results as a table to read, beside those that were committed last. */
import { change, type Change } from './compare.ts';
import type { Sample } from './driver/statistics.ts';
import type { Figure } from './figures.ts';
import { figuresOf, machinesOf, type Results } from './results.ts';

/** Markdown: every figure, its notes, and when each was measured. */
export function table(results: Results, committed: Results | null): string {
  const figures = figuresOf(results);
  const rows = figures.map((one) =>
    row([
      one.title,
      spread(one.ours, one.unit),
      one.baseline === null ? '' : `${spread(one.baseline, one.unit)} — ${one.baselineName}`,
      ratioOf(one),
      targetOf(one),
      changeOf(change(one, committed), one),
    ]),
  );
  const notes = figures.filter(({ note }) => note !== '').map(({ title, note }) => `- ${title}: ${note}`);
  return [
    `Measured on ${machinesOf(results).join('; ')}.`,
    'Medians, in brackets the quartiles and the number of values. A ratio below 1 is less time or memory than the baseline. The last column compares with what had been committed before: “worse” and “better” are beyond what measuring again gives (`test/bench/compare.ts`).',
    '',
    row(['what', 'ours', 'baseline', 'ratio', 'target', 'committed before']),
    row(['---', '---', '---', '---', '---', '---']),
    ...rows,
    '',
    ...notes,
    '',
    'When each was measured, how long that took, and the load averages (1, 5, 15 minutes) as it began:',
    '',
    ...runs(results),
    '',
  ].join('\n');
}

/** Markdown: the figures that a reader of the README asks for, medians only. */
export function shortTable(results: Results): string {
  const rows = figuresOf(results)
    .filter(({ headline }) => headline)
    .map((one) =>
      row([
        one.title,
        written(one.ours.median, one.unit),
        one.baseline === null ? '' : `${written(one.baseline.median, one.unit)} — ${one.baselineName}`,
        ratioOf(one),
        targetOf(one),
      ]),
    );
  return [
    `Measured on ${machinesOf(results).join('; ')}, ${days(results)}.`,
    '',
    row(['what (medians)', 'ours', 'baseline', 'ratio', 'target']),
    row(['---', '---', '---', '---', '---']),
    ...rows,
    '',
  ].join('\n');
}

/** What a run has to say in the end: which figures are worse than those committed, and how long it took. */
export function verdict(results: Results, committed: Results | null): readonly string[] {
  const changes = figuresOf(results).map((one) => ({ one, what: change(one, committed) }));
  const told = (wanted: Change['verdict']): readonly string[] =>
    changes.flatMap(({ one, what }) =>
      what?.verdict === wanted
        ? [`${wanted} than committed: ${one.title} (${one.baselineName}) ${movement(what)}`]
        : [],
    );
  return [
    ...told('worse'),
    ...told('better'),
    `the measures of this table took ${minutes(results.measures)}`,
  ];
}

function runs(results: Results): readonly string[] {
  const { measures } = results;
  const severalMachines = machinesOf(results).length > 1;
  return [
    ...Object.entries(measures).map(
      ([name, { at, machine, command, load, seconds: took }]) =>
        `- ${name}: ${at.slice(0, 16).replace('T', ' ')} UTC, ${took > 0 ? `${took.toFixed(0)} s, ` : ''}\`${command}\`, load ${load.map((one) => one.toFixed(1)).join(' / ')}${severalMachines ? `, on ${machine}` : ''}`,
    ),
    `- together: ${minutes(measures)}`,
  ];
}

/** When the oldest and the newest of the figures were measured. */
function days({ measures }: Results): string {
  const all = Object.values(measures).map(({ at }) => at.slice(0, 10));
  const [first = '', last = ''] = [all.toSorted().at(0), all.toSorted().at(-1)];
  return first === last ? first : `${first} to ${last}`;
}

/** What was measured for longer than a whole run does it is told by its own line. */
function minutes(measures: Results['measures']): string {
  const seconds = Object.values(measures)
    .filter(({ command }) => !command.includes('--long'))
    .reduce((sum, one) => sum + one.seconds, 0);
  return `${String(Math.floor(seconds / 60))} min ${String(Math.round(seconds) % 60)} s`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function ratioOf({ ratio }: Figure): string {
  return ratio === null ? '' : ratio.toFixed(2);
}

function targetOf({ target }: Figure): string {
  return target === null ? '' : `${target.text}: ${target.reached ? 'reached' : '**not reached**'}`;
}

function changeOf(what: Change | null, { unit, baseline }: Figure): string {
  if (what === null) return '';
  const before = baseline === null ? written(what.before, unit) : what.before.toFixed(2);
  if (what.verdict === 'same') return before;
  return what.verdict === 'worse' ? `${before}: **worse**` : `${before}: better`;
}

function movement({ before, now }: Change): string {
  return `${before.toFixed(2)} → ${now.toFixed(2)}`;
}

function spread({ median, low, high, count }: Sample, unit: string): string {
  if (count === 1) return written(median, unit);
  const digits = digitsOf(median);
  return `${written(median, unit)} (${low.toFixed(digits)}–${high.toFixed(digits)}, n = ${String(count)})`;
}

function written(value: number, unit: string): string {
  return `${value.toFixed(digitsOf(value))} ${unit}`;
}

function digitsOf(value: number): number {
  return Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
}

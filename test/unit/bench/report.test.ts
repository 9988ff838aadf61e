import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { committedResults, withFigures } from '../../bench/documents.ts';
import { atMost, figure, type Figure } from '../../bench/figures.ts';
import { picture } from '../../bench/picture.ts';
import { shortTable, table, verdict } from '../../bench/report.ts';
import { figuresOf, machinesOf, withMeasure, type Results } from '../../bench/results.ts';
import { alone, MACHINE, results, timed } from './figures.ts';

const aimed = (ours: number, title = 'Start → tray'): Figure =>
  timed(ours, { title, target: atMost(1.2), headline: true, note: 'Once a session.' });

it('says what was aimed at, what was committed before, and which of both is missed', () => {
  const text = table(results([aimed(2_000), alone(50)]), results([aimed(1_500), alone(100)]));
  expect(text).toContain(
    '| Start → tray | 2000 ms (1900–2100, n = 15) | 1000 ms (950–1050, n = 15) — empty | 2.00 | ≤ 1.2 ×: **not reached** | 1.50: **worse** |',
  );
  expect(text).toContain('| One look | 50.0 ms (47.5–52.5, n = 15) |  |  |  | 100 ms: better |');
  expect(text).toContain('- Start → tray: Once a session.');
  expect(text).toContain('- start: 2026-11-29 10:00 UTC, 90 s, `npm run bench`, load 1.0 / 2.0 / 3.0');
  expect(text).toContain('- together: 1 min 30 s');
});

it('leaves the last column empty where nothing can be compared, and bare where nothing has changed', () => {
  expect(table(results([aimed(1_100)]), null)).toContain('| 1.10 | ≤ 1.2 ×: reached |  |');
  expect(table(results([aimed(1_100)]), results([aimed(1_110)]))).toContain('| 1.11 |\n');
});

it('shows a reader of the README the headlines, and when and where they were measured', () => {
  const text = shortTable(results([aimed(1_100), alone(50)]));
  expect(text).toContain(`Measured on ${MACHINE}, 2026-11-29.`);
  expect(text).toContain('| Start → tray | 1100 ms | 1000 ms — empty | 1.10 | ≤ 1.2 ×: reached |');
  expect(text).not.toContain('One look');
});

it('names in the end what is worse, then what is better, and how long all of it took', () => {
  const before = results([aimed(1_500, 'A'), aimed(1_500, 'B'), aimed(1_500, 'C')]);
  expect(verdict(results([aimed(1_000, 'A'), aimed(1_500, 'B'), aimed(2_200, 'C')]), before)).toEqual([
    'worse than committed: C (empty) 1.50 → 2.20',
    'better than committed: A (empty) 1.50 → 1.00',
    'the measures of this table took 1 min 30 s',
  ]);
});

it('draws every ratio that is one, cut at the edge, with a tick for what was committed', () => {
  const figures = [aimed(1_100, 'A & <b>'), timed(9_000), timed(1, { baseline: [0] }), alone(50)];
  const svg = picture(results(figures), results([aimed(1_300, 'A & <b>')]));
  expect(svg.match(/<rect x="470"/g)).toHaveLength(2);
  expect(svg).toContain('A &amp; &lt;b>');
  expect(svg).toContain('9.00 ×');
  expect(svg.match(/width="3" height="32"/g)).toHaveLength(1);
  const widths = [...svg.matchAll(/<rect x="470".*? width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(Math.max(...widths)).toBeLessThanOrEqual(1_000 - 470);
});

it('replaces one measure, keeps the others in the bench’s order, and drops what is measured no more', () => {
  const kept = results([aimed(1_500)]).measures.start;
  if (kept === undefined) throw new Error('no measure');
  const before: Results = { measures: { start: kept, gone: kept } };
  const after = withMeasure(before, 'names', { ...kept, figures: [], machine: 'another' }, [
    'names',
    'start',
  ]);
  expect(machinesOf(after)).toEqual(['another', MACHINE]);
  expect(table(after, null)).toContain(`/ 3.0, on ${MACHINE}`);
  expect(Object.keys(after.measures)).toEqual(['names', 'start']);
  expect(figuresOf(after)).toEqual(kept.figures.map((one) => ({ ...one, machine: MACHINE })));
});

it('writes between its two marks and nowhere else', () => {
  const [begin, end] = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];
  expect(withFigures(`a\n${begin}\nold\n${end}\nb`, 'new\n')).toBe(`a\n${begin}\n\nnew\n\n${end}\nb`);
  for (const wrong of [
    'a',
    `${begin} x`,
    `${end} x ${begin}`,
    `${begin}${begin}${end}`,
    `${begin}${end}${end}`,
  ])
    expect(() => withFigures(wrong, 'new')).toThrow('looked for');
});

it('holds README’s table to the results that are committed beside it', async () => {
  const readme = await readFile('README.md', 'utf8');
  const committed = JSON.parse(await readFile('docs/technical/speed.json', 'utf8')) as Results;
  const made = withFigures(readme, shortTable(committed));
  expect(await format(made, { ...(await resolveConfig('README.md')), filepath: 'README.md' })).toBe(readme);
});

it('finds nothing committed where there is no repository', async () => {
  expect(await committedResults('/')).toBeNull();
});

it('gives a figure without values of its baseline no ratio to draw', () => {
  expect(figure({ id: 'a', title: 'A', unit: 'ms', ours: [1] }).ratio).toBeNull();
});

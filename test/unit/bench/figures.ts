/** Figures and results as a run of the bench gives them. */
import { figure, type Comparison, type Figure } from '../../bench/figures.ts';
import type { Results } from '../../bench/results.ts';

export const MACHINE = '2 × processor, 24 GiB';

/** Fifteen values around a middle, half of them within five per cent of it. */
export function around(middle: number): readonly number[] {
  return Array.from({ length: 15 }, (_, index) => middle * (1 + (index - 7) / 70));
}

export function timed(ours: number, rest: Partial<Comparison> = {}): Figure {
  return figure({
    id: 'tray',
    title: 'Start → tray',
    unit: 'ms',
    ours: around(ours),
    baseline: around(1_000),
    baselineName: 'empty',
    ...rest,
  });
}

/** A figure that is compared with nothing. */
export function alone(ours: number, title = 'One look'): Figure {
  return figure({ id: 'look', title, unit: 'ms', ours: around(ours) });
}

export function results(figures: readonly Figure[], machine = MACHINE): Results {
  const [at, command] = ['2026-11-29T10:00:00.000Z', 'npm run bench'];
  return { measures: { start: { machine, at, command, load: [1, 2, 3], seconds: 90, figures } } };
}

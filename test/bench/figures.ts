/** What the bench measures, and how it says it. */
import { sample, type Sample } from './driver/statistics.ts';

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly ours: Sample;
  readonly baseline: Sample | null;
  /** What ours is compared with. */
  readonly baselineName: string;
  /** Ours over the baseline, median over median: below 1 is less (time, memory) than the baseline. */
  readonly ratio: number | null;
  /** What was aimed at, and whether it was reached; null where there was no aim. */
  readonly target: { readonly text: string; readonly reached: boolean } | null;
  readonly note: string;
  /** Whether README shows it. */
  readonly headline: boolean;
}

export interface Comparison {
  readonly id: string;
  /** Says under what conditions as well, where they are an option: only what has the same title is compared later. */
  readonly title: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly baseline?: readonly number[];
  readonly baselineName?: string;
  readonly target?: { readonly text: string; readonly reached: (ratio: number) => boolean };
  readonly note?: string;
  readonly headline?: boolean;
}

/** A ratio that is aimed at. */
export function atMost(ratio: number): NonNullable<Comparison['target']> {
  return { text: `≤ ${String(ratio)} ×`, reached: (measured) => measured <= ratio };
}

export function figure(comparison: Comparison): Figure {
  const { id, title, unit, target, note = '', baselineName = '', headline = false } = comparison;
  const ours = sample(comparison.ours);
  const baseline = comparison.baseline === undefined ? null : sample(comparison.baseline);
  const ratio = baseline === null ? null : ours.median / baseline.median;
  return {
    id,
    title,
    unit,
    ours,
    baseline,
    baselineName,
    ratio,
    target:
      target === undefined || ratio === null ? null : { text: target.text, reached: target.reached(ratio) },
    note,
    headline,
  };
}

/** How much is measured; `scale` 1 is the published run, less is for trying things out. */
export interface BenchOptions {
  readonly times: number;
  readonly idleSeconds: number;
  readonly insertions: number;
  readonly visits: number;
}

export type Say = (line: string) => void;

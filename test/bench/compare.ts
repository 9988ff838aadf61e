/** Whether a figure has changed since the results that were committed last, beyond what measuring again would give. */
import type { Sample } from './driver/statistics.ts';
import type { Figure } from './figures.ts';
import { figuresOf, type Placed, type Results } from './results.ts';

export interface Change {
  readonly verdict: 'better' | 'same' | 'worse';
  /** The ratio (or, of a figure without a baseline, the median) that was committed. */
  readonly before: number;
  readonly now: number;
}

/** Counted and not timed: any difference is one. */
const EXACT = new Set(['commands', 'bytes']);
/** Standard error of a median, from quartiles as those of a normal distribution: 1.2533 σ / √n with σ = IQR / 1.349. */
const MEDIAN_ERROR = 0.929;
/** A spread that a few values show is chance: no median is taken for surer than this, times √n. */
const LEAST_ERROR = 0.02;
/** How many standard errors apart two runs must be. */
const ERRORS = 3;
/** What another hour of the same machine moves besides. */
const DRIFT = 0.03;

/**
 * The figure that was committed under this one's id and title (which says under what conditions) is compared: ratio
 * with ratio; medians only where there is no baseline, and on the same machine. Null where there is nothing to compare.
 */
export function change(now: Placed, committed: Results | null): Change | null {
  const before = figuresOf(committed).find(({ id, title }) => id === now.id && title === now.title);
  if (before === undefined) return null;
  const pair = comparable(now, before);
  if (pair === null) return null;
  const moved = Math.log(pair.now / pair.before);
  const noise = EXACT.has(now.unit) ? 1e-9 : noiseOf(now, before);
  return { ...pair, verdict: Math.abs(moved) <= noise ? 'same' : moved < 0 ? 'better' : 'worse' };
}

function comparable(now: Placed, before: Placed): { readonly now: number; readonly before: number } | null {
  if ((now.baseline === null) !== (before.baseline === null)) return null;
  const pair =
    now.baseline === null
      ? { now: now.ours.median, before: before.ours.median }
      : { now: now.ratio ?? NaN, before: before.ratio ?? NaN };
  if (now.baseline === null && now.machine !== before.machine) return null;
  return usable(pair.now) && usable(pair.before) ? pair : null;
}

/** A baseline of nothing gives no ratio, and a file keeps null in its place. */
function usable(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/** In natural logarithms, as the difference that it is compared with. */
function noiseOf(...figures: readonly Figure[]): number {
  const samples = figures.flatMap(({ ours, baseline }) => (baseline === null ? [ours] : [ours, baseline]));
  return ERRORS * Math.sqrt(samples.reduce((sum, one) => sum + relativeError(one) ** 2, 0)) + DRIFT;
}

function relativeError({ count, median, low, high }: Sample): number {
  const spread = median > 0 ? (MEDIAN_ERROR * (high - low)) / median : 0;
  return Math.max(spread, LEAST_ERROR) / Math.sqrt(count);
}

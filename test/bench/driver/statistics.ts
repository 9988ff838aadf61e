/** Medians and spreads. */

export interface Sample {
  readonly count: number;
  readonly median: number;
  /** Quartiles: half of the values lie between them. */
  readonly low: number;
  readonly high: number;
  readonly min: number;
  readonly max: number;
}

export function sample(values: readonly number[]): Sample {
  const sorted = [...values].sort((one, other) => one - other);
  return {
    count: sorted.length,
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
  };
}

/** Linear between neighbours; NaN of nothing. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** What a run leaves behind: `bench-output/results.json`, and `docs/technical/speed.json` once it is committed. */
import type { Figure } from './figures.ts';

/** One measure: what it found, how long it took, where, and how busy the machine was when it began. */
export interface Measured {
  readonly machine: string;
  readonly at: string;
  readonly command: string;
  /** Load averages over 1, 5 and 15 minutes. */
  readonly load: readonly number[];
  readonly seconds: number;
  readonly figures: readonly Figure[];
}

export interface Results {
  /** By name. A run of some measures replaces those and keeps the others: ratios hold within a measure. */
  readonly measures: Readonly<Record<string, Measured>>;
}

/** A figure, and the machine that it was measured on. */
export type Placed = Figure & { readonly machine: string };

export function figuresOf(results: Results | null): readonly Placed[] {
  return Object.values(results?.measures ?? {}).flatMap(({ figures, machine }) =>
    figures.map((figure) => ({ ...figure, machine })),
  );
}

/** Every machine that something of it was measured on. */
export function machinesOf({ measures }: Results): readonly string[] {
  return [...new Set(Object.values(measures).map(({ machine }) => machine))];
}

/** The results with one measure replaced, in the bench's own order; what the bench no longer measures is dropped. */
export function withMeasure(
  { measures }: Results,
  name: string,
  measured: Measured,
  order: readonly string[],
): Results {
  const all: Readonly<Record<string, Measured>> = { ...measures, [name]: measured };
  return {
    measures: Object.fromEntries(
      order.flatMap((each) => (all[each] === undefined ? [] : [[each, all[each]]])),
    ),
  };
}

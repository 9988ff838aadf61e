/**
 * The fault campaign's frame: benches that each stand at one boundary of the program, faults that are injected there
 * one after the other, and what must be true after every single one of them.
 */
import { Dice } from '../../unit/domain/identity/sample-people.ts';

/** One injected fault. */
export interface Fault {
  /** What the report counts by. */
  readonly kind: string;
  /** Names this very fault: the same in every run with the same seed. */
  readonly name: string;
  /**
   * Injects it, looks at what the program makes of it, and checks that a good card (or call, or page) works again.
   * @returns what was not as it must be, in sentences; none when all was well.
   */
  inject(): Promise<readonly string[]>;
}

/** Everything that stands around one boundary. */
export interface Bench {
  readonly name: string;
  readonly faults: readonly Fault[];
  /** Ends what was started; says which process or file stayed behind. */
  close(): Promise<readonly string[]>;
}

export interface BenchContext {
  readonly seed: number;
  /** A sample of the faults only, chosen so that every kind is in it. */
  readonly short: boolean;
  /** Only faults with this in their name are injected; empty for all. */
  readonly match: string;
  /** Directory of the bundled programs (`scripts/faults.mjs`). */
  readonly programs: string;
}

export type OpenBench = (context: BenchContext) => Promise<Bench | { readonly unavailable: string }>;

export interface Miss {
  readonly fault: string;
  readonly what: string;
}

export interface BenchResult {
  readonly name: string;
  readonly seconds: number;
  readonly injected: Readonly<Record<string, number>>;
  readonly misses: readonly Miss[];
  /** Why nothing could be injected here. */
  readonly unavailable: string | null;
}

/** Longer than any fault takes, with everything that waits for a deadline in it. */
const FAULT_DEADLINE_MS = 120_000;

/** Opens a bench, injects its faults in order, closes it. A fault that throws is a miss, and the next one follows. */
export async function runBench(
  name: string,
  open: OpenBench,
  context: BenchContext,
  say: (line: string) => void,
): Promise<BenchResult> {
  const started = performance.now();
  const bench = await open(context);
  if ('unavailable' in bench) {
    return { name, seconds: 0, injected: {}, misses: [], unavailable: bench.unavailable };
  }
  const injected: Record<string, number> = {};
  const misses: Miss[] = [];
  const note = (fault: string, what: readonly string[]): void => {
    for (const sentence of what) {
      misses.push({ fault, what: sentence });
      say(`MISS ${fault}: ${sentence}`);
    }
  };
  try {
    for (const fault of bench.faults.filter((each) => each.name.includes(context.match))) {
      injected[fault.kind] = (injected[fault.kind] ?? 0) + 1;
      note(fault.name, await injectInTime(fault));
    }
  } finally {
    note(`${name}: end`, await bench.close());
  }
  return { name, seconds: (performance.now() - started) / 1_000, injected, misses, unavailable: null };
}

async function injectInTime(fault: Fault): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve(['nothing came of it in time']), FAULT_DEADLINE_MS);
  });
  try {
    return await Promise.race([fault.inject(), late]);
  } catch (error) {
    return [error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)];
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A sample in which every kind is there: the same one for the same seed.
 * @param perKind how many of each kind at most
 */
export function sample<T extends { readonly kind: string }>(
  faults: readonly T[],
  perKind: number,
  seed: number,
): readonly T[] {
  const dice = new Dice(seed);
  const kept = new Set<T>();
  for (const kind of new Set(faults.map((fault) => fault.kind))) {
    const left = faults.filter((fault) => fault.kind === kind);
    for (let count = 0; count < perKind && left.length > 0; count += 1) {
      const [chosen] = left.splice(dice.below(left.length), 1);
      if (chosen !== undefined) kept.add(chosen);
    }
  }
  return faults.filter((fault) => kept.has(fault));
}

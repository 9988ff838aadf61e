/** What the campaign says of itself: a table by kind, and every miss by the name of its fault. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchResult } from './fault.ts';

export interface Report {
  readonly seed: number;
  readonly short: boolean;
  readonly injected: number;
  readonly missed: number;
  readonly benches: readonly BenchResult[];
}

export function makeReport(seed: number, short: boolean, benches: readonly BenchResult[]): Report {
  const injected = benches
    .flatMap((bench) => Object.values(bench.injected))
    .reduce((sum, one) => sum + one, 0);
  return { seed, short, injected, missed: benches.flatMap(({ misses }) => misses).length, benches };
}

/** The report as text, one line per kind. */
export function reportText({ seed, short, injected, missed, benches }: Report): string {
  const lines = benches.flatMap((bench) => [
    `${bench.name} (${bench.unavailable === null ? `${bench.seconds.toFixed(0)} s` : `not here: ${bench.unavailable}`})`,
    ...Object.entries(bench.injected).map(
      ([kind, count]) => `  ${kind.padEnd(34)} ${String(count).padStart(4)}`,
    ),
    ...bench.misses.map(({ fault, what }) => `  MISS ${fault}: ${what}`),
  ]);
  const form = short ? 'a sample' : 'all';
  return [
    ...lines,
    `${String(injected)} faults injected (seed ${String(seed)}, ${form}), ${String(missed)} not as they must be`,
  ].join('\n');
}

/** Writes `results.json` and `report.txt` into a directory. */
export async function writeReport(directory: string, report: Report): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(directory, 'report.txt'), `${reportText(report)}\n`);
}

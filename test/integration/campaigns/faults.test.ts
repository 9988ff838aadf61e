/** The short form of `npm run campaign faults`: a sample of every kind at the boundaries that need no window. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleLabPrograms } from '../../../scripts/lib/lab-program.mjs';
import { openBusBench } from '../../campaigns/faults/bus-bench.ts';
import { openCardBench } from '../../campaigns/faults/card-bench.ts';
import { openChildBench } from '../../campaigns/faults/child-bench.ts';
import { runBench, type OpenBench } from '../../campaigns/faults/fault.ts';
import { openCryptolibBench, openHostBench, openLibraryBench } from '../../campaigns/faults/native-bench.ts';
import { openPcscdBench } from '../../campaigns/faults/pcscd-bench.ts';
import { openServiceBench } from '../../campaigns/faults/service-bench.ts';
import { openSocketBench } from '../../campaigns/faults/socket-bench.ts';

let programs: Awaited<ReturnType<typeof bundleLabPrograms>>;

beforeAll(async () => {
  programs = await bundleLabPrograms({ native: 'test/lab/demo/native.ts', product: 'src/native/process.ts' });
});

afterAll(() => programs.remove());

const BENCHES: readonly (readonly [name: string, open: OpenBench, atLeast: number])[] = [
  ['cards and their reader', openCardBench, 50],
  ['PC/SC', openServiceBench, 20],
  ['the PC/SC service', openPcscdBench, 4],
  ['SrvSVCNAM and DiagAM', openHostBench, 8],
  ['the SESAM-Vitale library', openLibraryBench, 10],
  ['the Cryptolib', openCryptolibBench, 8],
  ['children', openChildBench, 12],
  ['sockets', openSocketBench, 20],
  ['buses', openBusBench, 10],
];

it.each(BENCHES)(
  'after every fault at %s the right thing is said and a good card works',
  async (name, open, atLeast) => {
    const context = { seed: 20_260_412, short: true, match: '', programs: programs.directory };
    const result = await runBench(name, open, context, () => undefined);
    expect(result.unavailable).toBeNull();
    expect(result.misses).toEqual([]);
    expect(Object.values(result.injected).reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(atLeast);
  },
  120_000,
);

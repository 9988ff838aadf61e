/** `npm run campaign families`: the whole search, in as many processes as there are cores. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { searchProcess } from './process.ts';
import { searchRules } from './rules.ts';
import { addTally, emptyTally, SOURCES, VERDICTS, type Tally } from './tally.ts';

interface Slice {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
}

const HELP = `npm run campaign families -- [options]
  --count N     families through the pure rules (default 1000000)
  --process N   hostile cards through the real process (default 1000)
  --seed N      the same seed draws the same families (default 20260412)
  --workers N   threads (default: the number of cores)
`;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function searchInParallel(seed: number, count: number, workers: number): Promise<Tally> {
  const share = Math.ceil(count / workers);
  const slices = Array.from({ length: workers }, (_, index): Slice => {
    const first = index * share;
    return { seed, first, count: Math.max(0, Math.min(share, count - first)) };
  });
  const tally = emptyTally();
  for (const part of await Promise.all(slices.map(inWorker))) addTally(tally, part);
  return tally;
}

function inWorker(slice: Slice): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: slice });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function report(tally: Tally, seconds: number): void {
  print(`${String(tally.families)} families through the pure rules in ${seconds.toFixed(0)} s`);
  for (const [hostility, count] of Object.entries(tally.byHostility))
    print(`  ${hostility.padEnd(20)} ${String(count)}`);
  print(`INS let through: ${['', ...VERDICTS].join(' | ')}`);
  for (const source of SOURCES)
    print(
      `  ${source.padEnd(8)} ${VERDICTS.map((verdict) => String(tally.given[source][verdict])).join(' | ')}`,
    );
  print(`  refused  ${String(tally.refused.people)}`);
  print(
    `Records opened: ${VERDICTS.map((verdict) => `${verdict} ${String(tally.opened[verdict])}`).join(', ')}`,
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '1000000' },
      process: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '20260412' },
      workers: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const seed = Number(values.seed);
  const started = Date.now();
  const tally = await searchInParallel(seed, Number(values.count), Number(values.workers));
  report(tally, (Date.now() - started) / 1_000);

  const processStarted = Date.now();
  const real = await searchProcess(join(import.meta.dirname, 'native.mjs'), seed, Number(values.process));
  print(
    `\n${String(real.cards)} cards through the real process in ${((Date.now() - processStarted) / 1_000).toFixed(0)} s: ` +
      `${String(real.read)} read, refused ${JSON.stringify(real.failures)}, incidents ${JSON.stringify(real.incidents)}, ` +
      `INS ${JSON.stringify(real.given)}`,
  );
  const misses = [...tally.misses, ...real.misses];
  for (const sentence of misses) print(`MISS ${sentence}`);
  print(
    misses.length === 0
      ? '\nNo other person’s record was opened.'
      : `\n${String(misses.length)} misses (at most 50 are kept).`,
  );
  return misses.length === 0 ? 0 : 1;
}

if (isMainThread) process.exitCode = await main();
else {
  const { seed, first, count } = workerData as Slice;
  parentPort?.postMessage(searchRules(seed, first, count));
}

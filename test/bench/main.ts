/** `npm run bench`: every figure as a ratio to something measured in the same run. It judges nothing: no exit code. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { compileBareReader } from './driver/bare-reader.ts';
import { ROOT } from './driver/program.ts';
import type { BenchOptions, Figure } from './figures.ts';
import { measureDecode } from './measures/decode.ts';
import { measureGrowth } from './measures/growth.ts';
import { measureIdle } from './measures/idle.ts';
import { measureNames } from './measures/names.ts';
import { measurePages } from './measures/pages.ts';
import { measureSentinel } from './measures/sentinel.ts';
import { measureStart } from './measures/start.ts';
import { measureVendor } from './measures/vendor.ts';
import { picture, table, type Measured, type Results } from './report.ts';

const HELP = `npm run bench -- [options]
  --times N        values per figure (default 15)
  --idle N         seconds of idling (default 60)
  --long           1000 insertions and 200 visits for the growth (default 100 and 20)
  --only A,B       some of: names, pages, vendor, start, idle, sentinel, decode, growth
Results: bench-output/results.json, results.md, results.svg and results.png; measures not asked for keep their last.
`;

const OUTPUT = join(ROOT, 'bench-output');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function measures(options: BenchOptions, bare: string, directory: string) {
  return {
    names: () => measureNames(options, bare, say),
    pages: () => measurePages(options, say),
    vendor: () => measureVendor(options, say),
    start: () => measureStart(options, say),
    idle: () => measureIdle(options, say),
    sentinel: () => measureSentinel(options, say),
    decode: () => measureDecode(options, bare, directory),
    growth: () => measureGrowth(options, say),
  } satisfies Record<string, () => Promise<readonly Figure[]>>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '15' },
      idle: { type: 'string', default: '60' },
      long: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const options = {
    times: Number(values.times),
    idleSeconds: Number(values.idle),
    insertions: values.long ? 1_000 : 100,
    visits: values.long ? 200 : 20,
  };
  const asked = process.argv.slice(2).join(' ');
  const command = `npm run bench${asked === '' ? '' : ` -- ${asked}`}`;
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-bench-'));
  try {
    const all = measures(options, await compileBareReader(directory), directory);
    const wanted = values.only === '' ? Object.keys(all) : values.only.split(',');
    for (const [name, measure] of Object.entries(all)) {
      if (!wanted.includes(name)) continue;
      const [at, load] = [new Date().toISOString(), loadavg()];
      say(`── ${name}`);
      // Written after each measure: what is cut short keeps what it has.
      await keep(name, { at, command, load, figures: await measure() }, Object.keys(all));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  process.stdout.write(await readFile(join(OUTPUT, 'results.md'), 'utf8'));
}

async function keep(name: string, measured: Measured, order: readonly string[]): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  const file = (of: string): string => join(OUTPUT, of);
  const before = await readFile(file('results.json'), 'utf8').then(
    (text) => (JSON.parse(text) as Partial<Results>).measures ?? {},
    () => ({}),
  );
  const all: Readonly<Record<string, Measured>> = { ...before, [name]: measured };
  const results: Results = {
    machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.versions.node}`,
    measures: Object.fromEntries(
      order.flatMap((each) => (all[each] === undefined ? [] : [[each, all[each]]])),
    ),
  };
  await writeFile(file('results.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(file('results.md'), table(results));
  await writeFile(file('results.svg'), picture(results));
  await promisify(execFile)('rsvg-convert', ['--output', file('results.png'), file('results.svg')]).catch(
    () => {
      say('no picture as PNG: rsvg-convert (Debian: librsvg2-bin) was not found');
    },
  );
}

await main();

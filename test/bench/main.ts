/** `npm run bench`: every figure as a ratio to something measured in the same run. It judges nothing: no exit code. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { committedResults, writeDocuments } from './documents.ts';
import { compileBareReader } from './driver/bare-reader.ts';
import { monotonic, ROOT } from './driver/program.ts';
import type { BenchOptions, Figure } from './figures.ts';
import { measureDecode } from './measures/decode.ts';
import { measureGrowth } from './measures/growth.ts';
import { measureIdle } from './measures/idle.ts';
import { measureMonth } from './measures/month.ts';
import { measureNames } from './measures/names.ts';
import { measurePages } from './measures/pages.ts';
import { measureSentinel } from './measures/sentinel.ts';
import { measureStart } from './measures/start.ts';
import { measureVendor } from './measures/vendor.ts';
import { picture } from './picture.ts';
import { profileStart } from './profile.ts';
import { table, verdict } from './report.ts';
import { withMeasure, type Results } from './results.ts';

const HELP = `npm run bench -- [options]
  --times N        values per figure (default 15)
  --idle N         seconds of idling (default 60)
  --long           1000 insertions and 200 visits for the growth (default 100 and 20), and a month of visits:
                   as many days as values (--times), 20 at most; its curve is bench-output/memory-month.png
  --only A,B       some of: names, pages, vendor, start, idle, sentinel, decode, growth, month
  --write          puts the results into README.md, docs/technical/speed.md, its picture and speed.json
  --profile NAME   nothing else: start-NAME.svg and start-empty.svg, where main's time goes in the first moments
  --program FOLDER another build to profile (with its out/ and package.json)
  --last           measures nothing: the last results, as they lie in bench-output
Results: bench-output/results.json, results.md, results.svg and results.png; measures not asked for keep their last,
of this folder or, where there is none, of docs/technical/speed.json. All are compared with the latter as committed.
`;

const OUTPUT = join(ROOT, 'bench-output');
const PNG = join(OUTPUT, 'results.png');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function measures(options: BenchOptions, long: boolean, bare: string, directory: string) {
  return {
    names: () => measureNames(options, bare, say),
    pages: () => measurePages(options, say),
    vendor: () => measureVendor(options, say),
    start: () => measureStart(options, say),
    idle: () => measureIdle(options, say),
    sentinel: () => measureSentinel(options, say),
    decode: () => measureDecode(options, bare, directory),
    growth: () => measureGrowth(options, say),
    month: () => measureMonth({ ...options, long }, say),
  } satisfies Record<string, () => Promise<readonly Figure[]>>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '15' },
      idle: { type: 'string', default: '60' },
      long: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
      last: { type: 'boolean', default: false },
      profile: { type: 'string' },
      program: { type: 'string', default: ROOT },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (values.profile !== undefined) {
    const folder = values.write ? join(ROOT, 'docs', 'technical', 'images') : OUTPUT;
    await profileStart(values.profile, resolve(values.program), folder, say);
    return;
  }
  const options = {
    times: Number(values.times),
    idleSeconds: Number(values.idle),
    insertions: values.long ? 1_000 : 100,
    visits: values.long ? 200 : 20,
  };
  const committed = await committedResults(ROOT);
  if (!values.last) await measure(options, values.long, values.only, committed);
  const results = (await lastResults()) ?? committed;
  if (results === null) {
    say('nothing was measured yet');
    return;
  }
  await keep(results, committed);
  process.stdout.write(await readFile(join(OUTPUT, 'results.md'), 'utf8'));
  process.stdout.write(`\n${verdict(results, committed).join('\n')}\n`);
  if (!values.write) return;
  say(`written: ${(await writeDocuments(ROOT, results, committed, PNG)).join(', ')}`);
}

async function measure(
  options: BenchOptions,
  long: boolean,
  only: string,
  committed: Results | null,
): Promise<void> {
  const asked = process.argv.slice(2).join(' ');
  const command = `npm run bench${asked === '' ? '' : ` -- ${asked}`}`;
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-bench-'));
  try {
    const all = measures(options, long, await compileBareReader(directory), directory);
    const order = Object.keys(all);
    const wanted = only === '' ? order : only.split(',');
    const unknown = wanted.find((name) => !order.includes(name));
    if (unknown !== undefined) throw new Error(`no measure “${unknown}”; there are: ${order.join(', ')}`);
    for (const [name, run] of Object.entries(all)) {
      if (!wanted.includes(name)) continue;
      const [at, load, begun] = [new Date().toISOString(), loadavg(), monotonic()];
      say(`── ${name}`);
      const figures = await run();
      const measured = {
        machine: machine(),
        at,
        command,
        load,
        seconds: (monotonic() - begun) / 1_000,
        figures,
      };
      const before = (await lastResults()) ?? committed ?? { measures: {} };
      // Written after each measure: what is cut short keeps what it has.
      await keep(withMeasure(before, name, measured, order), committed);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function machine(): string {
  return `${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.versions.node}`;
}

/** Null before the first run of this folder. */
async function lastResults(): Promise<Results | null> {
  return readFile(join(OUTPUT, 'results.json'), 'utf8').then(
    (text) => JSON.parse(text) as Results,
    () => null,
  );
}

async function keep(results: Results, committed: Results | null): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  const file = (of: string): string => join(OUTPUT, of);
  await writeFile(file('results.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(file('results.md'), table(results, committed));
  await writeFile(file('results.svg'), picture(results, committed));
  // A picture of other results is none.
  await rm(PNG, { force: true });
  await promisify(execFile)('rsvg-convert', ['--output', PNG, file('results.svg')]).catch(() => {
    say('no picture as PNG: rsvg-convert (Debian: librsvg2-bin) was not found');
  });
}

await main();

/** `npm run bench`: every figure as a ratio to something measured in the same run. It judges nothing: no exit code. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
import { measureStart } from './measures/start.ts';
import { measureVendor } from './measures/vendor.ts';
import { picture, table, type Results } from './report.ts';

const HELP = `npm run bench -- [options]
  --times N        values per figure (default 15)
  --idle N         seconds of idling (default 60)
  --long           1000 insertions and 200 visits for the growth (default 100 and 20)
  --only A,B       some of: names, pages, vendor, start, idle, decode, growth
Results: bench-output/results.json, results.md, results.svg and results.png.
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
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-bench-'));
  const figures: Figure[] = [];
  const load: Record<string, readonly number[]> = {};
  try {
    const all = measures(options, await compileBareReader(directory), directory);
    const wanted = values.only === '' ? Object.keys(all) : values.only.split(',');
    for (const [name, measure] of Object.entries(all)) {
      if (!wanted.includes(name)) continue;
      load[name] = loadavg();
      say(`── ${name}`);
      figures.push(...(await measure()));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  const asked = process.argv.slice(2).join(' ');
  await write({
    at: new Date().toISOString(),
    machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.versions.node}`,
    load,
    command: `npm run bench${asked === '' ? '' : ` -- ${asked}`}`,
    figures,
  });
}

async function write(results: Results): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  const file = (name: string): string => join(OUTPUT, name);
  await writeFile(file('results.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(file('results.md'), table(results));
  await writeFile(file('results.svg'), picture(results));
  await promisify(execFile)('rsvg-convert', ['--output', file('results.png'), file('results.svg')]).catch(
    () => {
      say('no picture as PNG: rsvg-convert (Debian: librsvg2-bin) was not found');
    },
  );
  process.stdout.write(table(results));
}

await main();

/** `npm run campaign soak`: see soak.ts. Ends with status 1 when something was wrong. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sample } from '../../bench/driver/statistics.ts';
import { soak } from './soak.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string' },
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: '20260412' },
  },
});
const minutes = values.hours === undefined ? Number(values.minutes) : Number(values.hours) * 60;
const report = await soak(minutes * 60_000, Number(values.seed), (line) => process.stderr.write(`${line}\n`));

const output = join(process.cwd(), 'soak-output');
await mkdir(output, { recursive: true });
await writeFile(
  join(output, 'report.json'),
  `${JSON.stringify({ seed: Number(values.seed), ...report }, null, 2)}\n`,
);

const { median, max } = sample(report.recoveryMs);
const [first, last] = [report.loads[0], report.loads.at(-1)];
process.stdout.write(
  [
    `${String(report.seconds)} s, seed ${values.seed}: ${JSON.stringify(report.actions)}`,
    `records seen open ${String(report.recordsSeen)}; a good card worked again ${String(report.recoveries)} times, names after ${median.toFixed(0)} ms (at most ${max.toFixed(0)})`,
    `memory ${((first?.pssKib ?? 0) / 1_024).toFixed(0)} → ${((last?.pssKib ?? 0) / 1_024).toFixed(0)} MiB, handles ${String(first?.handles)} → ${String(last?.handles)}, processes ${String(first?.processes)} → ${String(last?.processes)}, left behind ${String(report.orphans)}`,
    `${String(report.misses.length)} misses`,
    '',
  ].join('\n'),
);
process.exitCode = report.misses.length === 0 ? 0 : 1;

/** `npm run campaign races`: random lives of cards, windows, sessions and processes through the policies together. */
import { parseArgs } from 'node:util';
import { race } from './race.ts';
import { emptyTally, FORBIDDEN, tallyLines } from './tally.ts';

const { values } = parseArgs({
  options: {
    lives: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '20261129' },
  },
});
const seed = Number(values.seed);
const tally = emptyTally();
const started = Date.now();
for (let life = 0; life < Number(values.lives); life++) race(tally, seed + life);
process.stdout.write(
  `seed ${String(seed)}, ${((Date.now() - started) / 1_000).toFixed(0)} s\n${tallyLines(tally).join('\n')}\n`,
);
const broken = Object.keys(FORBIDDEN).some((name) => tally[name as keyof typeof FORBIDDEN] > 0);
process.exitCode = broken ? 1 : 0;

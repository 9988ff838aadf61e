/**
 * Memory over a month: days of visits, each ended by a rest in which the card has gone home and nobody is there. The
 * program starts itself anew when it finds that worth it (`src/domain/launch/renewal.ts`), and is driven on.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CLAIRE } from '../../lab/cards/people.ts';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { timedReader } from '../driver/cards.ts';
import { processLoads, type ProcessLoad } from '../driver/processes.ts';
import { DrivenProgram, monotonic, ROOT } from '../driver/program.ts';
import { untilReady } from '../driver/ready.ts';
import { figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

const VISITS_A_DAY = 75;
/** Twenty working days; fewer when fewer values are asked for (`--times`). */
const DAYS = 20;
/** After this many visits of the first day there is a rest, in which nothing but time passes. */
const VISITS_BEFORE_REST = 60;
const REST_MS = 10 * 60_000;
const SETTLE_MS = 10_000;
/** Before the first card: what a start leaves has been given back by then (`src/main/base/tidy.ts`). */
const START_MS = 90_000;

interface Point {
  readonly visits: number;
  readonly label: 'start' | 'work' | 'rest' | 'evening' | 'morning';
  readonly processes: readonly ProcessLoad[];
}

export async function measureMonth(
  options: BenchOptions & { readonly long: boolean },
  say: Say,
): Promise<readonly Figure[]> {
  if (!options.long) {
    say('a month takes its time: it is measured with --long only');
    return [];
  }
  const days = Math.min(DAYS, options.times);
  const points = await live(days, say);
  await draw(points, days);
  return figures(points, days);
}

async function live(days: number, say: Say): Promise<readonly Point[]> {
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', world.userData],
    env: world.env,
  });
  const slot = timedReader(world.readers[0]?.port ?? 0);
  const points: Point[] = [];
  let visits = 0;
  const look = async (label: Point['label']): Promise<void> => {
    points.push({ visits, label, processes: await processLoads(program.pid) });
    const last = points.at(-1);
    say(`month, ${String(visits)} visits, ${label}: ${last === undefined ? '' : told(last)}`);
  };
  const visit = async (): Promise<void> => {
    const begun = monotonic();
    await slot.insert(catalogueCard('claire').make());
    await program.paint(`/TableauDeBord/${CLAIRE.nir}`, begun);
    await program.press('/visit/', 'Fermer le dossier');
    await slot.remove();
    visits += 1;
  };
  try {
    await program.shown('/launcher/', 'Insérez la carte Vitale');
    await delay(START_MS);
    await look('start');
    await untilReady(program, slot);
    for (let day = 0; day < days; day += 1) {
      for (let time = 0; time < VISITS_A_DAY; time += 1) {
        if (day === 0 && time === VISITS_BEFORE_REST) {
          await look('work');
          await delay(REST_MS);
          await look('rest');
        }
        await visit();
      }
      await delay(SETTLE_MS);
      await look('evening');
      const anew = program.renewed(60_000);
      await program.ask('leave', {});
      await anew;
      await delay(SETTLE_MS);
      await look('morning');
    }
    return points;
  } finally {
    await slot.remove();
    await program.quit();
    await world.close();
  }
}

const sum = ({ processes }: Point, of: (one: ProcessLoad) => number): number =>
  processes.reduce((total, one) => total + of(one), 0) / 1_024;

/**
 * What the program holds, in MiB: of its own at that moment, and of the engine's files as much as at the start, since
 * what counts of these for one program changes with every other that runs.
 */
function mebibytes(point: Point, [start]: readonly Point[]): number {
  const files = start === undefined ? 0 : sum(start, ({ pssKib, ownKib }) => pssKib - ownKib);
  return sum(point, ({ ownKib }) => ownKib) + files;
}

function told(point: Point): string {
  const each = point.processes.map((one) => `${one.role} ${(one.ownKib / 1_024).toFixed(0)}`);
  return `${sum(point, ({ ownKib }) => ownKib).toFixed(0)} MiB of its own (${each.join(', ')})`;
}

function figures(points: readonly Point[], days: number): readonly Figure[] {
  const at = (label: Point['label']): readonly Point[] => points.filter((one) => one.label === label);
  const [start, rest] = [at('start')[0], at('rest')[0]];
  if (start === undefined || rest === undefined) return [];
  const idle = [mebibytes(start, points)];
  const baselineName = 'the same program before its first visit';
  return [
    figure({
      id: 'day-memory',
      title: `Memory after ${String(VISITS_BEFORE_REST)} visits and ten minutes of rest`,
      unit: 'MiB',
      ours: [mebibytes(rest, points)],
      baseline: idle,
      baselineName,
      target: { text: '≤ 1.25 ×', reached: (ratio) => ratio <= 1.25 },
      note: `Before: ${told(start)}. After: ${told(rest)}.`,
    }),
    figure({
      id: 'month-memory',
      title: `Memory on the mornings of ${String(days)} days of ${String(VISITS_A_DAY)} visits`,
      unit: 'MiB',
      ours: at('morning').map((point) => mebibytes(point, points)),
      baseline: idle,
      baselineName,
      note: `Evenings: ${at('evening')
        .map((point) => mebibytes(point, points).toFixed(0))
        .join(', ')} MiB. A visit after the other, without the pauses of a practice; the night is a lock.`,
    }),
  ];
}

const [WIDTH, HEIGHT, MARGIN] = [860, 320, 44];

/** The curve: what the whole program holds, and of that what is in the main process. */
async function draw(points: readonly Point[], days: number): Promise<void> {
  const most = Math.max(...points.map((point) => mebibytes(point, points))) * 1.1;
  const last = Math.max(...points.map(({ visits }) => visits), 1);
  const x = (visits: number): number => MARGIN + (visits / last) * (WIDTH - 2 * MARGIN);
  const y = (value: number): number => HEIGHT - MARGIN - (value / most) * (HEIGHT - 2 * MARGIN);
  const line = (of: (point: Point) => number): string =>
    points.map((point) => `${x(point.visits).toFixed(1)},${y(of(point)).toFixed(1)}`).join(' ');
  const main = (point: Point): number => sum(point, ({ role, ownKib }) => (role === 'main' ? ownKib : 0));
  const steps = Array.from({ length: Math.floor(most / 100) + 1 }, (_, step) => step * 100);
  const grid = steps.map(
    (step) =>
      `<line x1="${String(MARGIN)}" x2="${String(WIDTH - MARGIN)}" y1="${y(step).toFixed(1)}" y2="${y(step).toFixed(1)}" stroke="#ddd"/><text x="${String(MARGIN - 6)}" y="${(y(step) + 4).toFixed(1)}" text-anchor="end">${String(step)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(HEIGHT)}" font-family="sans-serif" font-size="12" fill="#222">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${String(MARGIN)}" y="22" font-size="14">Memory (MiB) over ${String(last)} visits on ${String(days)} days; each night the program starts itself anew</text>
${grid.join('\n')}
<polyline fill="none" stroke="#1d4ed8" stroke-width="2" points="${line((point) => mebibytes(point, points))}"/>
<polyline fill="none" stroke="#b45309" stroke-width="2" points="${line(main)}"/>
<text x="${String(WIDTH - MARGIN)}" y="${String(HEIGHT - 10)}" text-anchor="end">visits: ${String(last)}; blue: the whole program, brown: what its main process has of its own</text>
</svg>
`;
  const output = join(ROOT, 'bench-output');
  await mkdir(output, { recursive: true });
  const file = join(output, 'memory-month.svg');
  await writeFile(file, svg);
  await promisify(execFile)('rsvg-convert', ['--output', join(output, 'memory-month.png'), file]).catch(
    () => undefined,
  );
}

/** Memory, processor and wake-ups while nothing happens, against an empty program in the same minute. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { processLoads, type Load, type ProcessLoad } from '../driver/processes.ts';
import { DrivenProgram, ROOT } from '../driver/program.ts';
import { atMost, figure, type BenchOptions, type Comparison, type Figure, type Say } from '../figures.ts';

const EMPTY = join(ROOT, 'test', 'bench', 'programs', 'empty.cjs');
/** What comes once after a start has come: the sentinel’s first look, the heap’s and the engine’s own tidying. */
const SETTLE_MS = 85_000;
/** The minute is cut into this many parts, for a median and a spread of the memory. */
const PARTS = 5;

interface Idle {
  cpu: number;
  wakeups: number;
  readonly memory: number[];
  /** By process and thread, a second. */
  woken: ReadonlyMap<string, number>;
  processes: readonly ProcessLoad[];
}

const NAMES = ['ours', 'tray', 'window'] as const;
type Programs = Record<(typeof NAMES)[number], DrivenProgram>;

export async function measureIdle(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-empty-'));
  const empty = (name: string, ...args: string[]): Promise<DrivenProgram> =>
    DrivenProgram.start({
      entry: EMPTY,
      args: [...args, `--user-data-dir=${join(directory, name)}`],
      env: world.env,
    });
  const programs: Programs = {
    ours: await DrivenProgram.start({
      entry: ROOT,
      args: ['--config', world.configFile, '--user-data', world.userData, '--hidden'],
      env: world.env,
    }),
    tray: await empty('tray', '--hidden'),
    window: await empty('window'),
  };
  try {
    await Promise.all(NAMES.map((name) => programs[name].event(({ event }) => event === 'tray')));
    await delay(SETTLE_MS);
    const idles = {
      ours: idleOf(programs.ours, options.idleSeconds),
      tray: idleOf(programs.tray, options.idleSeconds),
      window: idleOf(programs.window, options.idleSeconds),
    };
    const [ours, tray, window] = await Promise.all([idles.ours, idles.tray, idles.window]);
    for (const [name, one] of Object.entries({ ours, tray, window })) say(`${name}: ${wakers(one)}`);
    return figures({ ours, tray, window }, options.idleSeconds);
  } finally {
    await Promise.all(NAMES.map((name) => programs[name].quit()));
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Counted over the whole time, since what an idle program does comes in bursts. */
async function idleOf(program: DrivenProgram, seconds: number): Promise<Idle> {
  const before = await program.load();
  const processesBefore = await processLoads(program.pid);
  const memory: number[] = [];
  let after: Load = before;
  for (let part = 0; part < PARTS; part += 1) {
    await delay((seconds * 1_000) / PARTS);
    after = await program.load();
    memory.push(after.pssKib / 1_024);
  }
  const processes = await processLoads(program.pid);
  return {
    // A thread that has ended takes its time along.
    cpu: Math.max(0, after.cpuMs - before.cpuMs) / seconds,
    wakeups: (after.wakeups - before.wakeups) / seconds,
    memory,
    woken: wokenBetween(processesBefore, processes, seconds),
    processes,
  };
}

function wokenBetween(
  before: readonly ProcessLoad[],
  after: readonly ProcessLoad[],
  seconds: number,
): ReadonlyMap<string, number> {
  const woken = new Map<string, number>();
  for (const { pid, role, wakeups } of after) {
    const first = before.find((one) => one.pid === pid)?.wakeups;
    for (const [thread, count] of wakeups) {
      const times = (count - (first?.get(thread) ?? 0)) / seconds;
      const name = thread.replace(/ \d+$/, '');
      const key = `${role}, ${name === 'electron' ? 'main thread and its helpers' : name}`;
      if (times > 0) woken.set(key, (woken.get(key) ?? 0) + times);
    }
  }
  return woken;
}

/** Who wakes up most often. */
function wakers({ woken }: Idle): string {
  return [...woken]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 8)
    .map(([name, times]) => `${name} ${times.toFixed(2)}`)
    .join('; ');
}

function held({ processes }: Idle): string {
  return processes.map(({ role, pssKib }) => `${role} ${(pssKib / 1_024).toFixed(0)}`).join(', ');
}

function figures({ ours, tray, window }: Record<keyof Programs, Idle>, seconds: number): readonly Figure[] {
  const withWindow = `empty program with one window (${String(window.processes.length)} processes)`;
  const trayOnly = `empty program, tray only (${String(tray.processes.length)} processes)`;
  const compare = (
    comparison: Pick<Comparison, 'id' | 'title' | 'unit' | 'target' | 'note' | 'headline'>,
    of: (one: Idle) => readonly number[],
  ): Figure => figure({ ...comparison, ours: of(ours), baseline: of(window), baselineName: withWindow });
  const over = `Over ${String(seconds)} s`;
  return [
    compare(
      {
        id: 'idle-cpu',
        title: 'Processor, idle in the tray',
        unit: 'ms/s',
        note: `${over}.`,
        headline: true,
      },
      ({ cpu }) => [cpu],
    ),
    compare(
      {
        id: 'idle-wakeups',
        title: 'Wake-ups, idle in the tray',
        unit: 'per s',
        target: atMost(1.2),
        note: `${over}, a second: ours: ${wakers(ours)}. Empty program: ${wakers(window)}.`,
        headline: true,
      },
      ({ wakeups }) => [wakeups],
    ),
    compare(
      {
        id: 'idle-memory-window',
        title: 'Memory (PSS), idle in the tray',
        unit: 'MiB',
        target: atMost(1.1),
        note: `Ours: ${held(ours)}. Empty program: ${held(window)}.`,
        headline: true,
      },
      ({ memory }) => memory,
    ),
    figure({
      id: 'idle-memory',
      title: 'The same, against an empty program without a window',
      unit: 'MiB',
      ours: ours.memory,
      baseline: tray.memory,
      baselineName: trayOnly,
    }),
  ];
}

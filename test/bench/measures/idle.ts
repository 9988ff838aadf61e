/** Memory, processor and wake-ups while nothing happens, against an empty program in the same minute. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { DrivenProgram, ROOT } from '../driver/program.ts';
import { figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

const EMPTY = join(ROOT, 'test', 'bench', 'programs', 'empty.cjs');
const SETTLE_MS = 15_000;
/** The minute is cut into this many parts, for a median and a spread. */
const PARTS = 15;

interface Idle {
  readonly cpu: number[];
  readonly wakeups: number[];
  readonly memory: number[];
  processes: number;
}

export async function measureIdle(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-empty-'));
  const programs = {
    ours: await DrivenProgram.start({
      entry: ROOT,
      args: ['--config', world.configFile, '--user-data', world.userData, '--hidden'],
      env: world.env,
    }),
    tray: await DrivenProgram.start({
      entry: EMPTY,
      args: ['--hidden', `--user-data-dir=${join(directory, 'tray')}`],
      env: world.env,
    }),
    window: await DrivenProgram.start({
      entry: EMPTY,
      args: [`--user-data-dir=${join(directory, 'window')}`],
      env: world.env,
    }),
  };
  const idles: Record<keyof typeof programs, Idle> = { ours: idle(), tray: idle(), window: idle() };
  const names = ['ours', 'tray', 'window'] as const;
  try {
    await Promise.all(names.map((name) => programs[name].event(({ event }) => event === 'tray')));
    await delay(SETTLE_MS);
    let before = await loads(programs);
    for (let part = 0; part < PARTS; part += 1) {
      await delay((options.idleSeconds * 1_000) / PARTS);
      const after = await loads(programs);
      for (const name of names) {
        const seconds = options.idleSeconds / PARTS;
        // A thread that has ended takes its time along.
        idles[name].cpu.push(Math.max(0, after[name].cpuMs - before[name].cpuMs) / seconds);
        idles[name].wakeups.push((after[name].wakeups - before[name].wakeups) / seconds);
        idles[name].memory.push(after[name].pssKib / 1_024);
        idles[name].processes = after[name].processes;
      }
      before = after;
    }
  } finally {
    await Promise.all(names.map((name) => programs[name].quit()));
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
  say(
    names
      .map(
        (name) =>
          `${name}: ${String(idles[name].processes)} processes, cpu ${JSON.stringify(idles[name].cpu)}`,
      )
      .join('; '),
  );
  const { ours, tray, window } = idles;
  const seconds = `${String(options.idleSeconds)} s in ${String(PARTS)} parts.`;
  const cpu = (one: Idle): number[] => one.cpu;
  const compare = (
    id: string,
    title: string,
    unit: string,
    of: (one: Idle) => number[],
    note: string,
  ): Figure =>
    figure({
      id,
      title,
      unit,
      ours: of(ours),
      baseline: of(tray),
      baselineName: `empty program, tray only (${String(tray.processes)} processes)`,
      note,
      headline: true,
    });
  return [
    {
      ...compare('idle-cpu', 'Processor, idle in the tray', 'ms/s', cpu, seconds),
      target: {
        text: 'indistinguishable',
        // A thousandth of a core.
        reached: mean(ours.cpu) - mean(tray.cpu) < 1,
      },
    },
    compare('idle-wakeups', 'Wake-ups, idle in the tray', 'per s', ({ wakeups }) => wakeups, seconds),
    compare(
      'idle-memory',
      'Memory (PSS), idle in the tray',
      'MiB',
      ({ memory }) => memory,
      `${String(ours.processes)} processes: the launcher’s page is kept ready and the cards have a process of their own.`,
    ),
    figure({
      id: 'idle-memory-window',
      title: 'The same, against an empty program that has a window',
      unit: 'MiB',
      ours: ours.memory,
      baseline: window.memory,
      baselineName: `empty program with one window (${String(window.processes)} processes)`,
      headline: true,
    }),
  ];
}

function idle(): Idle {
  return { cpu: [], wakeups: [], memory: [], processes: 0 };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

async function loads(programs: Record<'ours' | 'tray' | 'window', DrivenProgram>) {
  const [ours, tray, window] = await Promise.all([
    programs.ours.load(),
    programs.tray.load(),
    programs.window.load(),
  ]);
  return { ours, tray, window };
}

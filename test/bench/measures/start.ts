/**
 * Start → tray, and → first window with its content, against an empty Electron program on the same runtime; and what of
 * the difference is the page's, by an empty program that shows the same one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { DrivenProgram, ROOT, type ProgramOptions } from '../driver/program.ts';
import { atMost, figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

const PROGRAMS = join(ROOT, 'test', 'bench', 'programs');
const TEXT = 'Insérez la carte Vitale';

interface Started {
  readonly tray: number;
  readonly window: number;
  /** Processor time of all its processes until then: other work on the machine hardly changes it. */
  readonly cpu: number;
}

interface Subject extends ProgramOptions {
  readonly page: string;
  readonly text: string;
}

async function startOnce({ page, text, ...options }: Subject): Promise<Started> {
  const program = await DrivenProgram.start(options);
  try {
    const tray = await program.event(({ event }) => event === 'tray');
    const window = await program.shown(page, text);
    const { cpuMs: cpu } = await program.load();
    return { tray: tray.at - program.startedAt, window: window - program.startedAt, cpu };
  } finally {
    await program.quit();
  }
}

export async function measureStart(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-empty-'));
  const { env } = world;
  const bare = (name: string, page: string, text: string): Subject => {
    const args = [`--user-data-dir=${join(directory, name)}`];
    return { entry: join(PROGRAMS, `${name}.cjs`), args, env, page, text };
  };
  const args = ['--config', world.configFile, '--user-data', world.userData];
  const subjects = {
    ours: { entry: ROOT, args, env, page: '/launcher/', text: TEXT },
    page: bare('same-page', '/launcher/', TEXT),
    empty: bare('empty', 'app://empty/', 'Bonjour'),
  } satisfies Record<string, Subject>;
  const all = { ours: [], page: [], empty: [] } as Record<keyof typeof subjects, Started[]>;
  try {
    for (let time = -1; time < options.times; time += 1) {
      for (const name of ['ours', 'page', 'empty'] as const) {
        const started = await startOnce(subjects[name]);
        if (time < 0) continue;
        all[name].push(started);
        const { tray, window, cpu } = started;
        const parts = `tray ${tray.toFixed(0)}, window ${window.toFixed(0)}, processor ${cpu.toFixed(0)} ms`;
        say(`start ${String(time + 1)}/${String(options.times)} ${name}: ${parts}`);
      }
    }
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
  return figures(all);
}

function figures({
  ours,
  page,
  empty,
}: Readonly<Record<'ours' | 'page' | 'empty', readonly Started[]>>): Figure[] {
  const row = (id: string, title: string, of: readonly Started[], part: keyof Started) => ({
    id,
    title,
    unit: 'ms' as const,
    ours: of.map((each) => each[part]),
    baseline: empty.map((each) => each[part]),
    baselineName: 'empty Electron program',
  });
  const goal = { target: atMost(1.2), headline: true };
  const note =
    'What of the difference is the page’s: its files, its preload, its letters, and nothing of our main process.';
  return [
    figure({ ...row('start-tray', 'Process started → icon in the tray', ours, 'tray'), ...goal }),
    figure({
      ...row('start-window', 'Process started → first window painted with its content', ours, 'window'),
      ...goal,
    }),
    figure({
      ...row('start-page', 'The same with our page in an empty program: the floor', page, 'window'),
      note,
    }),
    figure(row('start-processor', 'Processor until that window is painted, all processes', ours, 'cpu')),
    figure(row('start-page-processor', 'The same with our page in an empty program', page, 'cpu')),
  ];
}

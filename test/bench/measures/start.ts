/** Start → tray, and → first window with its content, against an empty Electron program on the same runtime. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { DrivenProgram, ROOT, type ProgramOptions } from '../driver/program.ts';
import { atMost, figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

const EMPTY = join(ROOT, 'test', 'bench', 'programs', 'empty.cjs');

interface Started {
  readonly tray: number;
  readonly window: number;
}

async function startOnce(options: ProgramOptions, page: string, text: string): Promise<Started> {
  const program = await DrivenProgram.start(options);
  try {
    const tray = await program.event(({ event }) => event === 'tray');
    const window = await program.shown(page, text);
    return { tray: tray.at - program.startedAt, window: window - program.startedAt };
  } finally {
    await program.quit();
  }
}

export async function measureStart(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const emptyData = await mkdtemp(join(tmpdir(), 'dmp-direct-empty-'));
  const ours: Started[] = [];
  const empty: Started[] = [];
  try {
    for (let time = -1; time < options.times; time += 1) {
      const our = await startOnce(
        {
          entry: ROOT,
          args: ['--config', world.configFile, '--user-data', world.userData],
          env: world.env,
        },
        '/launcher/',
        'Insérez la carte Vitale',
      );
      const theirs = await startOnce(
        { entry: EMPTY, args: [`--user-data-dir=${emptyData}`], env: world.env },
        'app://empty/',
        'Bonjour',
      );
      if (time < 0) continue;
      ours.push(our);
      empty.push(theirs);
      say(
        `start ${String(time + 1)}/${String(options.times)}: tray ${our.tray.toFixed(0)} / ${theirs.tray.toFixed(0)}, ` +
          `window ${our.window.toFixed(0)} / ${theirs.window.toFixed(0)} ms`,
      );
    }
  } finally {
    await world.close();
    await rm(emptyData, { recursive: true, force: true });
  }
  const baselineName = 'empty Electron program';
  return [
    figure({
      id: 'start-tray',
      title: 'Process started → icon in the tray',
      unit: 'ms',
      ours: ours.map(({ tray }) => tray),
      baseline: empty.map(({ tray }) => tray),
      baselineName,
      target: atMost(1.2),
      headline: true,
    }),
    figure({
      id: 'start-window',
      title: 'Process started → first window painted with its content',
      unit: 'ms',
      ours: ours.map(({ window }) => window),
      baseline: empty.map(({ window }) => window),
      baselineName,
      target: atMost(1.2),
      headline: true,
    }),
  ];
}

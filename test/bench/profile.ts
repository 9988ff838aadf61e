/** Where a start's time goes: processor profiles of the main process's first seconds, ours beside an empty program's. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoWorld } from '../lab/demo/world.ts';
import { DrivenProgram, ROOT, type ProgramOptions } from './driver/program.ts';
import type { Say } from './figures.ts';
import { flame, type CpuProfile } from './flame.ts';

const PROGRAMS = join(ROOT, 'test', 'bench', 'programs');
/** The same span for all, so that the pictures can be laid beside each other. */
const SPAN_MS = 900;

interface Subject extends ProgramOptions {
  readonly title: string;
  readonly page: string;
  readonly text: string;
}

/**
 * Writes `start-NAME.svg` and `start-empty.svg` into a folder.
 * @param program folder of the program that is profiled: another build lies in another one
 */
export async function profileStart(name: string, program: string, folder: string, say: Say): Promise<void> {
  await mkdir(folder, { recursive: true });
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-profile-'));
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const subjects: Readonly<Record<string, Subject>> = {
    [name]: {
      title: `DMP Direct, main process (${name})`,
      entry: program,
      args: ['--config', world.configFile, '--user-data', world.userData],
      page: '/launcher/',
      text: 'Insérez la carte Vitale',
    },
    empty: {
      title: 'An empty Electron program with a tray icon and a window, main process',
      entry: join(PROGRAMS, 'empty.cjs'),
      args: [`--user-data-dir=${join(directory, 'empty')}`],
      page: 'app://empty/',
      text: 'Bonjour',
    },
  };
  try {
    for (const [each, subject] of Object.entries(subjects)) {
      // Once for the caches of the system.
      await profiled(subject, world.env, join(directory, 'first.json'));
      const file = join(folder, `start-${each}.svg`);
      await writeFile(file, await profiled(subject, world.env, join(directory, `${each}.json`)));
      say(`written: ${file}`);
    }
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function profiled(
  { title, page, text, ...options }: Subject,
  env: ProgramOptions['env'],
  file: string,
): Promise<string> {
  await rm(file, { force: true });
  const program = await DrivenProgram.start({
    ...options,
    env: { ...env, DMP_DIRECT_PROFILE: file },
    preload: join(PROGRAMS, 'profiler.cjs'),
  });
  try {
    const tray = await program.event(({ event }) => event === 'tray');
    const shown = await program.shown(page, text);
    const { profile } = await written(file);
    // The profiler's clock is the system's monotonic one as well.
    const begun = profile.startTime / 1_000;
    const moments = [
      { name: 'icon', at: tray.at - begun },
      { name: 'window', at: shown - begun },
    ];
    return flame(title, profile, moments, SPAN_MS);
  } finally {
    await program.quit();
  }
}

async function written(file: string): Promise<{ readonly profile: CpuProfile }> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return JSON.parse(text) as { readonly profile: CpuProfile };
    await delay(100);
  }
}

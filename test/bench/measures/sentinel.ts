/** What one look of the sentinel costs the processor: the whole passive part, in the running program. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { LAB_GALSS_INI } from '../../lab/ssv/martin-family.ts';
import { buildStandin } from '../../lab/ssv/standin.ts';
import { processorTimes, type ProcessorTimes } from '../driver/processes.ts';
import { DrivenProgram, monotonic, ROOT } from '../driver/program.ts';
import { figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

/** Each takes a program's start and more than a minute. */
const MOST_LOOKS = 1;
/** The first look comes a minute after the start (`src/main/diagnosis/sentinel.ts`). */
const BEFORE_LOOK_MS = 50_000;
const SETTLED_MS = 20_000;
const LOOK_PATIENCE_MS = 60_000;
/** After the moment is kept, the process that looked is ended. */
const AFTER_LOOK_MS = 3_000;
/** What a process used between the last sample and its end is not seen. */
const EVERY_MS = 20;
const LIMIT_MS = 2_000;

export async function measureSentinel(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const looks: number[] = [];
  for (let time = 0; time < Math.min(options.times, MOST_LOOKS); time += 1) {
    const took = await oneLook();
    say(`sentinel: ${took.toFixed(0)} ms of processor`);
    looks.push(took);
  }
  const measured = figure({
    id: 'sentinel',
    title: 'Processor for one look of the sentinel, all processes',
    unit: 'ms',
    ours: looks,
    note: 'More than the idle program used in as long a time just before. With a SESAM-Vitale library (a stand-in) and a galss.ini; on Linux, where the workstation is files: on Windows `reg.exe`, `tasklist` and `powercfg` are started as well, which was never measured.',
  });
  const reached = Math.max(...looks) < LIMIT_MS;
  return [{ ...measured, target: { text: 'under two seconds, each', reached } }];
}

async function oneLook(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-bench-sentinel-'));
  const galssIni = join(directory, 'galss.ini');
  await writeFile(galssIni, LAB_GALSS_INI);
  const ssvLibrary = await buildStandin('sessions', join(ROOT, 'test', 'lab', 'ssv', 'standin.c'));
  const world = await startDemoWorld({
    practitioners: [],
    settings: { signIn: 'cpx', cards: { vitale: ['pcsc', 'ssv'], ssvLibrary, galssIni } },
  });
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', world.userData, '--hidden'],
    env: world.env,
  });
  const hasLooked = async (): Promise<boolean> =>
    (await readFile(join(world.userData, 'workstation.json'), 'utf8').catch(() => '')).includes('"lookedAt"');
  try {
    await program.event(({ event }) => event === 'tray');
    const started = monotonic();
    await delay(SETTLED_MS);
    const idle = await spent(program.pid, async () => monotonic() - started > BEFORE_LOOK_MS);
    if (await hasLooked()) throw new Error('it has looked before it was watched');
    const end = monotonic() + LOOK_PATIENCE_MS;
    const look = await spent(program.pid, async () => (await hasLooked()) || monotonic() > end);
    if (!(await hasLooked())) throw new Error('it has not looked');
    return look.milliseconds - (idle.milliseconds / idle.elapsed) * look.elapsed;
  } finally {
    await program.quit();
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Processor time of a program and all its processes, also those that come and go, until something is so. */
async function spent(
  root: number,
  until: () => Promise<boolean>,
): Promise<{ milliseconds: number; elapsed: number }> {
  const begun = monotonic();
  const first = await processorTimes(root);
  const last = new Map(first);
  const take = (times: ProcessorTimes): void => {
    for (const [pid, milliseconds] of times) last.set(pid, milliseconds);
  };
  while (!(await until())) {
    await delay(EVERY_MS);
    take(await processorTimes(root));
  }
  const end = monotonic() + AFTER_LOOK_MS;
  while (monotonic() < end) {
    await delay(EVERY_MS);
    take(await processorTimes(root));
  }
  let milliseconds = 0;
  for (const [pid, total] of last) milliseconds += total - (first.get(pid) ?? 0);
  return { milliseconds, elapsed: monotonic() - begun };
}

/** `npm run tour`: plays the demonstration by itself and writes pictures and a transcript to `tour-output/`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../../scripts/lib/launch.mjs';
import { startDemoWorld, type DemoWorld } from '../demo/world.ts';
import { measureInstallation, playFirstStart } from './first-start.ts';
import { Guide, type Hand } from './guide.ts';
import { playJourney } from './journey.ts';
import { Recorder, type TourStep } from './recorder.ts';

const OUTPUT = resolve('tour-output');
const INSTALLATION = resolve('test/lab/tour/installation.json');
/** Quitting is clean when it takes no longer than this. */
const QUIT_MS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function sayStep({ number, title, path, durationMs, picture }: TourStep): void {
  const where = path === null ? '' : ` → ${path}`;
  say(`${String(number).padStart(2)}. ${title}${where} (${durationMs} ms) ${picture ?? ''}`);
}

async function main(): Promise<void> {
  const deb = valueAfter('--package');
  if (deb !== null) return installation(deb);
  const recorder = new Recorder(OUTPUT);
  await recorder.begin();
  const world = await startDemoWorld({ inProcess: process.argv.includes('--in-process') });
  if (world.withoutPcscd !== null)
    say(`Lecteurs simulés dans le programme, sans service de cartes à puce : ${world.withoutPcscd}`);
  try {
    await play(world, recorder);
  } finally {
    await world.close();
  }
  await playFirstStart(recorder, say, sayStep);
  say(`Visite terminée : ${recorder.steps.length} étapes, images et transcript.json dans ${OUTPUT}`);
}

/** Kept in the repository: a package is not made at every tour. */
async function installation(deb: string): Promise<void> {
  const flow = await measureInstallation(deb);
  await writeFile(INSTALLATION, `${JSON.stringify(flow, null, 2)}\n`);
  say(`${flow.title} : ${String(flow.seconds)} s`);
}

function valueAfter(option: string): string | null {
  const at = process.argv.indexOf(option);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

async function play(world: DemoWorld, recorder: Recorder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-tour-'));
  const film = join(folder, 'film.y4m');
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...electronSwitches(),
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
      join(import.meta.dirname, 'main.mjs'),
      '--user-data',
      world.userData,
    ],
    env: { ...environment(), ...world.env, DMP_DIRECT_DEMO_DESK: 'hidden' },
  });
  const ended = new Promise<void>((done) => app.process().once('exit', () => done()));
  try {
    await playJourney(new Guide({ app, world, hand: handIn(app) }, recorder, sayStep), film);
    const begin = performance.now();
    await app.evaluate(({ app: program }) => setTimeout(() => program.quit(), 0)).catch(() => undefined);
    await within(ended, QUIT_MS);
    const durationMs = Math.round(performance.now() - begin);
    await recorder.add(
      { title: 'DMP Direct est quitté', window: '', sees: [], path: null, durationMs },
      'fin',
      null,
    );
  } finally {
    await app.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The demonstration's own, whose readers it has itself where there is no pcscd. */
function handIn(app: ElectronApplication): Hand {
  return {
    insert: (reader, card) =>
      app.evaluate(
        async (_electron, [index, id]) => {
          await globalThis.demonstrationDesk?.insert(index, id);
        },
        [reader, card] as const,
      ),
    remove: (reader) =>
      app.evaluate((_electron, index) => globalThis.demonstrationDesk?.remove(index), reader),
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(electronEnvironment()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

async function within(promise: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('DMP Direct did not quit in time')), milliseconds);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

main().catch((error: unknown) => {
  process.stderr.write(
    `La visite s’est arrêtée : ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});

/** Starts with a profile that is broken; each is a program of its own. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../../../../scripts/lib/commands.mjs';
import { electronEnvironment, electronPath, electronSwitches } from '../../../../scripts/lib/launch.mjs';
import { launch, ROOT } from '../../../e2e/support.ts';
import { isAlive } from '../../../lab/native-host/index.ts';
import type { Fault } from '../fault.ts';
import type { ProgramDesk } from './desk.ts';

const PATIENCE_MS = 20_000;
/** Exit code of a start that its profile forbids. */
const REFUSED = 2;

/** Files of the profile that hold nonsense, a full disk, a disk that cannot be written. */
export function profileFaults(desk: ProgramDesk): Fault[] {
  const garbage: Readonly<Record<string, string>> = {
    empty: '',
    'not JSON': '{',
    'a list': '[]',
    null: 'null',
    zeros: '\u0000'.repeat(200),
    'unknown keys': '{"inconnu":1,"__proto__":{"x":1}}',
    'wrong types': '{"signIn":5,"webPs":"x","visitPlace":{"x":1e999},"lastSignIn":[]}',
    'very deep': '['.repeat(50_000),
  };
  const corrupted = (file: string, name: string, text: string): Fault => ({
    kind: 'corrupted profile',
    name: `${file}: ${name}`,
    inject: () =>
      startsWith(desk, async (profile) => {
        await writeFile(join(profile, file), text);
      }),
  });
  const odd = (name: string, prepare: (profile: string) => Promise<void>): Fault => ({
    kind: 'odd profile',
    name,
    inject: () => startsWith(desk, prepare),
  });
  return [
    ...['settings.json', 'memory.json', 'call.json'].flatMap((file) =>
      Object.entries(garbage).map(([name, text]) => corrupted(file, name, text)),
    ),
    ...['settings.json', 'memory.json'].map((file) =>
      odd(`a folder called ${file}`, (profile) => mkdir(join(profile, file)).then(() => undefined)),
    ),
    // Only root can put a disk in a profile's place.
    ...(process.getuid?.() === 0 ? diskFaults(desk, odd) : []),
  ];
}

function diskFaults(
  desk: ProgramDesk,
  odd: (name: string, prepare: (profile: string) => Promise<void>) => Fault,
): Fault[] {
  return [
    odd('a disk that is full', async (profile) => {
      await mount(profile, 'size=256k');
      await writeFile(join(profile, 'plein'), Buffer.alloc(1024 * 1024)).catch(() => undefined);
    }),
    {
      kind: 'odd profile',
      name: 'a disk that cannot be written',
      inject: () =>
        withProfile(
          desk,
          (profile) => mount(profile, 'ro,size=1m'),
          (profile) => refusesToStart(desk, profile),
        ),
    },
  ];
}

async function mount(profile: string, options: string): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', profile], { capture: true });
}

/** A start that must end by itself, with its own status and a sentence that says why. */
async function refusesToStart({ program }: ProgramDesk, profile: string): Promise<readonly string[]> {
  const { configFile, env } = program.world;
  const ended = await run(
    electronPath(),
    [...electronSwitches(), ROOT, '--config', configFile, '--user-data', profile],
    { capture: true, env: { ...electronEnvironment(), ...env }, timeoutMs: PATIENCE_MS },
  );
  return [
    ...(ended.status === REFUSED ? [] : [`ended with ${String(ended.status)}`]),
    ...(ended.errors.includes('ne peut pas écrire dans son dossier personnel') ? [] : ['did not say why']),
  ];
}

/** Starts another program with this profile: it comes up with a launcher and ends when it is told to. */
function startsWith(
  desk: ProgramDesk,
  prepare: (profile: string) => Promise<void>,
): Promise<readonly string[]> {
  return withProfile(desk, prepare, (profile) => comesUp(desk, profile));
}

async function withProfile(
  desk: ProgramDesk,
  prepare: (profile: string) => Promise<void>,
  judge: (profile: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const profile = join(desk.program.world.userData, '..', `profile-${String(Date.now())}`);
  await mkdir(profile, { recursive: true });
  try {
    await prepare(profile);
    return await judge(profile);
  } finally {
    if (process.getuid?.() === 0) await run('umount', ['-l', profile], { capture: true });
    // A disk that was taken away is busy for a moment.
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function comesUp(desk: ProgramDesk, profile: string): Promise<readonly string[]> {
  const app = await launch({ ...desk.program.world, userData: profile });
  const deadline = Date.now() + PATIENCE_MS;
  const isUp = (): boolean => app.windows().some((page) => page.url().includes('/launcher/'));
  while (!isUp() && Date.now() < deadline) await delay(50);
  const up = isUp();
  const pids = await app.evaluate(({ app: program }) => program.getAppMetrics().map(({ pid }) => pid));
  await app.close();
  await delay(300);
  const alive = (await Promise.all(pids.map(isAlive))).includes(true);
  return [...(up ? [] : ['no launcher came']), ...(alive ? ['a process stayed behind'] : [])];
}

/** Starts with a profile that is broken; each is a program of its own. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../../../../scripts/lib/commands.mjs';
import { launch } from '../../../e2e/support.ts';
import { isAlive } from '../../../lab/native-host/index.ts';
import type { Fault } from '../fault.ts';
import type { ProgramDesk } from './desk.ts';

const PATIENCE_MS = 20_000;

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
    odd('a disk that is full', (profile) =>
      mount(profile, ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', profile], true),
    ),
    odd('a disk that cannot be written', (profile) =>
      mount(profile, ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', profile], false),
    ),
  ];
}

/** Root only; elsewhere the fault counts as not there to be injected, and nothing is claimed. */
async function mount(profile: string, args: readonly string[], fill: boolean): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await run('mount', args, { capture: true });
  if (fill) await writeFile(join(profile, 'plein'), Buffer.alloc(1024 * 1024)).catch(() => undefined);
}

/** Starts another program with this profile: it comes up with a launcher, or ends by itself saying why. */
async function startsWith(
  desk: ProgramDesk,
  prepare: (profile: string) => Promise<void>,
): Promise<readonly string[]> {
  const profile = join(desk.program.world.userData, '..', `profile-${String(Date.now())}`);
  await mkdir(profile, { recursive: true });
  await prepare(profile);
  try {
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
  } finally {
    if (process.getuid?.() === 0) await run('umount', ['-l', profile], { capture: true });
    await rm(profile, { recursive: true, force: true });
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { access, chmod, chown, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { virtualReaderDriver } from '../../../scripts/lib/virtual-reader.mjs';
import { startPrivatePcscd } from '../../lab/pcsc/private-pcscd.ts';

const ENTRY = fileURLToPath(new URL('./holder.ts', import.meta.url));
const NOBODY = 65_534;

interface Started {
  readonly ok: boolean;
  readonly reason?: string;
  readonly pid: number;
  readonly directory: string;
}

let bundled = '';

beforeAll(async () => {
  bundled = await mkdtemp(join(tmpdir(), 'dmp-direct-holder-'));
  await chmod(bundled, 0o755);
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: ENTRY, outDir: bundled, rolldownOptions: { output: { entryFileNames: 'holder.mjs' } } },
  });
});

afterAll(() => rm(bundled, { recursive: true, force: true }));

/** Another user, with a cache of their own: ours is not theirs to read. */
async function identityOf(uid: number): Promise<{ uid: number; gid: number; env: NodeJS.ProcessEnv }> {
  const cache = join(bundled, 'cache');
  const folder = join(cache, 'dmp-direct', 'vpcd');
  await mkdir(folder, { recursive: true });
  await chown(join(cache, 'dmp-direct'), uid, uid);
  await copyFile(await virtualReaderDriver(), join(folder, 'libifdvpcd.so'));
  return { uid, gid: uid, env: { ...process.env, XDG_CACHE_HOME: cache } };
}

/** A program of its own that holds a private pcscd until it dies. */
async function holder(
  options: { readonly uid?: number } = {},
): Promise<{ child: ChildProcess; started: Started }> {
  const identity = options.uid === undefined ? {} : await identityOf(options.uid);
  const child = spawn(process.execPath, [join(bundled, 'holder.mjs')], {
    ...identity,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, started: JSON.parse(line) as Started };
  }
  throw new Error('The holder said nothing');
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function isGone(path: string): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (await isThere(path)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

describe('a private PC/SC service', () => {
  it('ends and cleans up when its parent is killed', async () => {
    const { child, started } = await holder();
    expect(started).toMatchObject({ ok: true });
    expect(await isThere(started.directory)).toBe(true);
    child.kill('SIGKILL');
    expect(await isGone(`/proc/${started.pid}`)).toBe(true);
    expect(await isGone(started.directory)).toBe(true);
  });

  it('does not outlive its supervisor either', async () => {
    const service = await startPrivatePcscd();
    if (!service.ok) throw new Error(service.reason);
    const pid = service.value.pid ?? 0;
    const status = await readFile(`/proc/${pid}/status`, 'latin1');
    process.kill(Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]), 'SIGKILL');
    expect(await isGone(`/proc/${pid}`)).toBe(true);
    await service.value.stop();
    expect(await isThere(dirname(dirname(service.value.env.PCSCLITE_CSOCK_NAME)))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)('runs for an ordinary user, or says why it cannot', async () => {
    const { child, started } = await holder({ uid: NOBODY });
    child.kill('SIGTERM');
    if (!started.ok) {
      expect(started.reason).toMatch(/^Virtual readers [^\n]*\.$/);
      return;
    }
    expect(await isGone(`/proc/${started.pid}`)).toBe(true);
    expect(await isGone(started.directory)).toBe(true);
  });
});

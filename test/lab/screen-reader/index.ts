/** What a screen reader is told: the accessibility bus of a desktop of our own, and an ear on it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient } from 'dbus-native';
import { startDaemon, type Daemon } from '../dbus/index.ts';

/** Of Debian's at-spi2-core. */
const LAUNCHER = '/usr/libexec/at-spi-bus-launcher';
/** The system's own Python: that is where python3-pyatspi is. */
const PYTHON = '/usr/bin/python3';

export interface Heard {
  /** `live`: said by itself; `focus`: what the keyboard came to; `window`: which window came forward. */
  readonly kind: 'ready' | 'live' | 'focus' | 'window' | 'gone';
  readonly text?: string;
  readonly role?: string;
}

export interface Ear {
  /** For the program that is listened to. */
  readonly env: Readonly<Record<string, string>>;
  /** All of it so far, in order. */
  readonly heard: readonly Heard[];
  stop(): Promise<void>;
}

/** Why nothing can be heard here; null where it can. */
export function deafness(): string | null {
  if (process.platform !== 'linux') return 'AT-SPI is of Linux only';
  if (!existsSync(LAUNCHER)) return 'at-spi2-core is not installed';
  const { status } = spawnSync(PYTHON, ['-c', 'import pyatspi'], { stdio: 'ignore' });
  return status === 0 ? null : 'python3-pyatspi is not installed';
}

/** Starts the buses, tells the desktop that a reader is there, and listens. */
export async function listen(): Promise<Ear> {
  const session = await startDaemon();
  const home = await mkdtemp(join(tmpdir(), 'dmp-direct-ear-'));
  const env = {
    DBUS_SESSION_BUS_ADDRESS: session.address,
    // The bus's socket goes there, and never beside that of the desktop in which the test runs.
    XDG_RUNTIME_DIR: home,
    XDG_CACHE_HOME: home,
    GSETTINGS_BACKEND: 'memory',
    ACCESSIBILITY_ENABLED: '1',
  };
  const own = { ...process.env, ...env };
  const launcher = spawn(LAUNCHER, ['--launch-immediately'], { env: own, stdio: 'ignore' });
  await readerIsThere(session);
  const heard: Heard[] = [];
  const ear = spawn(PYTHON, [join(import.meta.dirname, 'ear.py')], {
    env: own,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    ear.once('error', reject);
    ear.once('exit', () => {
      reject(new Error('the ear has ended'));
    });
    createInterface({ input: ear.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as Heard;
      if (told.kind === 'ready') resolve();
      else heard.push(told);
    });
  });
  return {
    env,
    heard,
    stop: async () => {
      await Promise.all([ear, launcher, session.process].map(ended));
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What Orca says to the desktop when it starts; tried until the launcher has its name on the bus. */
async function readerIsThere({ address }: Daemon): Promise<void> {
  const bus = createClient({ busAddress: address });
  try {
    for (let tries = 0; ; tries++) {
      try {
        for (const name of ['IsEnabled', 'ScreenReaderEnabled'])
          await bus.invoke({
            destination: 'org.a11y.Bus',
            path: '/org/a11y/bus',
            interface: 'org.freedesktop.DBus.Properties',
            member: 'Set',
            signature: 'ssv',
            body: ['org.a11y.Status', name, ['b', true]],
          });
        return;
      } catch (error) {
        if (tries > 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    bus.connection.end();
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else {
      child.once('exit', () => {
        resolve();
      });
      child.kill('SIGKILL');
    }
  });
}

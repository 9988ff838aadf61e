/**
 * A Wayland compositor without a screen: Debian's weston, which tells on demand which windows it draws. The engine's own
 * word for it is not enough: it believes a minimised window shown that the compositor keeps away. No keyboard and no
 * pointer are there, so nothing is told of the focus.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const SOCKET = 'wayland-lab';
const START_MS = 20_000;
/** As a workstation’s, and as the tests’ screen of X11. */
const WORKSTATION = { width: 1600, height: 1000 };

export interface Compositor {
  /** To be added to the environment of a program whose windows belong there. */
  readonly env: Readonly<Record<'XDG_RUNTIME_DIR' | 'WAYLAND_DISPLAY', string>>;
  /** Titles of the windows that are drawn, as often as they are. */
  drawn(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** @throws when weston is missing (`npm run setup` brings it) or does not start. */
export async function startCompositor({ width, height } = WORKSTATION): Promise<Compositor> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-wayland-'));
  const env = { XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: SOCKET };
  const weston = spawn(
    'weston',
    // Its debugging door tells the scene; it is as open as the folder of the socket.
    [
      '--backend=headless-backend.so',
      `--width=${String(width)}`,
      `--height=${String(height)}`,
      `--socket=${SOCKET}`,
      '--idle-time=0',
      '--no-config',
      '--debug',
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [weston.stdout, weston.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2_000)));
  const ended = new Promise<string>((resolve) => {
    weston.once('error', (error) => {
      resolve(error.message);
    });
    weston.once('exit', (status) => {
      resolve(`status ${String(status)}: ${output}`);
    });
  });
  const stop = async (): Promise<void> => {
    weston.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const trouble = await Promise.race([ended, listening(join(folder, SOCKET))]);
  if (trouble !== null) {
    await stop();
    throw new Error(`weston does not start: ${trouble}`);
  }
  return { env, drawn: () => drawnIn(env), stop };
}

/** Null once there is a socket, or why there is none. */
async function listening(socket: string): Promise<string | null> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (existsSync(socket)) return null;
    await delay(50);
  }
  return 'no socket in time';
}

async function drawnIn(env: Compositor['env']): Promise<readonly string[]> {
  // It writes the scene once and ends.
  const options = { env: { ...process.env, ...env }, timeout: 10_000 };
  const { stdout } = await promisify(execFile)('weston-debug', ['scene-graph'], options);
  return titlesIn(stdout);
}

/**
 * The windows of a scene. Each view of each layer has a line; a window that is minimised or hidden has none. Views of
 * the layer for hidden ones would have no output.
 */
export function titlesIn(scene: string): readonly string[] {
  return [...scene.matchAll(/top-level window '(.*)' of [^\n]*\n(?:\t\t[^\n]*\n)*?\t\toutputs: \d/g)].map(
    ([, title = '']) => title,
  );
}

/**
 * A desktop of our own, as a practice has one: a screen, a window manager, a keyboard and a mouse. Playwright speaks to
 * a page past all of these; what a key does when nobody has clicked, or what a title bar does, is seen here only.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startXvfb } from '../../../scripts/lib/display.mjs';
import { startTray, type DesktopTray } from './tray.ts';

/** The system's own settings of Debian's window manager: none of the user's. */
const MANAGER = ['openbox', ['--sm-disable', '--config-file', '/etc/xdg/openbox/rc.xml']] as const;

/** On the frame of a window, so many pixels over its content. */
const ON_TITLE_BAR = 10;

/** Before a place: in the coordinates of the window in front. */
const OVER_FRONT = ['getactivewindow', 'mousemove', '--window', '%1'] as const;

/** As a workstation’s. */
const SCREEN = { width: 1600, height: 1000 };

/** Before the program: the engine shows a PDF as the product's does, keys included. */
export const PDF_IN_FRAMES = ['-r', join(import.meta.dirname, 'pdf-engine.cjs')] as const;

interface At {
  readonly x: number;
  readonly y: number;
}

export interface Desktop {
  /** For the program whose windows belong there. */
  readonly env: Readonly<Record<string, string>>;
  readonly tray: DesktopTray;
  /** Keys by their X11 names, as `Escape` or `ctrl+f`, pressed one after the other wherever the keyboard is. */
  press(...keys: readonly string[]): Promise<void>;
  /** As a hand scanner types a code: without a pause, ended by Enter. */
  scan(text: string): Promise<void>;
  /** Within the window in front, in parts of its size: the middle is 0.5, 0.5. */
  clickInFront(at: At): Promise<void>;
  /** A double click on the title bar of the window in front: as large as the screen, or back. */
  toggleMaximised(): Promise<void>;
  /** Where the content of the window in front is. */
  front(): Promise<Bounds>;
  stop(): Promise<void>;
}

export interface Bounds extends At {
  readonly width: number;
  readonly height: number;
}

/** Why there is no such desktop here; null where there can be one. */
export function missingDesktop(): string | null {
  if (process.platform !== 'linux') return 'a desktop of X11 is of Linux only';
  const missing = ['openbox', 'xdotool'].filter(
    (name) => spawnSync('which', [name], { stdio: 'ignore' }).status !== 0,
  );
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/**
 * Starts a screen, its window manager and its session bus.
 * @param managed without a manager nobody gives the keyboard on when a window goes: only the program itself can
 */
export async function startDesktop(managed = true, { width, height } = SCREEN): Promise<Desktop> {
  const size = `${String(width)}x${String(height)}`;
  const [screen, tray] = await Promise.all([startXvfb({ size }), startTray()]);
  const corner = [width - 1, height - 1].map(String);
  const env = { ...screen.env, ...tray.env };
  const own = { ...process.env, ...env };
  const manager = managed ? spawn(MANAGER[0], MANAGER[1], { env: own, stdio: 'ignore' }) : null;
  const run = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('xdotool', args, { env: own, timeout: 20_000 })).stdout;
  if (managed) await managing(run);
  // Without a focus the keyboard follows the mouse: over no window of the program it helps nobody.
  await run('mousemove', ...corner);
  const front = async (): Promise<Bounds> => {
    const [at, size] = await Promise.all([
      // Of a window within a frame xdotool says a place that counts the frame twice: the pointer's is asked instead.
      run(...OVER_FRONT, '0', '0', 'getmouselocation', '--shell', 'mousemove', ...corner),
      run('getactivewindow', 'getwindowgeometry', '--shell'),
    ]);
    return {
      x: valueOf('X', at),
      y: valueOf('Y', at),
      width: valueOf('WIDTH', size),
      height: valueOf('HEIGHT', size),
    };
  };
  return {
    env,
    tray,
    front,
    press: async (...keys) => {
      await run('key', '--clearmodifiers', '--delay', '60', ...keys);
    },
    scan: async (text) => {
      await run('type', '--delay', '2', `${text}\n`);
    },
    clickInFront: async (at) => {
      const { width, height } = await front();
      await run(
        ...OVER_FRONT,
        String(Math.round(width * at.x)),
        String(Math.round(height * at.y)),
        'click',
        '1',
      );
    },
    toggleMaximised: async () => {
      const { width } = await front();
      const twice = ['click', '--repeat', '2', '--delay', '80', '1'];
      await run(...OVER_FRONT, String(Math.round(width / 2)), String(-ON_TITLE_BAR), ...twice);
    },
    stop: async () => {
      if (manager?.exitCode === null && manager.signalCode === null) {
        manager.kill('SIGTERM');
        await once(manager, 'exit');
      }
      tray.stop();
      await screen.stop();
    },
  };
}

/** Waits until windows are managed: only then does the manager say how many desktops there are. */
async function managing(run: (...args: readonly string[]) => Promise<string>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await run('get_num_desktops');
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await delay(100);
    }
  }
}

function valueOf(name: string, shell: string): number {
  return Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(shell)?.[1]);
}

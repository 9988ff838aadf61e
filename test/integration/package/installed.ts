/** The installed package, started as an ordinary user of the machine, and looked at from outside. */
import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { startXvfb } from '../../../scripts/lib/display.mjs';
import { electronEnvironment } from '../../../scripts/lib/launch.mjs';
import { createCardDesk, type CardDesk } from '../../lab/cards/desk.ts';
import { startDemoWorld, type DemoWorld } from '../../lab/demo/world.ts';
import { slotsOnPorts } from '../../lab/pcsc/desk-slots.ts';
import type { PractitionerKey } from '../../lab/pki/practitioners.ts';
import { followDesk } from '../../lab/softhsm/card.ts';
import type { LabTokens } from '../../lab/softhsm/index.ts';

/** « nobody »: a user with no right to anything. */
const ORDINARY_USER = 65534;

/** Where its own package puts the Cryptolib (cpx.md), and the first of its folders that a machine may lack. */
const LIBRARY = '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so';
const VENDOR = '/opt/santesocial';

export interface StageOptions {
  /**
   * Whose card the site wants: the card library lies in its documented place then, and no setting names it. Without
   * one the site signs in by itself, and there is no library.
   */
  readonly practitioner?: PractitionerKey;
  /** What comes before the program, where it is installed elsewhere than on this machine itself (machine.ts). */
  readonly enter?: readonly string[];
}

export interface Stage {
  readonly world: DemoWorld;
  readonly desk: CardDesk;
  readonly home: string;
  /** Starts the program at `path`. */
  start(path: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<InstalledProgram>;
  /** Ends every program at `path`, takes the cards out, and forgets what the site was asked. */
  tidy(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Readers, cards, a site and a display that the ordinary user may use. */
export async function openStage({ practitioner, enter = [] }: StageOptions = {}): Promise<Stage> {
  const practitioners = practitioner === undefined ? [] : [practitioner];
  const world = await startDemoWorld({ practitioners, settings: { signIn: 'cpx' } });
  if (world.withoutPcscd !== null) throw new Error(world.withoutPcscd);
  if (practitioner !== undefined && world.tokens === null) throw new Error('no card: SoftHSM is missing');
  const display = await startXvfb();
  const home = await mkdtemp(join(tmpdir(), 'dmp-direct-user-'));
  const config = join(home, 'configuration.json');
  await writeFile(config, await settingsFor(world, home));
  // The key of the display and the socket of the readers are made for whoever runs the tests.
  const authority = join(home, 'authority');
  await cp(display.env.XAUTHORITY ?? '', authority);
  const socket = world.env.PCSCLITE_CSOCK_NAME ?? '';
  await chmod(dirname(dirname(socket)), 0o755);
  const runtime = join(home, 'runtime');
  await mkdir(runtime, { mode: 0o700 });
  for (const path of [home, config, authority, join(home, 'ca.pem'), runtime])
    await chown(path, ORDINARY_USER, ORDINARY_USER);
  const env = {
    ...electronEnvironment(),
    DISPLAY: display.env.DISPLAY,
    XAUTHORITY: authority,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_RUNTIME_DIR: runtime,
    PCSCLITE_CSOCK_NAME: socket,
    WAYLAND_DISPLAY: undefined,
    ...world.tokens?.environment,
  };
  const vendor = world.tokens === null ? null : await layOutLibrary(world.tokens);
  const desk = createCardDesk(slotsOnPorts(world.readers));
  followDesk(
    desk,
    (world.tokens?.tokens ?? []).flatMap(({ card }) => (card === null ? [] : [card])),
  );
  return {
    world,
    desk,
    home,
    start: async (path, args = [], more = {}) => {
      const command = [path, '--remote-debugging-port=0', '--config', config, ...args];
      const options: SpawnOptions = {
        cwd: home,
        env: { ...env, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      };
      const child =
        vendor === null ? asOrdinaryUser(command, options, enter) : vendor.start(command, options);
      const program = new InstalledProgram(child, join(home, '.config', 'DMPDirect'));
      await program.ready();
      return program;
    },
    tidy: async (path) => {
      await endAll(path);
      await desk.clear();
      world.site.control.journal.clear();
    },
    close: async () => {
      await world.close();
      await display.stop();
      await vendor?.remove();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Whoever enters another tree first is root, and becomes the ordinary user there. */
function asOrdinaryUser(
  command: readonly string[],
  options: SpawnOptions,
  enter: readonly string[],
): ChildProcess {
  const ids = [`--reuid=${ORDINARY_USER}`, `--regid=${ORDINARY_USER}`, '--clear-groups'];
  const [file = '', ...args] = [...enter, 'setpriv', ...ids, ...command];
  return spawn(file, args, options);
}

/** The vendor's folder as its package makes it, and how a program is started that sees it. */
interface Vendor {
  start(command: readonly string[], options: SpawnOptions): ChildProcess;
  remove(): Promise<void>;
}

/**
 * Seen by the installed program alone, through a mount of its own: other tests of this machine look for the library in
 * the same place, and find none.
 */
async function layOutLibrary({ modulePath, environment }: LabTokens): Promise<Vendor> {
  // The lab's cards are folders and files, which the program of the ordinary user reads and writes.
  const cards = dirname(environment.SOFTHSM2_CONF);
  await chmod(dirname(cards), 0o711);
  await promisify(execFile)('chown', ['-R', `${ORDINARY_USER}:${ORDINARY_USER}`, cards]);
  const tree = await mkdtemp(join(tmpdir(), 'dmp-direct-vendor-'));
  await chmod(tree, 0o755);
  const library = join(tree, relative(VENDOR, LIBRARY));
  await mkdir(dirname(library), { recursive: true });
  await cp(modulePath, library);
  const made = await mkdir(VENDOR, { recursive: true });
  const ids = [`--reuid=${ORDINARY_USER}`, `--regid=${ORDINARY_USER}`, '--clear-groups'];
  const script = 'mount --bind "$1" "$2" && shift 2 && exec setpriv "$@"';
  return {
    // One process from the first to the last: what is signalled is the program.
    start: (command, options) =>
      spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', tree, VENDOR, ...ids, ...command], options),
    remove: async () => {
      if (made !== undefined) await rmdir(VENDOR);
      await rm(tree, { recursive: true, force: true });
    },
  };
}

async function settingsFor(world: DemoWorld, home: string): Promise<string> {
  const settings = JSON.parse(await readFile(world.configFile, 'utf8')) as {
    webPs: { trustedCaFile: string };
    cards: { cryptolib?: string };
  };
  delete settings.cards.cryptolib;
  const authority = join(home, 'ca.pem');
  await cp(settings.webPs.trustedCaFile, authority);
  settings.webPs.trustedCaFile = authority;
  return JSON.stringify(settings);
}

/** What the debugging port says of a window's page. */
interface Target {
  readonly type: string;
  readonly url: string;
  readonly title: string;
}

/** A program that was started, by its debugging port (a test build keeps that switch). */
export class InstalledProgram {
  readonly #child: ChildProcess;
  readonly #profile: string;
  #port: string | null = null;
  #driver: Browser | null = null;
  #output = '';
  /** The status, or the signal that ended it. */
  #status: number | NodeJS.Signals | undefined;

  constructor(child: ChildProcess, profile: string) {
    this.#child = child;
    this.#profile = profile;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    child.once('exit', (status, signal) => (this.#status = signal ?? status ?? undefined));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get output(): string {
    return this.#output;
  }

  /** Chromium writes the port into the profile, and says it. */
  async ready(): Promise<void> {
    await until(() => {
      this.#port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(this.#output)?.[1] ?? null;
      if (this.#port === null && this.#status !== undefined)
        throw new Error(`ended with ${String(this.#status)}: ${this.#output}`);
      return this.#port !== null;
    }, `no debugging port: ${this.#output}`);
  }

  async pages(): Promise<readonly Target[]> {
    const answer = await fetch(`http://127.0.0.1:${this.#port ?? ''}/json/list`).catch(() => null);
    return answer === null ? [] : ((await answer.json()) as Target[]);
  }

  /** Waits for a page whose address has `part` in it. */
  async page(part: string): Promise<Target> {
    let found: Target | undefined;
    await until(async () => {
      found = (await this.pages()).find(({ url }) => url.includes(part));
      return found !== undefined;
    }, `no page with ${part} in its address; ${this.#output}`);
    return found!;
  }

  /**
   * The page whose address has `part` in it, as a person has it at its window. Asked for once before a site opens: a
   * page that waits for a certificate would keep the first connection waiting.
   */
  async window(part: string): Promise<Page> {
    this.#driver ??= await chromium.connectOverCDP(`http://127.0.0.1:${this.#port ?? ''}`);
    const pages = (): Page[] => this.#driver?.contexts().flatMap((context) => context.pages()) ?? [];
    let found: Page | undefined;
    await until(() => {
      found = pages().find((page) => page.url().includes(part));
      return found !== undefined;
    }, `no window with ${part} in its address; ${this.#output}`);
    return found!;
  }

  /** What stands in its log; the first lines come some seconds after the start. */
  log(): Promise<string> {
    return readFile(join(this.#profile, 'logs', 'dmp-direct.log'), 'utf8').catch(() => '');
  }

  /** Asks it to end as a session does. */
  async quit(): Promise<number | NodeJS.Signals> {
    this.#child.kill('SIGTERM');
    const status = await this.ended();
    // Not before: the driver would first wait half a minute for windows that go to the tray to close.
    await this.#driver?.close();
    return status;
  }

  /** Waits for its end; the status, or the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals> {
    await until(() => this.#status !== undefined, `still running; ${this.#output}`);
    return this.#status!;
  }

  /** A crash: nothing of the program's own code runs. */
  async kill(): Promise<void> {
    if (this.#status === undefined) this.#child.kill('SIGKILL');
    await this.ended();
  }
}

/** Waits until something holds; throws with `otherwise` after half a minute. */
export async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await delay(50);
  }
  throw new Error(otherwise);
}

/** Ends what runs, and what would come back: a program that is killed is started again by its watcher. */
async function endAll(path: string): Promise<void> {
  await until(async () => {
    const left = await processesOf(path);
    for (const pid of left) tryKill(pid, 'SIGTERM');
    return left.length === 0 && (await watchers()).length === 0;
  }, `programs at ${path} do not end`);
}

/** Signals a process that may have ended meanwhile. */
export function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Processes of the ordinary user whose program is at `path`. */
export async function processesOf(path: string): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const target = await readlink(`/proc/${name}/exe`).catch(() => '');
      return target === path ? Number(name) : 0;
    }),
  );
  return found.filter((pid) => pid !== 0);
}

/** The shells that wait for the program's end to start it again (src/main/start/crash-restart.ts). */
export async function watchers(): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
      return command.startsWith('/bin/sh\0') && command.includes('\0dmp-direct-watch\0') ? Number(name) : 0;
    }),
  );
  return found.filter((pid) => pid !== 0);
}

/** An Electron program driven from outside, by a probe in its main process rather than by a debugger. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronEnvironment, electronPath, electronSwitches } from '../../../scripts/lib/launch.mjs';
import { loadOf, processTree, survivors, type Load } from './processes.ts';

/** Root of the repository, where campaigns are always started. */
export const ROOT = process.cwd();

const PROBE = join(ROOT, 'test', 'bench', 'programs', 'probe.cjs');
const PATIENCE_MS = 30_000;
const QUIT_MS = 10_000;
/** What Chromium says on every machine without a desktop. */
const CHROMIUM_NOISE = /:ERROR:(bus|object_proxy|viz_main_impl|atom_cache)\.cc/;

/** Milliseconds of the system's monotonic clock: the same in every process of the machine. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Something that the probe saw by itself. */
export interface ProbeEvent {
  readonly event: 'ready' | 'tray' | 'icon' | 'process' | 'paint';
  readonly at: number;
  readonly url?: string;
  /** Of the icon in the tray. */
  readonly words?: string;
  readonly pid?: number;
  /** Since the navigation began: connecting, connected, first byte, first content; of a paint only. */
  readonly parts?: readonly [number, number, number, number];
}

export interface ProgramOptions {
  /** Directory or file that Electron runs. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Loaded before the program, after the probe. */
  readonly preload?: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

export class DrivenProgram {
  /** When the process was started. */
  readonly startedAt: number;
  readonly events: ProbeEvent[] = [];
  readonly #child: ChildProcess;
  readonly #server: Server;
  readonly #directory: string;
  #connected: Promise<Socket>;
  /** Of the process that speaks: another one once the program has started itself anew. */
  #pid: number | null = null;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<() => void>();
  readonly exited: Promise<number | null>;
  #errors = '';
  #lastId = 0;
  #ended = false;

  private constructor(options: ProgramOptions, directory: string) {
    this.#directory = directory;
    const path = join(directory, 'probe');
    let connect: (socket: Socket) => void = () => undefined;
    this.#connected = new Promise((resolve) => (connect = resolve));
    this.#server = createServer((socket) => {
      this.#listen(socket);
      connect(socket);
      this.#connected = Promise.resolve(socket);
    }).listen(path);
    const { FORCE_COLOR: _, ...environment } = { ...electronEnvironment(), ...options.env };
    this.startedAt = monotonic();
    this.#child = spawn(
      electronPath(),
      [
        ...electronSwitches(),
        ...[PROBE, ...(options.preload === undefined ? [] : [options.preload])].flatMap((file) => [
          '-r',
          file,
        ]),
        options.entry,
        ...(options.args ?? []),
      ],
      {
        env: { ...environment, DMP_DIRECT_PROBE: path, DMP_DIRECT_BENCH_ASSETS: join(ROOT, 'assets') },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const lines = text.split('\n').filter((line) => line !== '' && !CHROMIUM_NOISE.test(line));
      if (lines.length > 0) this.#errors = `${this.#errors}${lines.join('\n')}\n`.slice(-4_000);
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', (status) => {
        this.#ended = true;
        for (const { reject } of this.#waiting.values())
          reject(new Error(`the program ended: ${this.#errors}`));
        this.#waiting.clear();
        resolve(status);
      });
    });
  }

  static async start(options: ProgramOptions): Promise<DrivenProgram> {
    return new DrivenProgram(options, await mkdtemp(join(tmpdir(), 'dmp-direct-probe-')));
  }

  get pid(): number {
    return this.#pid ?? this.#child.pid ?? 0;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The end of what the program wrote on stderr. */
  get errors(): string {
    return this.#errors;
  }

  load(): Promise<Load> {
    return loadOf(this.pid);
  }

  /** Waits until a page whose address holds `url` shows `text` on the screen; gives the moment. */
  async shown(url: string, text: string, patienceMs = PATIENCE_MS): Promise<number> {
    try {
      return await this.ask<number>('shown', { url, text }, patienceMs);
    } catch (error) {
      throw new Error(`${String(error)}; on the screen: ${await this.#screen()}`, { cause: error });
    }
  }

  /** Runs a script in the newest page whose address holds `url`. */
  async evaluate(url: string, script: string): Promise<{ readonly at: number; readonly value: unknown }> {
    return this.ask('evaluate', { url, script });
  }

  /** The same in a page that may not be there, or may go away meanwhile; `false` then. */
  evaluateIfThere(url: string, script: string): Promise<unknown> {
    return this.ask('evaluateIfThere', { url, script });
  }

  /** Presses the first enabled button of a window that holds the text; gives the moment before. */
  async press(url: string, text: string, patienceMs = PATIENCE_MS): Promise<number> {
    const script = `(() => {
      const button = [...document.querySelectorAll('button')]
        .find((one) => !one.disabled && one.textContent.includes(${JSON.stringify(text)}));
      button?.click();
      return button !== undefined;
    })()`;
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const { at, value } = await this.evaluate(url, script);
      if (value === true || value === 'gone') return at;
      if (Date.now() > deadline) throw new Error(`no button “${text}” in ${url}`);
    }
  }

  pages(): Promise<
    readonly { readonly url: string; readonly visible: boolean; readonly text: string | null }[]
  > {
    return this.ask('pages', {});
  }

  urls(): Promise<readonly string[]> {
    return this.ask('urls', {});
  }

  /** Waits for an event that came after the moment `since`. */
  async event(
    wanted: (event: ProbeEvent) => boolean,
    since = 0,
    patienceMs = PATIENCE_MS,
  ): Promise<ProbeEvent> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.events.find((event) => event.at >= since && wanted(event));
        if (found === undefined) return;
        finish();
        resolve(found);
      };
      const timer = setTimeout(() => {
        finish();
        void this.#screen().then((screen) => {
          reject(
            new Error(`not seen within ${String(patienceMs)} ms: ${this.#errors} on the screen: ${screen}`),
          );
        });
      }, patienceMs);
      const finish = (): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** The first content of a page of the site whose path holds this, painted after `since`. */
  paint(path: string, since: number, patienceMs = PATIENCE_MS): Promise<ProbeEvent> {
    return this.event(
      ({ event, url }) => event === 'paint' && url?.includes(path) === true,
      since,
      patienceMs,
    );
  }

  async ask<T>(command: string, params: unknown, patienceMs = PATIENCE_MS): Promise<T> {
    const socket = await withDeadline(this.#connected, patienceMs, 'the program did not start');
    if (this.#ended) throw new Error(`the program has ended: ${this.#errors}`);
    const id = (this.#lastId += 1);
    const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    socket.write(`${JSON.stringify({ id, command, params })}\n`);
    try {
      return (await withDeadline(answered, patienceMs, `${command} ${JSON.stringify(params)}`)) as T;
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** Waits for the program that starts itself anew in this one's place, and goes on with that one. */
  async renewed(patienceMs = PATIENCE_MS): Promise<void> {
    const before = this.events.findLast(({ event }) => event === 'process')?.at ?? 0;
    const { at } = await this.event(
      ({ event, at: since }) => event === 'process' && since > before,
      0,
      patienceMs,
    );
    this.#ended = false;
    await this.event(({ event }) => event === 'tray', at, patienceMs);
  }

  /** Asks the program to quit and waits for all its processes; gives those that stayed. */
  async quit(): Promise<readonly number[]> {
    const tree = await processTree(this.pid);
    if (!this.#ended) await this.ask('quit', {}).catch(() => undefined);
    const left = await survivors(tree, QUIT_MS);
    for (const pid of left) endNow(pid);
    await this.exited;
    await this.#tidy();
    return left;
  }

  /** SIGKILL, as a crash. */
  async kill(): Promise<void> {
    const tree = await processTree(this.pid);
    for (const pid of tree) endNow(pid);
    await this.exited;
    await this.#tidy();
  }

  /** Everything that can be read, for the message of an error; the people are fictional. */
  async #screen(): Promise<string> {
    const pages = await this.ask('pages', {}, 3_000).catch(String);
    return JSON.stringify(pages).slice(0, 3_000);
  }

  async #tidy(): Promise<void> {
    this.#server.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  #listen(socket: Socket): void {
    let pending = '';
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) this.#receive(JSON.parse(line) as Message);
    });
  }

  #receive(message: Message): void {
    if ('event' in message) {
      if (message.event === 'process') this.#pid = message.pid ?? null;
      this.events.push(message);
      for (const listener of [...this.#listeners]) listener();
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (message.error === undefined) waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.error));
  }
}

type Message = ProbeEvent | { readonly id: number; readonly value?: unknown; readonly error?: string };

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function withDeadline<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${String(milliseconds)} ms: ${what}`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A packaged-looking Electron program around the product's updates, and what it says. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { cp, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ensureElectronRuntime } from '../../../scripts/lib/electron-runtime.mjs';
import { electronEnvironment, electronSwitches } from '../../../scripts/lib/launch.mjs';
import type { Failure } from '../../../src/domain/failures/index.ts';
import { bundleMain } from '../bundled-main.ts';
import type { SystemTemper } from './fake-squirrel.ts';
import type { UpdateState } from '../../../src/main/updates/updates.ts';

/** What the probe is started with. */
export interface ProbeSettings {
  readonly feed: string | null;
  readonly publicKey: string | null;
  readonly caFile: string;
  readonly userData: string;
  /** What is known of the proxy on the way. */
  readonly proxyPassword?: readonly [user: string, password: string];
  /** Plays the program of a Mac with a processor of this kind, and how its system installs. */
  readonly mac?: { readonly arch: 'arm64' | 'x64'; readonly system: SystemTemper };
}

/** The version that the probe says it has. */
export const PROBE_VERSION = '1.0.0';

interface Line {
  readonly ready?: true;
  readonly done?: string;
  readonly state?: UpdateState;
  readonly result?: unknown;
  /** Everything of the program was closed. */
  readonly closed?: true;
  readonly late?: Failure;
  readonly system?: 'taken' | 'installed';
  readonly sha512?: string;
}

/**
 * Makes the program in `folder`: a runtime whose executable is not named `electron`, since that is how Electron knows
 * a packaged program, with the marks of a Debian package.
 */
export async function makeProbe(folder: string): Promise<string> {
  const { dist } = await ensureElectronRuntime(() => undefined);
  const runtime = join(folder, 'runtime');
  await copyTree(dist, runtime);
  await rename(join(runtime, 'electron'), join(runtime, 'probe'));
  const resources = join(runtime, 'resources');
  await rm(join(resources, 'default_app.asar'), { force: true });
  await writeFile(join(resources, 'package-type'), 'deb');
  await writeFile(join(resources, 'app-update.yml'), 'updaterCacheDirName: updates-probe\n');
  await bundleMain(join(import.meta.dirname, 'probe-main.ts'), join(resources, 'app'));
  const description = { name: 'updates-probe', version: PROBE_VERSION, main: 'main.mjs', type: 'module' };
  await writeFile(join(resources, 'app', 'package.json'), JSON.stringify(description));
  return join(runtime, 'probe');
}

/** Hard links where the disk allows: the runtime is large. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, copy);
    else await link(source, copy).catch(() => cp(source, copy));
  }
}

/** The running probe. */
export class Probe {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: Line[] = [];
  #waiting: { matches: (line: Line) => boolean; resolve: (line: Line) => void }[] = [];
  #errors = '';

  constructor(executable: string, settings: ProbeSettings, env: NodeJS.ProcessEnv) {
    this.#child = spawn(executable, electronSwitches(), {
      env: { ...electronEnvironment(env), UPDATES_PROBE: JSON.stringify(settings) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    createInterface({ input: this.#child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      this.#lines.push(line);
      this.#waiting = this.#waiting.filter(({ matches, resolve }) => {
        if (!matches(line)) return true;
        resolve(line);
        return false;
      });
    });
  }

  /** Every state so far, by its kind. */
  get kinds(): readonly string[] {
    return this.#lines.flatMap(({ state, done }) =>
      state === undefined || done !== undefined ? [] : [state.kind],
    );
  }

  said(matches: (line: Line) => boolean): boolean {
    return this.#lines.some(matches);
  }

  ready(): Promise<Line> {
    return this.line(({ ready }) => ready === true);
  }

  /** The first line of this form, said already or to be said. */
  line(matches: (line: Line) => boolean): Promise<Line> {
    const found = this.#lines.find(matches);
    return found === undefined ? this.#next(matches) : Promise.resolve(found);
  }

  /** Sends a command and waits for its end. */
  command(command: string): Promise<Line> {
    const answer = this.#next(({ done }) => done === command);
    this.#child.stdin.write(`${command}\n`);
    return answer;
  }

  /** The next line about a state of this kind. */
  state(kind: UpdateState['kind']): Promise<Line> {
    return this.#next(({ state, done }) => done === undefined && state?.kind === kind);
  }

  async check(): Promise<UpdateState> {
    const { state } = await this.command('check');
    return state!;
  }

  /** Asks it to end, unless it has, and waits for that. */
  async quit(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin.write('quit\n');
    await ended;
  }

  #next(matches: (line: Line) => boolean): Promise<Line> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`the probe says nothing more: ${this.#errors}`));
      }, 60_000);
      this.#waiting.push({
        matches,
        resolve: (line) => {
          clearTimeout(late);
          resolve(line);
        },
      });
    });
  }
}

/** The whole program in Electron, with a site, a network, a clock, a disk and helpers that fail. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { electronPath, electronEnvironment, electronSwitches } from '../../../scripts/lib/launch.mjs';
import { run } from '../../../scripts/lib/commands.mjs';
import { ROOT as PROGRAM, start, type Running } from '../../e2e/support.ts';
import { AMADOU, CLAIRE } from '../../lab/cards/people.ts';
import { isAlive } from '../../lab/native-host/index.ts';
import type { Fault as SiteFault } from '../../lab/site/faults.ts';
import { sample, type Bench, type BenchContext, type Fault } from './fault.ts';
import { Wire, type WireFault } from './wire.ts';

const SHORT_PER_KIND = 1;
const PATIENCE_MS = 20_000;
const CLAIRES_BAR = 'MARTIN Claire';
const AMADOUS_BAR = 'DIALLO Amadou';

/** What must come of a fault: a code shown in the site's place, the page all the same, or a window that can be closed. */
type Outcome = { readonly code: string } | 'page' | 'closable';

export async function openProgramBench({ seed, short }: BenchContext): Promise<Bench> {
  const desk = await ProgramDesk.start();
  const all: readonly Fault[] = [
    ...siteFaults(desk),
    ...wireFaults(desk),
    ...pageFaults(desk),
    ...processFaults(desk),
    ...clockFaults(desk),
    ...profileFaults(desk),
  ];
  return {
    name: 'the whole program',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: () => desk.close(),
  };
}

class ProgramDesk {
  readonly program: Running;
  readonly wire: Wire;

  private constructor(program: Running, wire: Wire) {
    this.program = program;
    this.wire = wire;
  }

  static async start(): Promise<ProgramDesk> {
    const wire = new Wire();
    // Its port must be known before the settings are written, the site's own only then.
    await wire.open();
    const program = await start({
      practitioners: [],
      settings: ({ urls }) => {
        wire.leadTo(Number(new URL(urls.plain).port));
        return { signIn: 'cpx', webPs: { cpx: { hosts: [`https://wps.localhost:${String(wire.port)}`] } } };
      },
    });
    const desk = new ProgramDesk(program, wire);
    await desk.#until('the launcher waits', async () =>
      (await desk.launcher()).getByText('Insérez la carte Vitale').first().isVisible(),
    );
    return desk;
  }

  launcher(): Promise<Page> {
    return this.program.page('launcher');
  }

  /** Claire's card goes in under the fault; afterwards it is lifted, and Amadou's record opens. */
  async visitUnder(outcome: Outcome, inject: () => unknown, lift: () => unknown): Promise<readonly string[]> {
    await inject();
    const misses: string[] = [];
    try {
      await this.program.desk.insert(0, 'claire');
      await this.#until('a window for the record', () => Promise.resolve(this.#visits().length === 1));
      misses.push(...(await this.#look(outcome)));
    } catch (error) {
      misses.push(error instanceof Error ? error.message : String(error));
    } finally {
      await lift();
    }
    return [...misses, ...(await this.checkGood())];
  }

  /** Closes what is open and opens another person's record: it must be that person's, and only that one. */
  async checkGood(): Promise<readonly string[]> {
    await this.tidy();
    await this.program.desk.insert(0, 'amadou');
    await this.#until(
      'the good card’s page',
      async () =>
        this.program.sitePages().some((page) => page.url().endsWith(`/TableauDeBord/${AMADOU.nir}`)) &&
        (await this.#bar()) === AMADOUS_BAR,
    );
    const text = await this.#siteText();
    const wrong =
      text.includes(CLAIRE.nir) || text.includes('MARTIN Claire')
        ? ['Claire’s data is on Amadou’s screen']
        : [];
    await this.tidy();
    return wrong;
  }

  async tidy(): Promise<void> {
    await this.program.desk.clear();
    if (this.#visits().length > 0) await this.#send('visit', 'close');
    await this.#until('the window to close', () => Promise.resolve(this.#visits().length === 0));
    const launcher = await this.launcher();
    await this.#until(
      'the launcher to be free',
      async () => (await launcher.getByText('Dossier ouvert').count()) === 0,
    );
    await this.#send('launcher', 'dismissNotice');
  }

  async close(): Promise<readonly string[]> {
    const pids = await this.processes();
    await this.program.close();
    await this.wire.close();
    await delay(500);
    const left = await Promise.all(pids.map(async (pid) => ((await isAlive(pid)) ? [pid] : [])));
    return left.flat().map((pid) => `process ${String(pid)} stayed behind`);
  }

  processes(): Promise<readonly number[]> {
    return this.program.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  }

  async cardsPid(): Promise<number> {
    const pid = await this.program.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'DMP Direct cards')?.pid ?? 0,
    );
    if (pid === 0) throw new Error('there is no process for the cards');
    return pid;
  }

  async #look(outcome: Outcome): Promise<readonly string[]> {
    const visit = await this.program.page('visit');
    if (outcome === 'closable') await delay(1_500);
    else if (outcome === 'page')
      await this.#until('the page', () => Promise.resolve(this.program.sitePages().length > 0));
    else
      await this.#until(
        outcome.code,
        async () => (await visit.getByText(outcome.code, { exact: true }).count()) > 0,
      );
    const bar = await this.#bar();
    return bar === CLAIRES_BAR ? [] : [`the bar says ${bar}`];
  }

  #visits(): readonly Page[] {
    return this.program.app.windows().filter((page) => page.url().startsWith('app://dmp-direct/visit/'));
  }

  async #bar(): Promise<string> {
    const visit = await this.program.page('visit');
    return (
      (await visit
        .locator('header.bar h1')
        .textContent({ timeout: 5_000 })
        .catch(() => '')) ?? ''
    );
  }

  async #siteText(): Promise<string> {
    const [page] = this.program.sitePages();
    return (
      (await page
        ?.locator('body')
        .innerText({ timeout: 5_000 })
        .catch(() => '')) ?? ''
    );
  }

  async #send(kind: 'visit' | 'launcher', name: string): Promise<void> {
    const page = await this.program.page(kind);
    await page
      .evaluate((command) => {
        const { dmp } = globalThis as unknown as { dmp: { send(name: string, params: object): void } };
        dmp.send(command, {});
      }, name)
      .catch(() => undefined);
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > deadline)
        throw new Error(`never came: ${what}; the stop says ${await this.#stopText()}`);
      await delay(40);
    }
  }

  async #stopText(): Promise<string> {
    const [visit] = this.#visits();
    const text = await visit
      ?.locator('.stop')
      .innerText({ timeout: 500 })
      .catch(() => '');
    return (text ?? '').replace(/\s+/g, ' ').slice(0, 120);
  }
}

/** The site's own answers go wrong. */
function siteFaults(desk: ProgramDesk): Fault[] {
  const { faults } = desk.program.world.site.control;
  const fault = (name: string, what: SiteFault, outcome: Outcome): Fault => ({
    kind: 'site',
    name,
    inject: () =>
      desk.visitUnder(
        outcome,
        () => faults.inject({ host: 'plain', path: /^\/AccesDirect/, fault: what }),
        () => faults.clear(),
      ),
  });
  return [
    ...[500, 501, 502, 503, 504, 505, 520, 599].map((status) =>
      fault(`answers ${String(status)}`, { kind: 'status', status }, { code: 'SITE-ERREUR' }),
    ),
    ...[400, 401, 403, 404, 405, 408, 410, 413, 418, 429, 451].map((status) =>
      fault(`answers ${String(status)}`, { kind: 'status', status }, 'page'),
    ),
    fault('hangs up', { kind: 'reset' }, { code: 'SITE-INJOIGNABLE' }),
    fault('never answers', { kind: 'silence' }, 'closable'),
    fault('answers late', { kind: 'delay', milliseconds: 2_500 }, 'page'),
    fault('comes line by line', { kind: 'drip', milliseconds: 200, lines: 500 }, 'closable'),
    fault('sends a page of 500 MB', { kind: 'large', bytes: 500 * 1024 * 1024 }, 'closable'),
    fault('sends a page of 20 MB', { kind: 'large', bytes: 20 * 1024 * 1024 }, 'page'),
  ];
}

/** The network between: bytes of the site's side at which the connection ends, and what is not TLS at all. */
function wireFaults(desk: ProgramDesk): Fault[] {
  const fault = (name: string, what: WireFault, outcome: Outcome): Fault => ({
    kind: what.kind.endsWith('-at') ? 'handshake cut' : 'network',
    name,
    inject: () =>
      desk.visitUnder(
        outcome,
        () => desk.wire.inject(what),
        () => desk.wire.clear(),
      ),
  });
  const unreachable = { code: 'SITE-INJOIGNABLE' };
  const cuts = [0, 1, 2, 3, 4, 5, 6, 10, 40, 80, 100, 120, 128, 200, 500, 900, 1_200, 1_400];
  return [
    ...cuts.map((bytes) =>
      fault(
        `reset at byte ${String(bytes)} of the handshake`,
        { kind: 'reset-at', bytes: Math.max(1, bytes) },
        unreachable,
      ),
    ),
    ...[1, 5, 60, 127, 700, 1_300].map((bytes) =>
      fault(`closed at byte ${String(bytes)} of the handshake`, { kind: 'closed-at', bytes }, unreachable),
    ),
    fault('nobody listens', { kind: 'refused' }, unreachable),
    fault('silence', { kind: 'silent' }, 'closable'),
    fault(
      'an answer in plain HTTP',
      { kind: 'says', bytes: Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok') },
      unreachable,
    ),
    fault('zeros', { kind: 'says', bytes: Buffer.alloc(4_096) }, unreachable),
    fault('a TLS alert', { kind: 'says', bytes: Buffer.from([0x15, 3, 3, 0, 2, 2, 40]) }, unreachable),
    ...[7, 60, 300].map((at) =>
      fault(`byte ${String(at)} of the handshake flipped`, { kind: 'flips', at }, unreachable),
    ),
  ];
}

/** A page that loops, floods, grows or ends. */
function pageFaults(desk: ProgramDesk): Fault[] {
  const fault = (name: string, script: string): Fault => ({
    kind: 'page',
    name,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      await desk.program.app.evaluate(({ webContents }, code) => {
        const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
        void page?.executeJavaScript(code, true).catch(() => undefined);
      }, script);
      await delay(700);
      return desk.checkGood();
    },
  });
  return [
    fault('a loop without end', 'setTimeout(() => { for (;;); }, 0)'),
    fault(
      'a flood of timers',
      'for (let i = 0; i < 20000; i++) setInterval(() => document.title = String(i), 0)',
    ),
    fault('a page that grows', 'setInterval(() => document.body.append("x".repeat(1e6)), 5)'),
    fault('a page that reloads itself for ever', 'location.reload(); sessionStorage.x = 1'),
    fault('a page that closes itself', 'window.close()'),
    fault('a page that stops the user from leaving', 'window.onbeforeunload = () => true'),
    fault('a page that calls itself', '(function f() { f(); f(); })()'),
    fault('a page that asks without end', 'setInterval(() => fetch("/x" + Math.random()), 1)'),
  ];
}

/** The process of the cards is killed or frozen. */
function processFaults(desk: ProgramDesk): Fault[] {
  const kill = (signal: NodeJS.Signals, when: string, wait: number): Fault => ({
    kind: 'helper process',
    name: `${signal} to the process of the cards ${when}`,
    inject: async () => {
      const pid = await desk.cardsPid();
      if (wait >= 0) {
        void desk.program.desk.insert(0, 'lente').catch(() => undefined);
        await delay(wait);
      }
      process.kill(pid, signal);
      await delay(1_500);
      // Frozen, it is ended at the deadline of whatever is asked of it; here the user's patience ends first.
      if (signal === 'SIGSTOP') process.kill(pid, 'SIGCONT');
      return desk.checkGood();
    },
  });
  return [
    ...(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGSTOP'] as const).flatMap((signal) => [
      kill(signal, 'without a card', -1),
      kill(signal, 'as a card comes', 100),
      kill(signal, 'in a read', 1_800),
    ]),
  ];
}

/** The clock jumps; the workstation sleeps, locks and wakes. */
function clockFaults(desk: ProgramDesk): Fault[] {
  const jump = (name: string, milliseconds: number): Fault => ({
    kind: 'clock',
    name,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      await desk.program.app.evaluate((_electron, by) => {
        const real = globalThis as unknown as { realNow?: () => number };
        real.realNow ??= Date.now.bind(Date);
        const { realNow } = real;
        Date.now = () => realNow() + by;
      }, milliseconds);
      await delay(300);
      const misses = await desk.checkGood();
      await desk.program.app.evaluate(() => {
        const { realNow } = globalThis as unknown as { realNow: () => number };
        Date.now = realNow;
      });
      return misses;
    },
  });
  const power = (name: string, events: readonly string[]): Fault => ({
    kind: 'sleep and lock',
    name,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      await desk.program.app.evaluate(async ({ powerMonitor }, all) => {
        for (const event of all) {
          (powerMonitor as unknown as NodeJS.EventEmitter).emit(event);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }, events);
      return desk.checkGood();
    },
  });
  const YEAR = 365 * 86_400_000;
  return [
    jump('ten years forward', 10 * YEAR),
    jump('ten years back', -10 * YEAR),
    jump('one hour forward', 3_600_000),
    jump('one hour back', -3_600_000),
    power('suspend and resume', ['suspend', 'resume']),
    power('lock and unlock', ['lock-screen', 'unlock-screen']),
    power('resume without suspend', ['resume', 'resume']),
    power('everything at once', ['suspend', 'lock-screen', 'resume', 'suspend', 'unlock-screen', 'resume']),
  ];
}

/** Starts with a profile that is broken; each is a program of its own. */
function profileFaults(desk: ProgramDesk): Fault[] {
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
  const { _electron } = await import('@playwright/test');
  const env = Object.fromEntries(
    Object.entries({ ...electronEnvironment(), ...desk.program.world.env }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  try {
    const app = await _electron.launch({
      executablePath: electronPath(),
      args: [
        ...electronSwitches(),
        PROGRAM,
        '--config',
        desk.program.world.configFile,
        '--user-data',
        profile,
      ],
      env,
      timeout: 30_000,
    });
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

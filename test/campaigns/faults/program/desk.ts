/** The running program of the campaign, with a piece of network of ours before the site, and what each fault ends with. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { openVisits } from '../../../e2e/desk-work.ts';
import { start, type Running } from '../../../e2e/support.ts';
import { AMADOU, CLAIRE } from '../../../lab/cards/people.ts';
import { isAlive } from '../../../lab/native-host/index.ts';
import { createAuthority, daysFrom, type Authority } from '../../../lab/pki/certificates.ts';
import type { PractitionerKey } from '../../../lab/pki/practitioners.ts';
import { Wire, type WireFault } from '../wire.ts';

const PATIENCE_MS = 20_000;
/** For this long after a process of the cards has started, a card is taken to have been there already. */
const ARRIVALS_MS = 2_500;
const CLAIRES_BAR = 'MARTIN Claire';
const AMADOUS_BAR = 'DIALLO Amadou';

/** What must come of a fault: a code (or one of several) shown in the site's place, the page all the same, or a window that can be closed. */
export type Outcome = CodeShown | 'page' | 'closable';

export interface CodeShown {
  readonly code: string | readonly string[];
}

export type HelperRole = 'cards' | 'cryptolib';

/** A hostile process, plain JavaScript: it lies where the campaign's bundle is made from. */
const HOSTILE = join(import.meta.dirname, 'hostile-role.mjs');

export class ProgramDesk {
  readonly program: Running;
  readonly wire: Wire;
  /** An authority that this program believes beside the site's own: with it servers are made that are wrong otherwise. */
  readonly believed: Authority;
  readonly #directory: string;

  private constructor(program: Running, wire: Wire, believed: Authority, directory: string) {
    this.program = program;
    this.wire = wire;
    this.believed = believed;
    this.#directory = directory;
  }

  /** @param practitioners whose cards there are; the site lets everybody in all the same */
  static async start(practitioners: readonly PractitionerKey[] = []): Promise<ProgramDesk> {
    const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-faults-'));
    const caFile = join(directory, 'authorities.pem');
    const believed = await createAuthority([{ CN: 'Autorité de la campagne' }], {
      notBefore: daysFrom(new Date(), -400),
      notAfter: daysFrom(new Date(), 400),
    });
    const wire = new Wire();
    // Its port must be known before the settings are written, the site's own only then.
    await wire.open();
    let siteAuthorities = '';
    const program = await start({
      practitioners,
      settings: ({ urls, caFile: own }) => {
        siteAuthorities = own;
        wire.leadTo(Number(new URL(urls.plain).port));
        return {
          signIn: 'cpx',
          webPs: {
            cpx: { hosts: [`https://wps.localhost:${String(wire.port)}`] },
            trustedCaFile: caFile,
          },
        };
      },
      prepare: async () => {
        await writeFile(caFile, (await readFile(siteAuthorities, 'utf8')) + believed.certificatePem);
      },
    });
    const desk = new ProgramDesk(program, wire, believed, directory);
    await desk.until('the launcher waits', async () =>
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
      await this.until('a window for the record', async () => (await openVisits(this.program)).length === 1);
      misses.push(...(await this.#look(outcome)));
    } catch (error) {
      misses.push(error instanceof Error ? error.message : String(error));
    } finally {
      await lift();
    }
    return [...misses, ...(await this.checkGood())];
  }

  /** Claire's record is connected once more under a fault of the network; `code` must be shown in its place. */
  async retryUnder(fault: WireFault, code: CodeShown['code']): Promise<readonly string[]> {
    await this.wire.inject(fault);
    if ((await openVisits(this.program)).length === 0) await this.program.desk.insert(0, 'claire');
    else await this.#startOver();
    await this.until('the connection to be struck', () => Promise.resolve(this.wire.struck > 0));
    return this.#look({ code });
  }

  /** Lifts the fault: the same record must open, and be its own. */
  async proveOpen(): Promise<readonly string[]> {
    await this.wire.clear();
    await this.#startOver();
    await this.until('the record’s page', () =>
      Promise.resolve(
        this.program.sitePages().some((page) => page.url().endsWith(`/TableauDeBord/${CLAIRE.nir}`)),
      ),
    );
    const bar = await this.#bar();
    await this.tidy();
    return bar === CLAIRES_BAR ? [] : [`the bar says ${bar}`];
  }

  async #startOver(): Promise<void> {
    const visit = await this.program.page('visit');
    // A site that could not be reached is tried again; any other end of a session needs a new one.
    const ways = visit.getByRole('button', { name: /Recommencer la connexion|Réessayer/ });
    await ways.first().click();
  }

  /** Closes what is open and opens another person's record: it must be that person's, and only that one. */
  async checkGood(): Promise<readonly string[]> {
    await this.tidy();
    await this.program.desk.insert(0, 'amadou');
    await this.until(
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
    const launcher = await this.launcher();
    const isOpen = async (): Promise<boolean> => (await launcher.getByText('Dossier ouvert').count()) > 0;
    if (await isOpen()) await this.#send('visit', 'close');
    await this.until('the launcher to be free', async () => !(await isOpen()));
    await this.until('the window to close', async () => (await openVisits(this.program)).length === 0);
    await this.#send('launcher', 'dismissNotice');
  }

  async close(): Promise<readonly string[]> {
    const pids = await this.processes();
    await this.program.close();
    await this.wire.close();
    await rm(this.#directory, { recursive: true, force: true });
    await delay(500);
    const left = await Promise.all(pids.map(async (pid) => ((await isAlive(pid)) ? [pid] : [])));
    return left.flat().map((pid) => `process ${String(pid)} stayed behind`);
  }

  processes(): Promise<readonly number[]> {
    return this.program.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  }

  /** The process of one native role, by the name it has in the system's task manager. */
  async pidOf(role: HelperRole): Promise<number> {
    const pid = await this.program.app.evaluate(
      ({ app }, name) => app.getAppMetrics().find((metric) => metric.name === name)?.pid ?? 0,
      `DMP Direct ${role}`,
    );
    if (pid === 0) throw new Error(`there is no process for ${role}`);
    return pid;
  }

  /** A process of the engine, by its type or its name. */
  async enginePid(type: string): Promise<number> {
    const site = this.program.sitePages()[0]?.url() ?? '';
    return this.program.app.evaluate(
      ({ app, webContents }, [wanted, address]) => {
        const page = webContents.getAllWebContents().find((each) => each.getURL() === address);
        if (wanted === 'Tab') return page?.getOSProcessId() ?? 0;
        return app.getAppMetrics().find(({ type, name }) => type === wanted || name === wanted)?.pid ?? 0;
      },
      [type, site] as const,
    );
  }

  /**
   * Puts a hostile process in the place of a helper: the program's own `fork` starts it, for the very role.
   * @returns what brings the good helper back
   */
  async replace(role: HelperRole, as: string): Promise<() => Promise<void>> {
    const killed = await this.pidOf(role).catch(() => null);
    await this.program.app.evaluate(
      ({ utilityProcess }, [name, file, how]) => {
        const real = utilityProcess.fork.bind(utilityProcess);
        const held = utilityProcess as unknown as { fork: typeof real; realFork?: typeof real };
        held.realFork = real;
        held.fork = (entry, args = [], options = {}) =>
          options.serviceName === name
            ? real(file, [...args, `--as=${how}`], options)
            : real(entry, args, options);
      },
      [`DMP Direct ${role}`, HOSTILE, as] as const,
    );
    if (killed !== null) process.kill(killed, 'SIGKILL');
    return async () => {
      await this.program.app.evaluate(({ utilityProcess }) => {
        const held = utilityProcess as unknown as { fork: unknown; realFork: unknown };
        held.fork = held.realFork;
      });
      const pid = await this.pidOf(role).catch(() => null);
      if (pid !== null) process.kill(pid, 'SIGKILL');
    };
  }

  /** Waits until insertions are seen again: a card that comes earlier counts as having been there. */
  async cardsReady(): Promise<void> {
    await this.program.desk.clear();
    const launcher = await this.launcher();
    // After several deaths in a row the next process is a few seconds in coming.
    await this.until('a process for the cards', async () => (await this.pidOf('cards')) > 0);
    await this.until(
      'the launcher waits again',
      async () => (await launcher.getByText('Lecteur prêt').count()) > 0,
    );
    await delay(ARRIVALS_MS);
  }

  async #look(outcome: Outcome): Promise<readonly string[]> {
    const visit = await this.program.page('visit');
    if (outcome === 'closable') await delay(1_500);
    else if (outcome === 'page')
      await this.until('the page', () => Promise.resolve(this.program.sitePages().length > 0));
    else {
      const codes = [outcome.code].flat();
      const shown = visit.getByText(new RegExp(`^(${codes.join('|')})$`));
      await this.until(codes.join(' or '), async () => (await shown.count()) > 0);
    }
    const bar = await this.#bar();
    return bar === CLAIRES_BAR ? [] : [`the bar says ${bar}`];
  }

  async #bar(): Promise<string> {
    const visit = await this.program.page('visit');
    return (
      (await visit
        .locator('#app header.bar h1')
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

  async until(what: string, holds: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`never came: ${what}; there is ${await this.#scene()}`);
      await delay(40);
    }
  }

  /** What is on screen, for a miss that says what came instead. */
  async #scene(): Promise<string> {
    const pages = this.program.app.windows();
    const texts = pages.map(async (page) => {
      const text = await page
        .locator('body')
        .innerText({ timeout: 500 })
        .catch(() => 'nothing to read');
      return `${new URL(page.url()).pathname}: ${text.replace(/\s+/g, ' ').slice(0, 120)}`;
    });
    return (await Promise.all(texts)).join(' / ');
  }
}

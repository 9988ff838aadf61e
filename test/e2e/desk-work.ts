/** What the tests of the main job do over and over: on the plain site, where signing in is not the point. */
import { expect, test, type Page } from '@playwright/test';
import type { ConfigurationFile } from '../../src/domain/settings/configuration.ts';
import type { CommandName, CommandParams, WindowKind } from '../../src/borders/windows/index.ts';
import { poll, start, type Running, type StartOptions } from './support.ts';

/** A world whose site lets everybody in by itself. */
export function plainSite(settings: ConfigurationFile = {}): StartOptions {
  return { practitioners: [], settings: { signIn: 'cpx', ...settings } };
}

/** What marks the rows of a table after the first `always`: they run with `npm run campaign long` only. */
export function furtherRow(index: number, always = 1): { tag: string[] } {
  return { tag: index < always ? [] : ['@long'] };
}

/**
 * The one program of a file's tests, on the plain site: started before the first, put back in order after each, ended
 * after the last.
 */
export function sharedProgram(): Running {
  let running: Running | null = null;
  const there = (): Running => {
    if (running === null) throw new Error('the program runs only while tests do');
    return running;
  };
  test.beforeAll(async () => {
    running = await start(plainSite());
    await ready(running);
  });
  test.afterEach(async () => {
    await tidy(there());
  });
  test.afterAll(async () => {
    await running?.close();
  });
  return {
    get app() {
      return there().app;
    },
    get world() {
      return there().world;
    },
    get desk() {
      return there().desk;
    },
    page: (kind) => there().page(kind),
    sitePage: (path) => there().sitePage(path),
    sitePages: () => there().sitePages(),
    close: () => there().close(),
  };
}

/** Sends a command as a window's page does. */
export async function send<Kind extends WindowKind, Name extends CommandName<Kind>>(
  program: Running,
  kind: Kind,
  name: Name,
  params: CommandParams<Kind, Name>,
): Promise<void> {
  await sendTo(await program.page(kind), name, params);
}

async function sendTo(page: Page, name: string, params: unknown): Promise<void> {
  await page
    .evaluate(
      ([command, given]) => {
        const { dmp } = globalThis as unknown as { dmp: { send: (name: string, params: unknown) => void } };
        dmp.send(command, given);
      },
      [name, params] as const,
    )
    .catch(unlessGone);
}

/** Of a command or click that closes its window, which can be faster than the answer that it was done. */
function unlessGone(error: unknown): void {
  if (!/has been closed|was destroyed/.test(String(error))) throw error;
}

/** Answers a question, and waits until its window is gone. */
export async function answer(program: Running, confirm: Page, name: string | RegExp): Promise<void> {
  await confirm.getByRole('button', { name }).click().catch(unlessGone);
  await poll(() => pagesOf(program, 'confirm').length).toBe(0);
}

/** The interface's windows of one kind that are there at the moment. */
export function pagesOf(program: Running, kind: WindowKind): Page[] {
  return program.app.windows().filter((page) => page.url().startsWith(`app://dmp-direct/${kind}/`));
}

/** Waits until the program waits for a card: what is inserted from now on is seen being inserted. */
export async function ready(program: Running): Promise<void> {
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
  // The heading is there before the readers have been looked at; a card that comes earlier was there already.
  await expect(launcher.getByText('Lecteur prêt', { exact: true })).toBeVisible();
}

/** Takes every card out, closes what is open and waits until the program waits for a card again. */
export async function tidy(program: Running): Promise<void> {
  await program.desk.clear();
  const launcher = await program.page('launcher');
  // A visit is told to close once its bar is drawn: its site's page can be there before, and outlive its window.
  await poll(async () => {
    const visits = await openVisits(program);
    for (const visit of visits) await sendTo(visit, 'close', {});
    const others = pagesOf(program, 'confirm').length + program.sitePages().length;
    return visits.length + others + (await launcher.getByText('Dossier ouvert').count());
  }).toBe(0);
  await launcher.keyboard.press('Escape');
  await send(program, 'launcher', 'dismissNotice', {});
  program.world.site.control.faults.clear();
  program.world.site.control.journal.clear();
}

/** Windows that show a record. One that is warmed up shows nothing yet, and stays a while for the next card. */
export async function openVisits(program: Running): Promise<readonly Page[]> {
  const pages = pagesOf(program, 'visit');
  const bars = await Promise.all(
    pages.map((page) =>
      page
        .locator('#app header.bar')
        .count()
        .catch(() => 0),
    ),
  );
  return pages.filter((_, index) => (bars[index] ?? 0) > 0);
}

/** Paths that the plain host was asked for, statics left out. */
export function asked(program: Running): readonly string[] {
  return program.world.site.control.journal.paths('plain');
}

/** How many sessions the plain host has opened and not ended. */
export function siteSessions(program: Running): number {
  return program.world.site.control.sessions('plain').length;
}

/** The window of the visit, with this heading in its patient bar. */
export async function visitOf(program: Running, title: string): Promise<Page> {
  await poll(async () => {
    const titles = pagesOf(program, 'visit').map((page) =>
      page
        .locator('#app header.bar h1')
        .textContent({ timeout: 1_000 })
        .catch(() => null),
    );
    return Promise.all(titles);
  }).toContain(title);
  return program.page('visit');
}

/** Nothing opens by itself: waits long enough for something to have opened, had it been going to. */
export async function nothingOpens(program: Running, milliseconds = 1_500): Promise<void> {
  const launcher = await program.page('launcher');
  await launcher.waitForTimeout(milliseconds);
  expect(asked(program)).toEqual([]);
  await expect(launcher.getByText('Dossier ouvert')).toHaveCount(0);
}

/**
 * Runs a script in the site's page, as a click of the user: past Playwright, which waits for ever for a navigation
 * that was refused.
 */
export async function inSite(program: Running, script: string): Promise<unknown> {
  return program.app.evaluate(async ({ webContents }, code) => {
    const site = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
    // A script for a page that is about to be another one is never answered.
    if (site?.isLoadingMainFrame() === true)
      await new Promise<void>((resolve) => {
        site.once('did-stop-loading', () => {
          resolve();
        });
      });
    if (site === undefined) return undefined;
    // Nor is one that ends its own page.
    const gone = new Promise<void>((resolve) => void site.once('destroyed', resolve));
    return Promise.race([site.executeJavaScript(code, true) as Promise<unknown>, gone]);
  }, script);
}

/** What the site's page says. */
export async function siteText(program: Running): Promise<string> {
  return String(await inSite(program, 'document.body.innerText'));
}

/** Kills the process that makes the engine's connections, and waits for the next one. */
export async function killNetwork(program: Pick<Running, 'app'>): Promise<void> {
  const find = (): Promise<number | null> =>
    program.app.evaluate(({ app }) => {
      const found = app
        .getAppMetrics()
        .find(({ serviceName }) => serviceName === 'network.mojom.NetworkService');
      return found?.pid ?? null;
    });
  const pid = await find();
  expect(pid).not.toBeNull();
  process.kill(pid!, 'SIGKILL');
  await poll(find).not.toBe(pid);
}

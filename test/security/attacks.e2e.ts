/** Every attempt of `attacks.ts` in the real program: nothing may be heard outside, opened, written or granted. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pagesOf, send } from '../e2e/desk-work.ts';
import { poll, type Running, start } from '../e2e/support.ts';
import { ATTACKS, attackScript, type Attack } from './attacks.ts';
import { startHostileSite, type HostileSite } from './hostile-site.ts';
import { filesUnder, installFakeDesktop, openTraps, type FakeDesktop, type Traps } from './traps.ts';

let site: HostileSite;
let traps: Traps;
let desktop: FakeDesktop;
let program: Running;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-attacks-'));
  site = await startHostileSite();
  traps = await openTraps(site.pki);
  desktop = await installFakeDesktop(folder);
  program = await start({
    practitioners: [],
    settings: { signIn: 'cpx', webPs: { cpx: { hosts: [site.origin] } } },
    env: desktop.env,
  });
});

test.afterAll(async () => {
  await program.close();
  await traps.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

interface SiteView {
  readonly url: string;
  readonly result: unknown;
}

/** Runs a script in the site's page with a user's gesture; null when there is no such page. */
function inSiteView(script: string): Promise<SiteView | null> {
  return program.app.evaluate(
    async ({ webContents }, [origin, code]) => {
      const view = webContents.getAllWebContents().find((each) => each.getURL().startsWith(origin));
      if (view === undefined) return null;
      const late = new Promise((resolve) => setTimeout(() => resolve('the page went away'), 4_000));
      const result: unknown = await Promise.race([view.executeJavaScript(code, true).catch(String), late]);
      return { url: view.isDestroyed() ? '' : view.getURL(), result };
    },
    [site.origin, script] as const,
  );
}

/** Leads the visit to an empty page of the site, whatever the attempt before has left. */
async function ready(): Promise<void> {
  if (pagesOf(program, 'visit').length > 0) {
    const there = await program.app.evaluate(async ({ webContents }, origin) => {
      const view = webContents.getAllWebContents().find((each) => each.getURL().startsWith(origin));
      if (view === undefined) return false;
      return view.loadURL(`${origin}/vide?${String(Math.random())}`).then(
        () => true,
        () => false,
      );
    }, site.origin);
    if (there) return;
    await send(program, 'visit', 'close', {});
    await poll(() => pagesOf(program, 'visit').length).toBe(0);
  }
  await send(program, 'launcher', 'openDashboard', {});
  await program.sitePage('/AccesDirect/TableauDeBord');
}

/** Windows of the system that are ours, dialogs of the toolkit included. */
async function windows(): Promise<readonly string[]> {
  const kinds = await program.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => {
      const url = each.getURL();
      return URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : url;
    }),
  );
  return [...kinds].sort();
}

for (const [group, attacks] of Object.entries(ATTACKS)) {
  test.describe(group, () => {
    for (const [index, attack] of attacks.entries()) {
      // A third of each group every time, all of them in `npm run campaign security`.
      test(attack.name, { tag: index % 3 === 0 ? [] : ['@long'] }, async () => {
        const { electron } = await program.app.evaluate(() => process.versions);
        test.skip(Number.parseInt(electron) < (attack.since ?? 0), 'this runtime is too old');
        await escapes(attack);
      });
    }
  });
}

async function escapes(attack: Attack): Promise<void> {
  const places = { ...traps, origin: site.origin };
  for (const [path, answer] of Object.entries(attack.answers?.(places) ?? {})) site.answer(path, answer);
  await ready();
  traps.heard();
  const before = { windows: await windows(), files: await filesUnder(watched()) };
  const view = await inSiteView(attackScript(attack, places));
  expect(String(view?.result), 'the page got what it wanted').not.toMatch(/^escaped/);
  expect(traps.heard(), 'something outside was spoken to').toEqual([]);
  expect(await desktop.opened(), 'the desktop was asked to open something').toEqual([]);
  expect(newIn(await filesUnder(watched()), before.files), 'files were written').toEqual([]);
  const after = await windows();
  // The engine answers some addresses with an empty page of its own.
  const opened = after.filter((each) => each !== 'about://' && !before.windows.includes(each));
  expect(opened, 'something was opened').toEqual([]);
  expect(after.length).toBeLessThanOrEqual(before.windows.length);
  expect(await isAlive()).toBe(true);
}

/** Where a page could have something written: the user's home and the temporary folder's own names of ours. */
function watched(): readonly string[] {
  return [program.world.env.HOME ?? ''];
}

/** What the sound system makes when it is asked for its devices. */
const SYSTEMS_OWN = /\/\.config(\/pulse(\/[\w-]+)?)?$/;

function newIn(after: ReadonlySet<string>, before: ReadonlySet<string>): readonly string[] {
  return [...after].filter((name) => !before.has(name) && !SYSTEMS_OWN.test(name));
}

async function isAlive(): Promise<boolean> {
  return (await program.page('launcher')).evaluate(() => document.querySelector('main') !== null);
}

test('after all of it the log holds no address of the attacks', async () => {
  const log = await readFile(join(program.world.userData, 'logs', 'dmp-direct.log'), 'utf8');
  expect(log).not.toContain('ailleurs.localhost');
});

test('a page that closes itself: the reason is shown, starting over and closing work', async () => {
  await ready();
  await inSiteView('window.close()');
  const visit = await program.page('visit');
  await expect(visit.getByText('La page s’est arrêtée')).toBeVisible();
  await send(program, 'visit', 'stopAction', { action: 'start-over' });
  await program.sitePage('/AccesDirect/TableauDeBord');
  await inSiteView('window.close()');
  await expect(visit.getByText('La page s’est arrêtée')).toBeVisible();
  await send(program, 'visit', 'close', {});
  await poll(() => pagesOf(program, 'visit').length).toBe(0);
  // And the next record opens.
  await ready();
});

test('full screen: the page grows no further than its place, the patient bar stays above it', async () => {
  await ready();
  await inSiteView('document.documentElement.requestFullscreen()');
  const layout = await program.app.evaluate(({ BaseWindow }) =>
    BaseWindow.getAllWindows().map(({ contentView }) =>
      contentView.children.map((view) => view.getBounds().y),
    ),
  );
  const visitWindow = layout.find((views) => views.length > 1);
  expect(visitWindow?.[0]).toBe(0);
  // The area that cuts the page at its edges.
  expect(visitWindow?.[1]).toBeGreaterThan(50);
  await inSiteView('document.exitFullscreen()');
});

/**
 * The program on a desktop with a window manager, a real keyboard and a mouse: what happens when nobody has clicked
 * into a window first, and what a title bar, a tray and a notification do.
 */
import { expect, test, type Page } from '@playwright/test';
import { missingDesktop, PDF_IN_FRAMES, startDesktop, type Desktop } from '../lab/desktop/index.ts';
import { labelText, PAUL_LABEL } from '../lab/documents/label.ts';
import { asked, nothingOpens, pagesOf, plainSite, ready, send, visitOf } from './desk-work.ts';
import { cardRead, stopped, windowsOf } from './sign-in-steps.ts';
import { poll, shown, start, type Running, type StartOptions } from './support.ts';

const why = missingDesktop();
test.skip(why !== null, why ?? '');

let desktop: Desktop;
let running: Running | undefined;

test.beforeAll(async () => {
  desktop = await startDesktop();
});

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

test.afterAll(async () => {
  await desktop.stop();
});

async function begin(options: StartOptions, on = desktop): Promise<Running> {
  running = await start({ ...options, env: { ...on.env, ...options.env } });
  return running;
}

/** Keys that were pressed in a page, in order. */
async function keysHeard(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    (window as unknown as { heard: string[] }).heard = heard;
    document.addEventListener('keydown', ({ key }) => heard.push(key), true);
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

for (const managed of [true, false]) {
  const where = managed ? 'under a window manager' : 'where nobody gives the keyboard on';
  test.describe(where, () => {
    let screen: Desktop;
    test.beforeAll(async () => {
      screen = managed ? desktop : await startDesktop(false);
    });
    test.afterAll(async () => {
      if (!managed) await screen.stop();
    });

    test('after a PIN was given up with Escape the next key is the record’s, without a click', async () => {
      const program = await begin({ cards: [[1, 'cps3']], practitioners: ['cps'] }, screen);
      await cardRead(program);
      await program.desk.insert(0, 'claire');
      const pin = await program.page('pin');
      await expect(pin.getByLabel('Code porteur')).toBeFocused();
      await expect(pin.getByLabel('Code porteur')).toBeEditable();
      const heard = await keysHeard(await visitOf(program, 'MARTIN Claire'));
      await screen.press('Escape');
      await stopped(program, 'Connexion annulée');
      expect(windowsOf(program, 'pin')).toEqual([]);
      await comesToHear(heard, screen);
    });

    // Where no manager is there: only the question itself gives the keyboard back (panel.ts). After a PIN the record's own
    // page asks for it, whatever became of the PIN.
    test('after a question was refused with Escape the next key is the launcher’s, without a click', async () => {
      const program = await begin(plainSite(), screen);
      await ready(program);
      const heard = await keysHeard(await program.page('launcher'));
      await comesToHear(heard, screen);
      await screen.scan(labelText(PAUL_LABEL, '1.2.250.1.213.1.4.10', '<GS>'));
      const confirm = await program.page('confirm');
      await expect(confirm.getByRole('button', { name: 'Ne pas ouvrir' })).toBeFocused();
      const before = (await heard()).length;
      await poll(async () => {
        if (!confirm.isClosed()) await screen.press('Escape');
        return pagesOf(program, 'confirm').length;
      }).toBe(0);
      expect(await heard()).toHaveLength(before);
      await comesToHear(heard, screen);
    });
  });
}

test('Ctrl+F pressed once while a document opens is heard, and its bar is the document’s', async () => {
  const program = await begin({ ...plainSite(), engineArgs: PDF_IN_FRAMES });
  await ready(program);
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await visit.getByRole('button', { name: 'Documents' }).click();
  const site = await shown(await program.sitePage('/AccesDirect/Documents/'));
  const search = visit.getByRole('search');
  const viewers = (): Page[] =>
    program.app.windows().filter((page) => page.url().startsWith('dmp-document:'));
  const contents = (): Promise<number> =>
    program.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  const without = await contents();

  const moments = {
    'before it comes': () => Promise.resolve(),
    'as it comes': () => poll(contents).toBeGreaterThan(without),
    'as its viewer comes': () => poll(() => viewers().length).toBe(1),
  };
  for (const [moment, come] of Object.entries(moments)) {
    // The site's own: the test does not wait for what comes of it.
    await site.getByRole('link', { name: 'Volet de synthèse médicale' }).evaluate((link: HTMLElement) => {
      setTimeout(() => {
        link.click();
      }, 0);
    });
    await come();
    await desktop.press('ctrl+f');
    await expect(search, moment).toBeVisible();
    await poll(() => viewers().length, { message: moment }).toBe(1);
    const [viewer] = viewers();
    await poll(() => viewer?.frames().length ?? 0).toBeGreaterThan(1);
    await expect(search, moment).toBeVisible();
    await poll(() => visit.evaluate(() => document.hasFocus()), { message: moment }).toBe(true);
    await desktop.press('e');
    await expect(search.getByText('1 sur 1'), moment).toBeVisible();
    await desktop.press('Escape');
    await expect(search).toHaveCount(0);
    await poll(() => viewer?.evaluate(() => document.hasFocus()), { message: moment }).toBe(true);
    if (moment === 'before it comes') {
      // From the bars too.
      await desktop.press('F6');
      await poll(() => visit.evaluate(() => document.hasFocus())).toBe(true);
    }
    await desktop.press('Escape');
    await poll(() => viewers().length, { message: moment }).toBe(0);
    await poll(() => site.evaluate(() => document.hasFocus()), { message: moment }).toBe(true);
  }
});

test('over a document the keyboard’s own keys are the record’s, and lead out of it', async () => {
  const program = await begin({ ...plainSite(), engineArgs: PDF_IN_FRAMES });
  await ready(program);
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await visit.getByRole('button', { name: 'Documents' }).click();
  const site = await shown(await program.sitePage('/AccesDirect/Documents/'));
  const printed = await printsOf(program);
  const viewer = await openDocument(program, site);
  const closing = visit.getByRole('button', { name: 'Fermer le document' });

  for (const inside of ['as it opens', 'after a click into it', 'after Tab has gone through it']) {
    if (inside !== 'as it opens') await desktop.clickInFront({ x: 0.5, y: 0.5 });
    if (inside.startsWith('after Tab')) await desktop.press('Tab', 'Tab', 'Tab');
    await poll(() => viewer.evaluate(() => document.hasFocus()), { message: inside }).toBe(true);
    await desktop.press('ctrl+f');
    await expect(visit.getByRole('search'), inside).toBeVisible();
    await desktop.press('Escape');
    await expect(visit.getByRole('search')).toHaveCount(0);
    // The keyboard comes back to the document: a hand is slower than this.
    await poll(() => viewer.evaluate(() => document.hasFocus()), { message: inside }).toBe(true);
    await desktop.press('ctrl+s');
    const leaving = visit.getByRole('alertdialog', { name: /Ce document va sortir du DMP/ });
    await expect(leaving, inside).toBeVisible();
    await desktop.press('Escape');
    await expect(leaving).toHaveCount(0);
    await poll(() => viewer.evaluate(() => document.hasFocus()), { message: inside }).toBe(true);
    await printed();
    await desktop.press('ctrl+p');
    await poll(async () => (await printed()).join(), { message: inside }).toMatch(/^dmp-document:/);
    await desktop.press('F6');
    await poll(() => visit.evaluate(() => document.hasFocus()), { message: inside }).toBe(true);
    await desktop.press('F6');
    await poll(() => viewer.evaluate(() => document.hasFocus()), { message: inside }).toBe(true);
  }
  await desktop.press('Escape');
  await expect(closing).toHaveCount(0);
});

/** Opens a document of the page, and waits until its viewer is there. */
async function openDocument({ app }: Running, site: Page): Promise<Page> {
  await site.getByRole('link', { name: 'Volet de synthèse médicale' }).click();
  const viewer = (): Page | undefined => app.windows().find((page) => page.url().startsWith('dmp-document:'));
  await poll(viewer).toBeDefined();
  await poll(() => viewer()?.evaluate(() => document.hasFocus())).toBe(true);
  // The engine's viewer is a frame within: its own scripts are what keys come to first.
  await poll(() => viewer()?.frames().length ?? 0).toBeGreaterThan(1);
  const page = viewer();
  if (page === undefined) throw new Error('the document has gone');
  return page;
}

/** Who was asked to print since the last time: the system's own window has no place in a test. */
async function printsOf({ app }: Running): Promise<() => Promise<string[]>> {
  const printed = (): Promise<string[]> =>
    app.evaluate(({ webContents }) => {
      const held = globalThis as unknown as { printed?: string[] };
      const before = held.printed ?? [];
      held.printed = [];
      for (const each of webContents.getAllWebContents())
        each.print = (_options, done) => {
          held.printed?.push(each.getURL());
          done?.(true, '');
        };
      return before;
    });
  await printed();
  return printed;
}

const WAYS_TO_THE_CARD = {
  'the shortcut, over another program': () => desktop.press('ctrl+alt+d'),
  'a click on the icon of the tray': () => desktop.tray.clickIcon(),
  'a click on the notification': async () => {
    await poll(() => desktop.tray.notifications.length).toBe(1);
    const [shownOne] = desktop.tray.notifications;
    desktop.tray.clickNotification(shownOne?.id ?? NaN);
  },
} as const;

for (const [name, gesture] of Object.entries(WAYS_TO_THE_CARD)) {
  test(`discret: a card shows no window, then ${name} opens its record, or the list of several`, async () => {
    const icons = desktop.tray.icons.length;
    expect(desktop.tray.notifications).toEqual([]);
    const program = await begin({ ...plainSite({ openOnInsert: 'discret' }), args: ['--hidden'] });
    const launcher = await program.page('launcher');
    await poll(() => desktop.tray.icons.length).toBeGreaterThan(icons);
    const visible = (): Promise<number> =>
      program.app.evaluate(
        ({ BaseWindow }) => BaseWindow.getAllWindows().filter((window) => window.isVisible()).length,
      );
    await program.desk.insert(0, 'famille');
    await expect(launcher.getByText('MARTIN Hugo')).toHaveCount(1);
    await nothingOpens(program);
    expect(await visible()).toBe(0);
    await gesture();
    await poll(visible).toBe(1);
    await expect(launcher.getByText('MARTIN Hugo')).toBeVisible();
    expect(asked(program)).toEqual([]);
    await program.desk.remove(0);
    await expect(launcher.getByText('MARTIN Hugo')).toHaveCount(0);
    await send(program, 'launcher', 'hide', {});
    await poll(() => program.app.evaluate(({ BaseWindow }) => BaseWindow.getFocusedWindow())).toBe(null);

    await program.desk.insert(0, 'claire');
    await expect(launcher.getByText('MARTIN Claire', { exact: true })).toHaveCount(1);
    await nothingOpens(program);
    await gesture();
    await visitOf(program, 'MARTIN Claire');
    await program.sitePage('/TableauDeBord/');
  });
}

test('discret: the notification names nobody, and goes with its card, or with the program', async () => {
  const program = await begin({ ...plainSite({ openOnInsert: 'discret' }), args: ['--hidden'] });
  await program.page('launcher');
  await program.desk.insert(0, 'claire');
  await poll(() => desktop.tray.notifications.map(({ title, body }) => ({ title, body }))).toEqual([
    { title: 'Carte Vitale lue', body: 'Une personne sur cette carte.' },
  ]);
  await program.desk.remove(0);
  await poll(() => desktop.tray.notifications).toEqual([]);
  await program.desk.insert(0, 'claire');
  await poll(() => desktop.tray.notifications.length).toBe(1);
  await program.close();
  running = undefined;
  await poll(() => desktop.tray.notifications).toEqual([]);
});

/** Without a click, and sooner or later: a window manager takes its time. */
async function comesToHear(heard: () => Promise<string[]>, { press }: Desktop): Promise<void> {
  const before = (await heard()).length;
  await poll(async () => {
    await press('Tab');
    return (await heard()).length > before;
  }).toBe(true);
}

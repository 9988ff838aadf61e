import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { DemoWorld } from '../lab/demo/world.ts';
import { poll, type Running, start } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function openSettings({ page }: Running): Promise<Page> {
  await (await page('launcher')).getByRole('button', { name: 'Réglages', exact: true }).click();
  const settings = await page('settings');
  await expect(settings.getByRole('heading', { name: 'Réglages', exact: true })).toBeVisible();
  return settings;
}

const section = (settings: Page, name: string): Promise<void> =>
  settings.getByRole('navigation', { name: 'Rubriques' }).getByRole('button', { name }).click();

/** The window goes while the key is still down. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape').catch(() => undefined);
  await poll(() => page.isClosed()).toBe(true);
}

async function ownSettings({ userData }: DemoWorld): Promise<unknown> {
  return JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8').catch(() => '{}'));
}

test('a choice counts at once, is written, and can be taken back', async () => {
  running = await start();
  const settings = await openSettings(running);
  await settings
    .getByRole('radiogroup', { name: 'À l’insertion d’une carte Vitale' })
    .getByText('Demander d’abord')
    .click();
  await expect(settings.getByText('Modifié par vous')).toBeVisible();
  await poll(() => ownSettings(running!.world)).toEqual({ openOnInsert: 'ask' });

  await running.desk.insert(0, 'claire');
  const launcher = await running.page('launcher');
  await expect(launcher.getByText('MARTIN Claire', { exact: true })).toBeVisible();
  await launcher.waitForTimeout(1_000);
  expect(running.sitePages()).toHaveLength(0);

  await settings.getByRole('button', { name: /^Rétablir .*carte Vitale$/ }).click();
  await expect(settings.getByText('Modifié par vous')).toHaveCount(0);
  await expect(settings.getByRole('radio', { name: 'Ouvrir le dossier' })).toBeChecked();
  expect(await ownSettings(running.world)).toEqual({});
});

test('what the file given at the start has fixed is shown, with its origin, and cannot be changed', async () => {
  running = await start();
  const settings = await openSettings(running);
  await section(settings, 'Connexion');
  const signIn = settings.getByRole('radiogroup', { name: 'Moyen de connexion' });
  await expect(signIn).toHaveAccessibleDescription(/Fixé par le fichier donné au démarrage/);
  for (const radio of await signIn.getByRole('radio').all()) await expect(radio).toBeDisabled();
});

test('by the keyboard alone: a section, a refused value, its repair, another choice, the way out', async () => {
  running = await start();
  const settings = await openSettings(running);
  const { keyboard } = settings;
  await settings.getByRole('button', { name: 'Affichage et démarrage' }).focus();
  await keyboard.press('Enter');
  const feed = settings.getByRole('textbox', { name: 'Adresse des mises à jour' });
  await feed.focus();
  await keyboard.type('http://exemple.fr/');
  await keyboard.press('Tab');
  await expect(settings.getByRole('alert').filter({ hasText: 'n’a pas été gardée' })).toContainText(
    'https://',
  );
  await feed.focus();
  await keyboard.press('Control+A');
  await keyboard.type('https://exemple.fr/maj');
  await keyboard.press('Tab');
  await expect(settings.getByText('n’a pas été gardée')).toHaveCount(0);
  await settings.getByRole('switch', { name: 'Démarrer avec la session' }).focus();
  await keyboard.press('Space');
  await expect(settings.getByRole('switch', { name: 'Démarrer avec la session' })).toBeChecked();
  await poll(() => ownSettings(running!.world)).toEqual({
    updates: { feed: 'https://exemple.fr/maj' },
    startWithSession: true,
  });
  await leave(settings);
});

test('addresses count when their field is left, by Escape too, and a refused list can be left', async () => {
  running = await start();
  const settings = await openSettings(running);
  await settings.getByRole('button', { name: 'Avancé (support)' }).click();
  await section(settings, 'Site du DMP');
  const extra = settings.getByRole('textbox', { name: 'Autres adresses de la connexion par e-CPS' });
  await extra.fill('https://connexion.exemple.fr');
  await expect(settings.getByRole('button', { name: /^Appliquer/ })).toHaveCount(0);
  await extra.press('Tab');
  const kept = (hosts: readonly string[]): unknown => ({ proSanteConnect: { extraHosts: hosts } });
  await poll(() => ownSettings(running!.world)).toEqual(kept(['https://connexion.exemple.fr']));
  await extra.fill('https://autre.exemple.fr');
  await extra.press('Escape');
  await poll(() => ownSettings(running!.world)).toEqual(kept(['https://autre.exemple.fr']));
  expect(settings.isClosed()).toBe(false);
  await extra.fill('n’importe quoi');
  await extra.press('Escape');
  await expect(settings.getByRole('alert').filter({ hasText: 'n’a pas été gardée' })).toBeVisible();
  await expect(extra).toHaveValue('n’importe quoi');
  await leave(settings);
  expect(await ownSettings(running.world)).toEqual(kept(['https://autre.exemple.fr']));
});

test('a file that cannot be understood is set aside, and the user is told', async () => {
  running = await start({
    prepare: async ({ userData }) => {
      await mkdir(userData, { recursive: true });
      await writeFile(join(userData, 'settings.json'), '{ "openOnInsert": ');
    },
  });
  const launcher = await running.page('launcher');
  await expect(launcher.getByRole('alert')).toContainText('Réglages mis de côté');
  const settings = await openSettings(running);
  await expect(settings.getByRole('alert', { name: 'À savoir sur vos réglages' })).toContainText(
    'Réglages mis de côté',
  );
  const files = await readdir(running.world.userData);
  expect(files.filter((name) => name.startsWith('settings.json.'))).toHaveLength(1);
});

test('Ctrl + enlarges the pages and their windows, and is kept', async () => {
  running = await start();
  const launcher = await running.page('launcher');
  await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
  const sizes = (): Promise<{ width: number; height: number }> =>
    running!.app.evaluate(({ BaseWindow }) => {
      const [window] = BaseWindow.getAllWindows();
      return window!.getContentBounds();
    });
  // By Electron: keys that Playwright sends do not pass where a program may take them before the page.
  const pressInLauncher = (keyCode: string): Promise<void> =>
    running!.app.evaluate(({ webContents }, key) => {
      const page = webContents.getAllWebContents().find((each) => each.getURL().includes('/launcher/'));
      page?.focus();
      for (const type of ['keyDown', 'keyUp'] as const)
        page?.sendInputEvent({ type, keyCode: key, modifiers: ['control'] });
    }, keyCode);
  const before = await sizes();
  const cssWidth = await launcher.evaluate(() => innerWidth);
  // 110, 125, 150 %
  for (let times = 0; times < 3; times++) await pressInLauncher('=');
  await poll(async () => (await sizes()).width).toBe(Math.round(before.width * 1.5));
  await poll(() => launcher.evaluate(() => innerWidth)).toBe(cssWidth);
  await poll(() => ownSettings(running!.world)).toEqual({ zoom: 150 });
  await pressInLauncher('0');
  await poll(async () => (await sizes()).width).toBe(before.width);
});

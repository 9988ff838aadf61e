import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { poll, ROOT, type Running, start } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function openAbout({ page }: Running): Promise<Page> {
  await (await page('launcher')).getByRole('button', { name: 'Réglages', exact: true }).click();
  await (await page('settings')).getByRole('button', { name: 'À propos' }).click();
  return page('about');
}

test('« À propos » says its versions, an engine that is too old, what is kept of a patient, and the licences; Escape leaves it', async () => {
  running = await start({ settings: { minimumChromium: 999 } });
  const about = await openAbout(running);
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  await expect(about.getByRole('heading', { level: 1, name: 'DMP Direct' })).toBeVisible();
  await expect(about.getByText(`Version ${version} `)).toBeVisible();
  await expect(about.getByRole('heading', { name: 'Protection des données' })).toBeVisible();
  await expect(
    about.getByText('DMP Direct ne conserve aucune donnée de patient\u00a0: rien, nulle part.'),
  ).toBeVisible();
  const engine = await running.app.evaluate(() => [process.versions.electron, process.versions.chrome]);
  for (const each of engine) await expect(about.getByText(each, { exact: true })).toBeVisible();
  await expect(about.getByText(/plus ancien que la version 999/)).toBeVisible();
  // A program that was not packaged has no notices beside it, and says so.
  await about.getByRole('button', { name: 'Afficher les licences des composants' }).focus();
  await about.keyboard.press('Enter');
  await expect(about.getByRole('status')).toHaveText(
    /Le fichier des licences n’accompagne pas cette version/,
  );
  await about.keyboard.press('Escape').catch(() => undefined);
  await poll(() => about.isClosed()).toBe(true);
});

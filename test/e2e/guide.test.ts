/** The guide that goes with the program: F1 from where one is, and whom to call. */
import { expect, test } from '@playwright/test';
import type { WindowKind } from '../../src/borders/windows/index.ts';
import { plainSite, ready } from './desk-work.ts';
import { poll, start, type Running } from './support.ts';

let program: Running | undefined;

test.afterEach(async () => {
  await program?.close();
  program = undefined;
});

/** By Electron: what main takes before the page never reaches it from Playwright. */
function pressF1(running: Running, kind: WindowKind): Promise<void> {
  return running.app.evaluate(({ webContents }, part) => {
    const page = webContents.getAllWebContents().find((each) => each.getURL().includes(part));
    page?.focus();
    for (const type of ['keyDown', 'keyUp'] as const) page?.sendInputEvent({ type, keyCode: 'F1' });
  }, `/${kind}/`);
}

test('F1 opens the guide at what is on screen; its links, its way back, Escape', async () => {
  program = await start(plainSite());
  await ready(program);
  await pressF1(program, 'launcher');
  const guide = await program.page('guide');
  await expect(guide.getByRole('heading', { level: 1, name: 'Ouvrir un DMP' })).toBeFocused();
  await guide.getByRole('button', { name: 'DMP Direct demande pour qui' }).click();
  await expect(
    guide.getByRole('heading', { level: 1, name: 'Une carte, plusieurs personnes' }),
  ).toBeFocused();
  await expect(guide.getByRole('img', { name: 'Le choix dans une famille' })).toHaveJSProperty(
    'complete',
    true,
  );
  await guide.getByRole('button', { name: 'Retour' }).click();
  await expect(guide.getByRole('heading', { level: 1, name: 'Ouvrir un DMP' })).toBeFocused();
  // The same window, at another place.
  await (await program.page('launcher')).getByRole('button', { name: 'Réglages', exact: true }).click();
  await program.page('settings');
  await pressF1(program, 'settings');
  await expect(guide.getByRole('heading', { level: 1, name: 'Réglages' })).toBeFocused();
  await expect(guide.getByRole('button', { name: 'Réglages' })).toHaveAttribute('aria-current', 'page');
  await guide.keyboard.press('Escape').catch(() => undefined);
  await poll(() => guide.isClosed()).toBe(true);
});

test('whom to call is on the stop, and F1 opens the failure’s own page', async () => {
  const support = { name: 'Informatique du cabinet', phone: '01 23 45 67 89', address: 'aide@exemple.fr' };
  program = await start(plainSite({ support }));
  const launcher = await program.page('launcher');
  await program.desk.insert(0, 'muette');
  const line = 'Votre support : Informatique du cabinet, 01 23 45 67 89, aide@exemple.fr';
  await expect(launcher.getByText(line)).toBeVisible();
  await pressF1(program, 'launcher');
  const guide = await program.page('guide');
  await expect(guide.getByRole('heading', { level: 1, name: 'La carte ne répond pas' })).toBeVisible();
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { DemoWorld } from '../lab/demo/world.ts';
import { launch, poll, type Running, start } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

const title = (page: Page, name: string | RegExp): ReturnType<Page['getByRole']> =>
  page.getByRole('heading', { level: 1, name });

/** The window may be gone before what was done in it has ended. */
async function goesAway(page: Page, done: Promise<void>): Promise<void> {
  await done.catch(() => undefined);
  await poll(() => page.isClosed()).toBe(true);
}

async function json(world: DemoWorld, file: string): Promise<Record<string, unknown>> {
  const text = await readFile(join(world.userData, file), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, unknown>;
}

/** The port of an origin, behind the one name that every resolver knows. */
function atLocalhost(origin: string): string {
  return `https://localhost:${new URL(origin).port}`;
}

test('the first start opens the assistant; a card opens nothing meanwhile; the next start goes on', async () => {
  running = await start({ withoutConfig: true });
  const assistant = await running.page('assistant');
  await expect(title(assistant, 'Votre lecteur de cartes')).toBeVisible();
  await expect(assistant.getByText('2 lecteurs sont reconnus')).toBeVisible();
  await assistant.keyboard.press('Enter');
  await expect(title(assistant, 'Essayez une carte Vitale')).toBeFocused();
  await expect(assistant.getByRole('button', { name: 'Passer cette étape' })).toBeVisible();
  await running.desk.insert(0, 'famille');
  await expect(assistant.getByText(/Carte (lue|Vitale|de test)/).first()).toBeVisible();
  await assistant.waitForTimeout(800);
  expect(running.sitePages()).toHaveLength(0);
  await assistant.keyboard.press('Enter');
  await expect(title(assistant, 'Comment vous connectez-vous')).toBeVisible();
  await assistant.getByRole('radio', { name: /^e-CPS/ }).check();
  await poll(() => json(running!.world, 'settings.json')).toEqual({ signIn: 'ecps' });
  await assistant.keyboard.press('Escape');
  await expect(title(assistant, 'Essayez une carte Vitale')).toBeVisible();
  await running.app.close();

  const again = await launch(running.world, { withoutConfig: true });
  try {
    await poll(() => again.windows().some((page) => page.url().includes('/assistant/')), {
      timeout: 20_000,
    }).toBe(true);
    const page = again.windows().find((each) => each.url().includes('/assistant/'))!;
    await expect(title(page, 'Essayez une carte Vitale')).toBeVisible();
    await page.getByRole('button', { name: 'Retour' }).click();
    await goesAway(page, page.getByRole('button', { name: 'Reprendre plus tard' }).click());
  } finally {
    await again.close();
  }
});

test('the address that answers is found, confirmed, and put first', { tag: '@long' }, async () => {
  const silent = 'https://nulle-part.invalid';
  let cpx = '';
  let ecps = '';
  running = await start({
    withoutConfig: true,
    prepare: async (world) => {
      cpx = atLocalhost(world.site.urls.cpx);
      ecps = atLocalhost(world.site.urls.ecps);
      const given = JSON.parse(await readFile(world.configFile, 'utf8')) as { webPs: object };
      const own = {
        ...given,
        webPs: { ...given.webPs, cpx: { hosts: [silent, cpx] }, ecps: { hosts: [ecps] } },
      };
      await mkdir(world.userData, { recursive: true });
      await writeFile(join(world.userData, 'settings.json'), JSON.stringify(own));
    },
  });
  const launcher = await running.page('launcher');
  await launcher.getByRole('button', { name: 'Réglages', exact: true }).click();
  await (await running.page('settings')).getByRole('button', { name: 'Relancer l’assistant' }).click();
  const assistant = await running.page('assistant');
  for (const step of ['Votre lecteur de cartes', 'Essayez une carte Vitale', 'Comment vous connectez-vous']) {
    // Focused: the keys act on this step from now on.
    await expect(title(assistant, step)).toBeFocused();
    await assistant.locator('button[aria-keyshortcuts="Enter"]').click();
  }
  await expect(title(assistant, 'L’adresse du DMP')).toBeVisible();
  await expect(assistant.getByText('Ce nom n’est pas connu du réseau')).toBeVisible();
  await expect(assistant.getByText(/Répond en \d+\sms, connexion chiffrée TLS 1\.[23]/)).toHaveCount(2);
  await expect(assistant.getByRole('radio', { name: new RegExp(new URL(cpx).host) })).toBeChecked();
  await assistant.keyboard.press('Enter');
  await expect(title(assistant, 'Vos habitudes')).toBeVisible();
  await poll(async () => (await json(running!.world, 'settings.json')).webPs).toMatchObject({
    cpx: { hosts: [cpx, silent] },
    ecps: { hosts: [ecps] },
  });
  await assistant.getByRole('combobox', { name: 'Page d’arrivée' }).selectOption('Documents');
  await assistant.getByRole('button', { name: 'Continuer' }).click();
  await expect(title(assistant, 'DMP Direct est prêt')).toBeVisible();
  await expect(assistant.getByText(new URL(cpx).host)).toBeVisible();
  await expect(assistant.getByText('Documents')).toBeVisible();
  await goesAway(assistant, assistant.keyboard.press('Enter'));
  await poll(async () => (await json(running!.world, 'memory.json')).assistant).toBe('finished');
});

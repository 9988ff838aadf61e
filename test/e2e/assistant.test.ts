import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import type { DemoWorld } from '../lab/demo/world.ts';
import { command } from './sign-in-steps.ts';
import { launch, poll, type Running, shown, start } from './support.ts';

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
  // The readers are there: that step passes by itself, and says what it has found.
  await expect(title(assistant, 'Essayez une carte Vitale')).toBeFocused();
  await expect(assistant.getByText('2 lecteurs sont reconnus')).toBeVisible();
  await expect(assistant.getByRole('button', { name: 'Passer cette étape' })).toBeVisible();
  await running.desk.insert(0, 'famille');
  await expect(title(assistant, 'Comment vous connectez-vous')).toBeFocused();
  await expect(assistant.getByText('Carte lue, quatre personnes')).toBeVisible();
  await assistant.waitForTimeout(800);
  expect(running.sitePages()).toHaveLength(0);
  await assistant.getByRole('radio', { name: /^e-CPS/ }).check();
  await poll(() => json(running!.world, 'settings.json')).toEqual({ signIn: 'ecps' });
  await assistant.keyboard.press('Escape');
  // Gone back to, it stays, although the card is read.
  await expect(title(assistant, 'Essayez une carte Vitale')).toBeFocused();
  await assistant.waitForTimeout(800);
  await expect(assistant.getByText(/^Carte lue/)).toBeVisible();
  await running.desk.remove(0);
  await expect(assistant.getByText('En attente d’une carte')).toBeVisible();
  await running.app.close();

  const again = await launch(running.world, { withoutConfig: true });
  try {
    await poll(() => again.windows().some((page) => page.url().includes('/assistant/')), {
      timeout: 20_000,
    }).toBe(true);
    const page = again.windows().find((each) => each.url().includes('/assistant/'))!;
    await expect(title(page, 'Essayez une carte Vitale')).toBeVisible();
    // Gone back to before the readers are known, their step would pass by itself once more.
    const launcher = again.windows().find((each) => each.url().includes('/launcher/'))!;
    await expect(launcher.getByText('Lecteur prêt')).toHaveCount(1);
    await page.getByRole('button', { name: 'Retour' }).click();
    await goesAway(page, page.getByRole('button', { name: 'Reprendre plus tard' }).click());
  } finally {
    await again.close();
  }
});

/** Types the identifier at Pro Santé Connect, as the practitioner does, until the phone is asked. */
async function identify(program: Running): Promise<void> {
  const wallet = await shown(await program.sitePage('wallet.localhost'));
  await wallet.getByLabel('Identifiant national').fill(`8${LAB_PRACTITIONERS.cps.rpps}`);
  await wallet.getByRole('button', { name: 'Continuer' }).click();
  await program.world.site.control.phone.asked();
}

const SILENT = 'https://nulle-part.invalid';

/** Settings of the user's own, with these addresses; the rest as the lab's file gives it. */
function ownAddresses(
  hosts: (own: { readonly cpx: string; readonly ecps: string }) => {
    readonly cpx: readonly string[];
    readonly ecps: readonly string[];
  },
): (world: DemoWorld) => Promise<void> {
  return async (world) => {
    const { cpx, ecps } = hosts({
      cpx: atLocalhost(world.site.urls.cpx),
      ecps: atLocalhost(world.site.urls.ecps),
    });
    const given = JSON.parse(await readFile(world.configFile, 'utf8')) as { webPs: object };
    const own = { ...given, webPs: { ...given.webPs, cpx: { hosts: cpx }, ecps: { hosts: ecps } } };
    await mkdir(world.userData, { recursive: true });
    await writeFile(join(world.userData, 'settings.json'), JSON.stringify(own));
  };
}

/** Past the steps that have something to ask, up to the site's. */
async function upToSite(
  program: Running,
  asked = ['Essayez une carte Vitale', 'Comment vous connectez-vous'],
): Promise<Page> {
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Réglages', exact: true }).click();
  await (await program.page('settings')).getByRole('button', { name: 'Relancer l’assistant' }).click();
  const assistant = await program.page('assistant');
  for (const step of asked) {
    // Focused: the keys act on this step from now on.
    await expect(title(assistant, step)).toBeFocused();
    await assistant.locator('button[aria-keyshortcuts="Enter"]').click();
  }
  return assistant;
}

test(
  'the address that answers is put first unasked, and starting with the session is proposed',
  { tag: '@long' },
  async () => {
    let cpx = '';
    let ecps = '';
    running = await start({
      withoutConfig: true,
      prepare: ownAddresses((own) => {
        ({ cpx, ecps } = own);
        return { cpx: [SILENT, cpx], ecps: [ecps] };
      }),
    });
    const assistant = await upToSite(running);
    await expect(title(assistant, 'Vos habitudes')).toBeFocused();
    await expect(assistant.getByText('L’adresse du DMP répond')).toBeVisible();
    await poll(async () => (await json(running!.world, 'settings.json')).webPs).toMatchObject({
      cpx: { hosts: [cpx, SILENT] },
      ecps: { hosts: [ecps] },
    });
    // Proposed, and not written before the step is left.
    await expect(assistant.getByRole('switch', { name: 'Démarrer avec la session' })).toBeChecked();
    expect(await json(running.world, 'settings.json')).not.toHaveProperty('startWithSession');
    await assistant.getByRole('combobox', { name: 'Page d’arrivée' }).selectOption('Documents');
    await assistant.getByRole('button', { name: 'Continuer' }).click();
    await expect(title(assistant, 'Essayez la connexion')).toBeFocused();
    await poll(async () => (await json(running!.world, 'settings.json')).startWithSession).toBe(true);
    await expect(assistant.getByText('Documents')).toBeVisible();
    await goesAway(assistant, assistant.getByRole('button', { name: 'Terminer sans essayer' }).click());
    await poll(async () => (await json(running!.world, 'memory.json')).assistant).toBe('finished');
  },
);

test('it ends with a real connection: into the site, or why not', async () => {
  running = await start({ settings: { signIn: 'ecps' } });
  // The way to sign in is settled: nothing is asked about it.
  const assistant = await upToSite(running, ['Essayez une carte Vitale']);
  // Whether the lab's names are known to Node is the machine's business.
  await command(assistant, 'goTo', { step: 'habits' });
  await expect(title(assistant, 'Vos habitudes')).toBeFocused();
  await assistant.keyboard.press('Enter');
  await expect(title(assistant, 'Essayez la connexion')).toBeFocused();
  await expect(assistant.getByText('Connexion pas encore essayée')).toBeVisible();
  running.world.site.control.phone.automatic = null;
  await assistant.keyboard.press('Enter');
  await identify(running);
  await expect(assistant.getByText('Connexion au DMP…')).toBeVisible();
  running.world.site.control.phone.refuse();
  await expect(assistant.getByText('Connexion refusée')).toBeVisible();
  await expect(assistant.getByRole('button', { name: 'Commencer' })).toHaveCount(0);
  await (await running.page('visit')).getByRole('button', { name: 'Recommencer la connexion' }).click();
  await identify(running);
  running.world.site.control.phone.confirm();
  await expect(assistant.getByText('La connexion au DMP fonctionne')).toBeVisible();
  await expect(title(assistant, 'DMP Direct est prêt')).toBeVisible();
  await poll(async () => (await json(running!.world, 'memory.json')).assistant).toBe('finished');
  await goesAway(assistant, assistant.getByRole('button', { name: 'Commencer' }).click());
});

test('a connection that cannot begin: the assistant says why, and no other window comes over it', async () => {
  running = await start({
    settings: { signIn: 'cpx' },
    cards: [[1, 'cps3']],
    practitioners: ['cps-expiree'],
    args: ['--hidden'],
  });
  await command(await running.page('launcher'), 'openSettings');
  await (await running.page('settings')).getByRole('button', { name: 'Relancer l’assistant' }).click();
  const assistant = await running.page('assistant');
  await command(assistant, 'goTo', { step: 'done' });
  await expect(assistant.getByText('Connexion pas encore essayée')).toBeVisible();
  await assistant.getByRole('button', { name: 'Se connecter au DMP' }).click();
  await expect(assistant.getByText('Carte CPS expirée')).toBeVisible();
  await expect(assistant.getByText('Connexion pas encore essayée')).toHaveCount(0);
  expect(running.sitePages()).toEqual([]);
  const launcher = (await running.page('launcher')).url();
  const covered = await running.app.evaluate(
    ({ BaseWindow }, address) =>
      BaseWindow.getAllWindows().some(
        (window) =>
          window.isVisible() &&
          window.contentView.children.some(
            (view) =>
              'webContents' in view && (view.webContents as Electron.WebContents).getURL() === address,
          ),
      ),
    launcher,
  );
  expect(covered).toBe(false);
});

test('« Démarrer avec la session » taken off in the assistant stays off', async () => {
  running = await start({
    withoutConfig: true,
    prepare: ownAddresses(({ cpx, ecps }) => ({ cpx: [cpx], ecps: [ecps] })),
  });
  const assistant = await upToSite(running);
  const withSession = assistant.getByRole('switch', { name: 'Démarrer avec la session' });
  await withSession.uncheck();
  await assistant.getByRole('button', { name: 'Continuer' }).click();
  await expect(title(assistant, 'Essayez la connexion')).toBeFocused();
  expect(await json(running.world, 'settings.json')).toMatchObject({ startWithSession: false });
});

test('addresses are shown only for the way to sign in of which none answers', async () => {
  running = await start({
    withoutConfig: true,
    prepare: ownAddresses(({ ecps }) => ({ cpx: [SILENT], ecps: [ecps] })),
  });
  const assistant = await upToSite(running);
  await expect(title(assistant, 'L’adresse du DMP')).toBeFocused();
  await expect(assistant.getByText('Ce nom n’est pas connu du réseau')).toBeVisible();
  await expect(assistant.getByText('nulle-part.invalid')).toBeVisible();
  await expect(assistant.getByText('L’adresse du DMP répond')).toBeVisible();
  await expect(assistant.getByText('localhost:')).toHaveCount(0);
  await assistant.getByRole('button', { name: 'Passer cette étape' }).click();
  await expect(title(assistant, 'Vos habitudes')).toBeFocused();
});

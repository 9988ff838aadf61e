/** The site's own « Lire la carte Vitale » button in the launcher's window, without any browser extension. */
import { expect, test, type Page } from '@playwright/test';
import { installFakeHost, isAlive, type FakeHost } from '../lab/native-host/index.ts';
import { inSite } from './desk-work.ts';
import { poll, type Running, shown, start, type StartOptions } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** The host that lets everyone in: signing in is another test's subject. */
const OPEN_HOST: StartOptions = {
  settings: (site) => ({ signIn: 'ecps', webPs: { ecps: { hosts: [site.urls.plain] } } }),
};

async function begin(options: StartOptions = OPEN_HOST): Promise<Running> {
  running = await start(options);
  return running;
}

/** Opens the site's dashboard without a patient, which has the button. */
async function openDashboard(program: Running): Promise<Page> {
  const launcher = await program.page('launcher');
  await launcher.evaluate(() => {
    const { dmp } = window as unknown as { dmp: { send: (name: string, params: object) => void } };
    dmp.send('openDashboard', {});
  });
  const site = await shown(await program.sitePage('/AccesDirect/TableauDeBord'));
  await expect(site.getByRole('button', { name: 'Lire la carte Vitale' })).toBeVisible();
  return site;
}

function installIn(program: Running, host?: 'vitale' | 'diagam'): Promise<FakeHost> {
  return installFakeHost(program.world.env.HOME!, host);
}

const readCard = (site: Page): Promise<void> =>
  site.getByRole('button', { name: 'Lire la carte Vitale' }).click();
/** The reason is told above the page, which that moves: it hears nothing for a moment. */
async function toldAbove(program: Running, site: Page): Promise<void> {
  await expect((await program.page('visit')).getByRole('alert')).toBeVisible();
  await shown(site);
}
const feedback = (site: Page) => site.locator('#retour-carte-vitale');

test('the site’s button reads the card: the answer reaches the site’s server untouched', async () => {
  const program = await begin();
  const fake = await installIn(program);
  const answer = {
    service: 'vitale',
    type: 'reponse',
    flux: 'A'.repeat(200_000),
    imbriqué: { vide: null, liste: [1, 2.5, 'élève ☤'], non: false },
  };
  await fake.behave({ fault: 'slow', delayMs: 600, answer });
  const site = await openDashboard(program);
  await expect(site.locator('#extension-vitale')).toHaveText('Extension de lecture présente, version 1.0.0.');
  await readCard(site);
  await expect(site.locator('body')).toHaveCSS('cursor', 'wait');
  await expect(feedback(site)).toHaveText('Carte Vitale lue : le site a reçu la réponse.');
  await expect(site.locator('body')).toHaveCSS('cursor', 'default');
  const { vitaleAnswers } = program.world.site.control.world;
  expect(vitaleAnswers).toHaveLength(1);
  expect(JSON.parse(vitaleAnswers[0]!)).toEqual({ ...answer, dest_host: 'vitale' });
  const [run, ...others] = await fake.runs();
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    args: ['chrome-extension://kpjpglcbcgnblkigbedgaoegjbifejka/'],
    request: { service: 'vitale', dest_host: 'vitale' },
  });
  expect(await isAlive(run!.pid)).toBe(false);
});

test(
  'version and a DiagAM service answer as the extension does; the marker is hidden',
  { tag: '@long' },
  async () => {
    const program = await begin();
    await installIn(program);
    await installIn(program, 'diagam');
    const site = await openDashboard(program);
    const marker = site.locator('#lecture-vitale-native-messaging-webextension-version');
    await expect(marker).toBeHidden();
    await expect(marker).toHaveText('1.0.0');
    expect(await ask(site, { service: 'version' })).toEqual({
      service: 'version',
      type: 'reponse',
      version: '5.12.0',
      dest_host: 'vitale',
      webextension: '1.0.0',
    });
    expect(await ask(site, { service: 'etat_du_poste', x: 1 })).toEqual({
      service: 'etat_du_poste',
      type: 'reponse',
      etat: 'OK',
      dest_host: 'diagam',
    });
  },
);

/** Posts a message as a page does, and waits for the answer's event. */
function ask(site: Page, message: object): Promise<unknown> {
  return site.evaluate(
    (asked) =>
      new Promise((resolve) => {
        for (const host of ['vitale', 'diagam'])
          document.addEventListener(
            `evenement_reponse_${host}`,
            (event) => {
              resolve((event as CustomEvent).detail);
            },
            { once: true },
          );
        window.postMessage(asked, location.origin);
      }),
    message,
  );
}

test('without the component the page gets FF00, and the practitioner the reason and the remedy', async () => {
  const program = await begin();
  const site = await openDashboard(program);
  expect(await ask(site, { service: 'version' })).toEqual({
    dest_host: 'vitale',
    type: 'error',
    error_code: 'FF00',
    service: 'version',
    error_message:
      'Le composant SrvSVCNAM, que les pages du site utilisent, n’est pas installé sur ce poste.',
    // On every answer to this one service, errors included.
    webextension: '1.0.0',
  });
  const visit = await program.page('visit');
  await expect(visit.getByText('Composant de lecture introuvable')).toHaveCount(0);
  await readCard(site);
  await expect(feedback(site)).toContainText('La lecture de la carte a échoué');
  await expect(site.locator('body')).toHaveCSS('cursor', 'default');
  await expect(visit.getByText('Composant de lecture introuvable')).toBeVisible();
  expect(program.world.site.control.world.vitaleAnswers).toEqual([]);
});

test('a component that dies is told at once, and the next reading works', { tag: '@long' }, async () => {
  const program = await begin();
  const fake = await installIn(program);
  await fake.behave({ fault: 'leaks-child-and-dies' });
  const site = await openDashboard(program);
  await readCard(site);
  await expect(feedback(site)).toContainText('s’est arrêté avant de répondre');
  for (const pid of await fake.leaked()) expect(await isAlive(pid)).toBe(false);
  await fake.behave({ fault: 'none' });
  await toldAbove(program, site);
  await readCard(site);
  await expect(feedback(site)).toHaveText('Carte Vitale lue : le site a reçu la réponse.');
});

test('a frame, a made-up event and a message without a known service or component: nothing happens', async () => {
  const program = await begin();
  const fake = await installIn(program);
  const site = await openDashboard(program);
  await site.evaluate(() => {
    location.assign('/attaques');
  });
  await (await program.sitePage('/attaques')).waitForLoadState();
  // Through the engine itself: a frame that is added makes the test's own hold on the page slip.
  await inSite(
    program,
    `(() => {
    // A frame of the site's own origin, with messages to its parent and to itself.
    const frame = document.createElement('iframe');
    frame.srcdoc = \`<script>
      parent.postMessage({ service: 'vitale' }, '*');
      top.postMessage({ service: 'vitale', dest_host: 'vitale' }, '*');
      window.postMessage({ service: 'vitale' }, '*');
    </script>\`;
    document.body.append(frame);
    const data = { service: 'vitale' };
    window.dispatchEvent(new MessageEvent('message', { data, source: window, origin: location.origin }));
    window.dispatchEvent(new MessageEvent('message', { data }));
    document.dispatchEvent(new CustomEvent('evenement_reponse_vitale', { detail: data }));
    const messages = [
      'vitale',
      { service: 5 },
      { service: '' },
      { service: 'vitale', dest_host: 'autre' },
      { service: 'vitale', dest_host: { toString: 'vitale' } },
      [{ service: 'vitale' }],
      { service: 'vitale', gros: 'x'.repeat(1_100_000) },
      { service: 'vitale', entier: 1n },
    ];
    messages.forEach((message) => {
      window.postMessage(message, location.origin);
    });
  })()`,
  );
  await inSite(program, "document.querySelector('#vitale-cadre').click()");
  // Requests are answered in their order: once this one is back, none of the above is still to come.
  const answer = await inSite(
    program,
    `new Promise((resolve) => {
      document.addEventListener('evenement_reponse_vitale', (event) => resolve(event.detail), { once: true });
      window.postMessage({ service: 'version' }, location.origin);
    })`,
  );
  expect(answer).toMatchObject({ webextension: '1.0.0' });
  expect((await fake.runs()).map(({ request }) => request)).toEqual([
    { service: 'version', dest_host: 'vitale' },
  ]);
});

test('Pro Santé Connect’s pages are not the site: no marker, no answer', { tag: '@long' }, async () => {
  const program = await begin({ settings: { signIn: 'ecps' } });
  const fake = await installIn(program);
  const launcher = await program.page('launcher');
  await launcher.evaluate(() => {
    const { dmp } = window as unknown as { dmp: { send: (name: string, params: object) => void } };
    dmp.send('openDashboard', {});
  });
  const wallet = await program.sitePage(program.world.site.urls.wallet);
  await expect(wallet.locator('body')).not.toBeEmpty();
  await wallet.evaluate(() => {
    window.postMessage({ service: 'vitale' }, location.origin);
    window.postMessage({ service: 'version', dest_host: 'vitale' }, '*');
  });
  await wallet.waitForTimeout(1_500);
  await expect(wallet.locator('#lecture-vitale-native-messaging-webextension-version')).toHaveCount(0);
  expect(await fake.runs()).toEqual([]);
});

test('while the component reads the card, our own reader keeps its hands off', { tag: '@long' }, async () => {
  const program = await begin();
  const fake = await installIn(program);
  await fake.behave({ fault: 'slow', delayMs: 6_000 });
  const site = await openDashboard(program);
  await readCard(site);
  await poll(async () => (await fake.runs()).length).toBe(1);
  await program.desk.insert(0, 'claire');
  const launcher = await program.page('launcher');
  // The card is seen, a reading would have taken a quarter of a second, and yet there is none.
  await expect(launcher.getByText('MARTIN')).toHaveCount(0);
  await site.waitForTimeout(3_000);
  expect(program.world.site.control.world.vitaleAnswers).toEqual([]);
  expect(program.app.windows().some((page) => page.url().includes('/confirm/'))).toBe(false);
  await expect(feedback(site)).toHaveText('Carte Vitale lue : le site a reçu la réponse.');
  // Now the card is read. Beside a dashboard it opens nothing by itself: it is the site's own search that wants it.
  await expect(launcher.getByRole('radio', { name: /^MARTIN Claire/ })).toHaveCount(1);
  expect(program.app.windows().some((page) => page.url().includes('/confirm/'))).toBe(false);
});

test(
  'closing the window ends the component that it was waiting for, and so does quitting',
  { tag: '@long' },
  async () => {
    const program = await begin();
    const fake = await installIn(program);
    await fake.behave({ fault: 'silent' });
    const site = await openDashboard(program);
    await readCard(site);
    await poll(async () => (await fake.runs()).length).toBe(1);
    const [first] = await fake.runs();
    expect(await isAlive(first!.pid)).toBe(true);
    const visit = await program.page('visit');
    await visit.evaluate(() => {
      const { dmp } = window as unknown as { dmp: { send: (name: string, params: object) => void } };
      dmp.send('close', {});
    });
    await poll(() => isAlive(first!.pid), { timeout: 3_000 }).toBe(false);
    // The component goes with the page, the window a moment later: until then there is still a visit to go back to.
    await poll(() => program.app.windows().some((page) => page.url().includes('/visit/'))).toBe(false);

    await readCard(await openDashboard(program));
    await poll(async () => (await fake.runs()).length).toBe(2);
    const second = (await fake.runs())[1];
    await program.app.close();
    expect(await isAlive(second!.pid)).toBe(false);
  },
);

test(
  'the native process ended from outside takes the component along, and the next reading works',
  { tag: '@long' },
  async () => {
    const program = await begin();
    const fake = await installIn(program);
    await fake.behave({ fault: 'silent' });
    const site = await openDashboard(program);
    await readCard(site);
    await poll(async () => (await fake.runs()).length).toBe(1);
    const [run] = await fake.runs();
    const carrier = await program.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'DMP Direct srvsvcnam')?.pid,
    );
    process.kill(carrier!, 'SIGTERM');
    await expect(feedback(site)).toContainText('La lecture de la carte a échoué');
    await poll(() => isAlive(run!.pid), { timeout: 3_000 }).toBe(false);
    await fake.behave({ fault: 'none' });
    await toldAbove(program, site);
    await readCard(site);
    await expect(feedback(site)).toHaveText('Carte Vitale lue : le site a reçu la réponse.');
  },
);

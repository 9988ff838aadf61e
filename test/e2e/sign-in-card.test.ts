/** Signing in with a practitioner's card: real TLS, real client certificates, real PKCS#11, real Electron. */
import { X509Certificate } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { CLAIRE } from '../lab/cards/people.ts';
import { addSoftCertificate, makeDatabase } from '../lab/nss/index.ts';
import { playSession, type PlayedSession } from '../lab/dbus/index.ts';
import { labelText, PAUL_LABEL, scan } from '../lab/documents/label.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { furtherRow } from './desk-work.ts';
import {
  cardOf,
  cardRead,
  command,
  openDashboard,
  openPage,
  startOver,
  stopped,
  typePin,
  windowsOf,
} from './sign-in-steps.ts';
import { poll, type Running, start, type StartOptions } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A CPS lies in the second reader and has been read. */
async function withCps(options: StartOptions = {}): Promise<Running> {
  running = await start({ cards: [[1, 'cps3']], practitioners: ['cps'], ...options });
  await cardRead(running);
  return running;
}

async function signedIn(program: Running): Promise<void> {
  await openDashboard(program);
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
}

/** So quickly that nothing is drawn between the last digit and Enter. */
async function typeWithoutPause(window: Page, pin: string): Promise<void> {
  await expect(window.getByLabel('Code porteur')).toBeEditable();
  await window
    .getByLabel('Code porteur')
    .evaluate((field: HTMLInputElement, typed) => {
      field.value = typed;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    }, pin)
    .catch(() => undefined);
}

/** What the card's host was really asked; a handshake that ends without a certificate asks nothing. */
function asked(program: Running) {
  return program.world.site.control.journal.entries('cpx').filter(({ refused }) => refused === null);
}

test('the CPS signs in: PIN in its own window, over TLS 1.2, the holder named', async () => {
  const program = await withCps();
  await program.desk.insert(0, 'claire');
  const pin = await program.page('pin');
  await expect(pin.getByText('wps-cps.localhost')).toBeVisible();
  await expect(pin.getByText('Dr A. PRATICIEN')).toBeVisible();
  await expect(pin.getByText(/dernier essai/)).toHaveCount(0);
  await typeWithoutPause(pin, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord/')).getByText('Connecté')).toBeVisible();
  const visit = await program.page('visit');
  await expect(visit.getByText('Connecté avec la CPS du Dr A. PRATICIEN')).toBeVisible();
  expect(new Set(asked(program).map(({ tlsVersion }) => tlsVersion))).toEqual(new Set(['TLSv1.2']));
  expect(windowsOf(program, 'pin')).toEqual([]);
});

test('among five certificates of the workstation only the card’s authentication certificate is sent', async () => {
  const program = await withCps({
    prepare: async ({ env, site: { pki } }) => {
      // What other cards and programs have left there; the card itself brings two.
      const left = [
        pki.organisation,
        pki.cards['cps-remplacant'].authentication!,
        pki.cards['cps-pas-encore-valable'].authentication!,
      ];
      for (const [index, each] of left.entries())
        await addSoftCertificate(env.HOME ?? '', each, `certificat-${index}`);
    },
  });
  await program.app.evaluate(({ app }) => {
    app.on('select-client-certificate', (_event, _contents, _url, list) => {
      (globalThis as { offered?: number }).offered = list.length;
    });
  });
  await signedIn(program);
  expect(await program.app.evaluate(() => (globalThis as { offered?: number }).offered)).toBeGreaterThan(2);
  expect(windowsOf(program, 'confirm')).toEqual([]);
  const { certificatePem } = program.world.site.pki.cards.cps.authentication!;
  const { fingerprint256 } = new X509Certificate(certificatePem);
  expect(new Set(asked(program).map(({ clientFingerprint }) => clientFingerprint))).toEqual(
    new Set([fingerprint256]),
  );
});

test('a cancelled PIN sends nothing; starting over asks again and signs in', { tag: '@long' }, async () => {
  // A host that lets everybody in: what was sent without a certificate would be in its journal.
  const program = await withCps({ site: { withoutCertificate: 'let in' } });
  await openDashboard(program);
  const pin = await program.page('pin');
  await expect(pin.getByLabel('Code porteur')).toBeFocused();
  await pin.keyboard.press('Escape').catch(() => undefined);
  await stopped(program, 'Connexion annulée');
  expect(asked(program)).toEqual([]);
  expect(cardOf(program, 'cps').triesLeft).toBe(3);
  await startOver(program);
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
});

test('a site that asks for no certificate has signed nobody in by card', async () => {
  const program = await withCps({
    settings: ({ urls }) => ({ signIn: 'cpx', webPs: { cpx: { hosts: [urls.plain] } } }),
  });
  await command(await program.page('launcher'), 'openIns', { ins: CLAIRE.nir, page: 'Documents' });
  await expect((await program.sitePage('/AccesDirect/Documents/')).locator('h1').first()).toBeVisible();
  await expect((await program.page('visit')).getByText('Non connecté')).toBeVisible();
});

test('a wrong PIN is said and the right one signs in', { tag: '@long' }, async () => {
  const program = await withCps();
  await openDashboard(program);
  await typePin(program, '9999');
  const again = await program.page('pin');
  await expect(again.getByText('Le code porteur saisi n’est pas celui de cette carte.')).toBeVisible();
  await expect(again.getByText(/reste peu d’essais/)).toBeVisible();
  expect(cardOf(program, 'cps').triesLeft).toBe(2);
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
  expect(cardOf(program, 'cps').triesLeft).toBe(3);
});

test('two wrong PINs spend the budget: no third is asked before the card was taken out, and then with a warning', async () => {
  const program = await withCps();
  await openDashboard(program);
  await typePin(program, '9999');
  await typePin(program, '8888');
  const visit = await stopped(program, 'Code porteur erroné');
  // It would lead back to here; a page that is asked for does.
  await expect(visit.getByRole('button', { name: 'Recommencer la connexion' })).toHaveCount(0);
  await openPage(program, 'TableauDeBord');
  await stopped(program, 'Code porteur erroné');
  expect(windowsOf(program, 'pin')).toEqual([]);
  const card = cardOf(program, 'cps');
  expect(card.triesLeft).toBe(1);

  await program.desk.remove(1);
  await stopped(program, 'Votre carte a été retirée');
  await program.desk.insert(1, 'cps3');
  await cardRead(program);
  await startOver(program);
  const last = await program.page('pin');
  await expect(last.getByText(/C’est le dernier essai/)).toBeVisible();
  // Enter alone is not enough for it.
  await last.getByLabel('Code porteur').fill(LAB_PIN);
  await last.keyboard.press('Enter');
  await last.waitForTimeout(300);
  expect(last.isClosed()).toBe(false);
  await last.getByRole('checkbox').check();
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
  expect(card.triesLeft).toBe(3);
});

test('the PIN is left for e-CPS by its own window, which is as high as what it says', async () => {
  const program = await withCps({ settings: { signIn: 'ask' } });
  await openDashboard(program);
  const pin = await program.page('pin');
  await expect(pin.getByLabel('Code porteur')).toBeEditable();
  await poll(() =>
    pin.evaluate(() => Math.abs(innerHeight - (document.querySelector('.pin')?.clientHeight ?? 0))),
  ).toBeLessThanOrEqual(1);
  await pin
    .getByRole('button', { name: 'Continuer avec l’e-CPS' })
    .click()
    .catch(() => undefined);
  await expect((await program.sitePage('wallet.localhost')).getByLabel('Identifiant national')).toBeVisible();
  expect(windowsOf(program, 'pin')).toEqual([]);
  expect(cardOf(program, 'cps').triesLeft).toBe(3);
});

test('a barcode scanned into the window of the PIN costs no try', async () => {
  const program = await withCps();
  await openDashboard(program);
  const pin = await program.page('pin');
  const field = pin.getByLabel('Code porteur');
  await expect(field).toBeEditable();
  // An identity, a medicine's box, and a label of exactly as many digits as a PIN has.
  for (const code of [labelText(PAUL_LABEL), '3400930000019', '0000']) {
    await scan(program.app, code, 'app://dmp-direct/pin/');
    await expect(pin.getByText('Un lecteur de codes-barres a été reconnu')).toBeVisible();
    await expect(field).toHaveValue('');
    // The next scan is another gesture.
    await pin.waitForTimeout(400);
  }
  expect(cardOf(program, 'cps').triesLeft).toBe(3);
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
});

test('a blocked card is told, and no PIN is asked', { tag: '@long' }, async () => {
  const program = await withCps();
  cardOf(program, 'cps').triesLeft = 0;
  await openDashboard(program);
  await stopped(program, 'Carte CPS bloquée');
  expect(windowsOf(program, 'pin')).toEqual([]);
  expect(asked(program)).toEqual([]);
});

test('a card that is blocked when it comes is never shown as ready, and nothing is asked of the site', async () => {
  running = await start({ practitioners: ['cps'] });
  cardOf(running, 'cps').triesLeft = 0;
  await running.desk.insert(1, 'cps3');
  await cardRead(running, /^Carte CPS bloquée$/);
  await running.desk.insert(0, 'claire');
  const launcher = await running.page('launcher');
  await expect(launcher.getByRole('alert').getByText('Carte CPS bloquée', { exact: true })).toBeVisible();
  expect(running.world.site.control.journal.entries()).toEqual([]);
  expect(windowsOf(running, 'pin')).toEqual([]);
});

test('on a reader with a keypad the PIN is typed there', { tag: '@long' }, async () => {
  const program = await withCps();
  const card = cardOf(program, 'cps');
  card.onKeypad();
  await openDashboard(program);
  const pin = await program.page('pin');
  await expect(
    pin.getByRole('heading', { name: 'Saisissez votre code porteur sur le lecteur' }),
  ).toBeVisible();
  await expect(pin.getByRole('textbox')).toHaveCount(0);
  expect(asked(program)).toEqual([]);
  card.type(LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
  await poll(() => windowsOf(program, 'pin')).toEqual([]);
  expect(card.triesLeft).toBe(3);
});

test('the card leaves, the session ends: nothing loads without it, and putting it back needs its PIN', async () => {
  const program = await withCps();
  await signedIn(program);
  const sessionBefore = program.world.site.control.sessions('cpx').map(({ id }) => id);

  // What must be guarded against: with the card out, TLS resumption still lets pages load.
  cardOf(program, 'cps').remove();
  const site = await program.sitePage();
  await program.app.evaluate(async ({ webContents }) => {
    const page = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('https://'));
    await page?.session.closeAllConnections();
  });
  await openPage(program, 'Parametrages');
  await program.sitePage('/AccesDirect/Parametrages');
  expect(asked(program).some(({ resumed, path }) => resumed && path === '/AccesDirect/Parametrages')).toBe(
    true,
  );

  await program.desk.remove(1);
  const visit = await stopped(program, 'Votre carte a été retirée');
  await poll(() => site.isClosed()).toBe(true);
  expect(program.sitePages()).toEqual([]);
  await expect(visit.getByText('Non connecté')).toBeVisible();
  await expect(visit.getByText('En attente de votre carte…')).toBeVisible();
  const before = asked(program).length;
  await openPage(program, 'TableauDeBord');
  await visit.waitForTimeout(1_000);
  await stopped(program, 'Votre carte a été retirée');
  expect(asked(program).length).toBe(before);

  await program.desk.insert(1, 'cps3');
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
  const since = asked(program).slice(before);
  expect(since[0]?.resumed).toBe(false);
  const sessionAfter = program.world.site.control.sessions('cpx').at(-1)?.id;
  expect(sessionBefore).not.toContain(sessionAfter);
});

test('the card leaves for good: e-CPS takes its place in the same record', { tag: '@long' }, async () => {
  const program = await withCps({ settings: { signIn: 'ask' } });
  await signedIn(program);
  await program.desk.remove(1);
  const visit = await stopped(program, 'Votre carte a été retirée');
  await visit.getByRole('button', { name: 'Continuer avec l’e-CPS' }).click();
  await expect((await program.sitePage('wallet.localhost')).getByLabel('Identifiant national')).toBeVisible();
});

test('the card leaves while its PIN is asked: the question goes with it', { tag: '@long' }, async () => {
  const program = await withCps();
  await openDashboard(program);
  await program.page('pin');
  await program.desk.remove(1);
  await stopped(program, 'Votre carte a été retirée');
  await poll(() => windowsOf(program, 'pin')).toEqual([]);
  await (await program.page('visit')).waitForTimeout(500);
  await stopped(program, 'Votre carte a été retirée');
  expect(asked(program)).toEqual([]);
});

test('a card that leaves while its PIN is asked again takes the question with it: nobody else’s card gets it', async () => {
  const program = await withCps({ practitioners: ['cps', 'cps-remplacant'] });
  await openDashboard(program);
  await program.page('pin');
  await program.desk.remove(1);
  await stopped(program, 'Votre carte a été retirée');
  await program.desk.insert(1, 'cps3');
  const pin = await program.page('pin');
  await expect(pin.getByText('Dr A. PRATICIEN')).toBeVisible();
  await expect(pin.getByLabel('Code porteur')).toBeEditable();
  await program.desk.remove(1);
  await poll(() => windowsOf(program, 'pin')).toEqual([]);
  await stopped(program, 'Votre carte a été retirée');
  await program.desk.insert(1, 'cps4');
  await cardRead(program, /REMPLACANT/);
  const visit = await stopped(program, 'Votre carte a été retirée');
  await expect(
    visit.getByText('Une autre carte est dans le lecteur\u00a0: CPS\u00a0· Dr B. REMPLACANT'),
  ).toBeVisible();
  expect(windowsOf(program, 'pin')).toEqual([]);
  expect(cardOf(program, 'cps-remplacant').triesLeft).toBe(3);
});

test('another patient while the PIN is asked: the question goes with its record, the next one asks anew', async () => {
  const program = await withCps();
  await program.desk.insert(0, 'claire');
  const first = await program.page('pin');
  await expect(first.getByLabel('Code porteur')).toBeEditable();
  await program.desk.remove(0);
  await program.desk.insert(0, 'amadou');
  const confirm = await program.page('confirm');
  await confirm
    .getByRole('button', { name: /^Ouvrir/ })
    .click()
    .catch(() => undefined);
  await poll(() => first.isClosed()).toBe(true);
  await poll(() => windowsOf(program, 'pin').length).toBe(1);
  const visit = await program.page('visit');
  await expect(visit.locator('header.bar h1')).toHaveText('DIALLO Amadou');
  await expect(visit.getByText(/Insérez/)).toHaveCount(0);
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord/')).locator('h1')).toBeVisible();
  await expect(visit.getByText('Connecté avec la CPS du Dr A. PRATICIEN')).toBeVisible();
  expect(windowsOf(program, 'pin')).toEqual([]);
});

test('two cards: the practitioner chooses once per visit, and only that card is unlocked', async () => {
  const program = await withCps({
    cards: [
      [0, 'cps3'],
      [1, 'cps4'],
    ],
    practitioners: ['cps', 'cps-remplacant'],
  });
  await openDashboard(program);
  const question = await program.page('confirm');
  await expect(question.getByRole('button', { name: /Dr A\. PRATICIEN/ })).toBeVisible();
  await question
    .getByRole('button', { name: /Dr B\. REMPLACANT/ })
    .click()
    .catch(() => undefined);
  const pin = await program.page('pin');
  await expect(pin.getByText('Dr B. REMPLACANT')).toBeVisible();
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
  const visit = await program.page('visit');
  await expect(visit.getByText('Connecté avec la CPS du Dr B. REMPLACANT')).toBeVisible();
  await openPage(program, 'Parametrages');
  await program.sitePage('/AccesDirect/Parametrages');
  expect([...windowsOf(program, 'confirm'), ...windowsOf(program, 'pin')]).toEqual([]);
  expect(new Set(asked(program).map(({ clientName }) => clientName)).size).toBe(1);
});

test('two cards and none chosen: nothing is sent', { tag: '@long' }, async () => {
  const program = await withCps({
    cards: [
      [0, 'cps3'],
      [1, 'cps4'],
    ],
    practitioners: ['cps', 'cps-remplacant'],
  });
  await openDashboard(program);
  const question = await program.page('confirm');
  // A key that comes before the page has drawn its question is nobody's.
  await expect(question.getByRole('button', { name: /Dr A\. PRATICIEN/ })).toBeVisible();
  await question.keyboard.press('Escape').catch(() => undefined);
  await stopped(program, 'Aucune carte choisie');
  expect(asked(program)).toEqual([]);
});

test('a CPE opens the management page first, and greys the others with the reason', async () => {
  running = await start({ cards: [[1, 'cps3']], practitioners: ['cpe'] });
  await cardRead(running, /CPE/);
  await running.desk.insert(0, 'claire');
  await typePin(running, LAB_PIN);
  await expect((await running.sitePage('/AccesDirect/GestionDMPPatient/')).locator('h1')).toBeVisible();
  const visit = await running.page('visit');
  const documents = visit.getByRole('button', { name: 'Documents', exact: true });
  await expect(documents).toHaveAttribute('aria-disabled', 'true');
  await documents.click({ force: true });
  await expect(visit.getByRole('alert').getByText(/Avec une CPE/)).toBeVisible();
  await expect(visit.getByRole('button', { name: 'Gestion du DMP' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

const REFUSED = [
  ['an expired card', { practitioners: ['cps-expiree'] }, 'Carte CPS expirée'],
  ['a real card in a test environment', { practitioners: ['cps-reelle'] }, 'Carte CPS réelle'],
  [
    'a test card in production',
    {
      practitioners: ['cps'],
      settings: ({ urls }) => ({
        environment: 'production',
        webPs: { cpx: { hosts: [urls.cpx] }, ecps: { hosts: [urls.ecps] }, trustedCaFile: null },
      }),
    },
    'Carte CPS de test',
  ],
  [
    'a card without an authentication certificate',
    { practitioners: ['cps-sans-authentification'] },
    'Pas de certificat d’authentification',
  ],
] as const satisfies readonly (readonly [string, StartOptions, string])[];

for (const [index, [what, options, title]] of REFUSED.entries()) {
  test(`${what} is refused before anything goes to the network`, furtherRow(index), async () => {
    running = await start({ cards: [[1, 'cps3']], ...options });
    await cardRead(running, new RegExp(`^${title}$`));
    await running.desk.insert(0, 'claire');
    const launcher = await running.page('launcher');
    await expect(launcher.getByRole('alert').getByText(title, { exact: true })).toBeVisible();
    expect(running.world.site.control.journal.entries()).toEqual([]);
    expect(windowsOf(running, 'pin')).toEqual([]);
  });
}

test(
  'without the Cryptolib the engine’s own list decides, and signing in works',
  { tag: '@long' },
  async () => {
    running = await start({
      cards: [[1, 'cps3']],
      practitioners: ['cps'],
      settings: { cards: { cryptolib: '/nulle/part/libcps3.so' } },
      prepare: async ({ env, tokens }) => {
        // The user has made the engine know a library of their own.
        await makeDatabase(env.HOME ?? '');
        const own = `library=${tokens?.modulePath ?? ''}\nname=Ma carte\n\n`;
        await appendFile(join(env.HOME ?? '', '.pki', 'nssdb', 'pkcs11.txt'), own);
      },
    });
    await cardRead(running, /^Cryptolib CPS introuvable$/);
    await openDashboard(running);
    const pin = await running.page('pin');
    await expect(pin.getByText('Carte CPS')).toBeVisible();
    await typePin(running, LAB_PIN);
    await expect((await running.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
    const visit = await running.page('visit');
    await expect(visit.getByText('Connecté avec la CPS du Dr A. PRATICIEN')).toBeVisible();
    await running.desk.remove(1);
    await stopped(running, 'Votre carte a été retirée');
  },
);

test('a card that the library sees late is asked for again', { tag: '@long' }, async () => {
  running = await start({ practitioners: ['cps'] });
  const launcher = await running.page('launcher');
  await running.desk.insert(1, 'cps3');
  const card = cardOf(running, 'cps');
  card.remove();
  await expect(launcher.getByText('Lecture de votre carte')).toBeVisible();
  await launcher.waitForTimeout(1_200);
  card.insert();
  await cardRead(running);
});

/** In a desktop session whose lock the test turns, as logind tells it. */
async function inSession(lockAfterMinutes: number): Promise<{ program: Running; session: PlayedSession }> {
  const session = await playSession();
  const program = await withCps({ settings: { lockAfterMinutes }, env: session.env });
  await signedIn(program);
  return { program, session };
}

test('a workstation left locked ends the session', async () => {
  const { program, session } = await inSession(0.02);
  try {
    session.lock(true);
    await stopped(program, 'Dossier refermé');
    expect(program.sitePages()).toEqual([]);
    session.lock(false);
    const before = asked(program).length;
    await startOver(program);
    await program.sitePage('/AccesDirect/TableauDeBord');
    expect(asked(program)[before]?.resumed).toBe(false);
  } finally {
    session.stop();
  }
});

test('a workstation that comes back in time keeps its session', { tag: '@long' }, async () => {
  const { program, session } = await inSession(0.05);
  try {
    await program.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    session.lock(true);
    await program.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    session.lock(false);
    const visit = await program.page('visit');
    await visit.waitForTimeout(4_000);
    expect(program.sitePages()).toHaveLength(1);
    await expect(visit.getByText('Connecté avec la CPS du Dr A. PRATICIEN')).toBeVisible();
  } finally {
    session.stop();
  }
});

/** Signing in by e-CPS through the simulated Pro Santé Connect. */
import { expect, test, type Page } from '@playwright/test';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import { furtherRow, tidy } from './desk-work.ts';
import { command, openPage, startOver, stopped, windowsOf } from './sign-in-steps.ts';
import { launch, poll, type Running, shown, start } from './support.ts';

/** The program of the tests that need nothing of their own: every visit is a session of its own. */
let shared: Running;
/** One that a test has started for itself. */
let running: Running | undefined;

test.beforeAll(async () => {
  shared = await start({ settings: { signIn: 'ecps', ecps: { keepSession: false } } });
  shared.world.site.control.phone.automatic = null;
});

test.afterEach(async () => {
  if (running !== undefined) {
    await running.close();
    running = undefined;
    return;
  }
  const { phone, world } = shared.world.site.control;
  phone.refuse();
  world.options.wayBack = 'asked';
  world.options.firstUse = false;
  await tidy(shared);
});

test.afterAll(async () => {
  await shared.close();
});

const SIGN_OUT = '/auth/realms/esante-wallet/protocol/openid-connect/logout';

/** A program of the test's own: no card, the phone in the test's hand. */
async function begin(): Promise<Running> {
  running = await start({ settings: { signIn: 'ecps', ecps: { keepSession: false } } });
  running.world.site.control.phone.automatic = null;
  return running;
}

async function openClaire(program: Running): Promise<void> {
  await program.page('launcher');
  await expect((await program.page('launcher')).getByText('Lecteur prêt')).toBeVisible();
  await program.desk.insert(0, 'claire');
}

/** Types the identifier, as the practitioner does: the program never does. */
async function identify(program: Running): Promise<Page> {
  const wallet = await shown(await program.sitePage('wallet.localhost'));
  await wallet.getByLabel('Identifiant national').fill(`8${LAB_PRACTITIONERS.cps.rpps}`);
  await wallet.getByRole('button', { name: 'Continuer' }).click();
  await program.world.site.control.phone.asked();
  return wallet;
}

async function signIn(program: Running): Promise<void> {
  await identify(program);
  program.world.site.control.phone.confirm();
}

async function arrived(program: Running, path: string): Promise<Page> {
  const site = await program.sitePage(path);
  await expect(site.locator('h1').first()).toBeVisible();
  return site;
}

/** Every time the site's callback was asked for, with its query. */
function callbacks(program: Running): readonly string[] {
  return program.world.site.control.journal.paths('ecps').filter((path) => path.startsWith('/callbackoidc'));
}

function neverTwice(program: Running): void {
  const all = callbacks(program);
  expect(all).toEqual([...new Set(all)]);
}

/** Starts over as the stop screen offers, signs in, and reaches the page that was asked for at first. */
async function recovers(program: Running, path = '/AccesDirect/TableauDeBord/'): Promise<void> {
  const visit = await program.page('visit');
  await expect(visit.getByRole('button', { name: 'Recommencer la connexion' })).toBeFocused();
  await startOver(program);
  await signIn(program);
  await arrived(program, path);
  await expect(visit.getByText('Connecté avec l’e-CPS')).toBeVisible();
  neverTwice(program);
}

test('our bar says what is awaited, stage by stage, then the page asked for opens with its patient', async () => {
  const program = shared;
  await openClaire(program);
  const wallet = await shown(await program.sitePage('wallet.localhost'));
  const visit = await program.page('visit');
  const identifier = visit.getByText('Saisissez votre identifiant');
  const phone = visit.getByText('Validez sur votre téléphone');
  await expect(identifier).toBeVisible();
  // An identifier that is refused is asked for again: the phone was not.
  await wallet.getByLabel('Identifiant national').fill('899999999999');
  await wallet.getByRole('button', { name: 'Continuer' }).click();
  await expect(wallet.getByText('Cet identifiant n’est pas reconnu.')).toBeVisible();
  await wallet.waitForTimeout(500);
  await expect(identifier).toBeVisible();
  await identify(program);
  await expect(wallet.getByRole('heading', { name: 'Confirmez sur votre téléphone' })).toBeVisible();
  await expect(phone).toBeVisible();
  await expect(identifier).toHaveCount(0);
  await expect(visit.getByText(/^\((1\smin\s5\d|2\smin\s00)\)$/)).toBeVisible();
  await expect(visit.getByText('Non connecté')).toBeVisible();
  // Nothing of the record is there yet that could be printed, saved or gone to.
  await expect(visit.getByRole('button', { name: 'Imprimer' })).toHaveCount(0);
  await expect(visit.getByRole('button', { name: 'Enregistrer en PDF' })).toHaveCount(0);
  await expect(visit.getByRole('button', { name: 'Documents', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await command(visit, 'savePdf');
  await expect(visit.getByText('Cette page va sortir du DMP')).toHaveCount(0);
  program.world.site.control.phone.confirm();
  const site = await arrived(program, '/AccesDirect/TableauDeBord/');
  await expect(site.getByText('MARTIN').first()).toBeVisible();
  await expect(visit.getByText('Connecté avec l’e-CPS')).toBeVisible();
  await expect(phone).toHaveCount(0);
  await expect(visit.getByRole('button', { name: 'Imprimer' })).toBeVisible();
  await command(visit, 'savePdf');
  await expect(visit.getByText('Cette page va sortir du DMP')).toBeVisible();
  await command(visit, 'leave', { agreed: false });
  expect(program.world.site.control.journal.entries('foreign')).toEqual([]);
  neverTwice(program);
});

test('the card is one click away while the phone is awaited, and Pro Santé Connect is let go', async () => {
  running = await start({ practitioners: ['cps'] });
  running.world.site.control.phone.automatic = null;
  await openClaire(running);
  await identify(running);
  const visit = await running.page('visit');
  await visit.getByRole('button', { name: 'Utiliser ma carte' }).click();
  await expect(visit.getByText('En attente de votre carte…')).toBeVisible();
  expect(running.sitePages()).toEqual([]);
  running.world.site.control.phone.confirm();
  // The engine looks for cards once a second at most; a real one takes longer to be read.
  await visit.waitForTimeout(1_500);
  await running.desk.insert(1, 'cps3');
  await running.page('pin');
  expect(callbacks(running)).toEqual([]);
  expect(running.world.site.control.connectSessions()).toBe(0);
});

test('a refusal on the phone is explained; starting over signs in', async () => {
  const program = shared;
  await openClaire(program);
  await identify(program);
  program.world.site.control.phone.refuse();
  await stopped(program, 'Connexion refusée');
  expect(program.sitePages()).toEqual([]);
  await recovers(program);
});

test(
  'a cancellation on the page is explained; a tab starts over with the page it names',
  { tag: '@long' },
  async () => {
    const program = shared;
    await openClaire(program);
    const wallet = await identify(program);
    // The sentence on the phone has moved the page, which hears nothing for a moment.
    await shown(wallet);
    await wallet.getByRole('link', { name: 'Annuler' }).click();
    await stopped(program, 'Connexion refusée');
    await openPage(program, 'Documents');
    await signIn(program);
    await arrived(program, '/AccesDirect/Documents/');
    neverTwice(program);
  },
);

test('a phone that does not answer in time is explained; starting over signs in', async () => {
  const program = shared;
  await openClaire(program);
  await identify(program);
  program.world.site.control.world.advance(121_000);
  await stopped(program, 'Pas de réponse de votre téléphone');
  await recovers(program);
});

test(
  '« Erreur générale non identifiée » is explained; starting over signs in',
  { tag: '@long' },
  async () => {
    const program = shared;
    await openClaire(program);
    await identify(program);
    // The site forgets what it was waiting for, as a callback that is played again finds it.
    await program.app.evaluate(async ({ webContents }, origin) => {
      const page = webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith('https://'));
      await page?.session.cookies.remove(origin, 'wps_psc_demande');
    }, program.world.site.urls.ecps);
    program.world.site.control.phone.confirm();
    const visit = await stopped(program, 'Connexion interrompue');
    await expect(visit.getByText(/Erreur générale non identifiée/)).toBeVisible();
    await expect(visit.getByText('Non connecté')).toBeVisible();
    await recovers(program);
  },
);

test('nothing sends the callback twice: neither our reload nor a script of the page', async () => {
  const program = shared;
  await openClaire(program);
  await signIn(program);
  const site = await arrived(program, '/AccesDirect/TableauDeBord/');
  const [played = ''] = callbacks(program);
  expect(played).toContain('code=');
  const visit = await program.page('visit');
  await command(visit, 'reload');
  await arrived(program, '/AccesDirect/TableauDeBord/');
  await site.evaluate((path) => {
    location.assign(path);
  }, played);
  await stopped(program, 'Connexion à recommencer');
  expect(callbacks(program)).toEqual([played]);
  await recovers(program);
});

const LIFETIMES = [
  ['4 hours', 4 * 60 * 60_000],
  ['30 minutes without use', 30 * 60_000],
] as const;

for (const [index, [what, milliseconds]] of LIFETIMES.entries()) {
  test(`a session is known to be over after ${what}`, furtherRow(index), async () => {
    const program = await begin();
    await openClaire(program);
    await signIn(program);
    await arrived(program, '/AccesDirect/TableauDeBord/');
    const { world, journal } = program.world.site.control;
    world.advance(milliseconds);
    await program.app.evaluate((_electron, advance) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + advance;
    }, milliseconds);
    const before = journal.paths('ecps').length;
    await openPage(program, 'Documents');
    await stopped(program, 'Connexion expirée');
    expect(journal.paths('ecps').length).toBe(before);
    expect(program.sitePages()).toEqual([]);
    await recovers(program, '/AccesDirect/Documents/');
  });
}

/** Addresses of the DMP that were asked for with a patient, and the pages of the way back. */
function wayOf(program: Running): readonly string[] {
  return program.world.site.control.journal
    .paths('ecps')
    .filter((path) => !path.startsWith('/callbackoidc') && !path.startsWith('/statique'))
    .map((path) => path.replace(/[0-9AB]{15}/, 'INS'));
}

const DASHBOARD = '/AccesDirect/TableauDeBord/INS';

for (const [way, through] of [
  ['home', ['/']],
  ['passage', ['/index2', '/index2', '/mespatients/raz']],
  ['list', ['/mespatients/raz']],
  ['record', ['/dmp/recapitulatif']],
] as const)
  test(`left by the site after signing in on ${through[0]}: the page asked for follows, once`, async () => {
    const program = shared;
    program.world.site.control.world.options.wayBack = way;
    await openClaire(program);
    await signIn(program);
    await arrived(program, '/AccesDirect/TableauDeBord/');
    await (await program.page('launcher')).waitForTimeout(800);
    expect(wayOf(program)).toEqual([DASHBOARD, ...through, DASHBOARD]);
    await openPage(program, 'Accueil');
    const site = await program.sitePage();
    await poll(() => new URL(site.url()).pathname).toBe('/');
    await site.waitForTimeout(800);
    expect(new URL(site.url()).pathname).toBe('/');
  });

test('a form that comes first is left in peace; what it leads to is followed by the page asked for', async () => {
  const program = shared;
  const { options } = program.world.site.control.world;
  options.firstUse = true;
  options.wayBack = 'other-record';
  await openClaire(program);
  await signIn(program);
  const visit = await program.page('visit');
  const first = await shown(await arrived(program, '/SituationExercice'));
  await expect(visit.getByText('Page du site : vérifiez l’identité affichée')).toBeVisible();
  await first.waitForTimeout(800);
  expect(new URL(first.url()).pathname).toBe('/SituationExercice');
  await first.getByRole('button', { name: 'Valider' }).click();
  await arrived(program, '/AccesDirect/TableauDeBord/');
  await expect(visit.getByText('Page du site : vérifiez l’identité affichée')).toHaveCount(0);
  const way = wayOf(program);
  expect(way.slice(-2)).toEqual(['/AccesDirect/TableauDeBord', DASHBOARD]);
});

test('asked whether another record is to be closed, the practitioner answers; the bar vouches for nobody', async () => {
  const program = shared;
  program.world.site.control.world.options.wayBack = 'other-record';
  await openClaire(program);
  await signIn(program);
  const visit = await program.page('visit');
  const question = await shown(await arrived(program, '/dmp/confirmationouvertureautre'));
  await expect(visit.getByText('Page du site : vérifiez l’identité affichée')).toBeVisible();
  await question.waitForTimeout(800);
  await question.getByRole('button', { name: 'Oui' }).click();
  await arrived(program, '/AccesDirect/TableauDeBord/');
  expect(wayOf(program)).toEqual([
    DASHBOARD,
    '/dmp/confirmationouvertureautre/1',
    '/confirmopendmp',
    '/dmp/recapitulatif',
    DASHBOARD,
  ]);
});

test('closing signs out of Pro Santé Connect before the session is destroyed', async () => {
  const program = shared;
  await openClaire(program);
  await signIn(program);
  await arrived(program, '/AccesDirect/TableauDeBord/');
  const { control } = program.world.site;
  expect(control.connectSessions()).toBe(1);
  const visit = await program.page('visit');
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => control.connectSessions()).toBe(0);
  expect(control.journal.paths('auth').filter((path) => path.startsWith(SIGN_OUT))).toHaveLength(1);
  await poll(() => visit.isClosed()).toBe(true);
  const after = control.journal.entries().length;
  await (await program.page('launcher')).waitForTimeout(1_000);
  expect(control.journal.entries().length).toBe(after);
});

test('a Pro Santé Connect that is silent holds up neither closing nor what is opened next', async () => {
  const program = await begin();
  await openClaire(program);
  await signIn(program);
  await arrived(program, '/AccesDirect/TableauDeBord/');
  program.world.site.control.faults.inject({ host: 'auth', path: SIGN_OUT, fault: { kind: 'silence' } });
  const visit = await program.page('visit');
  await command(visit, 'close');
  // Still signing out: the record that is leaving is no patient that would have to be changed.
  await command(await program.page('launcher'), 'openDashboard');
  await poll(() => visit.isClosed(), { timeout: 4_000 }).toBe(true);
  await program.sitePage('wallet.localhost');
  expect(windowsOf(program, 'confirm')).toEqual([]);
});

test('a page of Pro Santé Connect that does not come is told, with a way on', async () => {
  test.setTimeout(120_000);
  const program = await begin();
  const { faults } = program.world.site.control;
  faults.inject({ host: 'wallet', fault: { kind: 'silence' } });
  await openClaire(program);
  const visit = await program.page('visit');
  await expect(visit.getByText('ECPS-MUET', { exact: true })).toBeVisible({ timeout: 25_000 });
  faults.clear();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  const wallet = await shown(await program.sitePage('wallet.localhost'));
  await wallet.getByLabel('Identifiant national').fill(`8${LAB_PRACTITIONERS.cps.rpps}`);
  faults.inject({ host: 'wallet', fault: { kind: 'silence' } });
  const clicked = wallet.getByRole('button', { name: 'Continuer' }).click();
  const said = visit.getByText('Pro Santé Connect tarde à répondre');
  await expect(said).toBeVisible({ timeout: 25_000 });
  // Playwright waits for the page that it leads to.
  await clicked.catch(() => undefined);
  faults.clear();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  await identify(program);
  await expect(said).toHaveCount(0);
  program.world.site.control.phone.confirm();
  await arrived(program, '/AccesDirect/TableauDeBord/');
});

test('signing out on the site’s own page ends our session as well', async () => {
  const program = shared;
  await openClaire(program);
  await signIn(program);
  const site = await arrived(program, '/AccesDirect/TableauDeBord/');
  await site.evaluate(() => {
    location.assign('/deconnexion');
  });
  await stopped(program, 'Connexion fermée');
  expect(program.world.site.control.connectSessions()).toBe(0);
  expect(program.sitePages()).toEqual([]);
  await recovers(program);
});

test('only the configured hosts are let through, from Pro Santé Connect’s pages too', async () => {
  const program = shared;
  await openClaire(program);
  const wallet = await identify(program);
  await wallet.evaluate((foreign) => {
    location.assign(foreign);
  }, program.world.site.urls.foreign);
  const visit = await program.page('visit');
  await expect(visit.getByText('Lien extérieur au DMP')).toBeVisible();
  expect(wallet.url()).toContain('wallet.localhost');
  expect(program.world.site.control.journal.entries('foreign')).toEqual([]);
});

test('a hospital’s own host is let through where the policy names it, and is told when it does not come', async () => {
  test.setTimeout(90_000);
  running = await start({
    settings: ({ urls }) => ({
      signIn: 'ecps',
      ecps: { keepSession: false },
      proSanteConnect: { extraHosts: [urls.foreign] },
    }),
  });
  const program = running;
  const { faults, phone } = program.world.site.control;
  const { foreign } = program.world.site.urls;
  phone.automatic = null;
  await openClaire(program);
  const wallet = await identify(program);
  faults.inject({ host: 'foreign', fault: { kind: 'silence' } });
  await wallet.evaluate((address) => {
    location.assign(address);
  }, foreign);
  const visit = await program.page('visit');
  // Named by its own address: it is the hospital's support that can help.
  await expect(visit.getByText(`Le service ${new URL(foreign).host} n’a rien répondu`)).toBeVisible({
    timeout: 25_000,
  });
  faults.clear();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  await (
    await identify(program)
  ).evaluate((address) => {
    location.assign(`${address}/connexion`);
  }, foreign);
  await program.sitePage('ailleurs.localhost');
  await expect(visit.getByText('Lien extérieur au DMP')).toHaveCount(0);
  await expect(visit.getByText('n’a rien répondu')).toHaveCount(0);
});

test('a visit signed in with a card does not let Pro Santé Connect in', { tag: '@long' }, async () => {
  running = await start({ settings: { signIn: 'cpx' }, practitioners: [] });
  await openClaire(running);
  const site = await arrived(running, '/AccesDirect/TableauDeBord/');
  await site.evaluate((wallet) => {
    location.assign(`${wallet}/auth`);
  }, running.world.site.urls.wallet);
  await expect((await running.page('visit')).getByText('Lien extérieur au DMP')).toBeVisible();
  expect(running.world.site.control.journal.entries('wallet')).toEqual([]);
});

test('the choice between card and e-CPS is what is there, then what was chosen last', async () => {
  running = await start({ practitioners: ['cps'] });
  const choice = (program: Running) => async (name: string) =>
    (await program.page('launcher')).getByRole('radio', { name });
  await expect(await choice(running)('e-CPS')).toBeChecked();
  await running.desk.insert(1, 'cps3');
  await expect(await choice(running)('Carte CPS')).toBeChecked();
  await (await running.page('launcher')).getByText('e-CPS', { exact: true }).last().click();
  await expect(await choice(running)('e-CPS')).toBeChecked();
  await running.app.close();
  const again = await launch(running.world);
  try {
    await poll(() => again.windows().some((page) => page.url().includes('/launcher/'))).toBe(true);
    const launcher = again.windows().find((page) => page.url().includes('/launcher/'))!;
    await expect(launcher.getByText(/CPS · Dr/)).toBeVisible();
    await expect(launcher.getByRole('radio', { name: 'e-CPS' })).toBeChecked();
  } finally {
    await again.close();
  }
});

test('of several addresses the first that answers is used', async () => {
  running = await start({
    settings: ({ urls, caFile }) => ({
      signIn: 'ecps',
      webPs: {
        cpx: { hosts: [urls.cpx] },
        ecps: { hosts: ['https://nulle-part.localhost:1', urls.ecps] },
        trustedCaFile: caFile,
      },
    }),
  });
  await openClaire(running);
  await running.sitePage('wallet.localhost');
});

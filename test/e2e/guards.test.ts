/** Every way out of the site's view that a page might try, one at a time: none may reach the other host. */
import { expect, test, type Page } from '@playwright/test';
import { AMADOU } from '../lab/cards/people.ts';
import { inSite, pagesOf, plainSite, ready, siteText, tidy, visitOf } from './desk-work.ts';
import { poll, type Running, start } from './support.ts';

let program: Running;
let visit: Page;

test.beforeAll(async () => {
  program = await start(plainSite());
  await ready(program);
});

test.beforeEach(async () => {
  await program.desk.insert(0, 'claire');
  visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await inSite(program, "location.assign('/attaques')");
  await poll(() => siteText(program).catch(() => '')).toContain('Essais de garde');
});

test.afterEach(async () => {
  expect(program.world.site.control.journal.entries('foreign')).toEqual([]);
  expect(pagesOf(program, 'visit').length).toBeLessThanOrEqual(1);
  expect(program.sitePages().length).toBeLessThanOrEqual(1);
  await tidy(program);
});

test.afterAll(async () => {
  await program.close();
});

/** Clicks an element of the attack page, as a user would. */
function attempt(id: string): Promise<unknown> {
  return inSite(program, `document.getElementById('${id}').click(); null`);
}

const result = (): Promise<unknown> => inSite(program, "document.getElementById('resultat').textContent");

/** Time for a request that was let through to have reached the other host. */
const settle = (): Promise<void> => visit.waitForTimeout(250);

test('ways to another host: refused, the page stays, and the host is named', async () => {
  const host = new URL(program.world.site.urls.foreign).host;
  for (const id of [
    'lien',
    'lien-onglet',
    'redirection',
    'envoyer',
    'fenetre',
    'script',
    'cadre',
    'objet',
    'incorpore',
    'cadres',
    'dessus',
  ]) {
    await attempt(id);
    await expect(visit.getByText(`Ce lien mène hors du DMP (${host}).`).first(), id).toBeVisible();
    expect(await siteText(program), id).toContain('Essais de garde');
    await expect(visit.locator('.tabs-progress'), id).toHaveCount(0);
    await visit.getByRole('button', { name: 'Masquer ce message' }).click();
    await expect(visit.getByText('Ce lien mène hors du DMP'), id).toHaveCount(0);
  }
  await attempt('rafraichissement');
  await expect(visit.getByText(`Ce lien mène hors du DMP (${host}).`).first()).toBeVisible();
});

test('addresses without a host: refused, and their scheme is named where the browser tells of it', async () => {
  for (const [id, scheme] of [
    ['courriel', 'mailto:'],
    ['schema', 'dmp-direct:'],
    ['blob', 'blob:'],
    ['cadre-blob', 'blob:'],
    ['cadre-donnees', 'data:'],
  ] as const) {
    await attempt(id);
    await expect(visit.getByText(`Ce lien mène hors du DMP (${scheme}).`).first(), id).toBeVisible();
    await visit.getByRole('button', { name: 'Masquer ce message' }).click();
  }
  // These the engine refuses by itself.
  for (const id of ['donnees', 'fichier']) await attempt(id);
  await settle();
  expect(await siteText(program)).toContain('Essais de garde');
});

test('windows: never a second one; a page of the site opens in place', async () => {
  await attempt('fenetre-vide');
  await settle();
  const windows = (): Promise<number> =>
    program.app.evaluate(({ BaseWindow }) => BaseWindow.getAllWindows().length);
  expect(await windows()).toBe(2);
  await attempt('fenetre-interne');
  await program.sitePage('/AccesDirect/TableauDeBord');
  expect(await windows()).toBe(2);
});

test('requests to another host: none goes out, from pages, workers or service workers', async () => {
  for (const id of [
    'image',
    'feuille',
    'requete',
    'balise',
    'prise',
    'prefetch',
    'ping',
    'module',
    'travailleur',
    'service',
    'telecharger',
    'telechargement-etranger',
  ]) {
    await attempt(id);
    await settle();
    expect(await siteText(program), id).toContain('Essais de garde');
  }
  // A service worker would now stand before every page.
  await inSite(program, 'location.reload()');
  await settle();
  await poll(() => siteText(program).catch(() => '')).toContain('Essais de garde');
});

test('a page cannot write a file by itself: it is asked about, and nothing is written unless agreed to', async () => {
  await attempt('telechargement');
  const question = visit.getByRole('alertdialog', { name: /Ce (fichier|document) va sortir du DMP/ });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: /Ne pas enregistrer/ }).click();
  await expect(question).toHaveCount(0);
  expect(await siteText(program)).toContain('Essais de garde');
});

test('permissions: refused, but those of the table', async () => {
  for (const [id, answer] of [
    ['position', 'refusée'],
    ['notification', 'denied'],
    ['camera', 'refusée'],
    ['presse-papiers', 'refusée'],
  ] as const) {
    await attempt(id);
    await poll(result, { message: id }).toBe(answer);
  }
  // The patient bar stays above the page, always: no full screen, which a refused page waits for in vain.
  await attempt('plein-ecran');
  await settle();
  expect(await inSite(program, 'document.fullscreenElement === null')).toBe(true);
  expect(
    await program.app.evaluate(({ BaseWindow }) =>
      BaseWindow.getAllWindows().some((window) => window.isFullScreen()),
    ),
  ).toBe(false);
});

test('a page that wants to be kept, or that never ends, is closed like any other', async () => {
  await attempt('retenir');
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => program.sitePages().length, { timeout: 5_000 }).toBe(0);
  await tidy(program);
  await program.desk.insert(0, 'amadou');
  visit = await visitOf(program, 'DIALLO Amadou');
  await program.sitePage(AMADOU.nir);
  await inSite(program, "location.assign('/attaques')");
  await poll(() => siteText(program).catch(() => '')).toContain('Essais de garde');
  await inSite(program, 'setTimeout(() => { for (;;); }, 50); null');
  await visit.waitForTimeout(300);
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => pagesOf(program, 'visit').length, { timeout: 5_000 }).toBe(0);
});

test('a site that leads elsewhere before it has shown anything is told in its place', async () => {
  await tidy(program);
  const host = new URL(program.world.site.urls.foreign).host;
  const { faults } = program.world.site.control;
  // The first page of a session is one whose address leads to the other host.
  faults.inject({
    host: 'plain',
    path: /TableauDeBord/,
    times: 1,
    fault: { kind: 'redirect', to: `${program.world.site.urls.foreign}/ailleurs` },
  });
  await program.desk.insert(0, 'amadou');
  visit = await visitOf(program, 'DIALLO Amadou');
  await expect(visit.getByRole('heading', { name: 'Lien extérieur au DMP' })).toBeVisible();
  await expect(visit.getByRole('main')).toContainText(host);
  await visit.getByRole('button', { name: /Recommencer la connexion/ }).click();
  await expect(visit.locator('.stop')).toHaveCount(0);
});

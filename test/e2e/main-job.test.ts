/** Insert a carte Vitale, and the right page opens: the page, its tabs, its bar, its end. */
import { expect, test } from '@playwright/test';
import { PAGE_IDS, PAGES } from '../../src/domain/site/pages.ts';
import { AMADOU, CLAIRE, HUGO } from '../lab/cards/people.ts';
import { asked, pagesOf, plainSite, send, sharedProgram, siteSessions, visitOf } from './desk-work.ts';
import { poll, shown, start } from './support.ts';

const program = sharedProgram();

test.describe.configure({ mode: 'default' });

test('a Vitale with one person opens that person’s dashboard by itself', async () => {
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
  const card = await program.desk.insert(0, 'claire');
  const site = await program.sitePage('/AccesDirect/TableauDeBord/');
  await expect(site.getByText('MARTIN').first()).toBeVisible();
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${CLAIRE.nir}`]);
  expect(card.log).toHaveLength(4);
});

test('the bar says who the patient is, and no window of ours has the INS in full', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  const bar = visit.locator('header.bar');
  await expect(bar).toContainText('née le 12/04/1985');
  await expect(bar).toContainText(/\d+ ans/);
  await expect(bar).toContainText(`••••••••••• ${CLAIRE.nir.slice(-4, -2)} ${CLAIRE.nir.slice(-2)}`);
  for (const page of [visit, await program.page('launcher')]) {
    const content = (await page.content()).replace(/\s/g, '');
    expect(content).not.toContain(CLAIRE.nir);
    expect(content).not.toContain(CLAIRE.nir.slice(0, 13));
  }
});

test('a window that is warmed up has laid out a bar of nobody, unseen, and it is gone when somebody is shown', async () => {
  await program.desk.insert(0, 'famille');
  const visit = await program.page('visit');
  const rehearsal = visit.locator('.rehearsal');
  await expect(rehearsal.locator('header.bar')).toHaveCount(1);
  await expect(rehearsal.locator('header.bar')).toBeHidden();
  expect(await rehearsal.evaluate((host: HTMLElement) => host.inert)).toBe(true);
  expect(program.sitePages()).toEqual([]);
  const launcher = await program.page('launcher');
  await launcher.getByRole('radio', { name: /MARTIN Claire/ }).check({ force: true });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Claire/ }).click();
  await expect(visit.locator('header.bar')).toContainText('MARTIN Claire');
  await expect(rehearsal).toHaveCount(0);
  await expect(visit.locator('header.bar')).toHaveCount(1);
});

test('every page opens by its tab, at the exact address', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  const tabs = visit.getByRole('navigation', { name: 'Pages du DMP' });
  await expect(tabs.getByRole('button')).toHaveCount(10);
  // The dashboard last: it is the one that is open.
  const order = [...PAGE_IDS.slice(1), PAGE_IDS[0]!];
  for (const page of order) {
    await tabs.getByRole('button', { name: PAGES[page].label, exact: true }).click();
    await expect(tabs.locator('[aria-current=page]')).toHaveText(PAGES[page].label);
    await expect((await program.sitePage()).locator('main')).toBeVisible();
  }
  const expected = order.map((page) => {
    const { segment, ins } = PAGES[page];
    if (segment === null) return '/';
    return ins === 'none' ? `/AccesDirect/${segment}` : `/AccesDirect/${segment}/${CLAIRE.nir}`;
  });
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${CLAIRE.nir}`, ...expected]);
});

test('reloading asks for the page that is shown, anew', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  await expect(visit.locator('[aria-current=page]')).toHaveText('Documents');
  await visit.getByRole('button', { name: /Actualiser/ }).click();
  await poll(() =>
    asked(program).filter((path) => path === `/AccesDirect/Documents/${CLAIRE.nir}`),
  ).toHaveLength(2);
});

test('the Vitale leaves: the record stays, with a note that goes when the card is back', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  const note = visit.getByText('La carte Vitale a été retirée');
  await expect(note).toHaveCount(0);
  await program.desk.remove(0);
  await expect(note).toBeVisible();
  await expect((await program.sitePage()).getByText('MARTIN').first()).toBeVisible();
  await program.desk.insert(1, 'claire');
  await expect(note).toHaveCount(0);
  // The same record, not a new one: nothing was asked for again.
  expect(asked(program)).toHaveLength(1);
});

test('closing ends the session: the next record of the same person has another one', async () => {
  const before = siteSessions(program);
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => program.sitePages().length + pagesOf(program, 'visit').length).toBe(0);
  await program.desk.remove(0);
  await program.desk.insert(0, 'claire');
  const site = await program.sitePage('/TableauDeBord/');
  await expect(site.locator('h1').first()).toBeVisible();
  expect(siteSessions(program)).toBe(before + 2);
});

test('without a patient: the dashboard in one click, and pages that need a patient say so', async () => {
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Tableau de bord sans patient' }).click();
  const visit = await visitOf(program, 'Sans patient choisi');
  await program.sitePage('/AccesDirect/TableauDeBord');
  const documents = visit.getByRole('button', { name: 'Documents', exact: true });
  await expect(documents).toHaveAttribute('aria-disabled', 'true');
  await documents.click({ force: true });
  await expect(visit.getByText('Cette page s’ouvre pour un patient.').first()).toBeVisible();
  expect(asked(program)).toEqual(['/AccesDirect/TableauDeBord']);
});

test('a Vitale read beside a dashboard without patient asks nothing and is one quiet click away', async () => {
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Tableau de bord sans patient' }).click();
  const visit = await visitOf(program, 'Sans patient choisi');
  await program.sitePage('/AccesDirect/TableauDeBord');
  await program.desk.insert(0, 'claire');
  const offered = visit.getByRole('button', { name: 'Ouvrir le DMP de Claire MARTIN' });
  await expect(offered).toBeVisible();
  expect(pagesOf(program, 'confirm')).toEqual([]);
  await visitOf(program, 'Sans patient choisi');
  await program.desk.remove(0);
  await expect(offered).toHaveCount(0);
  await program.desk.insert(0, 'claire');
  await offered.click();
  const confirm = await program.page('confirm');
  await confirm
    .getByRole('button', { name: /^Ouvrir/ })
    .click()
    .catch(() => undefined);
  await visitOf(program, 'MARTIN Claire');
});

test('a DMP that cannot be opened: the site’s own error stays, and the dashboard is one click away', async () => {
  await program.desk.insert(0, 'amadou');
  const visit = await visitOf(program, 'DIALLO Amadou');
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  const site = await program.sitePage('/AccesDirect/Documents/');
  await expect(site.getByText('Le DMP de ce patient est fermé.')).toBeVisible();
  await visit.getByRole('button', { name: 'Tableau de bord', exact: true }).click();
  await program.sitePage('/AccesDirect/TableauDeBord/');
  expect(asked(program).at(-1)).toBe(`/AccesDirect/TableauDeBord/${AMADOU.nir}`);
});

test('the site’s authorisation page and its choice of a practice situation are no errors', async () => {
  await program.desk.insert(0, 'famille');
  const launcher = await program.page('launcher');
  await launcher.getByRole('radio', { name: /MARTIN Hugo/ }).check({ force: true });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Hugo MARTIN/ }).click();
  const visit = await visitOf(program, 'MARTIN Hugo');
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  const site = await shown(await program.sitePage('/AccesDirect/Documents/'));
  await expect(site.locator('[data-page=Autorisation]')).toBeVisible();
  await expect(visit.locator('.stop')).toHaveCount(0);
  await site.locator('form[action="/autorisation"] button').first().click();
  await expect(site.locator('[data-page=Documents]')).toBeVisible();
  expect(asked(program).at(-1)).toBe(`/AccesDirect/Documents/${HUGO.nir}`);
  program.world.site.control.world.options.firstUse = true;
  await visit.getByRole('button', { name: 'Vaccination', exact: true }).click();
  await expect(site.locator('[data-page=SituationExercice]')).toBeVisible();
  await expect(visit.locator('.stop')).toHaveCount(0);
  program.world.site.control.world.options.firstUse = false;
});

test('creating a DMP is refused by the site, and that is explained in plain words', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  const site = await program.sitePage('/TableauDeBord/');
  await site.evaluate(() => {
    location.assign('/AccesDirect/Creation');
  });
  await expect(visit.getByRole('heading', { name: 'Création impossible depuis ce site' })).toBeVisible();
  await visit.getByRole('button', { name: /Ouvrir le tableau de bord/ }).click();
  await poll(() => asked(program).at(-1)).toBe(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
  await expect(visit.locator('.stop')).toHaveCount(0);
});

test('a server that fails, is slow or hangs up is told apart, and the way on works', async () => {
  const { faults } = program.world.site.control;
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  const documents = visit.getByRole('button', { name: 'Documents', exact: true });
  faults.inject({ host: 'plain', path: /Documents/, times: 1, fault: { kind: 'status', status: 503 } });
  await documents.click();
  await expect(visit.getByText('SITE-ERREUR', { exact: true })).toBeVisible();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  await expect(visit.locator('.stop')).toHaveCount(0);
  // Until it is lifted: Chromium asks again by itself after a connection that was closed without an answer.
  faults.inject({ host: 'plain', path: /Documents/, fault: { kind: 'reset' } });
  await documents.click();
  await expect(visit.getByText('SITE-INJOIGNABLE', { exact: true })).toBeVisible();
  faults.clear();
  // Whoever is signed in stays so, and is told when it is tried again by itself.
  await expect(visit.getByText(/Nouvel essai dans \d+\u00a0s/)).toBeVisible();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  await expect(visit.locator('.stop')).toHaveCount(0);
  await expect((await program.sitePage('/Documents/')).locator('h1').first()).toBeVisible();
  faults.inject({
    host: 'plain',
    path: /Documents/,
    times: 1,
    fault: { kind: 'delay', milliseconds: 2_500 },
  });
  await documents.click();
  await expect(visit.getByText('Ouverture de la page…').first()).toBeVisible();
  await expect(visit.getByText('Ouverture de la page…')).toHaveCount(0);
});

test('the form of the INS in the address is a setting', async () => {
  const other = await start(plainSite({ webPs: { insForm: 'matricule+type', insType: 'N' } }));
  try {
    other.world.site.control.world.options.insForm = 'matricule+type';
    await send(other, 'launcher', 'openIns', { ins: CLAIRE.nir, page: 'Documents' });
    await expect((await other.sitePage('/Documents/')).locator('[data-page=Documents]')).toBeVisible();
    expect(asked(other)).toEqual([`/AccesDirect/Documents/${CLAIRE.nir}N`]);
  } finally {
    await other.close();
  }
});

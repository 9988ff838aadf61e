/** What a record puts on screen beside its page: questions, dialogs, files. All of it is that record's, and ends with it. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { AMADOU } from '../lab/cards/people.ts';
import { inSite, pagesOf, send, sharedProgram, visitOf } from './desk-work.ts';
import { poll, shown } from './support.ts';

const program = sharedProgram();
let directory: string;

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-direct-questions-'));
});

test.afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function openClaire(): Promise<Page> {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await expect(visit.locator('.tabs-progress')).toHaveCount(0);
  return visit;
}

/** Lets the page ask by itself, without waiting for it: it stands still until it is answered. */
async function later(script: string): Promise<void> {
  await inSite(program, `setTimeout(() => { ${script} }, 0); null`);
}

const question = (visit: Page) => visit.getByRole('alertdialog', { name: /La page du site wps\.localhost/ });

test('a dialog of the page is asked in the record’s window, in French, and says whose it is', async () => {
  const visit = await openClaire();
  await later(`document.title = String(confirm('Confirmer la suppression ?'))`);
  await expect(question(visit)).toContainText('Confirmer la suppression ?');
  await question(visit).getByRole('button', { name: 'Accepter' }).click();
  await expect(question(visit)).toHaveCount(0);
  expect(await inSite(program, 'document.title')).toBe('true');
  await later(`document.title = String(confirm('Encore ?'))`);
  await expect(question(visit).getByRole('button', { name: /Annuler/ })).toBeFocused();
  await visit.keyboard.press('Escape');
  await expect(question(visit)).toHaveCount(0);
  expect(await inSite(program, 'document.title')).toBe('false');
  await later(`document.title = String(prompt('Motif', 'aucun'))`);
  await question(visit).getByRole('textbox').fill('contrôle');
  await question(visit).getByRole('button', { name: 'Accepter' }).click();
  await expect(question(visit)).toHaveCount(0);
  expect(await inSite(program, 'document.title')).toBe('contrôle');
});

test('a dialog of the page stops neither the tabs nor the way out, and goes with its record', async () => {
  const visit = await openClaire();
  await later(`alert('Une boîte du site')`);
  await expect(question(visit)).toContainText('Une boîte du site');
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  await expect(visit.locator('[aria-current=page]')).toHaveText('Documents');
  await expect(question(visit)).toHaveCount(0);
  await later(`alert('Une autre')`);
  await expect(question(visit)).toBeVisible();
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => pagesOf(program, 'visit').length).toBe(0);
  await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
  const next = await visitOf(program, 'INS saisi à la main');
  await program.sitePage('/Documents/');
  await expect(question(next)).toHaveCount(0);
});

test('a banner lies over the page, which stays where it is and takes no click meant for another moment', async () => {
  const visit = await openClaire();
  const site = await shown(await program.sitePage('/TableauDeBord/'));
  await inSite(program, `window.presses = 0; addEventListener('mousedown', () => ++window.presses); null`);
  const presses = () => inSite(program, 'window.presses');
  await press();
  await poll(presses).toBe(1);
  const before = await placeOfSite();
  const height = await inSite(program, 'innerHeight');
  await inSite(program, `window.resizes = 0; addEventListener('resize', () => ++window.resizes); null`);
  await inSite(program, `location.href = 'https://ailleurs.exemple.fr/'; null`);
  await expect(visit.getByText(/ailleurs\.exemple\.fr/)).toBeVisible();
  await press();
  expect(await presses()).toBe(1);
  await poll(async () => (await placeOfSite()).seenFrom).toBeGreaterThan(before.seenFrom + 30);
  expect(await placeOfSite()).toMatchObject({ y: before.y, height: before.height });
  await visit.keyboard.press('Escape');
  await poll(placeOfSite).toEqual(before);
  expect([await inSite(program, 'innerHeight'), await inSite(program, 'window.resizes')]).toEqual([
    height,
    0,
  ]);
  await shown(site);
  await press();
  await poll(presses).toBe(2);
});

/** Where the site's page lies in its window, and from where on it is to be seen. */
function placeOfSite(): Promise<{ y: number; height: number; seenFrom: number }> {
  return program.app.evaluate(({ BaseWindow }) => {
    for (const { contentView } of BaseWindow.getAllWindows())
      for (const area of contentView.children)
        for (const view of area.children)
          if ((view as Electron.WebContentsView).webContents.getURL().startsWith('https://')) {
            const { y, height } = view.getBounds();
            return { y: area.getBounds().y + y, height, seenFrom: area.getBounds().y };
          }
    throw new Error('no page of the site');
  });
}

/** A click as the window system gives it, in the middle of the page. */
async function press(): Promise<void> {
  await program.app.evaluate(({ webContents }) => {
    const site = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
    const where = { x: 300, y: 300, button: 'left', clickCount: 1 } as const;
    site?.sendInputEvent({ type: 'mouseDown', ...where });
    site?.sendInputEvent({ type: 'mouseUp', ...where });
  });
}

test('a frame of the page has no dialog at all', async () => {
  await openClaire();
  await inSite(
    program,
    `const f = document.createElement('iframe'); document.body.append(f);
     document.title = String(f.contentWindow.confirm('Oui ?')); null`,
  );
  expect(await inSite(program, 'document.title')).toBe('false');
});

/** The system's dialogs wait until the test answers them. */
async function holdDialogs(): Promise<(path: string) => Promise<void>> {
  await program.app.evaluate(({ dialog }) => {
    const waiting: ((path: string) => void)[] = [];
    Object.assign(globalThis, { waiting });
    Object.assign(dialog, {
      showSaveDialog: () =>
        new Promise((resolve) => {
          waiting.push((filePath) => {
            resolve({ canceled: false, filePath });
          });
        }),
      showOpenDialog: () =>
        new Promise((resolve) => {
          waiting.push((filePath) => {
            resolve({ canceled: false, filePaths: [filePath] });
          });
        }),
    });
  });
  const asked = () =>
    program.app.evaluate(() => (globalThis as unknown as { waiting: unknown[] }).waiting.length);
  return async (path) => {
    await poll(asked).toBe(1);
    await program.app.evaluate((_electron, chosen) => {
      (globalThis as unknown as { waiting: ((path: string) => void)[] }).waiting.pop()?.(chosen);
    }, path);
  };
}

test('what the system’s dialog answers for a record that is gone is not written', async () => {
  const answer = await holdDialogs();
  const visit = await openClaire();
  await visit.keyboard.press('Control+S');
  const leaving = visit.getByRole('alertdialog', { name: 'Cette page va sortir du DMP' });
  await leaving.getByRole('button', { name: 'Choisir l’emplacement' }).click();
  await poll(() =>
    program.app.evaluate(() => (globalThis as unknown as { waiting: unknown[] }).waiting.length),
  ).toBe(1);
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => pagesOf(program, 'visit').length).toBe(0);
  // The system's window stands still: no other record opens beneath it, by whatever way.
  const launcher = await program.page('launcher');
  const notice = launcher.getByRole('alert');
  await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
  await expect(notice).toContainText('Terminez d’abord l’enregistrement en cours');
  expect(pagesOf(program, 'visit')).toEqual([]);
  expect(program.sitePages()).toEqual([]);
  await answer(join(directory, 'tard.pdf'));
  await expect(notice).toContainText('aucun fichier n’a été enregistré ni ajouté');
  expect(await readdir(directory)).toEqual([]);
  await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
  await visitOf(program, 'INS saisi à la main');
});

test('the system’s dialog of a record keeps another from taking its place until it is answered', async () => {
  const answer = await holdDialogs();
  const visit = await openClaire();
  await visit.keyboard.press('Control+S');
  await visit
    .getByRole('alertdialog', { name: 'Cette page va sortir du DMP' })
    .getByRole('button', { name: 'Choisir l’emplacement' })
    .click();
  await poll(() =>
    program.app.evaluate(() => (globalThis as unknown as { waiting: unknown[] }).waiting.length),
  ).toBe(1);
  const launcher = await program.page('launcher');
  await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
  const notice = launcher.getByRole('alert');
  await expect(notice).toContainText('Terminez d’abord l’enregistrement en cours');
  expect(pagesOf(program, 'confirm')).toEqual([]);
  const saved = join(directory, 'page.pdf');
  await answer(saved);
  await expect(notice).toHaveCount(0);
  await poll(() => readdir(directory)).toEqual(['page.pdf']);
  await rm(saved);
});

test('a page with an unsaved form asks before it is left, by a tab or by itself', async () => {
  const visit = await openClaire();
  const bar = visit.getByRole('alertdialog', { name: 'Quitter cette page' });
  const current = visit.locator('[aria-current=page]');
  await inSite(program, `onbeforeunload = (event) => { event.preventDefault(); return ''; }; null`);
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  await expect(bar).toBeVisible();
  await expect(bar.getByRole('button', { name: /Rester sur la page/ })).toBeFocused();
  await visit.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(current).toHaveText('Tableau de bord');
  await expect(visit.locator('.tabs-progress')).toHaveCount(0);
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  await bar.getByRole('button', { name: 'Quitter la page' }).click();
  await expect(current).toHaveText('Documents');
  await expect(bar).toHaveCount(0);
  await inSite(program, `onbeforeunload = (event) => { event.preventDefault(); return ''; }; null`);
  await later(`location.assign('/AccesDirect/Parametrages')`);
  await expect(bar).toBeVisible();
  await bar.getByRole('button', { name: 'Quitter la page' }).click();
  await expect(current).toHaveText('Paramétrages');
});

test('a document is added through the site’s own field, once the page that asked is still there', async () => {
  const answer = await holdDialogs();
  const visit = await openClaire();
  await inSite(program, `location.assign('/ajoutdocument')`);
  await expect(visit.getByText('Page du site : vérifiez')).toBeVisible();
  const file = join(directory, 'compte-rendu.pdf');
  await writeFile(file, Buffer.alloc(5 * 1024 * 1024 - 100, '%PDF-1.4\n'));
  try {
    await inSite(program, `document.querySelector('#fichier').click(); null`);
    await answer(file);
    await poll(() => inSite(program, `document.querySelector('#fichier').files.length`)).toBe(1);
    await inSite(program, `document.querySelector('form.choix button').click(); null`);
    await poll(() => inSite(program, `document.querySelector('#ajoute')?.textContent`)).toContain(
      'compte-rendu.pdf (5242780 octets)',
    );
    expect(await readdir(directory)).toEqual(['compte-rendu.pdf']);
    await inSite(program, `location.assign('/ajoutdocument')`);
    await inSite(program, `document.querySelector('#fichier').click(); null`);
    await poll(() =>
      program.app.evaluate(() => (globalThis as unknown as { waiting: unknown[] }).waiting.length),
    ).toBe(1);
    await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
    await poll(() => pagesOf(program, 'visit').length).toBe(0);
    await answer(file);
    expect(program.sitePages()).toEqual([]);
  } finally {
    await rm(file);
  }
});

test('words that the page holds without showing them are no answer of the site', async () => {
  const visit = await openClaire();
  const words = 'Erreur générale non identifiée';
  await inSite(program, `location.assign('/messages-caches')`);
  await poll(() => inSite(program, 'document.title')).toBe('Messages cachés');
  expect(await inSite(program, 'document.body.textContent')).toContain(words);
  await visit.waitForTimeout(500);
  await expect(visit.getByRole('heading', { name: 'Connexion interrompue' })).toHaveCount(0);
  await inSite(program, `location.assign('/messages-caches?montrer')`);
  await expect(visit.getByRole('heading', { name: 'Connexion interrompue' })).toBeVisible();
});

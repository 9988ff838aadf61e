/** Reading a record: words, sizes, documents, files, errors of the site, and the screen that hides it all. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { ConfigurationFile } from '../../src/domain/settings/configuration.ts';
import type { CardId } from '../lab/cards/catalogue.ts';
import { pdfOf } from '../lab/site/pdf.ts';
import { furtherRow, plainSite, ready, tidy } from './desk-work.ts';
import { poll, type Running, shown, start } from './support.ts';

let running: Running;
/** The program of the tests that need no settings of their own. */
let shared: Running;
/** The program's own directory for temporary files. */
let scratch: string;

test.beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dmp-direct-scratch-'));
  shared = await begin();
});

test.afterEach(async () => {
  if (running === shared) await tidy(shared);
  else await running.close();
});

test.afterAll(async () => {
  await shared.close();
  await rm(scratch, { recursive: true, force: true });
});

async function begin(settings: ConfigurationFile = {}): Promise<Running> {
  const program = await start({ ...plainSite(settings), env: { TMPDIR: scratch } });
  await ready(program);
  return program;
}

/** The record of the card's only person, opened by its insertion. */
async function openRecord(card: CardId, settings?: ConfigurationFile): Promise<Page> {
  running = settings === undefined ? shared : await begin(settings);
  await running.desk.insert(0, card);
  await running.sitePage('/AccesDirect/TableauDeBord/');
  return running.page('visit');
}

/** Claire's record at the page of her documents. */
async function openDocuments(settings?: ConfigurationFile): Promise<{ site: Page; visit: Page }> {
  const visit = await openRecord('claire', settings);
  await visit.getByRole('button', { name: 'Documents' }).click();
  const site = await shown(await running.sitePage('/AccesDirect/Documents/'));
  await expect(site.getByRole('heading', { name: 'Documents' })).toBeVisible();
  return { site, visit };
}

/** Presses a key over the site's page, as the system delivers it: Playwright's own keys come later. */
async function pressInSite(keyCode: string, modifiers: 'control'[] = ['control']): Promise<void> {
  await running.app.evaluate(
    ({ webContents }, [key, held]) => {
      const site = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
      for (const type of ['keyDown', 'keyUp'] as const)
        site?.sendInputEvent({ type, keyCode: key, modifiers: held });
    },
    [keyCode, modifiers] as const,
  );
}

/** Which part of the window the keyboard goes to. */
function keyboardIn(): Promise<'bars' | 'page' | null> {
  return running.app.evaluate(({ webContents }) => {
    const address = webContents.getFocusedWebContents()?.getURL() ?? '';
    if (address.startsWith('https://')) return 'page';
    return address.startsWith('app://dmp-direct/visit/') ? 'bars' : null;
  });
}

/** From now on it is known which views are shown: Electron 33 does not tell. */
async function followVisibility(): Promise<void> {
  await running.app.evaluate(({ View }) => {
    const setVisible = View.prototype.setVisible;
    View.prototype.setVisible = function (this: Electron.View & { shown?: boolean }, visible) {
      this.shown = visible;
      setVisible.call(this, visible);
    };
  });
}

function siteShown(): Promise<boolean | undefined> {
  return running.app.evaluate(({ BaseWindow }) => {
    const views = BaseWindow.getAllWindows().flatMap(({ contentView: { children } }) => [
      ...children,
      ...children.flatMap((each) => each.children),
    ]);
    const site = views.find((view) => 'webContents' in view && addressOf(view).startsWith('https://'));
    return (site as { shown?: boolean } | undefined)?.shown;

    function addressOf(view: object): string {
      return (view as Electron.WebContentsView).webContents.getURL();
    }
  });
}

/** Answers the system's dialog for saving, which no test can click on. */
async function answerSaveDialog(filePath: string | null): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedNames: asked });
    Object.assign(dialog, {
      showSaveDialog: (_window: unknown, options: { defaultPath?: string }) => {
        asked.push(options.defaultPath ?? '');
        return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
      },
    });
  }, filePath);
}

function namesProposed(): Promise<string[]> {
  return running.app.evaluate(() => (globalThis as unknown as { askedNames: string[] }).askedNames);
}

/** Files under a directory whose bytes hold any of the texts. */
async function filesHolding(directory: string, texts: readonly string[]): Promise<string[]> {
  const names = await readdir(directory, { recursive: true });
  const found: string[] = [];
  for (const name of names) {
    const file = join(directory, name);
    if (
      !(await stat(file).then(
        (each) => each.isFile(),
        () => false,
      ))
    )
      continue;
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (texts.some((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))))
      found.push(file);
  }
  return found;
}

async function documentPage(): Promise<Page> {
  const wanted = (page: Page): boolean => page.url().startsWith('dmp-document://');
  await poll(() => running.app.windows().filter(wanted).length).toBe(1);
  return running.app.windows().find(wanted)!;
}

/**
 * How much of the document's view is white, from 0 to 1: the viewer around a page is dark, so that a page that was
 * not drawn shows.
 */
function whitePartOfDocument(): Promise<number> {
  return running.app.evaluate(async ({ webContents }) => {
    // While one of them is being made the engine has no list at all.
    const all = (webContents.getAllWebContents() as Electron.WebContents[] | undefined) ?? [];
    const view = all.find((each) => each.getURL().startsWith('dmp-document:'));
    const pixels = (await view?.capturePage())?.toBitmap() ?? Buffer.alloc(0);
    let white = 0;
    for (let at = 0; at + 2 < pixels.length; at += 4)
      if (pixels[at] === 255 && pixels[at + 1] === 255 && pixels[at + 2] === 255) white += 1;
    // Nothing to look at is told apart from a page that was not drawn.
    return pixels.length === 0 ? -1 : (white * 4) / pixels.length;
  });
}

test('finds words in the page with Ctrl+F, from one place to the next', async () => {
  const { visit } = await openDocuments();
  await pressInSite('f');
  const field = visit.getByRole('textbox', { name: 'Rechercher dans la page' });
  await expect(field).toBeFocused();
  await field.fill('Consulter');
  const count = visit.getByRole('status').filter({ hasText: 'sur' });
  await expect(count).toHaveText(/^1 sur [5-9]$/);
  await field.press('Enter');
  await expect(count).toHaveText(/^2 sur/);
  await field.press('Shift+Enter');
  await expect(count).toHaveText(/^1 sur/);
  await field.fill('introuvable dans cette page');
  await expect(visit.getByText('Aucun résultat')).toBeVisible();
  await field.press('Escape');
  await expect(field).toHaveCount(0);
});

test('F6 takes the keyboard from the page to the bars and back', async () => {
  const { visit } = await openDocuments();
  await poll(keyboardIn).toBe('page');
  await pressInSite('F6', []);
  await poll(keyboardIn).toBe('bars');
  await visit.keyboard.press('Tab');
  await expect(visit.getByText('F6', { exact: true })).toBeVisible();
  await visit.keyboard.press('F6');
  await poll(keyboardIn).toBe('page');
  // One of them at most looks as if it had the keyboard. Playwright keeps from a page that it has lost it.
  await visit.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(visit.locator(':focus')).toHaveCount(0);
});

test('enlarges and reduces the page, for the whole visit', async () => {
  const { site, visit } = await openDocuments();
  const width = (): Promise<number> => site.evaluate(() => window.innerWidth);
  const before = await width();
  await pressInSite('=');
  await expect(visit.getByText('110 %')).toBeVisible();
  await poll(width).toBeLessThan(before);
  await visit.getByRole('button', { name: 'Agrandir' }).click();
  await visit.getByRole('button', { name: 'DMP patient' }).click();
  await running.sitePage('/AccesDirect/DossierPatient/');
  await poll(width).toBe(Math.round(before / 1.25));
  await visit.getByRole('button', { name: /revenir à 100/ }).click();
  await poll(width).toBe(before);
});

const WAYS_TO_A_DOCUMENT = [
  ['a link', (site: Page) => site.getByRole('link', { name: 'Volet de synthèse médicale' }).click()],
  ['a form', (site: Page) => site.getByRole('button', { name: 'Consulter' }).first().click()],
  ['a download', (site: Page) => site.getByRole('link', { name: 'Télécharger' }).first().click()],
] as const;

for (const [index, [how, click]] of WAYS_TO_A_DOCUMENT.entries()) {
  test(
    `shows a document reached by ${how} inside the window, asked for once, and nothing of it on disk`,
    furtherRow(index),
    async () => {
      const { site, visit } = await openDocuments();
      const address = site.url();
      const before = running.world.site.control.journal.entries().length;
      await click(site);
      await expect(visit.getByText('affiché sans être enregistré sur ce poste')).toBeVisible();
      const document = await documentPage();
      await expect(visit.getByRole('alert')).toHaveCount(0);
      // The engine's viewer is a program of its own: its first start takes seconds of a busy core.
      await poll(whitePartOfDocument, { timeout: 20_000 }).toBeGreaterThan(0.2);
      // Long enough for whatever the engine would write to be written.
      await document.waitForTimeout(1_000);
      const asked = running.world.site.control.journal
        .entries()
        .slice(before)
        .filter(({ path }) => path.startsWith('/documents/'));
      expect(asked).toHaveLength(1);
      expect(await site.evaluate(() => location.href)).toBe(address);
      for (const directory of [dirname(running.world.configFile), scratch])
        expect(await filesHolding(directory, ['%PDF-', 'synthese-medicale'])).toEqual([]);
      await visit.getByRole('button', { name: 'Fermer le document' }).click();
      await expect(visit.getByRole('button', { name: 'Fermer le document' })).toHaveCount(0);
      await poll(() => running.app.windows().some((page) => page.url().startsWith('dmp-document:'))).toBe(
        false,
      );
      await expect(site.getByRole('heading', { name: 'Documents' })).toBeVisible();
    },
  );
}

test('a document is drawn however often memory is cleared meanwhile', async () => {
  const { site, visit } = await openDocuments();
  await running.app.evaluate(() => {
    process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('vm').runInNewContext('gc') as () => void;
    Object.assign(globalThis, { collecting: setInterval(collect, 25) });
  });
  try {
    await site.getByRole('link', { name: 'Volet de synthèse médicale' }).click();
    await poll(whitePartOfDocument, { timeout: 20_000 }).toBeGreaterThan(0.2);
  } finally {
    await running.app.evaluate(() => {
      clearInterval((globalThis as unknown as { collecting: NodeJS.Timeout }).collecting);
    });
  }
  await visit.getByRole('button', { name: 'Fermer le document' }).click();
});

test('Escape gives up saving the page, also with the keyboard in the page', async () => {
  const { site, visit } = await openDocuments();
  await visit.keyboard.press('Control+S');
  const question = visit.getByRole('alertdialog', { name: 'Cette page va sortir du DMP' });
  await expect(question).toBeVisible();
  // Its first half second is kept from the page.
  await shown(site);
  await pressInSite('Escape', []);
  await expect(question).toHaveCount(0);
});

test('printing prints what is shown: the page, or the document over it', async () => {
  const { site, visit } = await openDocuments();
  // The system's own window has no place in a test: who was asked to print is what counts.
  const printed = (): Promise<string[]> =>
    running.app.evaluate(({ webContents }) => {
      const held = globalThis as unknown as { printed?: string[] };
      const before = held.printed ?? [];
      held.printed = [];
      for (const each of webContents.getAllWebContents())
        each.print = (_options, done) => {
          held.printed?.push(each.getURL());
          done?.(true, '');
        };
      return before;
    });
  await printed();
  await visit.getByRole('button', { name: 'Imprimer' }).click();
  await poll(async () => (await printed()).join()).toContain('/AccesDirect/Documents/');
  await site.getByRole('link', { name: 'Volet de synthèse médicale' }).click();
  await (await documentPage()).waitForTimeout(1_000);
  await printed();
  await visit.getByRole('button', { name: 'Imprimer' }).click();
  await poll(async () => (await printed()).join()).toMatch(/^dmp-document:/);
  await visit.getByRole('button', { name: 'Fermer le document' }).click();
});

test('the record fills its window, however quickly that is enlarged', async () => {
  const visit = await openRecord('claire');
  const sizes = await running.app.evaluate(async ({ BaseWindow }, address) => {
    const window = BaseWindow.getAllWindows().find((each) =>
      each.contentView.children.some(
        (view) => 'webContents' in view && (view.webContents as Electron.WebContents).getURL() === address,
      ),
    );
    const before = window?.getBounds();
    window?.setBounds({ x: 0, y: 0, width: 1_180, height: 700 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const sizes = [
      window?.getContentBounds().width,
      ...(window?.contentView.children.flatMap((view) =>
        [view, ...view.children].map((each) => each.getBounds().width),
      ) ?? []),
    ];
    if (before !== undefined) window?.setBounds(before);
    return sizes;
  }, visit.url());
  expect(new Set(sizes)).toEqual(new Set([1_180]));
});

test('a document leaves the DMP only after a warning and a choice of place', async () => {
  const { site, visit } = await openDocuments();
  const target = join(dirname(running.world.configFile), 'choisi.pdf');
  await site.getByRole('link', { name: 'Volet de synthèse médicale' }).click();
  await documentPage();
  await answerSaveDialog(null);
  await visit.getByRole('button', { name: 'Enregistrer le document' }).click();
  const question = visit.getByRole('alertdialog', { name: /Ce document va sortir du DMP/ });
  await expect(question).toContainText('il n’est plus protégé par le DMP');
  await expect(visit.getByRole('button', { name: 'Ne pas enregistrer' })).toBeFocused();
  await visit.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  expect(await namesProposed()).toEqual([]);
  await visit.getByRole('button', { name: 'Enregistrer le document' }).click();
  await answerSaveDialog(target);
  await visit.getByRole('button', { name: 'Choisir l’emplacement' }).click();
  await poll(() => readFile(target, 'latin1').catch(() => '')).toContain('MARTIN Claire');
  expect(await namesProposed()).toEqual(['Document DMP.pdf']);
  if (process.platform !== 'win32') expect((await stat(target)).mode & 0o777).toBe(0o600);
});

test('a page is saved as PDF where the user chose, and a place that cannot be written is told', async () => {
  const { site, visit } = await openDocuments();
  const target = join(dirname(running.world.configFile), 'page.pdf');
  await answerSaveDialog(target);
  await pressInSite('s');
  await expect(visit.getByRole('alertdialog', { name: 'Cette page va sortir du DMP' })).toBeVisible();
  await visit.getByRole('button', { name: 'Choisir l’emplacement' }).click();
  await poll(() => readFile(target, 'latin1').catch(() => '')).toMatch(/^%PDF-/);
  await answerSaveDialog(join(target, 'impossible.pdf'));
  await visit.getByRole('button', { name: 'Enregistrer en PDF' }).click();
  await visit.getByRole('button', { name: 'Choisir l’emplacement' }).click();
  await expect(visit.getByRole('alert')).toContainText('Enregistrement impossible');
  // Done again, and done: nothing says any more that it was not.
  await answerSaveDialog(target);
  // The warning has moved the page, which hears nothing for a moment.
  await shown(site);
  await pressInSite('s');
  await visit.getByRole('button', { name: 'Choisir l’emplacement' }).click();
  await expect(visit.getByRole('alert')).toHaveCount(0);
});

test('any other file is offered under its own name, and refused without a trace', async () => {
  const { site, visit } = await openDocuments();
  await answerSaveDialog(null);
  await site.evaluate(() => {
    location.href = '/attaques/telechargement';
  });
  const question = visit.getByRole('alertdialog', { name: 'Ce fichier va sortir du DMP (programme.exe)' });
  await expect(question).toBeVisible();
  await visit.getByRole('button', { name: 'Choisir l’emplacement' }).click();
  await expect(question).toHaveCount(0);
  expect(await namesProposed()).toEqual(['Fichier DMP.exe']);
  await expect(visit.getByRole('alert')).toHaveCount(0);
});

test('a document that a page makes by itself opens inside, from memory; anything else does not', async () => {
  const { site, visit } = await openDocuments();
  const popUp = (type: string, text: string): Promise<unknown> =>
    site.evaluate(
      ([kind, content]) => window.open(URL.createObjectURL(new Blob([content ?? ''], { type: kind ?? '' }))),
      [type, text],
    );
  await popUp('application/pdf', pdfOf('Ordonnance', ['faite par la page']).toString('latin1'));
  await documentPage();
  await visit.getByRole('button', { name: 'Fermer le document' }).click();
  await popUp('text/html', '<p>page</p>');
  await expect(visit.getByRole('alert')).toContainText('Lien extérieur au DMP');
  await visit.getByRole('button', { name: 'Documents' }).click();
  // What is said of a page goes with it.
  await expect(visit.getByRole('alert')).toHaveCount(0);
});

test('a file that a page makes by itself is not written, and the user is told', async () => {
  const { site, visit } = await openDocuments();
  await site.evaluate(() => {
    const address = URL.createObjectURL(new Blob(['contenu fabriqué'], { type: 'text/csv' }));
    Object.assign(document.createElement('a'), { href: address, download: 'a.csv' }).click();
  });
  await expect(visit.getByRole('alert')).toContainText('Rien n’a été écrit sur ce poste');
});

const NOT_OPEN = [
  ['missing', 'corse-2a'],
  ['blocked', 'corse-2b'],
] as const;

for (const [index, [state, card]] of NOT_OPEN.entries()) {
  test(
    `a DMP that is ${state}: the site’s message stays, the dashboard is one click away`,
    furtherRow(index),
    async () => {
      const visit = await openRecord(card);
      await expect(visit.getByRole('alert')).toHaveCount(0);
      await visit.getByRole('button', { name: 'Documents' }).click();
      const site = await running.sitePage('/AccesDirect/Documents/');
      await expect(site.getByRole('heading', { name: 'Erreur' })).toBeVisible();
      const notice = visit.getByRole('alert').filter({ hasText: 'Cette page du DMP ne s’ouvre pas' });
      await notice.getByRole('button', { name: 'Ouvrir le tableau de bord' }).click();
      await running.sitePage('/AccesDirect/TableauDeBord/');
      await expect(notice).toHaveCount(0);
    },
  );
}

test('an ordinary page of a record is never taken for an error', async () => {
  const { visit } = await openDocuments();
  for (const page of [
    'DMP patient',
    'Parcours de soins',
    'Vaccination',
    'Volontés et droits',
    'Historique des accès',
    'Gestion du DMP',
  ]) {
    await visit.getByRole('button', { name: page }).click();
    await expect(visit.getByRole('button', { name: page })).toHaveAttribute('aria-current', 'page');
    await expect(visit.getByRole('alert')).toHaveCount(0);
  }
});

test('a record left alone is hidden, name included, and comes back as it was', async () => {
  const { visit } = await openDocuments({ hideAfterMinutes: 0.05 });
  await followVisibility();
  const veil = visit.getByRole('dialog', { name: 'Dossier masqué' });
  await expect(veil).toBeVisible();
  await expect(visit.getByText('MARTIN Claire')).toBeHidden();
  expect(await siteShown()).toBe(false);
  // Nor is anybody named beside it, though the card is still there.
  const launcher = await running.page('launcher');
  await expect(launcher.getByRole('region', { name: 'Dossier ouvert' })).toContainText(
    'Masqué en votre absence',
  );
  await expect(launcher.getByRole('heading', { name: 'La carte Vitale est dans le lecteur' })).toBeVisible();
  expect(await launcher.locator('body').innerText()).not.toMatch(/MARTIN|Claire/i);
  const asked = running.world.site.control.journal.entries().length;
  await visit.keyboard.press('a');
  await expect(veil).toHaveCount(0);
  await expect(launcher.getByRole('region', { name: 'Dossier ouvert' })).toContainText('MARTIN Claire');
  await launcher.getByRole('button', { name: 'Revenir au dossier', exact: true }).click();
  await poll(keyboardIn).toBe('page');
  await expect(visit.getByText('MARTIN Claire')).toBeVisible();
  expect(await siteShown()).toBe(true);
  expect(running.world.site.control.journal.entries().length).toBe(asked);
  await expect(veil).toBeVisible();
  // Without a pointer: its coming is somebody's, and would show the record before the button does.
  await visit.getByRole('button', { name: 'Afficher le dossier' }).dispatchEvent('click');
  await expect(veil).toHaveCount(0);
});

test(
  'a question left alone is withdrawn with the record; asked again, it does not say whose record is hidden',
  { tag: '@long' },
  async () => {
    const { visit } = await openDocuments({ hideAfterMinutes: 0.15 });
    await running.desk.remove(0);
    await expect(visit.locator('.visit-foot-end')).toContainText('La carte Vitale a été retirée');
    await running.desk.insert(0, 'amadou');
    const confirm = await running.page('confirm');
    await expect(confirm.getByRole('alertdialog')).toContainText('MARTIN Claire');
    const veil = visit.getByRole('dialog', { name: 'Dossier masqué' });
    await expect(veil).toBeVisible();
    await poll(() => confirm.isClosed()).toBe(true);
    const launcher = await running.page('launcher');
    expect(await launcher.locator('body').innerText()).not.toMatch(/MARTIN|DIALLO/i);

    await running.desk.remove(0);
    await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
    await running.desk.insert(0, 'amadou');
    const question = (await running.page('confirm')).getByRole('alertdialog', {
      name: 'Changer de patient\u00a0?',
    });
    await expect(question).toContainText('DIALLO Amadou');
    await expect(question).toContainText('Dossier masqué');
    await expect(question).not.toContainText(/MARTIN|Claire/i);
    await expect(veil).toBeVisible();
  },
);

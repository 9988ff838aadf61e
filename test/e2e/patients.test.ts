/** Who the record is about: the chooser, the refused INS, the typed INS, and never two patients. */
import { expect, test, type Page } from '@playwright/test';
import { AMADOU, CLAIRE, HUGO } from '../lab/cards/people.ts';
import type { CardId } from '../lab/cards/catalogue.ts';
import {
  asked,
  inSite,
  nothingOpens,
  pagesOf,
  plainSite,
  ready,
  send,
  sharedProgram,
  siteSessions,
  siteText,
  tidy,
  visitOf,
} from './desk-work.ts';
import { poll, start } from './support.ts';

const program = sharedProgram();

async function people(card: CardId, reader = 0): Promise<Page> {
  await program.desk.insert(reader, card);
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('radio').first()).toBeAttached();
  return launcher;
}

/** The chooser's line of a person. */
const line = (launcher: Page, name: string) =>
  launcher.locator('label.person').filter({ has: launcher.getByText(name, { exact: true }) });

async function choose(launcher: Page, name: string): Promise<void> {
  await line(launcher, name).click();
  await expect(launcher.getByRole('radio', { name: new RegExp(name) })).toBeChecked();
}

/** Waits for the question and answers it. */
async function answer(open: boolean): Promise<void> {
  const confirm = await program.page('confirm');
  const button = confirm.getByRole('button', { name: open ? /^Ouvrir/ : /^Rester/ });
  // The window goes with its answer, so that the click may find it gone.
  await button.click().catch(() => undefined);
  await poll(() => pagesOf(program, 'confirm').length).toBe(0);
}

test('several people: names, birth dates, ages, and for each why an INS cannot be used', async () => {
  const launcher = await people('famille');
  await expect(launcher.getByRole('heading', { name: 'Pour qui ouvrir le DMP' })).toBeVisible();
  await expect(launcher.locator('label.person')).toHaveCount(4);
  await expect(line(launcher, 'MARTIN Claire')).toContainText(/née le 12\/04\/1985 · \d+ ans/);
  await expect(line(launcher, 'MARTIN Hugo')).toContainText(/né le 03\/09\/1983 · \d+ ans/);
  for (const child of ['MARTIN Léa', 'MARTIN Tom']) {
    await expect(line(launcher, child)).toContainText(/naissance\s: .* · \d+ ans/);
    await expect(line(launcher, child)).toContainText('numéro d’un parent');
  }
  // All of them without scrolling, and the window on the screen.
  const hidden = (): Promise<number> =>
    launcher.locator('main').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  await poll(hidden).toBe(0);
  await expect(launcher.getByRole('radio').first()).toBeVisible();
  expect(await outsideScreen()).toEqual([]);
  await nothingOpens(program, 800);
});

/** Windows of which a part is beyond their screen's work area. */
async function outsideScreen(): Promise<unknown[]> {
  return program.app.evaluate(({ BaseWindow, screen }) =>
    BaseWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => ({
        at: window.getBounds(),
        area: screen.getDisplayMatching(window.getBounds()).workArea,
      }))
      .filter(
        ({ at, area }) =>
          at.x < area.x ||
          at.y < area.y ||
          at.x + at.width > area.x + area.width ||
          at.y + at.height > area.y + area.height,
      ),
  );
}

test('the person chosen is the person opened', async () => {
  const launcher = await people('famille');
  await choose(launcher, 'MARTIN Hugo');
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Hugo MARTIN/ }).click();
  await visitOf(program, 'MARTIN Hugo');
  await program.sitePage('/TableauDeBord/');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${HUGO.nir}`]);
});

test('no usable INS: the dashboard without INS in one click, with the name to look for', async () => {
  const launcher = await people('famille');
  await choose(launcher, 'MARTIN Léa');
  await expect(launcher.getByRole('button', { name: /Ouvrir le DMP de/ })).toHaveCount(0);
  await launcher.getByRole('button', { name: /Rechercher Léa MARTIN au tableau de bord/ }).click();
  await visitOf(program, 'Recherche\u00a0: MARTIN Léa, 14/06/2012');
  await program.sitePage('/AccesDirect/TableauDeBord');
  expect(asked(program)).toEqual(['/AccesDirect/TableauDeBord']);
});

test('a person alone on the card without a usable INS opens nothing by itself', async () => {
  for (const card of ['sans-numero', 'cle-fausse', 'mois-lunaire'] as const) {
    const launcher = await people(card);
    if (card !== 'mois-lunaire')
      await expect(launcher.getByRole('heading', { name: 'Aucun matricule INS utilisable' })).toBeVisible();
    if (card === 'mois-lunaire') await expect(launcher.locator('label.person')).toHaveCount(1);
    else await nothingOpens(program, 500);
    await tidy(program);
  }
});

test('a window of ours that asks for a refused INS is refused by main too', async () => {
  const launcher = await people('famille');
  const ids = await launcher.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const { dmp } = window as unknown as {
          dmp: { onState: (seen: (state: { screen: { candidates: { id: string }[] } }) => void) => void };
        };
        dmp.onState(({ screen }) => {
          resolve(screen.candidates.map(({ id }) => id));
        });
      }),
  );
  await send(program, 'launcher', 'openPerson', { id: ids[2]!, page: 'Documents' });
  await send(program, 'launcher', 'openPerson', { id: `${ids[0]!}9`, page: 'Documents' });
  await program.desk.remove(0);
  await expect(launcher.locator('label.person')).toHaveCount(0);
  // Once the card has left, what was right before is right no more.
  await send(program, 'launcher', 'openPerson', { id: ids[0]!, page: 'Documents' });
  await nothingOpens(program, 800);
});

test('an INS typed by hand: its key is checked as it is typed, and again by main', async () => {
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Saisir un INS' }).click();
  const field = launcher.getByRole('textbox');
  const open = launcher.getByRole('button', { name: /Ouvrir le DMP/ });
  await field.pressSequentially(AMADOU.nir.slice(0, 14));
  await expect(launcher.getByText('14 sur 15')).toBeVisible();
  await expect(open).toBeDisabled();
  await field.press(AMADOU.nir.endsWith('0') ? '1' : '0');
  await expect(launcher.getByText('la clé ne correspond pas')).toBeVisible();
  await expect(open).toBeDisabled();
  await field.press('Backspace');
  await field.press(AMADOU.nir.slice(-1));
  await expect(launcher.getByText('La clé correspond')).toBeVisible();
  await open.click();
  const visit = await visitOf(program, 'INS saisi à la main');
  await expect(visit.locator('header.bar')).toContainText('vérifiez l’identité du patient');
  await program.sitePage('/TableauDeBord/');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${AMADOU.nir}`]);
  await tidy(program);
  await send(program, 'launcher', 'openIns', { ins: `${AMADOU.nir.slice(0, 13)}00`, page: 'Documents' });
  await expect(launcher.getByRole('alert').or(launcher.locator('.notice')).first()).toBeVisible();
  await nothingOpens(program, 500);
});

test('the family switch names both people; the old session is gone before the new one starts', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  const old = await program.sitePage('/TableauDeBord/');
  const sessions = siteSessions(program);
  const launcher = await people('famille');
  await choose(launcher, 'MARTIN Hugo');
  let oldWasThere: boolean | null = null;
  const opened = program.world.site.control.journal
    .next(({ path }) => path.endsWith(HUGO.nir))
    .then(() => {
      oldWasThere = !old.isClosed();
    });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Hugo MARTIN/ }).click();
  const confirm = await program.page('confirm');
  await expect(confirm.getByRole('alertdialog')).toContainText('Changer de patient');
  await expect(confirm.getByText('MARTIN Claire', { exact: true })).toBeVisible();
  await expect(confirm.getByText(/née le 12\/04\/1985/)).toBeVisible();
  await expect(confirm.getByText('MARTIN Hugo', { exact: true })).toBeVisible();
  await expect(confirm.getByText(/né le 03\/09\/1983/)).toBeVisible();
  await expect(confirm.getByRole('button', { name: /Rester sur Claire MARTIN/ })).toBeFocused();
  // Until it is answered the open record is the one that was open.
  await visitOf(program, 'MARTIN Claire');
  expect(old.isClosed()).toBe(false);
  await answer(true);
  await opened;
  expect(oldWasThere).toBe(false);
  await visitOf(program, 'MARTIN Hugo');
  await poll(() => program.sitePages().length).toBe(1);
  expect(pagesOf(program, 'visit')).toHaveLength(1);
  expect(siteSessions(program)).toBe(sessions + 1);
});

test('the second answer has a key of its own, and Enter alone is the first', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  for (const [keys, whose] of [
    ['Enter', 'MARTIN Claire'],
    ['Control+Enter', 'INS saisi à la main'],
  ] as const) {
    await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
    const confirm = await program.page('confirm');
    await expect(confirm.getByRole('button', { name: /^Ouvrir/ })).toBeEnabled();
    await confirm.keyboard.press(keys).catch(() => undefined);
    await poll(() => pagesOf(program, 'confirm').length).toBe(0);
    await visitOf(program, whose);
  }
});

test('the question refused, or closed with Escape: the record stays where it was', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  for (const way of ['button', 'escape'] as const) {
    await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
    const confirm = await program.page('confirm');
    await expect(confirm.getByText('INS terminé par', { exact: false }).first()).toBeVisible();
    if (way === 'button') await answer(false);
    else {
      await confirm.keyboard.press('Escape').catch(() => undefined);
      await poll(() => pagesOf(program, 'confirm').length).toBe(0);
    }
    await visitOf(program, 'MARTIN Claire');
  }
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${CLAIRE.nir}`]);
});

test('another person’s card inserted over an open record asks; pulled out again it withdraws its question', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.desk.remove(0);
  await program.desk.insert(0, 'amadou');
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('Une autre carte Vitale vient d’être insérée')).toBeVisible();
  await expect(confirm.getByText('MARTIN Claire', { exact: true })).toBeVisible();
  await expect(confirm.getByText('DIALLO Amadou', { exact: true })).toBeVisible();
  await program.desk.remove(0);
  await poll(() => pagesOf(program, 'confirm').length).toBe(0);
  await visitOf(program, 'MARTIN Claire');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${CLAIRE.nir}`]);
});

/** Whether the launcher's window is on screen. */
async function launcherShown(): Promise<boolean> {
  return program.app.evaluate(({ BaseWindow, WebContentsView }) =>
    BaseWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .flatMap(({ contentView }) => contentView.children)
      .some((view) => view instanceof WebContentsView && view.webContents.getURL().includes('/launcher/')),
  );
}

test('« Rester sur X » leaves that record on top, not the list with somebody else under Enter', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  const launcher = await people('famille');
  await choose(launcher, 'MARTIN Hugo');
  expect(await launcherShown()).toBe(true);
  // There is no window manager here that would minimise a window.
  await program.app.evaluate(({ BaseWindow }) => {
    for (const window of BaseWindow.getAllWindows())
      window.minimize = () => {
        window.hide();
      };
  });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Hugo MARTIN/ }).click();
  await program.page('confirm');
  await answer(false);
  await visitOf(program, 'MARTIN Claire');
  await poll(launcherShown).toBe(false);
});

test('a second question takes the place of the first', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
  const seen = (name: string): Promise<boolean> =>
    Promise.all(
      pagesOf(program, 'confirm').map((page) =>
        page
          .getByRole('button', { name })
          .isVisible()
          .catch(() => false),
      ),
    ).then((found) => found.includes(true));
  await poll(() => seen('Ouvrir l’INS terminé par')).toBe(true);
  await send(program, 'launcher', 'openDashboard', {});
  await poll(() => seen('Ouvrir le tableau de bord')).toBe(true);
  await poll(() => pagesOf(program, 'confirm').length).toBe(1);
  await answer(true);
  await visitOf(program, 'Sans patient choisi');
  await poll(() => asked(program).at(-1)).toBe('/AccesDirect/TableauDeBord');
  expect(asked(program).filter((path) => path.includes(AMADOU.nir))).toEqual([]);
});

test('cards in two readers: both are shown, nobody is proposed, nothing opens by itself', async () => {
  await program.desk.insert(0, 'muette');
  const launcher = await program.page('launcher');
  await expect(launcher.getByText('VITALE-MUETTE')).toBeVisible();
  await program.desk.insert(1, 'amadou');
  await expect(line(launcher, 'DIALLO Amadou')).toBeVisible();
  await program.desk.insert(0, 'claire');
  await expect(line(launcher, 'MARTIN Claire')).toBeVisible();
  await expect(line(launcher, 'DIALLO Amadou')).toBeVisible();
  await expect(launcher.locator('input[name=person]:checked')).toHaveCount(0);
  await nothingOpens(program, 800);
  // Nobody looks selected, and Enter asks for nobody: not for the dashboard either.
  await launcher.keyboard.press('Enter');
  await nothingOpens(program, 800);
  await expect(line(launcher, 'MARTIN Claire')).toBeVisible();
  await choose(launcher, 'MARTIN Claire');
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Claire MARTIN/ }).click();
  await visitOf(program, 'MARTIN Claire');
  // The other card leaves: it is not this record's.
  await program.desk.remove(1);
  const visit = await program.page('visit');
  await visit.waitForTimeout(700);
  await expect(visit.getByText('La carte Vitale a été retirée')).toHaveCount(0);
});

test('inside the site, the way to another patient’s record is closed; within the record it is open', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  const path = `/AccesDirect/Documents/${AMADOU.nir}`;
  const search = `const form = document.createElement('form'); form.method = 'post'; form.action = '/recherche';
    form.innerHTML = '<input name="ins" value="${AMADOU.nir}">'; document.body.append(form); form.submit();`;
  // As a server may read an address, whatever the way it is written.
  const written = [
    `/accesdirect//documents/${AMADOU.nir}`,
    `/AccesDirect/Documents/${CLAIRE.nir}?ins=${AMADOU.nir}`,
    `/dmp/recapitulatif/${AMADOU.nir}`,
  ].map((address) => `location.assign('${address}')`);
  const ways = [`location.assign('${path}')`, `window.open('${path}'); null`, `${search} null`, ...written];
  for (const script of ways) {
    await inSite(program, script);
    await expect(visit.getByText('Page d’un autre patient')).toBeVisible();
    const text = await siteText(program);
    expect(text).toContain('MARTIN');
    expect(text).not.toContain('DIALLO');
    await visit.getByRole('button', { name: 'Masquer ce message' }).click();
    await expect(visit.getByText('Page d’un autre patient')).toHaveCount(0);
  }
  await expect(visit.locator('.tabs-progress')).toHaveCount(0);
  await inSite(program, `location.assign('/AccesDirect/Documents/${CLAIRE.nir}')`);
  await expect(visit.locator('[aria-current=page]')).toHaveText('Documents');
  // A page that only changes its address cannot be refused: the session ends.
  await inSite(program, `history.pushState({}, '', '${path}')`);
  await expect(visit.getByRole('heading', { name: 'Page d’un autre patient' })).toBeVisible();
  await poll(() => program.sitePages().length).toBe(0);
  expect(asked(program).filter((path) => path.includes(AMADOU.nir))).toEqual([]);
});

test('a page that the launcher does not open is said in the bar, until there is one that it opens', async () => {
  const words = 'Page du site : vérifiez l’identité affichée';
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await expect(visit.getByText('lu sur la carte')).toBeVisible();
  await inSite(program, `history.pushState({}, '', '/dmp/recapitulatif')`);
  await expect(visit.getByText(words)).toBeVisible();
  await expect(visit.getByText('lu sur la carte')).toHaveCount(0);
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  await expect(visit.getByText(words)).toHaveCount(0);
  await tidy(program);
  // A visit without a patient, in which somebody's record is opened from the dashboard.
  await send(program, 'launcher', 'openDashboard', {});
  const dashboard = await visitOf(program, 'Sans patient choisi');
  await program.sitePage('/TableauDeBord');
  await inSite(program, `location.assign('/AccesDirect/DossierPatient/${CLAIRE.nir}')`);
  await visitOf(program, words.replace(' :', '\u00a0:'));
  await expect(dashboard.getByText('Sans patient')).toHaveCount(0);
});

test('closeOnVitaleRemoval: pulling the card closes the record', { tag: '@long' }, async () => {
  const other = await start(plainSite({ closeOnVitaleRemoval: true }));
  try {
    await ready(other);
    await other.desk.insert(0, 'claire');
    await visitOf(other, 'MARTIN Claire');
    await other.sitePage('/TableauDeBord/');
    await other.desk.remove(0);
    await poll(() => other.sitePages().length + pagesOf(other, 'visit').length).toBe(0);
    const launcher = await other.page('launcher');
    await expect(launcher.getByText('Dossier ouvert')).toHaveCount(0);
  } finally {
    await other.close();
  }
});

test('a card that was there at the start is shown and opens nothing; openOnInsert: ask never does', async () => {
  const other = await start({ ...plainSite({ openOnInsert: 'ask' }), cards: [[0, 'claire']] });
  try {
    const launcher = await other.page('launcher');
    await expect(line(launcher, 'MARTIN Claire')).toBeVisible();
    await nothingOpens(other);
    await other.desk.insert(0, 'amadou');
    await expect(line(launcher, 'DIALLO Amadou')).toBeVisible();
    await expect(line(launcher, 'MARTIN Claire')).toHaveCount(0);
    await nothingOpens(other, 800);
    await launcher.keyboard.press('Enter');
    await visitOf(other, 'DIALLO Amadou');
  } finally {
    await other.close();
  }
});

for (const openOnInsert of ['ask', 'discret'] as const)
  test(`${openOnInsert}: a card that is read shows no window at all`, async () => {
    const other = await start({ ...plainSite({ openOnInsert }), args: ['--hidden'] });
    try {
      await other.desk.insert(0, 'claire');
      await expect(line(await other.page('launcher'), 'MARTIN Claire')).toHaveCount(1);
      await nothingOpens(other, 800);
      const visible = await other.app.evaluate(
        ({ BaseWindow }) => BaseWindow.getAllWindows().filter((window) => window.isVisible()).length,
      );
      expect(visible).toBe(0);
    } finally {
      await other.close();
    }
  });

test(
  'a card that was there at the start opens nothing by itself with openOnInsert: always either',
  { tag: '@long' },
  async () => {
    const other = await start({ ...plainSite(), cards: [[0, 'claire']] });
    try {
      await expect(line(await other.page('launcher'), 'MARTIN Claire')).toBeVisible();
      await nothingOpens(other);
    } finally {
      await other.close();
    }
  },
);

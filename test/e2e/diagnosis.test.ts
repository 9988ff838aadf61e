/** The diagnosis as its user meets it: from a failure to its section, the checks as they come, report and repair. */
import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import { runCommand } from '../lab/broken/command.ts';
import { galssText } from '../lab/broken/galss-text.ts';
import { reportSchema } from '../lab/broken/report-schema.ts';
import { startSilentServer } from '../lab/broken/servers.ts';
import { CLAIRE } from '../lab/cards/people.ts';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { buildStandin } from '../lab/ssv/standin.ts';
import { inSite, pagesOf } from './desk-work.ts';
import { cardRead, startOver, stopped, typePin } from './sign-in-steps.ts';
import { poll, ROOT, type Running, start } from './support.ts';

/** The name that the reader had on the workstation where galss.ini was written. */
const FORMER_READER = 'Ingenico TL TELIUM(1)';
const GALSS_ROW = `galss.ini désigne un lecteur absent\u00a0: «\u00a0${FORMER_READER}\u00a0»`;

let program: Running;
/** Where nobody listens, and for one test somebody who never answers. */
let deadPort: number;
let directory: string;
let galssIni: string;
let before: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const nobody = await startSilentServer();
  deadPort = nobody.port;
  await nobody.close();
  const ssvLibrary = await buildStandin();
  directory = test.info().outputPath();
  await mkdir(directory, { recursive: true });
  galssIni = join(directory, 'galss.ini');
  program = await start({
    practitioners: ['cps'],
    // Who signs in by card does not need the address for e-CPS: that it does not answer is no fault.
    settings: (site) => ({
      signIn: 'cpx',
      cards: { vitale: ['pcsc', 'ssv'], ssvLibrary, galssIni },
      webPs: {
        cpx: { hosts: [site.urls.cpx] },
        ecps: { hosts: [`https://localhost:${deadPort}`] },
        trustedCaFile: site.caFile,
      },
    }),
    cards: [[1, 'cps3']],
    prepare: async ({ userData, readers }) => {
      before = galssText(FORMER_READER, readers[1]?.name ?? '');
      await writeFile(galssIni, before);
      await mkdir(userData, { recursive: true });
      // A failure whose section is the last of all.
      await writeFile(join(userData, 'settings.json'), '{ "openOnInsert": ');
    },
  });
  await cardRead(program);
});

test.afterAll(async () => {
  await program.close();
});

const group = (page: Page, name: string): Locator => page.getByRole('region', { name });
const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { name, exact: true, level: 2 });
// A check's own row: what is wrong is also named in the list of buttons above them.
const row = (page: Page, text: string): Locator => page.locator('li.check').filter({ hasText: text });

async function ended(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Relancer' })).toBeEnabled({ timeout: 30_000 });
}

/** No name, no number, no serial, no place of the user's. */
function expectNobody(text: string): void {
  const { person, rpps, cardSerial } = LAB_PRACTITIONERS.cps;
  const home = program.world.env.HOME ?? 'HOME';
  for (const secret of [
    CLAIRE.name,
    CLAIRE.firstName,
    CLAIRE.nir.slice(0, 13),
    person?.name,
    rpps,
    cardSerial,
    home,
  ])
    expect(text).not.toContain(secret ?? 'MARTIN');
}

test('a failure leads to its own section; checks come one by one and nothing waits for the slowest', async () => {
  await program.desk.insert(0, 'claire');
  const pin = await program.page('pin');
  await pin.getByRole('button', { name: 'Annuler' }).click();
  const launcher = await program.page('launcher');
  const alert = launcher.getByRole('alert').filter({ hasText: 'Réglages mis de côté' });
  await expect(alert).toContainText('Ouvrez les réglages et refaites vos choix.');
  await alert.getByRole('button', { name: 'Diagnostic' }).click();

  const page = await program.page('diagnosis');
  await ended(page);
  await expect(page.getByText('2 points à corriger').first()).toBeVisible();
  await expect(heading(page, 'DMP Direct')).toBeInViewport();
  await expect(heading(page, 'Lecteurs et cartes')).not.toBeInViewport();

  const silent = await startSilentServer(deadPort);
  await page.getByRole('button', { name: 'Relancer' }).click();
  await expect(row(page, 'Service de cartes à puce démarré, 2 lecteurs')).toContainText('Bon');
  await expect(row(page, 'Accès au DMP et à Pro Santé Connect')).toContainText('En cours');
  await expect(page.getByText('Contrôles en cours…').first()).toBeVisible();
  // The window answers meanwhile.
  await page
    .getByRole('button', { name: /^Pourquoi.*Réglages/ })
    .first()
    .click();
  await expect(page.getByText(/les réglages d’origine sont utilisés/)).toBeVisible();
  await silent.close();
  await ended(page);
});

test('a check tells its code, its steps and, when asked, what it means', async () => {
  const page = await program.page('diagnosis');
  const check = row(page, GALSS_ROW);
  await expect(check).toContainText('À corriger');
  await expect(check).toContainText('GALSS-LECTEUR-ABSENT');
  expect(await check.getByRole('listitem').count()).toBeGreaterThan(1);
  const why = check.getByRole('button', { name: /^Pourquoi/ });
  await expect(why).toHaveAttribute('aria-expanded', 'false');
  await why.focus();
  await page.keyboard.press('Enter');
  await expect(why).toHaveAttribute('aria-expanded', 'true');
  await expect(check).toContainText('qui n’est pas sur ce poste');
});

test('axe finds nothing, also with everything unfolded', async () => {
  const page = await program.page('diagnosis');
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (what: Document) => Promise<{ violations: { id: string }[] }> };
    };
    return (await axe.run(document)).violations.map(({ id }) => id);
  });
  expect(violations).toEqual([]);
});

test('the report is copied and saved in both forms, and holds nobody', async () => {
  const page = await program.page('diagnosis');
  await page.getByRole('button', { name: 'Copier le rapport' }).click();
  await expect(page.getByText('Rapport copié. Il ne contient ni nom, ni numéro.').first()).toBeVisible();
  const copied = await program.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/^Diagnostic du poste, DMP Direct /);
  expect(copied).toContain('(GALSS-LECTEUR-ABSENT)');
  expect(copied).toContain('3B751300004309EA9000');
  expectNobody(copied);

  for (const name of ['rapport.json', 'rapport.txt']) {
    const file = join(directory, name);
    await program.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await page.getByRole('button', { name: 'Enregistrer…' }).click();
    await poll(() => readFile(file, 'utf8').catch(() => '')).not.toBe('');
    await expect(
      page.getByText('Rapport enregistré. Il ne contient ni nom, ni numéro.').first(),
    ).toBeVisible();
  }
  const json = await readFile(join(directory, 'rapport.json'), 'utf8');
  expect(reportSchema.parse(JSON.parse(json)).counts.fix).toBe(2);
  expectNobody(json);
  expect(await readFile(join(directory, 'rapport.txt'), 'utf8')).toBe(copied);
});

test('galss.ini: shown, refused by Escape, then corrected with a copy kept, and put back', async () => {
  const page = await program.page('diagnosis');
  const propose = page.getByRole('button', { name: 'Voir la correction proposée' });
  await propose.focus();
  await page.keyboard.press('Enter');
  const repair = group(page, 'Correction proposée pour galss.ini');
  await expect(repair).toBeFocused();
  await expect(repair.locator('del')).toHaveText(FORMER_READER);
  await expect(repair.locator('ins')).toHaveText(program.world.readers[0]?.name ?? '');
  await page.keyboard.press('Escape');
  await expect(repair).toHaveCount(0);
  expect(await readFile(galssIni, 'utf8')).toBe(before);

  await propose.click();
  await page.getByRole('button', { name: 'Corriger galss.ini' }).click();
  await expect(page.getByText(/^galss\.ini est corrigé/).first()).toBeVisible();
  expect(await readFile(galssIni, 'utf8')).toBe(
    before.replace(FORMER_READER, program.world.readers[0]?.name ?? ''),
  );
  const [backup = ''] = (await readdir(directory)).filter((name) => name.endsWith('.bak'));
  expect(await readFile(join(directory, backup), 'utf8')).toBe(before);
  await ended(page);
  await expect(row(page, GALSS_ROW)).toHaveCount(0);
  await expect(row(page, 'Canal 1 (Vitale)')).toContainText('Bon');

  await page.getByRole('button', { name: 'Remettre l’ancien fichier' }).click();
  await expect(page.getByText('L’ancien fichier galss.ini est de nouveau en place.').first()).toBeVisible();
  expect(await readFile(galssIni, 'utf8')).toBe(before);
  await ended(page);
  await expect(row(page, GALSS_ROW)).toContainText('À corriger');
  await page.keyboard.press('Escape').catch(() => undefined);
  await poll(() => page.isClosed()).toBe(true);
});

test('what stops a visit, what is told above it and a wrong code: each leads to its section', async () => {
  const visit = await stopped(program, 'Connexion annulée');
  await visit.getByRole('button', { name: 'Ouvrir le diagnostic' }).click();
  const page = await program.page('diagnosis');
  await expect(heading(page, 'Lecteurs et cartes')).toBeInViewport();

  await startOver(program);
  const pin = await program.page('pin');
  await expect(pin.getByRole('button', { name: /diagnostic/ })).toHaveCount(0);
  await typePin(program, '9999');
  await poll(() => pagesOf(program, 'pin').length).toBe(1);
  const again = await program.page('pin');
  await expect(again.getByText('Le code porteur saisi n’est pas celui de cette carte.')).toBeVisible();
  await again.getByRole('button', { name: 'Annuler et ouvrir le diagnostic' }).click();
  await poll(() => pagesOf(program, 'pin').length).toBe(0);
  await stopped(program, 'Connexion annulée');

  await startOver(program);
  await typePin(program, LAB_PIN);
  await program.sitePage('/AccesDirect/TableauDeBord/');
  await inSite(program, "location.assign('https://exemple.invalid/'); null");
  const banner = visit.getByRole('alert').filter({ hasText: 'Lien extérieur au DMP' });
  await expect(banner).toContainText('ouvrez cette adresse dans votre navigateur habituel');
  await banner.getByRole('button', { name: 'Diagnostic' }).click();
  await expect(heading(page, 'Réseau et DMP')).toBeInViewport();
  await expect(heading(page, 'Lecteurs et cartes')).not.toBeInViewport();
});

test('--diagnose: the program itself without a display, beside one that is running', async () => {
  const { env, configFile, userData } = program.world;
  const { code, stdout, stderr } = await runCommand(
    electronPath(),
    [...electronSwitches({}), ROOT, '--user-data', userData, '--diagnose', '--json', '--config', configFile],
    { env: { ...electronEnvironment(), ...env }, cwd: directory },
  );
  const report = reportSchema.parse(JSON.parse(stdout));
  // The settings that could not be read have been set aside: galss.ini is left.
  expect(code, stderr).toBe(1);
  expect(report.counts.fix).toBe(1);
  expect(stdout).toContain('"MOTEUR-OK"');
  expectNobody(stdout);
  expect(await readdir(userData)).not.toContain('diagnosis');
});

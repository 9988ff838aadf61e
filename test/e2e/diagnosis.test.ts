/** The diagnosis window: opened by what is wrong, filled check by check, reported without anybody's name, repaired. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { galssText } from '../lab/broken/workstation.ts';
import { CLAIRE } from '../lab/cards/people.ts';
import { buildStandin } from '../lab/ssv/standin.ts';
import { inSite, pagesOf, plainSite, ready, send, visitOf } from './desk-work.ts';
import { start, type Running } from './support.ts';

let program: Running;
let directory: string;
let galssIni: string;

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-direct-diagnosis-e2e-'));
  galssIni = join(directory, 'galss.ini');
  program = await start(
    plainSite({ cards: { vitale: ['pcsc', 'ssv'], ssvLibrary: await buildStandin(), galssIni } }),
  );
  await ready(program);
});

test.beforeEach(async () => {
  const [vitale = ''] = program.world.readers.map(({ name }) => name);
  await writeFile(galssIni, galssText(vitale, 'Ancien lecteur 00 00'));
});

test.afterEach(async () => {
  await close();
});

test.afterAll(async () => {
  await program.close();
  await rm(directory, { recursive: true, force: true });
});

async function close(): Promise<void> {
  // The window goes with the command, and the call with the window.
  if (pagesOf(program, 'diagnosis').length > 0)
    await send(program, 'diagnosis', 'close', {}).catch(() => undefined);
  await expect.poll(() => pagesOf(program, 'diagnosis').length).toBe(0);
}

/** Waits for the end of the checks: the reports cannot be asked for before. */
async function finished(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Copier le rapport' })).toBeEnabled({ timeout: 45_000 });
}

async function openFromLauncher(): Promise<Page> {
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Diagnostic' }).last().click();
  return program.page('diagnosis');
}

test('from the launcher: checks come one by one, each with its result, its code and what to do', async () => {
  const page = await openFromLauncher();
  await expect(page.getByRole('heading', { name: 'Diagnostic du poste', level: 1 })).toBeVisible();
  // At once, before the slowest of them has ended.
  await expect(page.getByText('En cours', { exact: true }).first()).toBeVisible();
  await finished(page);
  await expect(page.getByText('En cours', { exact: true })).toHaveCount(0);
  for (const name of ['Lecteurs et cartes', 'SrvSVCNAM et DiagAM', 'Réseau et DMP', 'DMP Direct'])
    await expect(page.getByRole('region', { name, exact: true }).getByRole('listitem').first()).toBeVisible();
  const ssv = page.getByRole('region', { name: 'GALSS et bibliothèque SESAM-Vitale' });
  await expect(ssv.getByText('GALSS-LECTEUR-ABSENT', { exact: true })).toBeVisible();
  await expect(ssv.getByText('À corriger', { exact: true }).first()).toBeVisible();
  await expect(ssv.getByRole('list').getByRole('list').first()).not.toBeEmpty();
  const why = ssv.getByRole('button', { name: /Pourquoi/ }).first();
  await expect(why).toHaveAttribute('aria-expanded', 'false');
  await why.press('Enter');
  await expect(why).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('status')).toContainText('à corriger');
});

test('axe finds nothing, with everything shown', async () => {
  const page = await openFromLauncher();
  await finished(page);
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
  expect(violations).toEqual([]);
});

test('the report, copied and saved, names nobody and nothing of the user’s', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await send(program, 'visit', 'close', {});
  await send(program, 'launcher', 'openDiagnosis', {});
  const page = await program.page('diagnosis');
  await finished(page);
  await page.getByRole('button', { name: 'Copier le rapport' }).click();
  await expect(page.getByText('Rapport copié. Il ne contient ni nom, ni numéro.').first()).toBeVisible();
  const copied = await program.app.evaluate(({ clipboard }) => clipboard.readText());
  const file = join(directory, 'rapport.json');
  await program.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Enregistrer…' }).click();
  await expect(page.getByText('Rapport enregistré. Il ne contient ni nom, ni numéro.').first()).toBeVisible();
  const saved = await readFile(file, 'utf8');
  expect(JSON.parse(saved)).toMatchObject({ format: { name: 'dmp-direct-diagnosis', version: 1 } });
  for (const text of [copied, saved]) {
    expect(text).toContain('VITALE-LUE');
    expect(text).toContain('3B751300004309EA9000');
    for (const secret of [CLAIRE.name, CLAIRE.firstName, CLAIRE.nir, CLAIRE.nir.slice(0, 13)])
      expect(text).not.toContain(secret);
    for (const own of [homedir(), program.world.env.HOME ?? '', `/${userInfo().username}/`])
      expect(text).not.toContain(own);
  }
  await program.desk.clear();
});

test('galss.ini: the repair is shown, made with a copy beside, and undone', async () => {
  const before = await readFile(galssIni, 'utf8');
  const page = await openFromLauncher();
  await finished(page);
  await page.getByRole('button', { name: 'Voir la correction proposée' }).click();
  const repair = page.getByRole('region', { name: 'Correction proposée pour galss.ini' });
  const [, cpx = ''] = program.world.readers.map(({ name }) => name);
  await expect(repair).toContainText('Ancien lecteur 00 00');
  await expect(repair).toContainText(cpx);
  expect(await readFile(galssIni, 'utf8')).toBe(before);

  // Escape steps back from the proposal, not out of the window.
  await page.keyboard.press('Escape');
  await expect(repair).toHaveCount(0);
  await page.getByRole('button', { name: 'Voir la correction proposée' }).click();
  await repair.getByRole('button', { name: 'Corriger galss.ini' }).click();
  await expect(page.getByText(/galss\.ini est corrigé/).first()).toBeVisible();
  expect(await readFile(galssIni, 'utf8')).toBe(before.replace('Ancien lecteur 00 00', cpx));
  const copies = (await readdir(directory)).filter((name) => /^galss.*(bak|copie|sauv)/i.test(name));
  expect(copies).toHaveLength(1);
  expect(await readFile(join(directory, copies[0] ?? ''), 'utf8')).toBe(before);
  await finished(page);
  await expect(page.getByText('GALSS-LECTEUR-ABSENT', { exact: true })).toHaveCount(0);

  await page.getByRole('button', { name: 'Remettre l’ancien fichier' }).click();
  await expect(page.getByText('L’ancien fichier galss.ini est de nouveau en place.').first()).toBeVisible();
  expect(await readFile(galssIni, 'utf8')).toBe(before);
  await finished(page);
});

test('from what stops a record and from what is told above it, at the section of that failure', async () => {
  const { faults } = program.world.site.control;
  faults.inject({ host: 'plain', path: /^\/AccesDirect/, fault: { kind: 'status', status: 503 } });
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await expect(visit.getByText('SITE-ERREUR', { exact: true })).toBeVisible();
  await visit.getByRole('button', { name: 'Ouvrir le diagnostic' }).click();
  const page = await program.page('diagnosis');
  const network = page.getByRole('region', { name: 'Réseau et DMP' });
  await expect(network.getByRole('listitem').first()).toBeInViewport();
  await finished(page);
  await close();

  faults.clear();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  await program.sitePage(CLAIRE.nir);
  await inSite(program, "location.assign('https://ailleurs.localhost/')");
  await expect(visit.getByText('Lien extérieur au DMP')).toBeVisible();
  await visit.getByRole('button', { name: 'Ouvrir le diagnostic' }).click();
  await program.page('diagnosis');
  await send(program, 'visit', 'close', {});
});

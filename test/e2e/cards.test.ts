/** Cards that cannot be read, readers and processes that go: each its own failure on screen, and nothing else. */
import { expect, test, type Page } from '@playwright/test';
import type { FailureCode } from '../../src/domain/failures/index.ts';
import { NO_ATR, VIRTUAL_ATR } from '../lab/cards/atr.ts';
import { plainCard } from '../lab/cards/card.ts';
import type { CardId } from '../lab/cards/catalogue.ts';
import { CLAIRE } from '../lab/cards/people.ts';
import { VirtualReader } from '../lab/pcsc/vpcd-reader.ts';
import { asked, furtherRow, nothingOpens, pagesOf, plainSite, sharedProgram, visitOf } from './desk-work.ts';
import { poll, start } from './support.ts';

const program = sharedProgram();

const launcher = (): Promise<Page> => program.page('launcher');

const UNREADABLE: readonly (readonly [CardId, FailureCode])[] = [
  ['muette', 'VITALE-MUETTE'],
  ['inconnue', 'VITALE-INCONNUE'],
  ['sosie', 'VITALE-INCONNUE'],
  ['vitale-1', 'VITALE-1'],
  ['abimee', 'VITALE-ILLISIBLE'],
  ['sans-application', 'VITALE-ILLISIBLE'],
  ['illisible', 'VITALE-INCOHERENTE'],
  ['tronquee', 'VITALE-INCOHERENTE'],
  ['incoherente', 'VITALE-INCOHERENTE'],
  ['reponse-trop-courte', 'VITALE-TRANSMISSION'],
];

for (const [index, [card, code]] of UNREADABLE.entries())
  test(`a card that cannot be read, ${card}: ${code}, and the ways on`, furtherRow(index, 5), async () => {
    await program.desk.insert(0, card);
    const page = await launcher();
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(page.locator('label.person')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /tableau de bord sans patient/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Saisir un INS' })).toBeVisible();
    expect(asked(program)).toEqual([]);
    await program.desk.remove(0);
    await expect(page.getByText(code, { exact: true })).toHaveCount(0);
  });

test('a card pulled out while it is read: said, until the next card, which works', async () => {
  await program.desk.insert(0, 'arrachee');
  const page = await launcher();
  await expect(page.getByText('VITALE-RETIREE', { exact: true })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('La carte Vitale a été retirée pendant la lecture.');
  expect(asked(program)).toEqual([]);
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
});

test('a slow card: its reading is said in words, and what it says comes all the same', async () => {
  await program.desk.insert(0, 'lente');
  const page = await launcher();
  await expect(page.getByRole('heading', { name: 'Lecture de la carte Vitale' })).toBeVisible();
  await visitOf(program, 'MARTIN Claire');
});

test('nineteen people, in files longer than one answer: all of them in the chooser', async () => {
  await program.desk.insert(0, 'dix-neuf');
  const page = await launcher();
  await expect(page.locator('label.person')).toHaveCount(19);
  await expect(page.getByText('GRANDFAMILLE Membre S', { exact: true })).toBeAttached();
});

test('a practitioner’s card is no Vitale: nothing is read of it, nothing opens', async () => {
  const card = await program.desk.insert(0, 'cps3');
  const page = await launcher();
  await expect(page.getByText(/CPx|Votre carte/).first()).toBeVisible();
  await nothingOpens(program, 1_000);
  expect(card.log).toHaveLength(0);
  await program.desk.insert(1, 'claire');
  await visitOf(program, 'MARTIN Claire');
});

/** The process that speaks to the readers. */
async function cardsProcess(): Promise<number | null> {
  return program.app.evaluate(({ app }) => {
    const found = app.getAppMetrics().find(({ name }) => name === 'DMP Direct cards');
    return found?.pid ?? null;
  });
}

test('the cards’ process is killed: it starts again, the card is shown again, nothing opens by itself', async () => {
  await program.desk.insert(0, 'amadou');
  const page = await launcher();
  await visitOf(program, 'DIALLO Amadou');
  await program.sitePage('/TableauDeBord/');
  const pid = await cardsProcess();
  expect(pid).not.toBeNull();
  process.kill(pid!, 'SIGKILL');
  await poll(cardsProcess, { timeout: 10_000 }).not.toBe(pid);
  await expect(page.locator('label.person')).toHaveCount(1);
  // The record stays; its card was recognised again, so there is no note.
  const visit = await visitOf(program, 'DIALLO Amadou');
  await expect(visit.getByText('La carte Vitale a été retirée')).toHaveCount(0);
  expect(asked(program)).toHaveLength(1);
  await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
  await poll(() => pagesOf(program, 'visit').length).toBe(0);
  process.kill((await cardsProcess())!, 'SIGKILL');
  program.world.site.control.journal.clear();
  await nothingOpens(program);
  await expect(page.locator('label.person')).toHaveCount(1);
  // An insertion seen by the new process opens as before.
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
});

test('an unknown card that was there before is nobody’s: nothing is wrong, a Vitale beside it opens', async () => {
  await program.desk.insert(1, 'inconnue');
  const page = await launcher();
  await expect(page.getByText('VITALE-INCONNUE', { exact: true })).toBeVisible();
  // To the process that starts anew the card was there already.
  const pid = await cardsProcess();
  process.kill(pid!, 'SIGKILL');
  await poll(cardsProcess, { timeout: 10_000 }).not.toBe(pid);
  await expect(page.getByText('VITALE-INCONNUE', { exact: true })).toHaveCount(0);
  await page.waitForTimeout(1_000);
  await expect(page.getByText('VITALE-INCONNUE', { exact: true })).toHaveCount(0);
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
});

test('Windows Hello and a slot that is always mute: nothing is wrong, and a Vitale beside them opens', async () => {
  const always = [
    ['Windows Hello for Business 1', plainCard(VIRTUAL_ATR)],
    ['Kapelse CCID Interface CLESS slot2', plainCard(NO_ATR)],
  ] as const;
  const own = await start({
    ...plainSite(),
    furtherReaders: always.map(([name]) => name),
    prepare: async ({ readers }) => {
      for (const [name, card] of always) {
        const { port } = readers.find((reader) => reader.name.startsWith(name))!;
        await new VirtualReader(port).insert(card);
      }
    },
  });
  try {
    const page = await own.page('launcher');
    await expect(page.getByText('Insérez la carte Vitale')).toBeVisible();
    await expect(page.getByText('Lecteur prêt')).toBeVisible();
    await expect(page.getByText(/VITALE-(?:INCONNUE|MUETTE)|LECTEUR-ABSENT/)).toHaveCount(0);
    await own.desk.insert(0, 'claire');
    await visitOf(own, 'MARTIN Claire');
  } finally {
    await own.close();
  }
});

test('the PC/SC service is killed and comes back: said meanwhile, then the card is shown and opens nothing', async () => {
  const { pcscd } = program.world;
  /** For two seconds after the service is back, a card is taken to have been there already. */
  const arrivalsMs = 2_200;
  test.skip(pcscd === null, 'no PC/SC service of our own here');
  const page = await launcher();
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await pcscd!.kill();
  await expect(page.getByText('PCSC-SERVICE-ARRETE', { exact: true })).toBeVisible();
  const visit = await visitOf(program, 'MARTIN Claire');
  await expect(visit.getByText('La carte Vitale a été retirée')).toBeVisible();
  await pcscd!.restart();
  await expect(page.getByText('PCSC-SERVICE-ARRETE', { exact: true })).toHaveCount(0);
  await expect(page.locator('label.person')).toHaveCount(1);
  await expect(visit.getByText('La carte Vitale a été retirée')).toHaveCount(0);
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${CLAIRE.nir}`]);
  await program.desk.remove(0);
  await expect(visit.getByText('La carte Vitale a été retirée')).toBeVisible();
  await visit.waitForTimeout(arrivalsMs);
  await program.desk.insert(1, 'amadou');
  await expect((await program.page('confirm')).getByText('DIALLO Amadou', { exact: true })).toBeVisible();
});

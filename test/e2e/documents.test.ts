/** The code of a document, by a hand scanner and pasted: what it opens, and what it never leaves behind. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { scanFolders } from '../campaigns/scan.ts';
import { labelText, LEA_LABEL, PAUL_LABEL, scan } from '../lab/documents/label.ts';
import { answer, asked, nothingOpens, pagesOf, sharedProgram, visitOf } from './desk-work.ts';
import { poll } from './support.ts';

const program = sharedProgram();

test('somebody on no card: a question says who it is, and nothing opens before its answer', async () => {
  await scan(program.app, labelText(PAUL_LABEL));
  const confirm = await program.page('confirm');
  await expect(confirm.getByText("D'ESSAI-FICTIF Paul Jean")).toBeVisible();
  await expect(confirm.getByText(/^né le 03\/02\/1955 · \d+ ans · sexe masculin$/)).toBeVisible();
  await expect(confirm.getByText('lu sur un document, non qualifié')).toBeVisible();
  await expect(confirm.getByRole('button', { name: 'Ne pas ouvrir' })).toBeFocused();
  expect((await confirm.content()).replace(/\s/g, '')).not.toContain(PAUL_LABEL.number);
  expect(asked(program)).toEqual([]);
  await answer(program, confirm, /^Ouvrir le DMP de Paul Jean/);
  const visit = await visitOf(program, "D'ESSAI-FICTIF Paul Jean");
  await expect(visit.getByText('lu sur un document, non qualifié')).toBeVisible();
  await program.sitePage('/TableauDeBord/');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${PAUL_LABEL.number}`]);
});

test('the question refused opens nothing', async () => {
  await scan(program.app, labelText(PAUL_LABEL));
  const confirm = await program.page('confirm');
  await answer(program, confirm, 'Ne pas ouvrir');
  await nothingOpens(program, 500);
});

test('a child of the inserted card gets the number that the card does not say, and opens by Enter', async () => {
  await program.desk.insert(0, 'famille');
  const launcher = await program.page('launcher');
  const lea = launcher
    .locator('label.person')
    .filter({ has: launcher.getByText('MARTIN Léa', { exact: true }) });
  await expect(lea).toContainText('numéro d’un parent');
  await scan(program.app, labelText(LEA_LABEL));
  await expect(lea).toContainText('Matricule INS lu sur un document, non qualifié');
  await expect(launcher.getByRole('radio', { name: /MARTIN Léa/ })).toBeChecked();
  // The scanner's own Enter has opened nothing.
  await nothingOpens(program, 500);
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Léa MARTIN/ }).click();
  const visit = await visitOf(program, 'MARTIN Léa');
  await expect(visit.getByText('lu sur un document, non qualifié')).toBeVisible();
  await program.sitePage('/TableauDeBord/');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${LEA_LABEL.number}`]);
});

test('with the focus in a field nothing of a code stays in it, and the code is read', async () => {
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Saisir un INS' }).click();
  const field = launcher.getByRole('textbox');
  await field.pressSequentially('2 85', { delay: 80 });
  await scan(program.app, labelText(PAUL_LABEL));
  const confirm = await program.page('confirm');
  expect(await field.inputValue()).toBe('2 85');
  await answer(program, confirm, 'Ne pas ouvrir');
});

test('another barcode, and one for another environment, open nothing and say why', async () => {
  await program.desk.insert(0, 'famille');
  const launcher = await program.page('launcher');
  await expect(launcher.locator('label.person')).toHaveCount(4);
  await scan(program.app, '3400930000019');
  await nothingOpens(program, 500);
  await scan(program.app, labelText(PAUL_LABEL, '1.2.250.1.213.1.4.8'));
  await expect(launcher.getByText('celui d’un patient réel')).toBeVisible();
  await scan(program.app, `IS02${labelText(PAUL_LABEL).slice(4)}`);
  await expect(launcher.getByText('d’une version que DMP Direct ne connaît pas')).toBeVisible();
  await nothingOpens(program, 200);
});

test('a code that is pasted is read as well, and so is a line with one number', async () => {
  const launcher = await program.page('launcher');
  const paste = (text: string): Promise<void> =>
    launcher.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  await paste(labelText(PAUL_LABEL, '1.2.250.1.213.1.4.10', '<GS>'));
  const confirm = await program.page('confirm');
  await expect(confirm.getByText("D'ESSAI-FICTIF Paul Jean")).toBeVisible();
  await answer(program, confirm, 'Ne pas ouvrir');
  await launcher.getByRole('button', { name: 'Saisir un INS' }).click();
  const number = LEA_LABEL.number.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 ($7)');
  await launcher.getByRole('textbox').fill(`MARTIN Léa, née le 14/06/2012, INS : ${number}`);
  await expect(launcher.getByText('Un seul matricule INS a été trouvé')).toBeVisible();
  await launcher.getByRole('button', { name: /Ouvrir le DMP de l’INS terminé par/ }).click();
  await program.sitePage('/TableauDeBord/');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${LEA_LABEL.number}`]);
});

test('another document, scanned while a question stands, is asked about instead', async () => {
  await scan(program.app, labelText(PAUL_LABEL));
  const confirm = await program.page('confirm');
  await expect(confirm.getByText("D'ESSAI-FICTIF Paul Jean")).toBeVisible();
  await scan(program.app, labelText(LEA_LABEL), 'app://dmp-direct/confirm/');
  await poll(async () => {
    const [page] = pagesOf(program, 'confirm');
    return page
      ?.getByText('MARTIN Lea Rose')
      .count()
      .catch(() => 0);
  }).toBe(1);
  await nothingOpens(program, 300);
  await answer(program, await program.page('confirm'), 'Ne pas ouvrir');
});

test('nothing of any code is left in the log or elsewhere in the profile', async () => {
  const wrongKey = labelText(PAUL_LABEL).replace(PAUL_LABEL.number, `${PAUL_LABEL.number.slice(0, 13)}01`);
  for (const code of [labelText(PAUL_LABEL), wrongKey, `IS02${labelText(PAUL_LABEL).slice(4)}`]) {
    await scan(program.app, code);
    const launcher = await program.page('launcher');
    await launcher.waitForTimeout(400);
  }
  for (const confirm of pagesOf(program, 'confirm')) await answer(program, confirm, 'Ne pas ouvrir');
  const log = await readFile(join(program.world.userData, 'logs', 'dmp-direct.log'), 'utf8');
  expect(log.length).toBeGreaterThan(100);
  const words = [PAUL_LABEL, LEA_LABEL].flatMap(({ birthName, givenNames, number }) => [
    { what: 'number', text: number.slice(0, 13) },
    { what: 'birth name', text: birthName },
    { what: 'given names', text: givenNames },
  ]);
  const { files, traces } = await scanFolders(
    [program.world.userData],
    [...words, { what: 'a code', text: 'IS0100000' }],
  );
  expect(files).toBeGreaterThan(1);
  expect(traces).toEqual([]);
});

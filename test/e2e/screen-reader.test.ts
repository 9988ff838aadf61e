/** What a screen reader is told during the main job, read off the accessibility bus. */
import { expect, test } from '@playwright/test';
import { interfaceTexts } from '../../src/domain/texts/fr/index.ts';
import { deafness, listen, type Ear } from '../lab/screen-reader/index.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { visitOf } from './desk-work.ts';
import { cardRead, typePin } from './sign-in-steps.ts';
import { poll, start, type Running } from './support.ts';

const why = deafness();
test.skip(why !== null, why ?? '');

let program: Running | undefined;
let ear: Ear | undefined;

test.afterEach(async () => {
  await program?.close();
  await ear?.stop();
  program = undefined;
  ear = undefined;
});

async function startHeard(openOnInsert: 'always' | 'ask'): Promise<{ program: Running; ear: Ear }> {
  ear = await listen();
  program = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    settings: { openOnInsert },
    env: ear.env,
    args: ['--force-renderer-accessibility'],
  });
  await cardRead(program);
  return { program, ear };
}

/** Only said where the machine is slow. */
const WAITING: ReadonlySet<string> = new Set(Object.values(interfaceTexts.visit.progress));

/** What was said by itself, without what is repeated because its region was drawn in parts. */
function said(all: Ear): string[] {
  const texts = all.heard
    .flatMap(({ kind, text }) => (kind === 'live' && text !== undefined ? [text] : []))
    .filter((text) => !WAITING.has(text))
    .map(plain);
  return texts.filter((text, index) => text !== texts[index - 1]);
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('who the patient is, that the record opened, that the card left: in that order, once each', async () => {
  const { program: running, ear: all } = await startHeard('ask');
  const launcher = await running.page('launcher');
  await running.desk.insert(0, 'claire');
  await expect(launcher.getByText('MARTIN Claire', { exact: true })).toBeVisible();
  await poll(() => said(all)).toContain('Carte lue, une personne. Sélection : MARTIN Claire.');
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Claire MARTIN/ }).click();
  await typePin(running, LAB_PIN);
  await visitOf(running, 'MARTIN Claire');
  await running.sitePage('/TableauDeBord/');
  await expect((await running.page('visit')).getByText(/^Connecté/)).toBeVisible();
  await poll(() => said(all)).toContain('Dossier ouvert : Claire MARTIN.');
  await running.desk.remove(0);
  await poll(() => said(all)).toContain('La carte Vitale a été retirée : le dossier reste ouvert');
  expect(said(all)).toEqual([
    'Carte lue, une personne. Sélection : MARTIN Claire.',
    'Dossier ouvert : Claire MARTIN.',
    'La carte Vitale a été retirée : le dossier reste ouvert',
  ]);
});

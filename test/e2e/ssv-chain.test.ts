import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { CLAIRE } from '../lab/cards/people.ts';
import { LEA_OWN } from '../lab/site/patients.ts';
import { LAB_GALSS_INI, MARTIN_FAMILY } from '../lab/ssv/martin-family.ts';
import { buildStandin, writeScenario, type Scenario } from '../lab/ssv/standin.ts';
import { start, type Running, type StartOptions } from './support.ts';

let running: Running | undefined;
let directory: string;

test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-direct-ssv-e2e-'));
});

test.afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(directory, { recursive: true, force: true });
});

function people(launcher: Page): Locator {
  return launcher.getByRole('group', { name: 'Personnes inscrites sur la carte' }).getByRole('radio');
}

async function startWith(
  scenario: Scenario,
  vitale: ('pcsc' | 'ssv')[],
  more: StartOptions = {},
): Promise<Running> {
  const file = join(directory, 'scenario.txt');
  const galssIni = join(directory, 'galss.ini');
  await writeScenario(file, scenario);
  await writeFile(galssIni, LAB_GALSS_INI);
  return start({
    practitioners: [],
    settings: { openOnInsert: 'ask', cards: { vitale, ssvLibrary: await buildStandin(), galssIni } },
    cards: [[1, 'cps3']],
    env: { DMP_SSV_SCENARIO: file },
    ...more,
  });
}

test('the library refines the list in place: the daughter’s certified number becomes usable', async () => {
  running = await startWith({ groups: MARTIN_FAMILY }, ['pcsc', 'ssv']);
  await running.desk.insert(0, 'famille');
  const launcher = await running.page('launcher');
  const names = people(launcher);
  await expect(names).toHaveCount(4);
  await expect(launcher.getByText(/numéro d’un parent|numéro de l’assuré/)).toHaveCount(1);
  await expect(names.nth(2)).toHaveAccessibleName(/Léa.*née le 14\/06\/2012/);
  await names.nth(2).check({ force: true });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Léa/ }).click();
  await running.sitePage(`/AccesDirect/TableauDeBord/${LEA_OWN.nir}`);
});

test('a Vitale 1, which nobody else can read, is read by the library', { tag: '@long' }, async () => {
  running = await startWith({ groups: MARTIN_FAMILY }, ['pcsc', 'ssv']);
  await running.desk.insert(0, 'vitale-1');
  const launcher = await running.page('launcher');
  await expect(people(launcher)).toHaveCount(4);
});

test('two sources that contradict each other refuse the number and say so', { tag: '@long' }, async () => {
  const wrong = MARTIN_FAMILY.map((group) =>
    group.group === 104 && group.occurrence === 2
      ? { ...group, fields: { ...group.fields, 9: LEA_OWN.nir.slice(0, 13), 10: LEA_OWN.nir.slice(13) } }
      : group,
  );
  running = await startWith({ groups: wrong }, ['pcsc', 'ssv']);
  await running.desk.insert(0, 'famille');
  const launcher = await running.page('launcher');
  await expect(launcher.getByText(/se contredisent pour cette personne/).first()).toBeVisible();
});

test('the library alone works too, and its PIN is asked in the small window', { tag: '@long' }, async () => {
  running = await startWith({ groups: MARTIN_FAMILY, demandedPin: '4321' }, ['ssv']);
  await running.desk.insert(0, 'famille');
  const pin = await running.page('pin');
  await expect(pin.getByText('Pour lire les droits de la carte Vitale')).toBeVisible();
  await pin.getByLabel('Code porteur').fill('4321');
  await pin.keyboard.press('Enter').catch(() => undefined);
  await expect(people(await running.page('launcher'))).toHaveCount(4);
});

test('a library that crashes harms nothing: the direct read stays', async () => {
  running = await startWith(
    { groups: MARTIN_FAMILY, faults: [{ kind: 'crash', call: 'SIS_LireDroitsVitale', nth: 0 }] },
    ['pcsc', 'ssv'],
  );
  await running.desk.insert(0, 'famille');
  const launcher = await running.page('launcher');
  await expect(people(launcher)).toHaveCount(4);
  await expect(launcher.getByText('Vitale lue')).toBeVisible();
  await launcher.getByRole('radio', { name: /MARTIN Claire/ }).check({ force: true });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Claire/ }).click();
  await running.sitePage(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
});

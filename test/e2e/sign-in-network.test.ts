/** What is said when the card has answered and the site does not go on. */
import { expect, test } from '@playwright/test';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { cardRead, openDashboard, stopped, typePin } from './sign-in-steps.ts';
import { start, type Running } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

test('a site that cuts the connection once the card has signed is told as that', async () => {
  const program = (running = await start({ cards: [[1, 'cps3']], practitioners: ['cps'] }));
  await cardRead(program);
  program.world.site.control.faults.inject({ host: 'cpx', fault: { kind: 'reset' } });
  await openDashboard(program);
  await typePin(program, LAB_PIN);
  const visit = await stopped(program, 'Le site a coupé la connexion');
  await expect(visit.getByText(/Votre carte a répondu/)).toBeVisible();
  await expect(visit.getByText(/Insérez votre carte/)).toHaveCount(0);
});

test('a site that says nothing once the card has signed is told as that, with the ways on', async () => {
  const program = (running = await start({ cards: [[1, 'cps3']], practitioners: ['cps'] }));
  await cardRead(program);
  const { faults } = program.world.site.control;
  faults.inject({ host: 'cpx', fault: { kind: 'silence' } });
  await openDashboard(program);
  await typePin(program, LAB_PIN);
  const visit = await program.page('visit');
  await expect(visit.getByText('SITE-MUET', { exact: true })).toBeVisible({ timeout: 25_000 });
  await expect(visit.getByRole('button', { name: 'Ouvrir le diagnostic' })).toBeVisible();
  faults.clear();
  await visit.getByRole('button', { name: /Réessayer/ }).click();
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
});

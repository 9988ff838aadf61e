import { expect, test } from '@playwright/test';
import { start, type Running } from './support.ts';

let running: Running;

test.afterEach(async () => {
  await running.close();
});

test('a Vitale with one person opens that person’s dashboard by itself', async () => {
  running = await start({ practitioners: [], settings: { signIn: 'cpx' } });
  const launcher = await running.page('launcher');
  await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
  await running.desk.insert(0, 'claire');
  const site = await running.sitePage('/AccesDirect/TableauDeBord/');
  await expect(site.getByText('MARTIN').first()).toBeVisible();
  const visit = await running.page('visit');
  await expect(visit.getByText('MARTIN Claire')).toBeVisible();
});

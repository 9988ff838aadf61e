import { expect, test, type Page } from '@playwright/test';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { start, type Running } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** The window closes with its answer, so the key press may find it gone. */
async function typePin(window: Page, pin: string): Promise<void> {
  await window.getByLabel('Code confidentiel').fill(pin);
  await window.keyboard.press('Enter').catch(() => undefined);
}

test('the CPS signs in: PIN in its own window, the right certificate, the holder named', async () => {
  running = await start({ cards: [[1, 'cps3']], practitioners: ['cps'] });
  const launcher = await running.page('launcher');
  await expect(launcher.getByText(/CPS/).first()).toBeVisible();
  await running.desk.insert(0, 'claire');
  const pin = await running.page('pin');
  await expect(pin.getByText('wps-cps.localhost')).toBeVisible();
  await typePin(pin, LAB_PIN);
  const site = await running.sitePage('/AccesDirect/TableauDeBord/');
  await expect(site.getByText('Connecté')).toBeVisible();
  const visit = await running.page('visit');
  await expect(visit.getByText(/Connecté avec la CPS de Dr A. PRATICIEN/)).toBeVisible();
  const { journal } = running.world.site.control;
  const versions = new Set(
    journal
      .entries('cpx')
      .filter(({ refused }) => refused === null)
      .map(({ tlsVersion }) => tlsVersion),
  );
  expect([...versions]).toEqual(['TLSv1.2']);
});

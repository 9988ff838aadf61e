/** One phone validation for the morning: Pro Santé Connect's session is kept between visits, in memory only. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { playSession } from '../lab/dbus/index.ts';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import { command } from './sign-in-steps.ts';
import { poll, shown, start, type Running } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function begin(): Promise<Running> {
  running = await start({ settings: { signIn: 'ecps' } });
  running.world.site.control.phone.automatic = null;
  return running;
}

async function openDashboard(program: Running): Promise<void> {
  await command(await program.page('launcher'), 'openDashboard');
}

async function arrived(program: Running): Promise<void> {
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1').first()).toBeVisible();
}

async function closed(program: Running): Promise<void> {
  await command(await program.page('visit'), 'close');
  await poll(() => program.sitePages().length).toBe(0);
}

async function identify(program: Running): Promise<void> {
  const wallet = await shown(await program.sitePage('wallet.localhost'));
  await wallet.getByLabel('Identifiant national').fill(`8${LAB_PRACTITIONERS.cps.rpps}`);
  await wallet.getByRole('button', { name: 'Continuer' }).click();
  await program.world.site.control.phone.asked();
  program.world.site.control.phone.confirm();
}

const connectSessions = (program: Running): number => program.world.site.control.connectSessions();
const sessionsOfSite = (program: Running) => program.world.site.control.sessions('ecps').length;

/** Every file below a folder, whole. */
async function everything(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map((file) => readFile(file).catch(() => Buffer.alloc(0))));
}

test('ten visits in a row cost one validation; its end is offered, and then the phone is asked again', async () => {
  test.setTimeout(120_000);
  const program = await begin();
  await openDashboard(program);
  await identify(program);
  await arrived(program);
  for (let visit = 2; visit <= 10; visit++) {
    await closed(program);
    await openDashboard(program);
    // Nobody touches the phone: what comes now comes with the session that was kept.
    await arrived(program);
  }
  expect(connectSessions(program)).toBe(1);
  // The site's own session is each visit's own.
  expect(sessionsOfSite(program)).toBe(10);
  await closed(program);
  const launcher = await program.page('launcher');
  await expect(launcher.getByText(/e-CPS validée jusqu’à \d\d:\d\d/)).toBeVisible();
  for (const content of await everything(program.world.userData))
    for (const name of ['wallet.localhost', 'auth.localhost']) expect(content.includes(name)).toBe(false);
  await launcher.getByRole('button', { name: 'Terminer ma session e-CPS' }).click();
  await poll(() => connectSessions(program)).toBe(0);
  await expect(launcher.getByText(/e-CPS validée/)).toHaveCount(0);
  // Said to who sits down next, until there is another.
  const ended = launcher.getByText('Session e-CPS terminée sur ce poste');
  await expect(ended).toBeVisible();
  await openDashboard(program);
  await shown(await program.sitePage('wallet.localhost'));
  await expect(ended).toHaveCount(0);
});

test('the workstation’s lock ends it, with no record open', async () => {
  const session = await playSession();
  try {
    running = await start({ settings: { signIn: 'ecps', lockAfterMinutes: 0.02 }, env: session.env });
    const program = running;
    program.world.site.control.phone.automatic = null;
    await openDashboard(program);
    await identify(program);
    await arrived(program);
    await closed(program);
    expect(connectSessions(program)).toBe(1);
    session.lock(true);
    await poll(() => connectSessions(program)).toBe(0);
    session.lock(false);
    const launcher = await program.page('launcher');
    await expect(launcher.getByText('Session e-CPS terminée sur ce poste')).toBeVisible();
  } finally {
    session.stop();
  }
});

test('no longer wanted by the settings, it ends at once', async () => {
  const program = await begin();
  await openDashboard(program);
  await identify(program);
  await arrived(program);
  await closed(program);
  expect(connectSessions(program)).toBe(1);
  await command(await program.page('launcher'), 'openSettings');
  await command(await program.page('settings'), 'set', { key: 'ecps.keepSession', value: false });
  await poll(() => connectSessions(program)).toBe(0);
});

test('quitting signs out, also with no record open', async () => {
  const program = await begin();
  await openDashboard(program);
  await identify(program);
  await arrived(program);
  await closed(program);
  expect(connectSessions(program)).toBe(1);
  await program.app.close();
  await poll(() => connectSessions(program)).toBe(0);
});

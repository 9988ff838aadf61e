/** What an administrator of the workstation has fixed, in the running program. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { policyPlace, type PolicyPlace } from './policy-place.ts';
import { poll, start, type Running, type StartOptions } from './support.ts';

test.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'the place is mounted');

let running: Running | undefined;
let place: PolicyPlace;

test.beforeEach(async () => {
  place = await policyPlace();
});
test.afterEach(async () => {
  await running?.close();
  running = undefined;
  await place.remove();
});

async function started(options: StartOptions = {}): Promise<Running> {
  running = await start({ practitioners: [], withoutConfig: true, through: place.through, ...options });
  return running;
}

async function openSettings(program: Running): Promise<Page> {
  await (await program.page('launcher')).getByRole('button', { name: 'Réglages', exact: true }).click();
  return program.page('settings');
}

const log = ({ world }: Running): Promise<string> =>
  readFile(join(world.userData, 'logs', 'dmp-direct.log'), 'utf8');

const onInsert = (settings: Page) =>
  settings.getByRole('radiogroup', { name: 'À l’insertion d’une carte Vitale' });

test('holds, is read again while the program runs, and is kept when it cannot be read', async () => {
  await place.write({ locked: { openOnInsert: 'ask', newer: { key: 1 } } });
  await place.writeUsers({ locked: { openOnInsert: 'always', landingPage: 'Documents' } });
  const program = await started();
  // The first run's assistant would be over it.
  const settings = await openSettings(program);
  await expect(onInsert(settings).getByRole('radio', { name: 'Demander d’abord' })).toBeChecked();
  await expect(onInsert(settings)).toHaveAccessibleDescription(/Fixé par votre établissement/);
  await expect(settings.getByRole('combobox', { name: 'Page d’arrivée' })).toHaveValue(/Documents|\d+/);
  await expect(settings.getByRole('combobox', { name: 'Page d’arrivée' })).toBeDisabled();
  await expect(settings.getByText('« locked.newer.key »')).toBeVisible();

  await place.write({ locked: { openOnInsert: 'discret' } });
  await expect(onInsert(settings).getByRole('radio', { name: 'Rester discret' })).toBeChecked();
  await expect(settings.getByText('« locked.newer.key »')).toHaveCount(0);

  await place.write('{"locked": {');
  await expect(settings.getByText(/ne peut pas être lue.*La dernière .* reste appliquée/)).toBeVisible();
  await expect(onInsert(settings).getByRole('radio', { name: 'Rester discret' })).toBeChecked();
  await poll(() => log(program)).toContain('POLITIQUE-ILLISIBLE');
  expect(await log(program)).toContain('"source":"/etc/dmp-direct/policy.json"');
});

test('that is wrong brings no window over an automatic start, and is said in the log and later', async () => {
  await place.write({
    locked: { startWithSession: true, environment: 'formation', signIn: 'badge', openOnInsert: 'ask' },
  });
  const program = await started({ args: ['--autostart'] });
  await poll(() => log(program)).toContain('POLITIQUE-VERROU-IMPOSSIBLE');
  expect(await log(program)).toContain('"key":"locked.signIn"');
  const launcher = await program.page('launcher');
  await expect(launcher.getByText(/Réglage imposé impossible à appliquer/)).toBeAttached();
  const shown = await program.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().filter((window) => window.isVisible() && !window.isMinimized()).length,
  );
  expect(shown).toBe(0);
});

test('a named pipe in its place neither hangs the start nor counts as none', async () => {
  execFileSync('mkfifo', ['-m', '644', place.file]);
  const program = await started();
  const settings = await openSettings(program);
  await expect(settings.getByText(/ce n’est pas un fichier/)).toBeVisible();
});

/** What an administrator of the workstation has fixed, in the running program. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { inSite, send } from './desk-work.ts';
import { policyPlace, type PolicyPlace } from './policy-place.ts';
import { poll, shown, start, type Running, type StartOptions } from './support.ts';

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
  readFile(join(world.userData, 'logs', 'dmp-direct.log'), 'utf8').catch(() => '');

/** What is in the clipboard after everything was marked and copied as the system's menu does it. */
const copied = ({ app }: Running): Promise<string> =>
  app.evaluate(async ({ clipboard, webContents }) => {
    const site = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
    await clipboard.writeText('avant');
    site?.selectAll();
    site?.copy();
    await site?.executeJavaScript('new Promise((done) => setTimeout(done, 200))');
    return clipboard.readText();
  });

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

test('what the workstation does not allow has no button, no key and no way of the site’s own', async () => {
  const none = { print: false, save: false, copy: false, links: false, typedIns: false, camera: false };
  await place.write({ locked: { allow: none, assistant: false, signIn: 'cpx' } });
  const program = await started({ withoutConfig: false, settings: { signIn: 'cpx' } });
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('button', { name: /sans patient/ })).toBeVisible();
  await expect(
    launcher.getByRole('button', { name: /Saisir un INS|code d’un document|Lire un code/ }),
  ).toHaveCount(0);
  await program.desk.insert(0, 'claire');
  const site = await shown(await program.sitePage('/AccesDirect/TableauDeBord/'));
  const visit = await program.page('visit');
  await expect(visit.getByRole('button', { name: 'Rechercher', exact: true })).toBeVisible();
  await expect(visit.getByRole('button', { name: /Imprimer|PDF/ })).toHaveCount(0);

  for (const key of ['Control+P', 'Control+S']) {
    await visit.keyboard.press(key);
    await expect(visit.getByText(/Les réglages de ce poste ne permettent pas/)).toBeVisible();
    await send(program, 'visit', 'dismissBanner', {});
    await expect(visit.getByText(/Les réglages de ce poste ne permettent pas/)).toHaveCount(0);
  }
  // The site's own ways: its script, a frame's, the clipboard by event, by command and by permission.
  await expect(site.getByText('Connecté')).toBeVisible();
  await inSite(
    program,
    `globalThis.count = 0; for (const name of ['beforeprint', 'copy', 'cut'])
    document.addEventListener(name, () => count++); addEventListener('beforeprint', () => count++)`,
  );
  const frame = `document.body.appendChild(document.createElement('iframe')).contentWindow`;
  expect(await inSite(program, `[window, ${frame}].map((each) => String(each.print)).join()`)).not.toContain(
    'native',
  );
  await inSite(program, 'print(); frames[0].print()');
  await inSite(program, `getSelection().selectAllChildren(document.body); document.execCommand('copy')`);
  expect(await inSite(program, 'String(count)')).toBe('0');
  const written = `navigator.clipboard.writeText('MARTIN').then(() => 'written', String)`;
  expect(await inSite(program, written)).toContain('NotAllowedError');
  expect(await copied(program)).not.toMatch(/MARTIN|Tableau/);

  // Allowed again while it is open: the buttons are back at once, and the next page has its own print again.
  await place.write({ locked: { assistant: false } });
  await expect(visit.getByRole('button', { name: /Imprimer/ })).toBeVisible();
  await visit.getByRole('button', { name: 'Documents' }).first().click();
  await program.sitePage('/AccesDirect/Documents');
  await poll(() => inSite(program, 'String(print)')).toContain('native code');
  await poll(() => copied(program)).toMatch(/MARTIN|Documents/);
});

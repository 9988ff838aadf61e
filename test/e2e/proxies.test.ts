/** The proxies of practices: which of them are passed, what is asked for them, and what is said when they are not. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { ConfigurationFile } from '../../src/domain/settings/configuration.ts';
import { buildGssapi, GSSAPI_TICKET, type LabGssapi } from '../lab/gssapi.ts';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import {
  PROXY_DOMAIN,
  PROXY_PASSWORD,
  PROXY_USER,
  startLabProxy,
  type LabProxy,
  type ProxyScheme,
} from '../lab/proxy.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { cardRead, command, openDashboard, openPage, stopped, typePin, windowsOf } from './sign-in-steps.ts';
import { poll, shown, start, type Running } from './support.ts';

let running: Running | undefined;
let lab: LabProxy | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
  lab?.close();
  lab = undefined;
});

test('a proxy that wants a password, with several card addresses: the program lives', async () => {
  const through = (lab = await startLabProxy('basic'));
  const program = (running = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    settings: ({ urls }) => ({
      webPs: { cpx: { hosts: [urls.cpx, urls.plain] }, ecps: { hosts: [urls.ecps] } },
    }),
    env: through.env,
  }));
  // Each address has been tried, and the tunnel's failure has come after each.
  await poll(() => through.asked).toBeGreaterThan(1);
  await delay(1_500);
  await cardRead(program);
  expect(program.app.process().exitCode).toBeNull();
  // Nobody is disturbed for what the program looks up by itself.
  expect([...windowsOf(program, 'pin'), ...windowsOf(program, 'proxy')]).toEqual([]);
});

for (const scheme of ['basic', 'digest', 'ntlm'] as const)
  test(
    `a minute before a proxy’s unanswered question (${scheme}): alive, and then passed`,
    { tag: '@long' },
    async () => {
      test.setTimeout(180_000);
      const { program, through } = await behindProxy(scheme);
      const window = await program.page('proxy');
      await expect(window.getByLabel('Mot de passe')).toBeVisible();
      await delay(60_000);
      expect(program.app.process().exitCode).toBeNull();
      const user = scheme === 'ntlm' ? `${PROXY_DOMAIN}\\${PROXY_USER}` : PROXY_USER;
      await typeProxyPassword(program, PROXY_PASSWORD, user);
      await typePin(program, LAB_PIN);
      await expectRecord(program);
      expect(through.refused).toBe(0);
    },
  );

/** What the workstation, and its administrator, are beside the ordinary. */
interface Workstation {
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: ConfigurationFile;
}

/** The program behind a proxy that wants to know who asks, and a visit that is on its way through it. */
async function behindProxy(
  schemes: ProxyScheme | readonly ProxyScheme[],
  { env = {}, settings = {} }: Workstation = {},
): Promise<{ program: Running; through: LabProxy }> {
  const through = (lab = await startLabProxy(...[schemes].flat()));
  const program = (running = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    env: { ...through.env, ...env },
    settings,
  }));
  await cardRead(program);
  await openDashboard(program);
  return { program, through };
}

/** Every file below a folder, whole. */
async function everything(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name)).catch(() => Buffer.alloc(0))),
  );
}

/** The window closes with its answer. */
async function typeProxyPassword(
  program: Running,
  password: string,
  user: string = PROXY_USER,
): Promise<void> {
  const window = await program.page('proxy');
  await window.getByLabel('Nom d’utilisateur').fill(user);
  await window.getByLabel('Mot de passe').fill(password);
  await window.keyboard.press('Enter').catch(() => undefined);
  await poll(() => window.isClosed()).toBe(true);
}

async function expectRecord(program: Running): Promise<void> {
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
}

test('a proxy’s password (Basic) is asked for once, and its next visit goes through', async () => {
  const { program, through } = await behindProxy('basic');
  const window = await program.page('proxy');
  await expect(window.getByText('Cabinet Exemple', { exact: true })).toBeVisible();
  await typeProxyPassword(program, PROXY_PASSWORD);
  await typePin(program, LAB_PIN);
  await expectRecord(program);
  const passed = through.passed;
  expect(passed).toBeGreaterThan(0);
  await command(await program.page('visit'), 'close');
  await expect((await program.page('launcher')).getByText('Dossier ouvert')).toHaveCount(0);
  await openDashboard(program);
  // The engine has the card open still: no second PIN.
  await expectRecord(program);
  expect(through.passed).toBeGreaterThan(passed);
  expect(through.refused).toBe(0);
  expect(windowsOf(program, 'proxy')).toEqual([]);
  // In memory alone: neither as it was typed nor as it was sent.
  const sent = Buffer.from(`${PROXY_USER}:${PROXY_PASSWORD}`).toString('base64');
  const files = await everything(program.world.userData);
  expect(files.length).toBeGreaterThan(0);
  for (const secret of [PROXY_PASSWORD, sent])
    expect(files.filter((file) => file.includes(secret))).toEqual([]);
});

test('a proxy’s password (Digest): wrong twice, then right', async () => {
  const { program, through } = await behindProxy('digest');
  await typeProxyPassword(program, 'faux');
  await typeProxyPassword(program, 'faux encore');
  await expect((await program.page('proxy')).getByText(/Le proxy a refusé/)).toBeVisible();
  await typeProxyPassword(program, PROXY_PASSWORD);
  await typePin(program, LAB_PIN);
  await expectRecord(program);
  expect(through.refused).toBe(2);
});

test('a proxy’s password (NTLM): with its domain, wrong and then right', async () => {
  const { program, through } = await behindProxy('ntlm');
  const user = `${PROXY_DOMAIN}\\${PROXY_USER}`;
  await typeProxyPassword(program, 'faux', user);
  await expect((await program.page('proxy')).getByText(/Le proxy a refusé/)).toBeVisible();
  await typeProxyPassword(program, PROXY_PASSWORD, user);
  await typePin(program, LAB_PIN);
  await expectRecord(program);
  expect(through.refused).toBe(1);
  const { passed } = through;
  expect(passed).toBeGreaterThan(0);
  await command(await program.page('visit'), 'close');
  await poll(() => program.sitePages().length).toBe(0);
  await openDashboard(program);
  await expectRecord(program);
  expect(through.passed).toBeGreaterThan(passed);
  expect(through.refused).toBe(1);
  expect(windowsOf(program, 'proxy')).toEqual([]);
});

test('three wrong passwords of an NTLM proxy are a stop, and no fourth is sent', async () => {
  const { program, through } = await behindProxy('ntlm');
  for (const wrong of ['un', 'deux', 'trois'])
    await typeProxyPassword(program, wrong, `${PROXY_DOMAIN}\\${PROXY_USER}`);
  await stopped(program, 'Le proxy refuse ce mot de passe');
  expect(through.refused).toBe(3);
  expect(windowsOf(program, 'proxy')).toEqual([]);
});

test.describe('a proxy that knows the workstation’s own user (Negotiate)', () => {
  let gssapi: LabGssapi;
  test.beforeAll(async () => {
    gssapi = await buildGssapi();
  });
  test.afterAll(() => gssapi.remove());

  for (const signIn of ['ask', 'integrated'] as const)
    test(`is passed without a window (${signIn})`, async () => {
      const { program, through } = await behindProxy(['negotiate', 'basic'], {
        env: gssapi.env(GSSAPI_TICKET),
        settings: { proxy: { signIn } },
      });
      await typePin(program, LAB_PIN);
      await expectRecord(program);
      expect(through.passed).toBeGreaterThan(0);
      expect(through.refused).toBe(0);
      expect(windowsOf(program, 'proxy')).toEqual([]);
    });

  test('asks for a password where that user is nobody to it', async () => {
    const { program, through } = await behindProxy(['negotiate', 'basic'], {
      env: gssapi.env('billet d’un autre domaine'),
    });
    await typeProxyPassword(program, PROXY_PASSWORD);
    await typePin(program, LAB_PIN);
    await expectRecord(program);
    expect(through.passed).toBeGreaterThan(0);
  });

  test('asks for no password where the administrator wants none, and it is told', async () => {
    const { program, through } = await behindProxy(['negotiate', 'basic'], {
      env: gssapi.env(null),
      settings: { proxy: { signIn: 'integrated' } },
    });
    const visit = await stopped(program, 'Le proxy n’accepte pas l’identité de cette session');
    await expect(visit.getByText('PROXY-IDENTITE', { exact: true })).toBeVisible();
    expect(through.passed).toBe(0);
    expect(windowsOf(program, 'proxy')).toEqual([]);
  });

  test('is told as what it is where it wants nothing else, and there is no such user', async () => {
    const { program } = await behindProxy('negotiate', { env: gssapi.env(null) });
    const visit = await stopped(program, 'Le proxy ne laisse pas passer');
    await expect(visit.getByText(/que cette session de travail ne peut pas lui donner/)).toBeVisible();
    expect(windowsOf(program, 'proxy')).toEqual([]);
  });
});

test('an e-CPS session behind a proxy with a password is signed out through it', async () => {
  const through = (lab = await startLabProxy('basic'));
  const program = (running = await start({ settings: { signIn: 'ecps' }, env: through.env }));
  const { phone, connectSessions } = program.world.site.control;
  phone.automatic = null;
  await openDashboard(program);
  await typeProxyPassword(program, PROXY_PASSWORD);
  const wallet = await shown(await program.sitePage('wallet.localhost'));
  await wallet.getByLabel('Identifiant national').fill(`8${LAB_PRACTITIONERS.cps.rpps}`);
  await wallet.getByRole('button', { name: 'Continuer' }).click();
  await phone.asked();
  phone.confirm();
  await expectRecord(program);
  await command(await program.page('visit'), 'close');
  await poll(() => program.sitePages().length).toBe(0);
  expect(connectSessions()).toBe(1);
  const launcher = await program.page('launcher');
  await launcher.getByRole('button', { name: 'Terminer ma session e-CPS' }).click();
  // In a browser session of its own, which the proxy asks anew.
  await poll(() => connectSessions()).toBe(0);
  expect(through.refused).toBe(0);
  expect(program.app.process().exitCode).toBeNull();
});

test('three wrong passwords of a proxy are a stop, and no fourth is sent', async () => {
  const { program, through } = await behindProxy('basic');
  for (const wrong of ['un', 'deux', 'trois']) await typeProxyPassword(program, wrong);
  await stopped(program, 'Le proxy refuse ce mot de passe');
  expect(through.refused).toBe(3);
  expect(windowsOf(program, 'proxy')).toEqual([]);
});

test('a proxy’s password that is given up is a stop, and is asked again with the next try', async () => {
  const { program } = await behindProxy('digest');
  const window = await program.page('proxy');
  await expect(window.getByLabel('Nom d’utilisateur')).toBeEditable();
  await window.keyboard.press('Escape').catch(() => undefined);
  const visit = await stopped(program, 'Mot de passe du proxy non saisi');
  await visit.getByRole('button', { name: /Réessayer|Recommencer/ }).click();
  await typeProxyPassword(program, PROXY_PASSWORD);
  await typePin(program, LAB_PIN);
  await expectRecord(program);
});

test('an open proxy is the visit’s way, and one that dies in a visit is told', async () => {
  const through = (lab = await startLabProxy('open'));
  const program = (running = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    env: through.env,
  }));
  await cardRead(program);
  await openDashboard(program);
  await typePin(program, LAB_PIN);
  await expectRecord(program);
  expect(through.passed).toBeGreaterThan(0);
  through.close();
  await openPage(program, 'Parametrages');
  const visit = await stopped(program, 'Le proxy ne laisse pas passer');
  await expect(visit.getByText('SITE-PROXY', { exact: true })).toBeVisible();
});

/** Networks that tell by a file (PAC) which way leads out: the site has a name there that no engine lets past it. */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { electronPath } from '../../scripts/lib/launch.mjs';
import { startPac, type LabPac } from '../lab/pac.ts';
import { PROXY_PASSWORD, PROXY_USER, startLabProxy, type LabProxy, type ProxyScheme } from '../lab/proxy.ts';
import { NETWORK_NAMES } from '../lab/site/index.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { cardRead, openDashboard, openPage, stopped, typePin, windowsOf } from './sign-in-steps.ts';
import { poll, start, type Running, type StartOptions } from './support.ts';

let running: Running | undefined;
let proxy: LabProxy | undefined;
let pac: LabPac | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
  proxy?.close();
  proxy = undefined;
  pac?.close();
  pac = undefined;
});

/** Starts a program whose system knows the network's names; nobody else's on this machine does. */
async function withNetworkNames(folder: string): Promise<string> {
  const hosts = join(folder, 'hosts');
  await writeFile(hosts, `${await readFile('/etc/hosts', 'utf8')}\n127.0.0.1 ${NETWORK_NAMES.join(' ')}\n`);
  const script = join(folder, 'avec-noms.sh');
  const inside = `mount --bind ${hosts} /etc/hosts && exec ${electronPath()} "$@"`;
  await writeFile(script, `#!/bin/sh\nexec unshare -m sh -c '${inside}' sh "$@"\n`, { mode: 0o755 });
  return script;
}

interface Network {
  readonly env: Readonly<Record<string, string>>;
  /** Whether the workstation itself knows the site's name, and reaches it. */
  readonly reached: boolean;
}

/** The program in a network, and a visit on its way. */
async function inNetwork({ env, reached }: Network): Promise<Running> {
  const options: StartOptions = {
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    site: { naming: 'network' },
    env,
    prepare: async ({ configFile }) => {
      if (reached) options.through = await withNetworkNames(dirname(configFile));
    },
  };
  const program = (running = await start(options));
  await cardRead(program);
  await openDashboard(program);
  return program;
}

async function throughProxy(scheme: ProxyScheme, way: (host: string) => string): Promise<LabProxy> {
  proxy = await startLabProxy(scheme);
  pac = await startPac(way(proxy.host));
  return proxy;
}

async function expectRecord(program: Running): Promise<void> {
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
}

test('the file’s proxy is the visit’s way, which the system alone would not know', async () => {
  const through = await throughProxy('open', (host) => `PROXY ${host}`);
  const program = await inNetwork({ env: pac?.env ?? {}, reached: false });
  await expectRecord(program);
  const { host } = new URL(program.world.site.urls.cpx);
  expect(through.targets).toContain(host);
  expect(pac?.asked).toBeGreaterThan(0);
});

test('the file’s proxy that wants a password gets the one that is typed', async () => {
  const through = await throughProxy('basic', (host) => `PROXY ${host}`);
  const program = await inNetwork({ env: pac?.env ?? {}, reached: false });
  const window = await program.page('proxy');
  await window.getByLabel('Nom d’utilisateur').fill(PROXY_USER);
  await window.getByLabel('Mot de passe').fill(PROXY_PASSWORD);
  await window.keyboard.press('Enter').catch(() => undefined);
  await poll(() => window.isClosed()).toBe(true);
  await expectRecord(program);
  expect(through.refused).toBe(0);
});

test('the file’s proxy that dies in a visit is told', async () => {
  const through = await throughProxy('open', (host) => `PROXY ${host}`);
  const program = await inNetwork({ env: pac?.env ?? {}, reached: false });
  await expectRecord(program);
  through.close();
  await openPage(program, 'Parametrages');
  const visit = await stopped(program, 'Le proxy ne laisse pas passer');
  await expect(visit.getByText('SITE-PROXY', { exact: true })).toBeVisible();
  expect(windowsOf(program, 'pin')).toEqual([]);
});

test.describe('where the workstation reaches the site itself', () => {
  test.skip(process.getuid?.() !== 0, 'only root can have names of its own');

  test('a file that says so leads there directly', async () => {
    const through = await throughProxy('open', () => 'DIRECT');
    const program = await inNetwork({ env: pac?.env ?? {}, reached: true });
    await expectRecord(program);
    expect(pac?.asked).toBeGreaterThan(0);
    expect(through.passed).toBe(0);
  });

  test('a file that nobody serves leads there directly too', async () => {
    const through = await throughProxy('open', (host) => `PROXY ${host}`);
    const gone = pac?.env ?? {};
    pac?.close();
    const program = await inNetwork({ env: gone, reached: true });
    await expectRecord(program);
    expect(through.passed).toBe(0);
  });

  test('a proxy that dies in a visit is gone around where the file says so', async () => {
    const through = await throughProxy('open', (host) => `PROXY ${host}; DIRECT`);
    const program = await inNetwork({ env: pac?.env ?? {}, reached: true });
    await expectRecord(program);
    expect(through.passed).toBeGreaterThan(0);
    through.close();
    await openPage(program, 'Parametrages');
    await expect((await program.sitePage('/AccesDirect/Parametrages')).locator('h1')).toBeVisible();
  });
});

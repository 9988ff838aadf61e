/** SrvSVCNAM's local server, in the real program: who reaches it, and that nothing else on the loopback is reached. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { send } from '../e2e/desk-work.ts';
import { type Running, start } from '../e2e/support.ts';
import { startHostileSite, type HostileSite } from './hostile-site.ts';

let site: HostileSite;
let program: Running | undefined;
/** `host path` of everything that was asked of the workstation's own servers. */
let heard: string[] = [];
const servers: Server[] = [];
/** A port of somebody else's. */
let otherPort = 0;

async function listen(port: number): Promise<number> {
  const server = createServer((request, response) => {
    heard.push(`${request.headers.host ?? ''} ${request.url ?? ''}`);
    response.setHeader('access-control-allow-origin', '*').end('présent');
  });
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

test.beforeAll(async () => {
  site = await startHostileSite();
  await listen(1922);
  await listen(1943);
  otherPort = await listen(0);
});

test.afterEach(async () => {
  await program?.close();
  program = undefined;
  heard = [];
});

test.afterAll(async () => {
  for (const server of servers) server.close();
  await site.close();
});

/** Fetches each address from the site's own page, and tells what came. */
async function fetchFromSite(
  localComponents: 'auto' | 'on' | 'off',
  addresses: readonly string[],
): Promise<readonly string[]> {
  program = await start({
    practitioners: [],
    settings: { signIn: 'cpx', webPs: { cpx: { hosts: [site.origin] }, localComponents } },
  });
  await send(program, 'launcher', 'openDashboard', {});
  await program.sitePage('/AccesDirect/TableauDeBord');
  return program.app.evaluate(
    async ({ webContents }, [origin, asked]) => {
      const view = webContents.getAllWebContents().find((each) => each.getURL().startsWith(origin));
      const script = `Promise.all(${JSON.stringify(asked)}.map((address) =>
        fetch(address).then((answer) => answer.text(), () => 'refusé')))`;
      return (await view?.executeJavaScript(script, true)) as string[];
    },
    [site.origin, addresses] as const,
  );
}

test('switched on, the site’s page reaches its two ports and no other', async () => {
  const addresses = [
    'http://127.0.0.1:1922/a',
    'http://localhost:1943/b',
    `http://127.0.0.1:${String(otherPort)}/c`,
    `http://localhost:${String(otherPort)}/d`,
  ];
  expect(await fetchFromSite('on', addresses)).toEqual(['présent', 'présent', 'refusé', 'refusé']);
  expect([...heard].sort()).toEqual(['127.0.0.1:1922 /a', 'localhost:1943 /b']);
});

test('where the component is not installed nothing on the loopback is reached', async () => {
  const addresses = ['http://127.0.0.1:1922/a', 'http://localhost:1943/b'];
  expect(await fetchFromSite('auto', addresses)).toEqual(['refusé', 'refusé']);
  expect(heard).toEqual([]);
});

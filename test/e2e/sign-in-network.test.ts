/** What is said when the card has answered and the site, or something on the way, does not go on. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { cardRead, openDashboard, stopped, typePin, windowsOf } from './sign-in-steps.ts';
import { poll, start, type Running } from './support.ts';

let running: Running | undefined;
let proxy: Server | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
  proxy?.closeAllConnections();
  proxy?.close();
  proxy = undefined;
});

/** A proxy that lets nobody through without a password. */
async function proxyWithPassword(): Promise<{ address: string; asked: () => number }> {
  let asked = 0;
  const server = createServer();
  server.on('connect', (_request, socket) => {
    asked++;
    socket.on('error', () => undefined);
    socket.write(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="cabinet"\r\nContent-Length: 0\r\n\r\n',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = server;
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
  };
}

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

test('a proxy that wants a password, with several card addresses: the program lives', async () => {
  const { address, asked } = await proxyWithPassword();
  const program = (running = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    settings: ({ urls }) => ({
      webPs: { cpx: { hosts: [urls.cpx, urls.plain] }, ecps: { hosts: [urls.ecps] } },
    }),
    args: [`--proxy-server=${address}`, '--proxy-bypass-list=<-loopback>'],
  }));
  // Each address has been tried, and the tunnel's failure has come after each.
  await poll(asked).toBeGreaterThan(1);
  await delay(1_500);
  await cardRead(program);
  expect(program.app.process().exitCode).toBeNull();
  expect(windowsOf(program, 'pin')).toEqual([]);
});

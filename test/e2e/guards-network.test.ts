/** Whom the program talks to: only a site that proves its identity, whatever the command line says, and nobody else. */
import { createServer, type Server } from 'node:https';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
  createAuthority,
  daysFrom,
  EXTENDED_KEY_USAGES,
  issueLeaf,
  type Authority,
  type Issued,
} from '../lab/pki/certificates.ts';
import { inSite, plainSite, ready, send, visitOf } from './desk-work.ts';
import { poll, start } from './support.ts';

let directory: string;
let server: Server;
let origin: string;
let known: Authority;
let unknown: Authority;
let requests = 0;
let connections = 0;

const NAME = 'wps.localhost';
const now = new Date();
const YEAR = { notBefore: daysFrom(now, -10), notAfter: daysFrom(now, 300) };
const PAST = { notBefore: daysFrom(now, -300), notAfter: daysFrom(now, -1) };
const FUTURE = { notBefore: daysFrom(now, 2), notAfter: daysFrom(now, 300) };

function leaf(authority: Authority, dnsName = NAME, validity = YEAR): Promise<Issued> {
  return issueLeaf(authority, {
    subject: [{ CN: dnsName }],
    validity,
    keyUsage: 'authentication',
    keyType: 'ec',
    extendedKeyUsages: [EXTENDED_KEY_USAGES.serverAuth],
    dnsNames: [dnsName],
  });
}

/** From the next connection on the server shows this certificate. */
function show({ certificatePem, privateKeyPem }: Issued, authority: Authority): void {
  server.setSecureContext({ cert: certificatePem + authority.certificatePem, key: privateKeyPem });
}

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-direct-certificates-'));
  known = await createAuthority([{ CN: 'Autorité connue' }], YEAR);
  unknown = await createAuthority([{ CN: 'Autorité inconnue' }], YEAR);
  await writeFile(join(directory, 'ca.pem'), known.certificatePem);
  const first = await leaf(known);
  server = createServer(
    { cert: first.certificatePem + known.certificatePem, key: first.privateKeyPem },
    (_request, response) => {
      requests++;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<!doctype html><title>Site</title><h1>Site atteint</h1>');
    },
  );
  server.on('tlsClientError', () => undefined);
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://${NAME}:${String((server.address() as AddressInfo).port)}`;
});

test.afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true, force: true });
});

/** A program whose site is the server of this file. */
const ownSite = () =>
  plainSite({ webPs: { cpx: { hosts: [origin] }, trustedCaFile: join(directory, 'ca.pem') } });

async function expectRefused(visit: Page, what: string, code = 'SITE-CERTIFICAT'): Promise<void> {
  await expect(visit.getByText(code, { exact: true }), what).toBeVisible();
  await expect(visit.getByRole('main'), what).toContainText(NAME);
  expect(requests, what).toBe(0);
}

test('certificates: by whom, for whom and until when, each is checked; a good one is accepted', async () => {
  const program = await start(ownSite());
  try {
    await ready(program);
    requests = 0;
    show(await leaf(unknown), unknown);
    await send(program, 'launcher', 'openDashboard', {});
    const visit = await visitOf(program, 'Sans patient choisi');
    // Told as the diagnosis tells it, with the name of whoever issued it.
    await expectRefused(visit, 'unknown authority', 'TLS-INTERCEPTION');
    await expect(visit.getByText(/émis par «\u00a0Autorité inconnue\u00a0»/)).toBeVisible();
    const cases: readonly (readonly [string, Issued])[] = [
      ['another name', await leaf(known, 'autre.localhost')],
      ['expired', await leaf(known, NAME, PAST)],
      ['not valid yet', await leaf(known, NAME, FUTURE)],
    ];
    for (const [what, certificate] of cases) {
      show(certificate, known);
      server.closeAllConnections();
      const before = connections;
      await visit.getByRole('button', { name: /Recommencer la connexion/ }).click();
      await poll(() => connections).toBeGreaterThan(before);
      await expectRefused(visit, what);
    }
    show(await leaf(known), known);
    await visit.getByRole('button', { name: /Recommencer la connexion/ }).click();
    const site = await program.sitePage(origin);
    await expect(site.getByRole('heading', { name: 'Site atteint' })).toBeVisible();
    expect(requests).toBeGreaterThan(0);
  } finally {
    await program.close();
  }
});

test('switches and environment open nothing: certificates, names, keys', async () => {
  const keys = join(directory, 'keys.log');
  const program = await start({
    ...ownSite(),
    args: [
      '--ignore-certificate-errors',
      '--allow-insecure-localhost',
      `--ssl-key-log-file=${keys}`,
      '--host-resolver-rules=MAP * 127.0.0.1:9',
      '--host-rules=MAP * 127.0.0.1:9',
      `--log-net-log=${join(directory, 'net.log')}`,
    ],
    env: { SSLKEYLOGFILE: keys },
  });
  try {
    await ready(program);
    requests = 0;
    show(await leaf(unknown), unknown);
    await send(program, 'launcher', 'openDashboard', {});
    const visit = await visitOf(program, 'Sans patient choisi');
    await expectRefused(visit, 'with --ignore-certificate-errors', 'TLS-INTERCEPTION');
    show(await leaf(known), known);
    await visit.getByRole('button', { name: /Recommencer la connexion/ }).click();
    // A rule that were obeyed would lead to a port where nobody listens.
    await expect(
      (await program.sitePage(origin)).getByRole('heading', { name: 'Site atteint' }),
    ).toBeVisible();
    await program.app.close();
    for (const file of [keys, join(directory, 'net.log')])
      await expect(readFile(file), file).rejects.toThrow('ENOENT');
  } finally {
    await program.close();
  }
});

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly params?: { readonly url?: string; readonly address?: string };
  }[];
}

test('only the site is contacted: no dictionary, no update, no report', async () => {
  const program = await start(plainSite());
  const file = join(directory, 'all.json');
  try {
    await ready(program);
    await program.app.evaluate(({ netLog }, path) => netLog.startLogging(path), file);
    await program.desk.insert(0, 'claire');
    const visit = await visitOf(program, 'MARTIN Claire');
    await program.sitePage('/TableauDeBord/');
    await visit.getByRole('button', { name: 'Tableau de bord', exact: true }).click();
    // What makes an ordinary browser fetch a dictionary.
    await inSite(
      program,
      `document.body.insertAdjacentHTML('beforeend', '<textarea id="t" spellcheck="true" lang="fr"></textarea>');
       document.getElementById('t').focus(); document.execCommand('insertText', false, 'des motz mal écritz'); null`,
    );
    await visit.waitForTimeout(8_000);
    await program.app.evaluate(({ netLog }) => netLog.stopLogging());
    const log = JSON.parse(await readFile(file, 'utf8')) as NetLog;
    const typed = (name: string) =>
      log.events.filter(({ type }) => type === log.constants.logEventTypes[name]);
    const urls = typed('URL_REQUEST_START_JOB')
      .map(({ params }) => params?.url ?? '')
      .filter((url) => /^(https?|wss?|ftp):/.test(url));
    expect(urls.length).toBeGreaterThan(0);
    expect(urls.filter((url) => new URL(url).origin !== program.world.site.urls.plain)).toEqual([]);
    const connected = typed('TCP_CONNECT_ATTEMPT')
      .map(({ params }) => params?.address ?? '')
      .filter((address) => address !== '');
    expect(connected.length).toBeGreaterThan(0);
    expect(connected.filter((address) => !/^(127\.0\.0\.1|\[::1\]):/.test(address))).toEqual([]);
    // The engine asks the system for a route to this address to know whether there is IPv6; nothing is sent.
    const probe = '[2001:4860:4860::8888]:443';
    const datagrams = typed('UDP_CONNECT').map(({ params }) => params?.address ?? probe);
    expect(datagrams.filter((address) => address !== probe)).toEqual([]);
    expect(typed('UDP_BYTES_SENT')).toEqual([]);
  } finally {
    await program.close();
  }
});

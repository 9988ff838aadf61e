/** The updates as an installed program lives them, against a feed on this machine. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startXvfb, type VirtualDisplay } from '../../../scripts/lib/display.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { signFeed } from '../../../scripts/package-feed.mjs';
import { PROXY_PASSWORD, PROXY_USER, startLabProxy } from '../../lab/proxy.ts';
import { ensureLabPki, type LabPki } from '../../lab/pki/index.ts';
import { makeProbe, Probe, type ProbeSettings } from './probe.ts';

const WORK = join(ROOT, '.cache', 'updates-test');
const NAME = 'latest-linux.yml';
const PACKAGE = Buffer.alloc(3_000_000, 'a new version');
const NOTES = 'Ajouts\n\n• Une page de plus.';

const publisher = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const pem = (keys: typeof publisher) => ({
  open: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  secret: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

/** What the feed's server has: by path. `slow` never finishes. */
const served = new Map<string, Buffer | 'slow'>();
const asked: string[] = [];

function feed(version: string, file: Buffer = PACKAGE, extra = ''): string {
  const sha512 = createHash('sha512').update(file).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    '  - url: dmp-direct.deb',
    `    sha512: ${sha512}`,
    `    size: ${file.length}`,
    'releaseNotes: |-',
    ...NOTES.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
    `releaseDate: '2026-11-23T10:00:00.000Z'`,
    extra,
    '',
  ].join('\n');
}

function publish(text: string, key = pem(publisher).secret, name = NAME): void {
  served.set(`/${NAME}`, Buffer.from(text));
  served.set(`/${NAME}.sig`, Buffer.from(signFeed(name, text, key)));
}

describe.skipIf(process.platform !== 'linux')('updates', () => {
  let display: VirtualDisplay;
  let pki: LabPki;
  let server: Server;
  let executable = '';
  let probe: Probe;
  let userData = '';

  beforeAll(async () => {
    await rm(WORK, { recursive: true, force: true });
    await mkdir(WORK, { recursive: true });
    [display, pki, executable] = await Promise.all([
      startXvfb(),
      ensureLabPki(join(tmpdir(), 'dmp-direct-lab-pki')),
      makeProbe(WORK),
    ]);
    server = createServer(
      { key: pki.server.privateKeyPem, cert: pki.server.certificatePem },
      (request, response) => {
        const path = new URL(request.url ?? '/', 'https://localhost').pathname;
        asked.push(path);
        const body = served.get(path);
        if (body === undefined) response.writeHead(404).end();
        else if (body === 'slow') {
          response.writeHead(200, { 'Content-Length': PACKAGE.length });
          response.write(PACKAGE.subarray(0, 1_000));
        } else response.end(body);
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }, 120_000);

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await display.stop();
    await rm(WORK, { recursive: true, force: true });
  });

  beforeEach(() => {
    served.clear();
    asked.length = 0;
    served.set('/dmp-direct.deb', PACKAGE);
    publish(feed('1.1.0'));
  });

  afterEach(async () => {
    await probe.quit();
  });

  async function start(
    settings: Partial<ProbeSettings> = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    userData = join(WORK, `profile-${Date.now()}`);
    const { port } = server.address() as AddressInfo;
    probe = new Probe(
      executable,
      {
        feed: `https://localhost:${port}/`,
        publicKey: pem(publisher).open,
        caFile: pki.serverAuthorityFile,
        userData,
        ...settings,
      },
      { ...process.env, ...display.env, XDG_CACHE_HOME: join(userData, 'cache'), ...env },
    );
    await probe.ready();
  }

  async function downloaded(): Promise<readonly string[]> {
    const entries = await readdir(userData, { recursive: true }).catch(() => []);
    return entries.filter((name) => name.endsWith('.deb'));
  }

  it('offer a newer version once it is here and checked, with its notes', async () => {
    await start();
    expect(await probe.check()).toEqual({ kind: 'ready', version: '1.1.0', notes: NOTES });
    expect(probe.kinds).toEqual(['checking', 'downloading', 'ready']);
    expect(await downloaded()).toHaveLength(1);
  });

  it('pass a proxy with the password that is known, and end without one', async () => {
    const proxy = await startLabProxy('basic');
    try {
      await start({}, proxy.env);
      expect(await probe.check()).toMatchObject({
        kind: 'failed',
        failure: {
          code: 'MAJ-INJOIGNABLE',
          detail: { reason: expect.stringContaining('proxy') as string },
        },
      });
      // The program has lived through it, and would look again.
      expect(await probe.check()).toMatchObject({ kind: 'failed' });
      expect(asked).toEqual([]);
      await probe.quit();
      await start({ proxyPassword: [PROXY_USER, PROXY_PASSWORD] }, proxy.env);
      expect(await probe.check()).toMatchObject({ kind: 'ready' });
      expect(proxy.passed).toBeGreaterThan(0);
      expect(proxy.refused).toBe(0);
    } finally {
      proxy.close();
    }
  });

  it('ask nothing of the network without a feed, or in a build that knows no publisher', async () => {
    await start({ feed: null });
    expect(await probe.check()).toEqual({ kind: 'off' });
    await probe.quit();
    await start({ publicKey: null });
    expect(await probe.check()).toMatchObject({ kind: 'failed', failure: { code: 'MAJ-NON-VERIFIABLE' } });
    expect(asked).toEqual([]);
  });

  it.each([
    ['signed by a stranger', () => publish(feed('1.1.0'), pem(stranger).secret)],
    ['of another system', () => publish(feed('1.1.0'), pem(publisher).secret, 'latest-mac.yml')],
    ['changed after it was signed', () => served.set(`/${NAME}`, Buffer.from(feed('1.2.0')))],
  ])('refuse a feed %s, before anything is downloaded', async (_what, spoil) => {
    spoil();
    await start();
    expect(await probe.check()).toMatchObject({ kind: 'failed', failure: { code: 'MAJ-SIGNATURE' } });
    expect(asked).not.toContain('/dmp-direct.deb');
  });

  it('refuse a file that is not the one that was published, and leave nothing of it', async () => {
    const tampered = Buffer.from(PACKAGE);
    tampered.writeUInt8(0, 1_234_567);
    served.set('/dmp-direct.deb', tampered);
    await start();
    expect(await probe.check()).toMatchObject({ kind: 'failed', failure: { code: 'MAJ-FICHIER-ALTERE' } });
    expect(await downloaded()).toEqual([]);
    expect(await probe.command('install')).toMatchObject({
      result: { ok: false, failure: { code: 'MAJ-INSTALLATION' } },
    });
  });

  it('refuse to install a file that was changed after it had been checked, and look again', async () => {
    await start();
    expect(await probe.check()).toMatchObject({ kind: 'ready' });
    const [file = ''] = await downloaded();
    await writeFile(join(userData, file), 'another program');
    expect(await probe.command('install')).toMatchObject({
      result: { ok: false, failure: { code: 'MAJ-FICHIER-ALTERE' } },
    });
    expect((await readdir(userData)).filter((name) => name.startsWith('dmp-direct-maj-'))).toEqual([]);
    expect(await probe.check()).toMatchObject({ kind: 'ready' });
  });

  it.each(['0.9.0', '1.0.0', '1.0.0-beta.1'])('do not take %s, which is not newer', async (version) => {
    publish(feed(version));
    await start();
    expect(await probe.check()).toEqual({ kind: 'idle' });
    expect(asked).not.toContain('/dmp-direct.deb');
  });

  it.each([
    ['a version that is not one', feed('la nouvelle')],
    ['no file', 'version: 1.1.0\n'],
    ['a file without its checksum', 'version: 1.1.0\nfiles:\n  - url: dmp-direct.deb\n'],
    ['something else than a description', '\t: ]['],
  ])('refuse %s, even signed', async (_what, text) => {
    publish(text);
    await start();
    expect(await probe.check()).toMatchObject({ kind: 'failed', failure: { code: 'MAJ-VERSION' } });
    expect(await downloaded()).toEqual([]);
  });

  it('do no harm without a network, and work again when it is back', async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    await start({ feed: `https://localhost:${port}/` });
    expect(await probe.check()).toMatchObject({ kind: 'failed', failure: { code: 'MAJ-INJOIGNABLE' } });
    await probe.quit();
    served.delete(`/${NAME}.sig`);
    await start();
    expect(await probe.check()).toMatchObject({ kind: 'failed', failure: { code: 'MAJ-INJOIGNABLE' } });
    publish(feed('1.1.0'));
    expect(await probe.check()).toMatchObject({ kind: 'ready' });
  });

  it('wait while a record is open: nothing is asked, and nothing installed', async () => {
    await start();
    await probe.command('visit');
    await probe.check();
    expect(asked).toEqual([]);
    await probe.command('close');
    expect(await probe.check()).toMatchObject({ kind: 'ready' });
    await probe.command('visit');
    expect(await probe.command('install')).toMatchObject({
      result: { ok: false, failure: { code: 'MAJ-VISITE-EN-COURS' } },
    });
  });

  it('do not hold up the end of the program while they are downloaded', async () => {
    served.set('/dmp-direct.deb', 'slow');
    await start();
    const downloading = probe.state('downloading');
    void probe.check().catch(() => undefined);
    await downloading;
    // The download itself would never end.
    await probe.quit();
    expect(await downloaded()).toEqual([]);
  });

  it('break off a download when a record opens, and take it up again afterwards', async () => {
    served.set('/dmp-direct.deb', 'slow');
    await start();
    const downloading = probe.state('downloading');
    const checked = probe.check();
    await downloading;
    await probe.command('visit');
    expect(await checked).toEqual({ kind: 'idle' });
    expect(await downloaded()).toEqual([]);
    served.set('/dmp-direct.deb', PACKAGE);
    await probe.command('close');
    expect(await probe.check()).toMatchObject({ kind: 'ready', version: '1.1.0' });
  });

  it(
    'without an agent that asks for a password, name the checked file and the command that installs it',
    { timeout: 120_000 },
    async () => {
      // The machine's own tools are to install nothing, also where the tests run as root.
      const tools = join(WORK, 'tools');
      await mkdir(tools, { recursive: true });
      for (const tool of ['pkexec', 'gksudo', 'sudo', 'dpkg', 'apt', 'apt-get'])
        await writeFile(join(tools, tool), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
      await start({}, { PATH: `${tools}:${process.env.PATH}` });
      expect(await probe.check()).toMatchObject({ kind: 'ready' });
      const { result } = await probe.command('install');
      const { failure } = result as { failure: { code: string; detail: { file: string; command: string } } };
      expect(failure.code).toBe('MAJ-A-INSTALLER');
      expect(await readFile(failure.detail.file)).toEqual(PACKAGE);
      expect(failure.detail.command).toBe(`sudo apt install ${failure.detail.file}`);
    },
  );

  describe('on a Mac', () => {
    const zips = { arm64: Buffer.alloc(2_000_000, 'for Apple'), x64: Buffer.alloc(2_000_000, 'for Intel') };
    const sum = (file: Buffer): string => createHash('sha512').update(file).digest('base64');

    beforeEach(() => {
      const files = (['arm64', 'x64'] as const).map((arch) => {
        served.set(`/dmp-direct-1.1.0-${arch}.zip`, zips[arch]);
        return ['zip', 'dmg'].map(
          (kind) =>
            `  - url: dmp-direct-1.1.0-${arch}.${kind}\n    sha512: ${sum(zips[arch])}\n    size: ${zips[arch].length}`,
        );
      });
      const text = ['version: 1.1.0', 'files:', ...files.flat(), ''].join('\n');
      const name = 'latest-mac.yml';
      served.set(`/${name}`, Buffer.from(text));
      served.set(`/${name}.sig`, Buffer.from(signFeed(name, text, pem(publisher).secret)));
    });

    it.each(['arm64', 'x64'] as const)(
      'hand the system the %s file and close everything, a launcher that stays open included',
      async (arch) => {
        await start({ mac: { arch, system: 'takes' } });
        expect(await probe.check()).toMatchObject({ kind: 'ready' });
        expect(await probe.command('install')).toMatchObject({ result: { ok: true } });
        const taken = await probe.line(({ system }) => system === 'taken');
        expect(taken.sha512).toBe(sum(zips[arch]));
        await probe.line(({ system }) => system === 'installed');
        await probe.line(({ closed }) => closed === true);
      },
    );

    it('go on when the system refuses the file, and say so', async () => {
      await start({ mac: { arch: 'arm64', system: 'refuses' } });
      await probe.check();
      expect(await probe.command('install')).toMatchObject({
        result: { ok: false, failure: { code: 'MAJ-INSTALLATION' } },
      });
      expect(probe.said(({ closed }) => closed === true)).toBe(false);
    });

    it('hear a refusal that comes when the program has ended everything', async () => {
      await start({ mac: { arch: 'arm64', system: 'refuses-late' } });
      await probe.check();
      await probe.command('install');
      const { late } = await probe.line((line) => line.late !== undefined);
      expect(late).toMatchObject({ code: 'MAJ-INSTALLATION' });
    });
  });
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findManifests, findProgram, type SystemPlaces } from '../../../../src/native/srvsvcnam/discover.ts';
import { commandFor } from '../../../../src/native/srvsvcnam/host-process.ts';
import { checkManifest, type ManifestOrigin } from '../../../../src/native/srvsvcnam/manifest.ts';
import { filePlaces, registryPlaces } from '../../../../src/native/srvsvcnam/places.ts';

const HOST = 'fr.sesamvitale.srvsvcnam_native_messaging_host';
const CALLER = 'chrome-extension://kpjpglcbcgnblkigbedgaoegjbifejka/';

describe('places', () => {
  test('Linux: the folders of srvsvcnam.md, the user’s first', () => {
    expect(filePlaces('linux', '/home/a', HOST).map(({ manifest }) => manifest)).toEqual([
      `/home/a/.config/google-chrome/NativeMessagingHosts/${HOST}.json`,
      `/home/a/.config/microsoft-edge/NativeMessagingHosts/${HOST}.json`,
      `/home/a/.config/chromium/NativeMessagingHosts/${HOST}.json`,
      `/etc/opt/chrome/native-messaging-hosts/${HOST}.json`,
      `/etc/opt/edge/native-messaging-hosts/${HOST}.json`,
      `/etc/chromium/native-messaging-hosts/${HOST}.json`,
      `/home/a/.mozilla/native-messaging-hosts/${HOST}.json`,
      `/usr/lib/mozilla/native-messaging-hosts/${HOST}.json`,
      `/usr/lib64/mozilla/native-messaging-hosts/${HOST}.json`,
      `/usr/share/mozilla/native-messaging-hosts/${HOST}.json`,
    ]);
  });

  test('macOS: the folders of srvsvcnam.md', () => {
    const places = filePlaces('darwin', '/Users/a', HOST);
    const support = '/Users/a/Library/Application Support';
    expect(places.map(({ browser, manifest }) => `${browser} ${manifest}`)).toEqual([
      `chrome ${support}/Google/Chrome/NativeMessagingHosts/${HOST}.json`,
      `edge ${support}/Microsoft Edge/NativeMessagingHosts/${HOST}.json`,
      `chrome ${support}/Chromium/NativeMessagingHosts/${HOST}.json`,
      `chrome /Library/Google/Chrome/NativeMessagingHosts/${HOST}.json`,
      `edge /Library/Microsoft/Edge/NativeMessagingHosts/${HOST}.json`,
      `chrome /Library/Application Support/Chromium/NativeMessagingHosts/${HOST}.json`,
      `mozilla ${support}/Mozilla/NativeMessagingHosts/${HOST}.json`,
      `mozilla /Library/Application Support/Mozilla/NativeMessagingHosts/${HOST}.json`,
    ]);
    for (const { scope, manifest } of places)
      expect(scope).toBe(manifest.startsWith('/Users/a/') ? 'user' : 'machine');
  });

  test('Windows: both hives and both views, for three browsers', () => {
    const keys = registryPlaces(HOST).map(({ key }) => key);
    expect(keys).toHaveLength(12);
    expect(new Set(keys).size).toBe(12);
    expect(keys.slice(0, 4)).toEqual([
      String.raw`HKCU\SOFTWARE\Google\Chrome\NativeMessagingHosts` + `\\${HOST}`,
      String.raw`HKCU\SOFTWARE\WOW6432Node\Google\Chrome\NativeMessagingHosts` + `\\${HOST}`,
      String.raw`HKLM\SOFTWARE\Google\Chrome\NativeMessagingHosts` + `\\${HOST}`,
      String.raw`HKLM\SOFTWARE\WOW6432Node\Google\Chrome\NativeMessagingHosts` + `\\${HOST}`,
    ]);
    expect(keys).toContain(
      String.raw`HKLM\SOFTWARE\WOW6432Node\Microsoft\Edge\NativeMessagingHosts` + `\\${HOST}`,
    );
    expect(keys).toContain(String.raw`HKCU\SOFTWARE\Mozilla\NativeMessagingHosts` + `\\${HOST}`);
  });
});

describe('manifest', () => {
  const chrome: ManifestOrigin = {
    platform: 'linux',
    browser: 'chrome',
    file: '/etc/opt/chrome/native-messaging-hosts/hote.json',
    hostName: HOST,
  };
  const good = { name: HOST, description: 'd', path: '/opt/hote', type: 'stdio', allowed_origins: [CALLER] };
  const check = (content: unknown, origin = chrome) => checkManifest(JSON.stringify(content), origin);

  test('a good one gives the program and Chrome’s argument', () => {
    expect(check(good)).toEqual({ state: 'usable', program: { path: '/opt/hote', args: [CALLER] } });
  });

  test('further keys do no harm', () => {
    expect(check({ ...good, autre: 1 }).state).toBe('usable');
  });

  test.each([
    ['another name', { ...good, name: 'fr.autre' }],
    ['another type', { ...good, type: 'pipe' }],
    ['no path', { ...good, path: undefined }],
    ['an empty path', { ...good, path: '' }],
    ['a relative path', { ...good, path: 'hote' }],
    ['no origins', { ...good, allowed_origins: undefined }],
    ['origins that are no list', { ...good, allowed_origins: CALLER }],
    ['a list', [good]],
    ['null', null],
  ])('%s: invalid', (_, content) => {
    expect(check(content)).toEqual({ state: 'invalid' });
  });

  test('not JSON: invalid', () => {
    expect(checkManifest('{', chrome)).toEqual({ state: 'invalid' });
  });

  test.each([
    [[]],
    [['chrome-extension://autre/']],
    // Browsers take no wildcard and no address that only begins alike.
    [['chrome-extension://*/']],
    [[CALLER.slice(0, -1)]],
  ])('origins %j: refused', (allowed) => {
    expect(check({ ...good, allowed_origins: allowed })).toEqual({ state: 'refused' });
  });

  test('Firefox’s manifest gives Firefox’s two arguments', () => {
    const { allowed_origins: _, ...common } = good;
    const origin: ManifestOrigin = { ...chrome, browser: 'mozilla' };
    expect(check({ ...common, allowed_extensions: ['webextension.vitale@giesv.fr'] }, origin)).toEqual({
      state: 'usable',
      program: { path: '/opt/hote', args: [origin.file, 'webextension.vitale@giesv.fr'] },
    });
    for (const allowed of [[], ['autre@exemple']])
      expect(check({ ...common, allowed_extensions: allowed }, origin)).toEqual({ state: 'refused' });
    expect(check(good, origin)).toEqual({ state: 'invalid' });
  });

  test('on Windows a path may be relative to the manifest', () => {
    const origin: ManifestOrigin = { ...chrome, platform: 'win32', file: String.raw`C:\sante\hote.json` };
    expect(check({ ...good, path: 'hote.exe' }, origin)).toMatchObject({
      program: { path: String.raw`C:\sante\hote.exe` },
    });
    expect(check({ ...good, path: String.raw`D:\a\hote.exe` }, origin)).toMatchObject({
      program: { path: String.raw`D:\a\hote.exe` },
    });
  });
});

describe('how a program is started', () => {
  test('in its own folder', () => {
    expect(commandFor({ path: '/opt/a b/hote', args: [CALLER] }, 'linux', 'cmd')).toEqual({
      file: '/opt/a b/hote',
      args: [CALLER],
      cwd: '/opt/a b',
      verbatim: false,
    });
  });

  test('a batch file through the command interpreter, an .exe directly', () => {
    const batch = { path: String.raw`C:\a b\hote.BAT`, args: [CALLER] };
    expect(commandFor(batch, 'win32', 'cmd.exe')).toEqual({
      file: 'cmd.exe',
      args: ['/d', '/s', '/c', String.raw`""C:\a b\hote.BAT" "${CALLER}""`],
      cwd: String.raw`C:\a b`,
      verbatim: true,
    });
    const program = { path: String.raw`C:\a b\hote.exe`, args: [CALLER] };
    expect(commandFor(program, 'win32', 'cmd.exe')).toMatchObject({ file: program.path, verbatim: false });
  });
});

describe('discovery', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'dmp-manifests-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const none = () => null;
  /** macOS has two places below the home, so that their order can be tested anywhere. */
  const system = (): SystemPlaces => ({ platform: 'darwin', home, readRegistry: none });
  const write = async (browser: 'Google/Chrome' | 'Mozilla', content: unknown): Promise<void> => {
    const file = join(home, 'Library/Application Support', browser, 'NativeMessagingHosts', `${HOST}.json`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  };
  const common = { name: HOST, path: '/opt/hote', type: 'stdio' };

  test('nothing installed: absent, and the diagnosis has nothing to show', async () => {
    expect(await findManifests('vitale', system())).toEqual([]);
    expect(await findProgram('vitale', system())).toEqual({
      ok: false,
      failure: { code: 'SRVSVCNAM-ABSENT', detail: { component: 'SrvSVCNAM' } },
    });
    expect(await findProgram('diagam', system())).toMatchObject({
      failure: { detail: { component: 'DiagAM' } },
    });
  });

  test('the first manifest that lets us in wins over those that do not', async () => {
    await write('Google/Chrome', { ...common, allowed_origins: ['chrome-extension://autre/'] });
    expect(await findProgram('vitale', system())).toMatchObject({ failure: { code: 'SRVSVCNAM-REFUSE' } });
    await write('Mozilla', { ...common, allowed_extensions: ['webextension.vitale@giesv.fr'] });
    expect(await findProgram('vitale', system())).toMatchObject({
      ok: true,
      value: {
        path: '/opt/hote',
        args: [expect.stringContaining('Mozilla'), 'webextension.vitale@giesv.fr'],
      },
    });
    expect((await findManifests('vitale', system())).map(({ check }) => check.state)).toEqual([
      'refused',
      'usable',
    ]);
  });

  test.each([[''], ['{'], [`"${'x'.repeat(70_000)}"`]])(
    'a broken manifest is there but no use',
    async (text) => {
      await write('Google/Chrome', text);
      expect(await findProgram('vitale', system())).toMatchObject({
        failure: { code: 'SRVSVCNAM-MANIFESTE' },
      });
    },
  );

  test('on Windows the registry says where the manifest is', async () => {
    const file = join(home, 'hote.json');
    await writeFile(
      file,
      JSON.stringify({ ...common, path: String.raw`C:\sante\hote.exe`, allowed_origins: [CALLER] }),
    );
    const windows: SystemPlaces = {
      platform: 'win32',
      home,
      readRegistry: (key) => (key.startsWith(String.raw`HKLM\SOFTWARE\WOW6432Node\Google`) ? file : null),
    };
    expect(await findManifests('vitale', windows)).toEqual([
      {
        host: 'vitale',
        browser: 'chrome',
        scope: 'machine',
        manifest: file,
        check: { state: 'usable', program: { path: String.raw`C:\sante\hote.exe`, args: [CALLER] } },
      },
    ]);
  });
});

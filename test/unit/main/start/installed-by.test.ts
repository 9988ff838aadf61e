/** What the program leaves to the package that has installed it, with a played platform. */
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: {
    isPackaged: true,
    setLoginItemSettings: vi.fn<(settings: object) => void>(),
    isDefaultProtocolClient: vi.fn<() => boolean>(() => false),
    setAsDefaultProtocolClient: vi.fn<(...args: unknown[]) => void>(),
  },
}));
vi.mock('electron', () => electron);

const { applyAutostart } = await import('../../../../src/main/start/autostart.ts');
const { claimLinks } = await import('../../../../src/main/calls/call-links.ts');
const { packageKind } = await import('../../../../src/main/base/package-kind.ts');
const { readNotice } = await import('../../../../src/main/start/installer-notice.ts');
const { updatesItself } = await import('../../../../src/main/updates/updates.ts');

const log = { warn: () => undefined } as never;
const platform = process.platform;
let resources = '';

beforeEach(async () => {
  vi.clearAllMocks();
  resources = await mkdtemp(join(tmpdir(), 'dmp-direct-resources-'));
  Object.defineProperty(process, 'resourcesPath', { value: resources, configurable: true });
});
afterEach(async () => {
  Object.defineProperty(process, 'platform', { value: platform });
  await rm(resources, { recursive: true, force: true });
});

async function installed(system: NodeJS.Platform, kind: string | null): Promise<void> {
  Object.defineProperty(process, 'platform', { value: system });
  if (kind !== null) await writeFile(join(resources, 'package-type'), kind);
}

describe('a program knows what has installed it', () => {
  it.each([
    ['deb', 'deb'],
    ['msi', 'msi'],
    ['nsis\n', 'nsis'],
    ['something else', null],
    [null, null],
  ])('package-type %j: %s', async (text, kind) => {
    await installed('linux', text);
    expect(await packageKind()).toBe(kind);
  });

  it.each([
    ['win32', 'nsis', true],
    ['win32', 'msi', false],
    ['win32', null, false],
    ['linux', null, true],
    ['linux', 'deb', true],
    ['darwin', null, true],
  ] as const)('%s, %s: updates itself: %s', (system, kind, itself) => {
    expect(updatesItself(kind, system)).toBe(itself);
  });
});

describe('the start with the session on Windows', () => {
  it.each([
    ['nsis', false],
    ['msi', false],
    [null, true],
  ])('installed by %s: an entry of the user’s own: %s', async (kind, own) => {
    await installed('win32', kind);
    await applyAutostart(true, log);
    expect(electron.app.setLoginItemSettings).toHaveBeenCalledWith({
      openAtLogin: own,
      name: 'fr.dmpdirect.app',
      args: ['--autostart'],
    });
  });
});

describe('the links', () => {
  it.each([
    ['linux', 'deb', false],
    ['linux', 'rpm', false],
    ['linux', null, true],
    ['win32', 'nsis', false],
    ['win32', 'msi', false],
    ['win32', null, true],
    ['darwin', null, false],
  ] as const)('%s, %s: claimed by the program itself: %s', async (system, kind, claims) => {
    await installed(system, kind);
    await claimLinks();
    expect(electron.app.setAsDefaultProtocolClient).toHaveBeenCalledTimes(claims ? 1 : 0);
  });

  it('are not claimed again at each start', async () => {
    await installed('win32', null);
    electron.app.isDefaultProtocolClient.mockReturnValueOnce(true);
    await claimLinks();
    expect(electron.app.setAsDefaultProtocolClient).not.toHaveBeenCalled();
  });
});

describe.skipIf(process.getuid?.() !== 0)('the packages’ notice', () => {
  it.each([
    ['upgrade\n', 'upgrade'],
    ['removal\n', 'removal'],
    ['downgrade\n', null],
    ['', null],
  ])('%j: %s', async (text, change) => {
    const file = join(resources, 'change');
    await writeFile(file, text);
    expect(await readNotice(file)).toBe(change);
  });

  it('is root’s, a file, and there', async () => {
    const file = join(resources, 'change');
    expect(await readNotice(file)).toBeNull();
    await writeFile(file, 'removal\n');
    await chown(file, 65534, 65534);
    expect(await readNotice(file)).toBeNull();
    await mkdir(join(resources, 'folder'));
    expect(await readNotice(join(resources, 'folder'))).toBeNull();
  });
});

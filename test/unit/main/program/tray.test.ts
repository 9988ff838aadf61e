import { afterEach, beforeEach, expect, it, vi } from 'vitest';

interface Item {
  readonly label?: string;
  readonly click?: () => void;
}
const electron = vi.hoisted(() => {
  const trays: { click: (() => void) | null; menu: readonly Item[]; image: string; words: string }[] = [];
  class Tray {
    readonly seen: (typeof trays)[number];
    constructor(image: string) {
      this.seen = { click: null, menu: [], image, words: '' };
      trays.push(this.seen);
    }
    on = (_event: string, click: () => void): void => void (this.seen.click = click);
    setImage = (image: string): void => void (this.seen.image = image);
    setToolTip = (words: string): void => void (this.seen.words = words);
    setContextMenu = (menu: readonly Item[]): void => void (this.seen.menu = menu);
  }
  return {
    trays,
    Tray,
    Menu: { buildFromTemplate: (template: readonly Item[]) => template },
    nativeImage: { createFromPath: (path: string) => path },
    app: { isPackaged: false, getAppPath: () => '/app' },
  };
});
vi.mock('electron', () => electron);

const { StateTray } = await import('../../../../src/main/program/tray.ts');
const real = process.platform;
const on = (platform: NodeJS.Platform): void =>
  void Object.defineProperty(process, 'platform', { value: platform });
const STATE = { visitOpen: false, paused: false, keptUntil: null, update: null, typesIns: true };
const called: string[] = [];
const commands = new Proxy({} as Parameters<InstanceType<typeof StateTray>['obey']>[0], {
  get: (_target, name) => () => called.push(String(name)),
});

beforeEach(() => {
  called.length = 0;
  electron.trays.length = 0;
});
afterEach(() => {
  on(real);
});

it.each([
  ['linux', ['click']],
  ['win32', ['click']],
  // The click opens the menu there, and would do both.
  ['darwin', []],
] as const)('%s: a click beside its menu does %j', (platform, done) => {
  on(platform);
  const tray = new StateTray();
  tray.obey(commands);
  tray.show('waiting', STATE);
  electron.trays[0]?.click?.();
  expect(called).toEqual(done);
  expect(electron.trays[0]?.image.endsWith('Template.png')).toBe(platform === 'darwin');
});

it('is there with its words before there is anybody to obey, and offers nothing yet', () => {
  const tray = new StateTray();
  expect(electron.trays[0]).toMatchObject({ menu: [], words: 'DMP Direct\u00a0: démarrage' });
  tray.show('ready', STATE);
  expect(electron.trays[0]).toMatchObject({ menu: [], words: 'DMP Direct\u00a0: démarrage' });
  tray.obey(commands);
  tray.show('ready', STATE);
  expect(electron.trays[0]?.words).toBe('DMP Direct\u00a0: une carte Vitale est prête');
  expect(electron.trays[0]?.menu.length).toBeGreaterThan(1);
});

it('carries a click out that came too early, once', () => {
  const tray = new StateTray();
  electron.trays[0]?.click?.();
  expect(called).toEqual([]);
  tray.obey(commands);
  expect(called).toEqual(['click']);
  electron.trays[0]?.click?.();
  expect(called).toEqual(['click', 'click']);
});

it('offers to type an INS only where the workstation lets it be typed', () => {
  const tray = new StateTray();
  tray.obey(commands);
  const labels = (): unknown[] => electron.trays[0]?.menu.map(({ label }) => label) ?? [];
  tray.show('waiting', STATE);
  expect(labels()).toContain('Saisir un INS');
  tray.show('waiting', { ...STATE, typesIns: false });
  expect(labels()).not.toContain('Saisir un INS');
});

it('offers the end of a kept e-CPS session, with its hour, while there is one', () => {
  const tray = new StateTray();
  tray.obey(commands);
  const item = (): Item | undefined =>
    electron.trays[0]?.menu.find(({ label }) => label?.includes('session e-CPS'));
  tray.show('waiting', { ...STATE, keptUntil: '12:30' });
  expect(item()?.label).toBe('Terminer ma session e-CPS (jusqu’à 12:30)');
  item()?.click?.();
  expect(called).toEqual(['endEcps']);
  tray.show('waiting', STATE);
  expect(item()).toBeUndefined();
});

it('offers a new version while there is one', () => {
  const tray = new StateTray();
  tray.obey(commands);
  const item = (): Item | undefined =>
    electron.trays[0]?.menu.find(({ label }) => label?.includes('mise à jour'));
  tray.show('waiting', { ...STATE, update: '1.1.0' });
  expect(item()?.label).toBe('Installer la mise à jour 1.1.0');
  item()?.click?.();
  expect(called).toEqual(['installUpdate']);
  tray.show('waiting', STATE);
  expect(item()).toBeUndefined();
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

interface Item {
  readonly label?: string;
  readonly click?: () => void;
}
const electron = vi.hoisted(() => {
  const trays: { clicks: number; menu: readonly Item[]; image: string }[] = [];
  class Tray {
    readonly seen = { clicks: 0, menu: [] as readonly Item[], image: '' };
    constructor() {
      trays.push(this.seen);
    }
    on = (): void => void (this.seen.clicks += 1);
    setImage = (image: string): void => void (this.seen.image = image);
    setToolTip = (): void => undefined;
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
const called: string[] = [];
const commands = new Proxy({} as ConstructorParameters<typeof StateTray>[0], {
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
  ['linux', 1],
  ['win32', 1],
  // The click opens the menu there, and would do both.
  ['darwin', 0],
] as const)('%s: hears %i clicks beside its menu', (platform, clicks) => {
  on(platform);
  new StateTray(commands).show('waiting', { visitOpen: false, paused: false, keptUntil: null, update: null });
  expect(electron.trays[0]?.clicks).toBe(clicks);
  expect(electron.trays[0]?.image.endsWith('Template.png')).toBe(platform === 'darwin');
});

it('offers a new version while there is one', () => {
  const tray = new StateTray(commands);
  const state = { visitOpen: false, paused: false, keptUntil: null };
  const item = (): Item | undefined =>
    electron.trays[0]?.menu.find(({ label }) => label?.includes('mise à jour'));
  tray.show('waiting', { ...state, update: '1.1.0' });
  expect(item()?.label).toBe('Installer la mise à jour 1.1.0');
  item()?.click?.();
  expect(called).toEqual(['installUpdate']);
  tray.show('waiting', { ...state, update: null });
  expect(item()).toBeUndefined();
});

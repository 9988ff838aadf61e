import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import { SYSTEM_TEXTS, type TrayState } from '../../domain/texts/fr/system.ts';
import { PATHS } from '../base/paths.ts';

export interface TrayCommands {
  readonly open: () => void;
  readonly showVisit: () => void;
  readonly dashboard: () => void;
  readonly siteSettings: () => void;
  readonly settings: () => void;
  readonly about: () => void;
  readonly quit: () => void;
}

/** The icon that shows the state at a glance; its words never name a patient, since anyone may see the screen. */
export class StateTray {
  readonly #tray: Tray;
  readonly #commands: TrayCommands;
  #shown: string | null = null;

  constructor(commands: TrayCommands) {
    this.#commands = commands;
    this.#tray = new Tray(image('waiting'));
    this.#tray.on('click', commands.open);
  }

  show(state: TrayState, visitOpen: boolean): void {
    const key = `${state}/${String(visitOpen)}`;
    if (key === this.#shown) return;
    this.#shown = key;
    this.#tray.setImage(image(state));
    this.#tray.setToolTip(SYSTEM_TEXTS.tray[state]);
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menu(state, visitOpen)));
  }

  stop(): void {
    this.#tray.destroy();
  }

  #menu(state: TrayState, visitOpen: boolean): MenuItemConstructorOptions[] {
    const texts = SYSTEM_TEXTS.tray;
    return [
      { label: texts[state], enabled: false },
      { type: 'separator' },
      { label: texts.open, click: this.#commands.open },
      { label: texts.showVisit, enabled: visitOpen, click: this.#commands.showVisit },
      { label: texts.dashboard, click: this.#commands.dashboard },
      { label: texts.siteSettings, click: this.#commands.siteSettings },
      { type: 'separator' },
      { label: texts.settings, click: this.#commands.settings },
      { label: texts.about, click: this.#commands.about },
      { type: 'separator' },
      { label: texts.quit, click: this.#commands.quit },
    ];
  }
}

function image(state: TrayState): Electron.NativeImage {
  // macOS colours a template image itself, for light and dark menu bars.
  const name = process.platform === 'darwin' ? `${state}Template.png` : `${state}.png`;
  return nativeImage.createFromPath(join(PATHS.assets, 'tray', name));
}

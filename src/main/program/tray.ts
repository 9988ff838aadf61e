import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import { SYSTEM_TEXTS, type TrayState } from '../../domain/texts/fr/system.ts';
import type { PauseLength } from '../../domain/launch/pause.ts';
import { PATHS } from '../base/paths.ts';

export interface TrayCommands {
  /** The icon itself. */
  readonly click: () => void;
  readonly open: () => void;
  readonly showVisit: () => void;
  readonly endEcps: () => void;
  readonly dashboard: () => void;
  readonly siteSettings: () => void;
  readonly typeIns: () => void;
  readonly diagnosis: () => void;
  readonly pause: (length: PauseLength) => void;
  readonly resume: () => void;
  readonly settings: () => void;
  readonly guide: () => void;
  readonly about: () => void;
  readonly installUpdate: () => void;
  readonly quit: () => void;
}

/** What the menu depends on. */
export interface TrayMenu {
  readonly visitOpen: boolean;
  readonly paused: boolean;
  /** Until when an e-CPS session is kept. */
  readonly keptUntil: string | null;
  /** The version that is ready to be installed. */
  readonly update: string | null;
}

/** The icon that shows the state at a glance; its words never name a patient, since anyone may see the screen. */
export class StateTray {
  readonly #tray: Tray;
  readonly #commands: TrayCommands;
  #shown: string | null = null;

  constructor(commands: TrayCommands) {
    this.#commands = commands;
    this.#tray = new Tray(image('waiting'));
    // On macOS a click opens the menu: doing something else as well would do both.
    if (process.platform !== 'darwin') this.#tray.on('click', commands.click);
  }

  show(state: TrayState, menu: TrayMenu): void {
    const key = JSON.stringify([state, menu]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#tray.setImage(image(state));
    this.#tray.setToolTip(SYSTEM_TEXTS.tray[state]);
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menu(state, menu)));
  }

  stop(): void {
    this.#tray.destroy();
  }

  #pauseItems(paused: boolean): MenuItemConstructorOptions[] {
    const texts = SYSTEM_TEXTS.tray;
    const { pause, resume } = this.#commands;
    if (paused) return [{ label: texts.resume, click: resume }];
    return [
      {
        label: texts.pauseHour,
        click: () => {
          pause('hour');
        },
      },
      {
        label: texts.pauseDay,
        click: () => {
          pause('day');
        },
      },
    ];
  }

  #menu(state: TrayState, { visitOpen, paused, keptUntil, update }: TrayMenu): MenuItemConstructorOptions[] {
    const texts = SYSTEM_TEXTS.tray;
    return [
      { label: texts[state], enabled: false },
      { type: 'separator' },
      { label: texts.open, click: this.#commands.open },
      { label: texts.showVisit, enabled: visitOpen, click: this.#commands.showVisit },
      { label: texts.dashboard, click: this.#commands.dashboard },
      { label: texts.siteSettings, click: this.#commands.siteSettings },
      { label: texts.typeIns, click: this.#commands.typeIns },
      ...(keptUntil === null ? [] : [{ label: texts.endEcps(keptUntil), click: this.#commands.endEcps }]),
      { type: 'separator' },
      ...this.#pauseItems(paused),
      { type: 'separator' },
      { label: texts.diagnosis, click: this.#commands.diagnosis },
      { label: texts.settings, click: this.#commands.settings },
      { label: texts.guide, click: this.#commands.guide },
      { label: texts.about, click: this.#commands.about },
      ...(update === null
        ? []
        : [{ label: texts.installUpdate(update), click: this.#commands.installUpdate }]),
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

import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import { SYSTEM_TEXTS, type TrayState } from '../../domain/texts/fr/system.ts';
import type { PauseLength } from '../../domain/launch/pause.ts';
import { PATHS } from '../base/paths.ts';
import { hear } from '../../system/guarded.ts';

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
  /** Whether an INS may be typed on this workstation. */
  readonly typesIns: boolean;
}

/** The icon that shows the state at a glance; its words never name a patient, since anyone may see the screen. */
export class StateTray {
  readonly #tray: Tray;
  #commands: TrayCommands | null = null;
  #clicked = false;
  #shown: string | null = null;

  /** Made before the program that it stands for: a click waits for it. */
  constructor() {
    this.#tray = new Tray(image('waiting'));
    this.#tray.setToolTip(SYSTEM_TEXTS.tray.starting);
    // On macOS a click opens the menu: doing something else as well would do both.
    if (process.platform === 'darwin') return;
    hear(this.#tray).on('click', () => {
      this.#clicked = this.#commands === null;
      this.#commands?.click();
    });
  }

  /** From now on the icon does something; a click that came before is carried out. */
  obey(commands: TrayCommands): void {
    this.#commands = commands;
    if (this.#clicked) commands.click();
  }

  /** Shows a state, and what can be done in it; nothing before somebody is there to do it. */
  show(state: TrayState, menu: TrayMenu): void {
    if (this.#commands === null) return;
    const key = JSON.stringify([state, menu]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#tray.setImage(image(state));
    this.#tray.setToolTip(SYSTEM_TEXTS.tray[state]);
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menu(state, menu, this.#commands)));
  }

  stop(): void {
    this.#tray.destroy();
  }

  #pauseItems(paused: boolean, { pause, resume }: TrayCommands): MenuItemConstructorOptions[] {
    const texts = SYSTEM_TEXTS.tray;
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

  #menu(
    state: TrayState,
    { visitOpen, paused, keptUntil, update, typesIns }: TrayMenu,
    commands: TrayCommands,
  ): MenuItemConstructorOptions[] {
    const texts = SYSTEM_TEXTS.tray;
    return [
      { label: texts[state], enabled: false },
      { type: 'separator' },
      { label: texts.open, click: commands.open },
      { label: texts.showVisit, enabled: visitOpen, click: commands.showVisit },
      { label: texts.dashboard, click: commands.dashboard },
      { label: texts.siteSettings, click: commands.siteSettings },
      ...(typesIns ? [{ label: texts.typeIns, click: commands.typeIns }] : []),
      ...(keptUntil === null ? [] : [{ label: texts.endEcps(keptUntil), click: commands.endEcps }]),
      { type: 'separator' },
      ...this.#pauseItems(paused, commands),
      { type: 'separator' },
      { label: texts.diagnosis, click: commands.diagnosis },
      { label: texts.settings, click: commands.settings },
      { label: texts.guide, click: commands.guide },
      { label: texts.about, click: commands.about },
      ...(update === null ? [] : [{ label: texts.installUpdate(update), click: commands.installUpdate }]),
      { type: 'separator' },
      { label: texts.quit, click: commands.quit },
    ];
  }
}

function image(state: TrayState): Electron.NativeImage {
  // macOS colours a template image itself, for light and dark menu bars.
  const name = process.platform === 'darwin' ? `${state}Template.png` : `${state}.png`;
  return nativeImage.createFromPath(join(PATHS.assets, 'tray', name));
}

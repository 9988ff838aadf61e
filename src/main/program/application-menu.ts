import type { MenuItemConstructorOptions } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';

export interface MenuCommands {
  readonly about: () => void;
  readonly settings: () => void;
  readonly quit: () => void;
}

/**
 * The menu of the whole program, which only macOS shows: there Copy and Paste work through it, and its own keys are
 * the menu's. The engine's default one would hold « reload » and the developers' tools, in English; elsewhere none.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  { about, settings, quit }: MenuCommands,
  allow: { readonly copy: boolean },
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  const texts = SYSTEM_TEXTS.menu;
  return [
    {
      label: SYSTEM_TEXTS.productName,
      submenu: [
        { label: SYSTEM_TEXTS.tray.about, click: about },
        { type: 'separator' },
        { label: texts.settings, accelerator: 'Command+,', click: settings },
        { type: 'separator' },
        { label: texts.hide, role: 'hide' },
        { label: texts.hideOthers, role: 'hideOthers' },
        { label: texts.unhide, role: 'unhide' },
        { type: 'separator' },
        { label: texts.quit, accelerator: 'Command+Q', click: quit },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { label: texts.undo, role: 'undo' },
        { label: texts.redo, role: 'redo' },
        { type: 'separator' },
        // They act on whatever has the keyboard, the site's page too.
        ...(allow.copy
          ? ([
              { label: texts.cut, role: 'cut' },
              { label: texts.copy, role: 'copy' },
            ] as const)
          : []),
        { label: texts.paste, role: 'paste' },
        { label: texts.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: texts.window,
      submenu: [
        { label: texts.minimize, role: 'minimize' },
        { label: texts.close, role: 'close' },
      ],
    },
  ];
}

import { dialog } from 'electron';
import type { SettingKey } from '../../domain/settings/setting-keys.ts';
import { settingsTexts } from '../../domain/texts/fr/index.ts';
import type { SettingsState } from '../../borders/windows/index.ts';
import { SettingsEditor } from '../settings/editor.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { PanelContext } from '../windows/panel.ts';
import { SingleWindow } from '../windows/single.ts';
import { settingsState } from './settings-view.ts';

export interface SettingsWindowParts {
  readonly store: SettingsStore;
  /** Whether the system tells when the workstation is locked; null while that is not known. */
  readonly lockTold: () => boolean | null;
  readonly openAssistant: () => void;
  readonly openAbout: () => void;
}

/** The settings' window. */
export function createSettingsWindow(
  parts: SettingsWindowParts,
  context: PanelContext,
): SingleWindow<'settings'> {
  const { store } = parts;
  const editor = new SettingsEditor(store, () => {
    single.refresh();
  });
  const state = (): SettingsState => settingsState(store, editor, parts.lockTold());
  const chooseFile = async (key: SettingKey): Promise<void> => {
    const owner = single.window;
    const options: Electron.OpenDialogOptions = {
      title: settingsTexts.fields[key].label,
      properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
    };
    const { filePaths } = await (owner === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(owner, options));
    const [path] = filePaths;
    if (path !== undefined) await editor.setFile(key, path);
  };
  const single = new SingleWindow<'settings'>(
    {
      kind: 'settings',
      title: settingsTexts.windowTitle,
      width: 880,
      height: 720,
      minWidth: 480,
      minHeight: 400,
      handlers: {
        set: ({ key, value }) => void editor.set(key, value),
        reset: ({ key }) => void editor.reset(key),
        chooseFile: ({ key }) => void chooseFile(key),
        openAssistant: parts.openAssistant,
        openAbout: parts.openAbout,
        close: () => {
          single.close();
        },
      },
      state,
      onClosed: () => {
        editor.forget();
      },
    },
    context,
  );
  return single;
}

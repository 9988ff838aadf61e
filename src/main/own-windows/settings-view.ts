import type { SettingsState } from '../../borders/windows/index.ts';
import { settingsView, type SettingsEditor } from '../settings/editor.ts';
import type { SettingsStore } from '../settings/store.ts';

/**
 * What the settings' window shows.
 * @param lockTold whether the system tells when the workstation is locked; null while that is not known, which is no
 *   reason yet to warn anybody
 */
export function settingsState(
  store: SettingsStore,
  { refused }: Pick<SettingsEditor, 'refused'>,
  lockTold: boolean | null,
): SettingsState {
  return {
    settings: settingsView(store),
    refused,
    problems: [...store.problems],
    lockUnseen: lockTold === false,
  };
}

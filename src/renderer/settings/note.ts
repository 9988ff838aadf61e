import type { SettingsState } from '../../borders/windows/index.ts';
import type { SettingKey } from '../../domain/settings/setting-keys.ts';
import { settingsTexts } from '../../domain/texts/fr/index.ts';

/** What this workstation cannot do of a setting, said beside it; null when it does all of it. */
export function noteOf(key: SettingKey, { lockUnseen }: Pick<SettingsState, 'lockUnseen'>): string | null {
  return key === 'lockAfterMinutes' && lockUnseen ? settingsTexts.lockUnseen : null;
}

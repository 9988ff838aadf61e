import { basename } from 'node:path';
import type { SettingKey } from '../../domain/settings/setting-keys.ts';
import type { RefusedSetting, Settings, SettingValue } from '../../borders/windows/index.ts';
import type { SettingsStore } from './store.ts';

/** The settings as the windows get them. */
export function settingsView(store: SettingsStore): Settings {
  return Object.fromEntries(store.describe()) as Settings;
}

/** Changes settings for a window, and keeps what was refused last until the next change. */
export class SettingsEditor {
  readonly #store: SettingsStore;
  readonly #onRefused: () => void;
  #refused: RefusedSetting = null;

  /** `onRefused` is called when `refused` has changed; a change made is told by the store. */
  constructor(store: SettingsStore, onRefused: () => void) {
    this.#store = store;
    this.#onRefused = onRefused;
  }

  get refused(): RefusedSetting {
    return this.#refused;
  }

  /** To be called when the window opens: an old refusal says nothing any more. */
  forget(): void {
    this.#refused = null;
  }

  async set(key: SettingKey, value: SettingValue): Promise<void> {
    this.#take({ key }, await this.#store.set(key, value));
  }

  /** A refusal names the file, which the field does not show. */
  async setFile(key: SettingKey, path: string): Promise<void> {
    this.#take({ key, file: basename(path) }, await this.#store.set(key, path));
  }

  async reset(key: SettingKey): Promise<void> {
    this.#take({ key }, await this.#store.reset(key));
  }

  #take(
    change: { readonly key: SettingKey; readonly file?: string },
    result: Awaited<ReturnType<SettingsStore['set']>>,
  ): void {
    const before = this.#refused;
    this.#refused = result.ok ? null : { ...change, failure: result.failure };
    if (this.#refused !== before) this.#onRefused();
  }
}

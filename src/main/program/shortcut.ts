import { globalShortcut } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { Shortcut } from '../../domain/settings/shortcuts.ts';
import { settingsTexts } from '../../domain/texts/fr/settings.ts';
import { guarded } from '../../system/guarded.ts';

/** The keys that work in every program. One set at a time; who has them already keeps them. */
export class GlobalKeys {
  readonly #onPressed: () => void;
  readonly #onRefused: (problem: Failure) => void;
  #keys: Shortcut = 'none';

  constructor(onPressed: () => void, onRefused: (problem: Failure) => void) {
    this.#onPressed = onPressed;
    this.#onRefused = onRefused;
  }

  /** Listens to these keys, and to no others any more; RACCOURCI-PRIS is told once for each choice. */
  use(keys: Shortcut): void {
    if (keys === this.#keys) return;
    this.stop();
    this.#keys = keys;
    if (
      keys === 'none' ||
      globalShortcut.register(
        keys,
        guarded(this.#onPressed, () => undefined),
      )
    )
      return;
    const { shortcut, shortcutMac } = settingsTexts.options;
    const names = process.platform === 'darwin' ? shortcutMac : shortcut;
    this.#onRefused(failure('RACCOURCI-PRIS', { keys: names[keys] }));
  }

  stop(): void {
    if (this.#keys !== 'none') globalShortcut.unregister(this.#keys);
    this.#keys = 'none';
  }
}

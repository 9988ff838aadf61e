import type { Inspector } from './inspector.ts';

/** As long as the second half of a double click, or a key that was on its way, may take. */
export const HOLD_MS = 500;

/**
 * Keeps the site's page from hearing keys and clicks for a moment after something of ours was over it,
 * or has moved it: what the user meant for ours, or for what lay there before, must not press what has come in its
 * place.
 */
export class InputHold {
  readonly #inspector: Inspector;
  /** Called once a page that is owed the keyboard hears again: it could not be given it meanwhile. */
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | null = null;
  #givesKeyboard = false;

  constructor(inspector: Inspector, onOver: () => void) {
    this.#inspector = inspector;
    this.#onOver = onOver;
  }

  /** @param why `moved`: the keyboard stays with whom it is */
  hold(why: 'uncovered' | 'moved'): void {
    this.#givesKeyboard ||= why === 'uncovered';
    if (this.#timer === null) this.#inspector.tell('Input.setIgnoreInputEvents', { ignore: true });
    else clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#inspector.tell('Input.setIgnoreInputEvents', { ignore: false });
      const givesKeyboard = this.#givesKeyboard;
      this.#givesKeyboard = false;
      if (givesKeyboard) this.#onOver();
    }, HOLD_MS);
  }

  /** The page was asked to take the keyboard, which it cannot have while it hears nothing: it is given it after. */
  keyboardAsked(): void {
    if (this.#timer !== null) this.#givesKeyboard = true;
  }
}

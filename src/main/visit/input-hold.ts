import type { Inspector } from './inspector.ts';

/** As long as the second half of a double click, or a key that was on its way, may take. */
export const HOLD_MS = 500;

/**
 * Keeps the site's page from hearing keys and clicks for a moment after something of ours was over it:
 * what the user meant for ours must not press what has come in its place.
 */
export class InputHold {
  readonly #inspector: Inspector;
  #timer: NodeJS.Timeout | null = null;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  hold(): void {
    if (this.#timer === null) this.#inspector.tell('Input.setIgnoreInputEvents', { ignore: true });
    else clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#inspector.tell('Input.setIgnoreInputEvents', { ignore: false });
    }, HOLD_MS);
  }
}

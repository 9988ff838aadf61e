import type { WebContents } from 'electron';
import { hear } from '../../system/guarded.ts';

/**
 * Tells when nobody has touched a record's window for a while. Moving the mouse over it counts: what matters is
 * whether someone is there to read.
 */
export class Inactivity {
  readonly #delay: number;
  readonly #onIdle: () => void;
  #last = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `minutes` 0 never tells. */
  constructor(minutes: number, onIdle: () => void) {
    this.#delay = minutes * 60_000;
    this.#onIdle = onIdle;
  }

  /** Counts what is done in this page as presence. */
  watch(contents: WebContents): void {
    const here = (): void => {
      this.#last = Date.now();
    };
    hear(contents).on('input-event', here);
    // Where a frame has a process of its own, as a document's has, its wheel and its mouse are told so only. By its
    // plain name, since Electron 33, which stands in here, neither knows nor sends it.
    const emitter: NodeJS.EventEmitter = contents;
    hear(emitter).on('before-mouse-event', here);
  }

  /** Somebody is there: the time starts again. */
  start(): void {
    this.#last = Date.now();
    if (this.#delay > 0 && this.#timer === null) this.#wait(this.#delay);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** One timer, set again only when it rings: events are many. */
  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const left = this.#last + this.#delay - Date.now();
      if (left > 0) this.#wait(left);
      else this.#onIdle();
    }, milliseconds);
  }
}

import type { ProgressStep } from '../../domain/launch/visit-life.ts';

export interface Progress {
  readonly step: ProgressStep;
  /** Long enough for words. */
  readonly slow: boolean;
}

/** Nothing is shown of a wait shorter than this. */
const SHOW_AFTER_MS = 200;
/** After this the wait is put in words. */
const WORDS_AFTER_MS = 1_000;

/** Turns the beginnings and ends of waits into what is shown of them. */
export class ProgressClock {
  readonly #onChange: () => void;
  #timers: NodeJS.Timeout[] = [];
  #step: ProgressStep | null = null;
  #shown: Progress | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get shown(): Progress | null {
    return this.#shown;
  }

  /** A wait begins or goes on as another one, in which case its clock is not set back, or is over (null). */
  follow(step: ProgressStep | null): void {
    if (step === this.#step) return;
    if (step === null) this.#end();
    else this.#begin(step);
  }

  #begin(step: ProgressStep): void {
    const running = this.#step !== null;
    this.#step = step;
    if (!running) {
      this.#timers = [
        setTimeout(() => {
          this.#show(false);
        }, SHOW_AFTER_MS),
        setTimeout(() => {
          this.#show(true);
        }, WORDS_AFTER_MS),
      ];
    } else if (this.#shown !== null) this.#show(this.#shown.slow);
  }

  #end(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    this.#step = null;
    if (this.#shown === null) return;
    this.#shown = null;
    this.#onChange();
  }

  #show(slow: boolean): void {
    if (this.#step === null) return;
    this.#shown = { step: this.#step, slow };
    this.#onChange();
  }
}

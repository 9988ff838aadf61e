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

/** A site that has said nothing for so long is told as that. */
const SILENT_AFTER_SECONDS = 15;

/** Tells when nothing has come for too long. */
export class SilenceClock {
  readonly #onSilent: (seconds: number) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(onSilent: (seconds: number) => void) {
    this.#onSilent = onSilent;
  }

  /** Something of the site's came, or is asked for; `waits`: something is awaited from it, and from nobody else. */
  follow(waits: boolean, news: boolean): void {
    if (this.#timer !== null && waits && !news) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = waits
      ? setTimeout(() => {
          this.#timer = null;
          this.#onSilent(SILENT_AFTER_SECONDS);
        }, SILENT_AFTER_SECONDS * 1_000)
      : null;
  }
}

/** Counts down the seconds until something is tried again by itself, or is waited for no longer. */
export class Countdown {
  readonly #onTick: () => void;
  readonly #onDue: () => void;
  #ticking: NodeJS.Timeout | null = null;
  #of: object | null = null;
  #left: number | null = null;

  constructor(onTick: () => void, onDue: () => void) {
    this.#onTick = onTick;
    this.#onDue = onDue;
  }

  /** The seconds that are left; null while nothing is counted. */
  get left(): number | null {
    return this.#left;
  }

  /** Counts for this, once; another one, or null, ends what was counted before. */
  follow(counted: { readonly again: number | null } | null): void {
    if (counted === this.#of) return;
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#ticking = null;
    this.#of = counted;
    this.#left = counted?.again ?? null;
    if (this.#left !== null)
      this.#ticking = setInterval(() => {
        this.#tick();
      }, 1_000);
  }

  #tick(): void {
    const left = (this.#left ?? 1) - 1;
    this.#left = left > 0 ? left : null;
    if (left > 0) {
      this.#onTick();
      return;
    }
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#ticking = null;
    this.#onDue();
  }
}

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

import { pauseEnd, type PauseLength } from '../../domain/launch/pause.ts';

/** Timers stand still while a computer sleeps: the clock is looked at this often. */
const LOOK_EVERY_MS = 30_000;

/** The time during which inserted cards ask for nothing; it ends by itself, and with the program. */
export class Pause {
  readonly #onChange: () => void;
  #end: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get active(): boolean {
    return this.#end !== null && Date.now() < this.#end;
  }

  begin(length: PauseLength): void {
    this.#end = pauseEnd(length, new Date());
    this.#timer ??= setInterval(() => {
      if (!this.active) this.end();
    }, LOOK_EVERY_MS);
    this.#onChange();
  }

  end(): void {
    this.stop();
    this.#onChange();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#end = null;
  }
}

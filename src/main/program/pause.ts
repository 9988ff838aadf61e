import { pauseEnd, type PauseLength } from '../../domain/launch/pause.ts';

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
    this.look();
    this.#onChange();
  }

  /** Something has happened: a timer stands still while a computer sleeps, and may be late now. */
  look(): void {
    if (this.#end === null) return;
    if (!this.active) {
      this.end();
      return;
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.look();
    }, this.#end - Date.now());
  }

  end(): void {
    this.stop();
    this.#onChange();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#end = null;
  }
}

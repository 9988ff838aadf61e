/** What has happened: a card has moved, somebody came to the workstation or left it, a record was opened or closed. */
export type Moment = 'cards' | 'came' | 'left' | 'record';

/**
 * Tells whoever has something due that something happens: the clock is looked at then. So nothing has to wake up for
 * itself in a program that sits in the tray all day; what is due while nothing happens is due to nobody.
 */
export class Moments {
  readonly #listeners: ((moment: Moment) => void)[] = [];
  #over = false;

  on(listener: (moment: Moment) => void): void {
    this.#listeners.push(listener);
  }

  tell(moment: Moment): void {
    if (this.#over) return;
    for (const listener of this.#listeners) listener(moment);
  }

  stop(): void {
    this.#over = true;
  }
}

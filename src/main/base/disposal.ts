import type { Logger } from './log.ts';

/** How something that was opened is closed; what it answers is waited for. */
export type Close = () => void | Promise<void>;

/**
 * What was opened, to be closed in reverse order: what came later may rest on what came before. An error in one does
 * not keep the others open.
 */
export class Disposal {
  readonly #closes: { readonly name: string; readonly close: Close }[] = [];
  readonly #log: Pick<Logger, 'warn'>;
  #disposed: Promise<void> | null = null;

  constructor(log: Pick<Logger, 'warn'>) {
    this.#log = log;
  }

  /** Whether the end has begun: nothing new is opened from then on. */
  get begun(): boolean {
    return this.#disposed !== null;
  }

  /**
   * Takes over the closing of something; what comes after the end has begun is closed at once.
   * @param name for the log
   */
  add(name: string, close: Close): void {
    if (this.begun) void this.#close(name, close);
    else this.#closes.push({ name, close });
  }

  /** Takes over the closing of something that can be stopped. */
  own<Thing extends { stop(): void | Promise<void> }>(name: string, thing: Thing): Thing {
    this.add(name, () => thing.stop());
    return thing;
  }

  /** Closes everything, one after the other, once. Never rejects. */
  dispose(): Promise<void> {
    // Set before the first is closed: closing may ask whether the end has begun.
    this.#disposed ??= Promise.resolve().then(() => this.#closeAll());
    return this.#disposed;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#closes.splice(0).reverse()) await this.#close(name, close);
  }

  async #close(name: string, close: Close): Promise<void> {
    try {
      await close();
    } catch (error) {
      this.#log.warn({ name, error: String(error) }, 'not closed');
    }
  }
}

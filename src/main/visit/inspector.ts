import type { Debugger, WebContents } from 'electron';
import type { Logger } from '../base/log.ts';
import { hear } from '../../system/guarded.ts';

/** The inspector's own channel into the engine behind a page. It opens no port, and only this process can use it. */
export class Inspector {
  readonly #debugger: Debugger;
  readonly #log: Logger;
  readonly #listeners = new Map<string, (params: unknown) => void>();

  constructor(contents: WebContents, log: Logger) {
    this.#debugger = contents.debugger;
    this.#log = log;
  }

  /** Opens the channel; false where it cannot be, which leaves the engine as it is. */
  open(): boolean {
    try {
      this.#debugger.attach('1.3');
      hear(this.#debugger).on('message', (_event, method: string, params: unknown) => {
        this.#listeners.get(method)?.(params);
      });
      return true;
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'the engine’s inspector cannot be used');
      return false;
    }
  }

  on(method: string, listener: (params: unknown) => void): void {
    this.#listeners.set(method, listener);
  }

  /** Errors: those of the engine, among them a page that is gone. */
  send(method: string, params: object = {}): Promise<unknown> {
    return this.#debugger.sendCommand(method, params);
  }

  /** For what changes nothing when its page is gone meanwhile. */
  tell(method: string, params: object = {}): void {
    try {
      this.send(method, params).catch(() => undefined);
    } catch {
      // The page is gone already.
    }
  }
}

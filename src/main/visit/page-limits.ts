import type { Allowed } from '../../domain/settings/configuration.ts';
import type { Inspector } from './inspector.ts';

type Limits = Pick<Allowed, 'print' | 'copy'>;

/**
 * Takes the ways to print and to copy away from the site's own pages, where the workstation does not allow them: in
 * every frame, before any of its scripts, and in the page that is there. The text is constant; it is in the page's own
 * world, where it gives nothing that was not there.
 */
const LIMITED = {
  print: `Object.defineProperty(globalThis, 'print', {
    value: function print() {}, writable: false, configurable: false });`,
  // Also what the engine itself copies, by a menu or by a script: what is marked, and what is dragged away.
  copy: `for (const name of ['copy', 'cut', 'dragstart'])
    globalThis.addEventListener(name, (event) => { event.preventDefault(); event.stopImmediatePropagation(); }, true);`,
} as const;

/** Of one browser session of the site. What is once taken from a page stays taken until the next page. */
export class PageLimits {
  readonly #inspector: Inspector;
  readonly #taken = new Map<keyof Limits, Promise<object | null>>();

  constructor(inspector: Inspector, allow: Limits) {
    this.#inspector = inspector;
    this.set(allow);
  }

  set(allow: Limits): void {
    for (const what of ['print', 'copy'] as const)
      if (allow[what]) this.#giveBack(what);
      else this.#take(what);
  }

  #take(what: keyof Limits): void {
    if (this.#taken.has(what)) return;
    const source = `{ ${LIMITED[what]} }`;
    this.#inspector.tell('Page.enable');
    this.#taken.set(what, this.#add(source));
    this.#inspector.tell('Runtime.evaluate', { expression: source });
  }

  /** Null when the page is gone already. */
  async #add(source: string): Promise<object | null> {
    try {
      return (await this.#inspector.send('Page.addScriptToEvaluateOnNewDocument', { source })) as object;
    } catch {
      return null;
    }
  }

  #giveBack(what: keyof Limits): void {
    const taken = this.#taken.get(what);
    if (taken === undefined) return;
    this.#taken.delete(what);
    void taken.then((answer) => {
      if (answer !== null) this.#inspector.tell('Page.removeScriptToEvaluateOnNewDocument', answer);
    });
  }
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Nothing has happened for so long; longer than the first look of the sentinel is in coming after the start. */
const QUIET_MS = 70_000;

/** V8's own collector, which it hands out where it is asked to; `last-resort` also gives the pages back. */
type Collect = (options: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

function collector(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}

/**
 * Gives back what the start, or a record, has left in the heap of this process: V8 does so by itself when more is asked
 * of it, which an idle program does not do. Once after what happens, while nobody waits for anything.
 */
export class Tidy {
  readonly #atRest: () => boolean;
  readonly #makeCollector: () => Collect;
  #collect: Collect | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(atRest: () => boolean, makeCollector = collector) {
    this.#atRest = atRest;
    this.#makeCollector = makeCollector;
  }

  /** Something has happened. */
  moment(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      // Its end is a moment, too.
      if (!this.#atRest()) return;
      this.#collect ??= this.#makeCollector();
      this.#collect({ type: 'major', flavor: 'last-resort' });
    }, QUIET_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

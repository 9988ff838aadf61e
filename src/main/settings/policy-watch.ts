/** Tells when a policy's file may have changed: the system says so, nothing looks at regular intervals. */
import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { PolicyPlaces } from './policy-source.ts';
import { hear } from '../../system/guarded.ts';

/** After the last word of the system: a file is written in several steps. */
const SETTLED_MS = 500;

/** The watch over the folders of the policies' files. */
export class PolicyWatch {
  readonly #files: readonly string[];
  readonly #onChange: () => void;
  #watchers: FSWatcher[] = [];
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(places: PolicyPlaces, onChange: () => void) {
    this.#files = places.flatMap((place) => (place.kind === 'registry' ? [] : [place.path]));
    this.#onChange = onChange;
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#close();
  }

  #close(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.close();
  }

  #arm(): void {
    this.#close();
    for (const file of this.#files) this.#watchAbove(file);
  }

  /** Its folder; while there is none, the first above it that is there, for the folder to come. */
  #watchAbove(path: string): void {
    const folder = dirname(path);
    if (folder === path) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || name === basename(path) || name === basename(folder)) this.#changed();
      });
      // The folder has gone, or may not be looked at any more: another one above it is watched then.
      hear(watcher).on('error', () => {
        this.#changed();
      });
      this.#watchers.push(watcher);
    } catch {
      this.#watchAbove(folder);
    }
  }

  #changed(): void {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      // A folder that was put in the place of the watched one is another one.
      this.#arm();
      this.#onChange();
    }, SETTLED_MS);
    this.#timer.unref();
  }
}

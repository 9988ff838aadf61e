/** Errors that nobody listened to: each of them would have ended the program. */
import { setTimeout as delay } from 'node:timers/promises';
import { noteFaults } from '../../../src/system/guarded.ts';
import type { Fault } from './fault.ts';

/** What comes late comes with the end of a process or a connection, within a few turns of the loop. */
const LATE_MS = 30;

export class Unheard {
  readonly #errors: string[] = [];
  readonly #onError = (error: unknown): void => void this.#errors.push(`nobody listened: ${String(error)}`);

  constructor() {
    process.on('uncaughtException', this.#onError);
    process.on('unhandledRejection', this.#onError);
    noteFaults((error) => this.#errors.push(`a listener of ours failed: ${String(error)}`));
  }

  /** The fault as it is, and as one that leaves no error that nobody listened to. */
  watch(kind: string, name: string, inject: () => Promise<readonly string[]>): Fault {
    return {
      kind,
      name,
      inject: async () => {
        this.#errors.length = 0;
        const misses = await inject();
        await delay(LATE_MS);
        return [...misses, ...this.#errors.splice(0)];
      },
    };
  }

  close(): readonly string[] {
    process.off('uncaughtException', this.#onError);
    process.off('unhandledRejection', this.#onError);
    return this.#errors;
  }
}

/** What is waited for, or null when it has not come by then. */
export async function inTime<T>(waited: Promise<T>, milliseconds: number): Promise<T | 'too late'> {
  const over = new AbortController();
  const late = delay(milliseconds, 'too late' as const, { signal: over.signal }).catch(
    () => 'too late' as const,
  );
  const first = await Promise.race([waited, late]);
  over.abort();
  return first;
}

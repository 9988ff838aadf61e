/**
 * What the engine, the system or a stream calls: an error that such a listener throws has no caller of ours to go to,
 * and would end the program; a promise that it gives back is nobody's. Whoever listens therefore does so by `hear`, and
 * what is handed over to be called by `guarded`; a lint rule (scripts/lint/listeners.mjs) refuses the bare forms.
 */

import { print } from './print.ts';

/** Told of each error that ended nobody. */
type Note = (error: unknown) => void;
type Listener = (...args: never[]) => unknown;

let note: Note = (error) => {
  void print('stderr', `${String(error)}\n`);
};
/** What is noted may itself be listened to, by somebody whose listener has just failed. */
let noting = false;

/** From now on faults of listeners go there; before, to the error stream. */
export function noteFaults(to: Note): void {
  note = to;
}

/** For a fault that must not end the program, nor be lost. */
export function noteFault(error: unknown): void {
  if (noting) return;
  noting = true;
  try {
    note(error);
  } catch {
    // There is nobody left to tell.
  } finally {
    noting = false;
  }
}

/**
 * The function, made harmless: what it throws, now or in the promise that it gives back, is noted, and the program goes
 * on.
 * @param instead what is done, and given back, in its place then: a guard that fails must refuse
 */
export function guarded<Args extends unknown[], Given>(
  work: (...args: Args) => Given,
  instead: (...args: Args) => Given | Awaited<Given>,
): (...args: Args) => Given;
export function guarded<Args extends unknown[]>(
  work: (...args: Args) => unknown,
  instead: (...args: Args) => unknown,
): (...args: Args) => unknown {
  return (...args) => {
    const failed = (error: unknown): unknown => {
      noteFault(error);
      try {
        return instead(...args);
      } catch (again) {
        noteFault(again);
        return undefined;
      }
    };
    try {
      const given = work(...args);
      return given instanceof Promise ? given.catch(failed) : given;
    } catch (error) {
      return failed(error);
    }
  };
}

/** Calls back when the signal is given up, unless what this gives back has been called before. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const heard = guarded(listener, () => undefined);
  signal.addEventListener('abort', heard, { once: true });
  return () => {
    signal.removeEventListener('abort', heard);
  };
}

interface Emitter {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  prependListener(event: string, listener: Listener): unknown;
}

const guards = new WeakMap<Listener, Listener>();

/** One for each listener, so that it can be taken away again. */
function guardOf(listener: Listener): Listener {
  const known = guards.get(listener);
  if (known !== undefined) return known;
  const made = guarded(listener as (...args: unknown[]) => unknown, () => undefined);
  guards.set(listener, made);
  return made;
}

/** Whoever may be listened to; each event has its own types. */
type Heard<Speaker> = Pick<Speaker, keyof Speaker & keyof Emitter>;

/** The way to listen: a listener that fails is noted, and the others are called all the same. */
export function hear<Speaker extends object>(speaker: Speaker): Heard<Speaker> {
  const emitter = speaker as Emitter;
  const heard: Emitter = {
    on: (event, listener) => emitter.on(event, guardOf(listener)),
    once: (event, listener) => emitter.once(event, guardOf(listener)),
    off: (event, listener) => emitter.off(event, guardOf(listener)),
    prependListener: (event, listener) => emitter.prependListener(event, guardOf(listener)),
  };
  return heard as unknown as Heard<Speaker>;
}

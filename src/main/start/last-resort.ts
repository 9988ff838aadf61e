import { app } from 'electron';
import { hear, noteFault } from '../../system/guarded.ts';
import { print } from '../../system/print.ts';

/** Exit code of a program whose own code has failed. */
export const CRASHED = 70;

type Crash = (error: Error) => void;

let crash: Crash = (error) => {
  void print('stderr', `${error.stack ?? String(error)}\n`);
  app.exit(CRASHED);
};

/**
 * The last resort, from the first line on: without it the engine shows a box of its own, in English, and the program
 * stays behind it. An error that nobody caught leaves a state that nobody knows: the program ends, and comes back where
 * it can (`CrashRestart`). A promise that nobody waited for has broken nothing but itself: it is noted.
 */
export function catchTheRest(): void {
  hear(process).on('uncaughtException', (error) => {
    crash(error);
  });
  hear(process).on('unhandledRejection', noteFault);
}

/** From now on that is how the program ends by an error of its own. */
export function crashBy(how: Crash): void {
  crash = how;
}

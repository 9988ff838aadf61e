/** What a process that has just been started and the one that runs say to each other. No package: every start loads it. */

import type { PackageChange } from '../domain/launch/leaving.ts';

/** The one thing that a process of the program that has just been started may ask the one that runs. */
export const HOLDER_QUESTION = 'dmp-direct: make your lock and your address anew';

/** What the program of another session says of itself; it stays connected for as long as it runs. */
export const COMPANION_GREETING = 'dmp-direct: here too';

/** What an installer's call of the program asks it on Windows, where the name answers its user and administrators only. */
export const HOLDER_ENDINGS: Readonly<Record<PackageChange, string>> = {
  upgrade: 'dmp-direct: end, your files are about to be replaced',
  removal: 'dmp-direct: end, your files are about to be removed',
};

/** Longest line of that exchange, in characters. */
export const LONGEST_HOLDER_LINE = 100;

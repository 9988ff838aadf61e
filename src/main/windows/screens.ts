import { screen, type Rectangle } from 'electron';

/** The part of each screen that windows may use, as of now. */
export function workAreas(): readonly Rectangle[] {
  return screen.getAllDisplays().map(({ workArea }) => workArea);
}

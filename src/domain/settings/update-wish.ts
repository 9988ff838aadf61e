/** Which new versions a workstation takes. */

/** Not at all; whatever the feed offers; one version and no other; only until a version is reached. */
export const UPDATE_MODES = ['off', 'feed', 'pinned', 'minimum'] as const;
export type UpdateMode = (typeof UPDATE_MODES)[number];

export interface UpdateWish {
  readonly mode: UpdateMode;
  /** The version that `pinned` and `minimum` speak of; without one they take none. */
  readonly version: string | null;
}

/**
 * Whether a version that the feed offers is taken. With `minimum` a workstation that has reached it stays as it is, and
 * one that has not takes what leads it there.
 */
export function takesVersion({ mode, version }: UpdateWish, installed: string, offered: string): boolean {
  switch (mode) {
    case 'off':
      return false;
    case 'feed':
      return true;
    case 'pinned':
      return version !== null && compare(offered, version) === 0;
    case 'minimum':
      return version !== null && compare(installed, version) < 0 && compare(offered, version) >= 0;
  }
}

/** By their three numbers; what is none counts as zero. */
function compare(one: string, other: string): number {
  const [first, second] = [one, other].map((version) =>
    version
      .split('-')[0]
      ?.split('.')
      .map((part) => Number.parseInt(part, 10) || 0),
  );
  for (const index of [0, 1, 2]) {
    const difference = (first?.[index] ?? 0) - (second?.[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

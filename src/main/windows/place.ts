import type { Rectangle } from 'electron';
import type { Size } from './enlarge.ts';

/** How much of a window has to be on a screen for it to be found and moved, in pixels. */
const VISIBLE = { width: 200, height: 100 };

/** As wide and as high as a record is meant to be, and as little as its bars and the site need. */
const MEANT: Size = { width: 1280, height: 800 };
const SMALLEST: Size = { width: 900, height: 600 };

/** What a frame may take of a work area without its being told (X11), and on Wayland the desktop's panels too. */
const UNTOLD_FRAME: Size = { width: 8, height: 48 };
const UNTOLD: Size = { width: 100, height: 120 };

export interface RecordPlace extends Size {
  readonly x?: number;
  readonly y?: number;
  readonly minWidth: number;
  readonly minHeight: number;
}

/**
 * Where a record's window opens, and how small it may be made: what the screens allow comes first. A least size that is
 * larger than a maximised window may be ends the program on Wayland (docs/technical/wayland.md).
 * @param kept the place it had; one that cannot be seen any more is left, its screen may have been unplugged
 * @param workAreas of the screens that are there now
 */
export function recordPlace(kept: Rectangle | null, workAreas: readonly Rectangle[]): RecordPlace {
  // A screen that comes or goes at this moment may say that it has no room.
  const areas = workAreas.filter(({ width, height }) => width > UNTOLD.width && height > UNTOLD.height);
  const largest = boundOf(areas, Math.max);
  const least = smaller(SMALLEST, without(boundOf(areas, Math.min), UNTOLD));
  const place = placeOnScreen(kept, areas);
  return {
    ...place,
    ...smaller(place ?? MEANT, place === null ? without(largest, UNTOLD_FRAME) : largest),
    minWidth: least.width,
    minHeight: least.height,
  };
}

/** No bound where no screen says one. */
function boundOf(areas: readonly Rectangle[], pick: (...sizes: number[]) => number): Size {
  if (areas.length === 0) return { width: Infinity, height: Infinity };
  return {
    width: pick(...areas.map(({ width }) => width)),
    height: pick(...areas.map(({ height }) => height)),
  };
}

const smaller = (one: Size, other: Size): Size => ({
  width: Math.min(one.width, other.width),
  height: Math.min(one.height, other.height),
});

const without = (size: Size, part: Size): Size => ({
  width: size.width - part.width,
  height: size.height - part.height,
});

function placeOnScreen(
  place: Rectangle | null,
  workAreas: readonly Rectangle[],
): (Size & Partial<Rectangle>) | null {
  if (place === null) return null;
  if (workAreas.some((area) => isReachable(place, area))) return place;
  const { width, height } = place;
  return { width, height };
}

/** A window is moved by its upper edge: that one must be within the area. */
function isReachable(place: Rectangle, area: Rectangle): boolean {
  const left = Math.max(place.x, area.x);
  const right = Math.min(place.x + place.width, area.x + area.width);
  const below = area.y + area.height - place.y;
  return right - left >= VISIBLE.width && place.y >= area.y && below >= VISIBLE.height;
}

import type { Rectangle } from 'electron';

/** How much of a window has to be on a screen for it to be found and moved, in pixels. */
const VISIBLE = { width: 200, height: 100 };

/**
 * The place a window had, if it can still be seen there: the screen it was on may have been unplugged since.
 * @param workAreas of the screens that are there now
 */
export function placeOnScreen(
  place: Rectangle | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> | null {
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

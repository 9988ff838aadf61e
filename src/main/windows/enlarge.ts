import type { Rectangle } from 'electron';

export type Size = Pick<Rectangle, 'width' | 'height'>;

/** So near to the lower edge a window stands on it, above the task bar and its icons. */
const STANDS_ON = 80;

/** What a frame that is not told may take of a screen: X11's engine knows the content's place only. */
const UNTOLD_FRAME = { top: 40, side: 4, bottom: 8 };

/** Where a window's bounds may lie, so that its frame is on the screen too: a title bar above it is out of reach. */
function roomIn(area: Rectangle, frame: Size): Rectangle {
  if (frame.height > 0) return area;
  const { top, side, bottom } = UNTOLD_FRAME;
  return {
    x: area.x + side,
    y: area.y + top,
    width: area.width - 2 * side,
    height: area.height - top - bottom,
  };
}

/**
 * Where an enlarged window goes: as large as asked or as the work area allows, and wholly inside it. One that stands on
 * the lower edge grows upwards, and comes back to where it was.
 * @param frame what the system's frame adds to the content; no height where that is not told
 * @param size of the content at 100 %
 */
export function enlarged(
  now: Rectangle,
  frame: Size,
  size: Size,
  factor: number,
  area: Rectangle,
): Rectangle {
  const room = roomIn(area, frame);
  const width = Math.min(Math.round(size.width * factor) + frame.width, room.width);
  const height = Math.min(Math.round(size.height * factor) + frame.height, room.height);
  const below = area.y + area.height - (now.y + now.height);
  const stands = below < STANDS_ON && below < now.y - area.y;
  const y = stands ? now.y + now.height - height : now.y;
  return {
    x: Math.max(room.x, Math.min(now.x, room.x + room.width - width)),
    y: Math.max(room.y, Math.min(y, room.y + room.height - height)),
    width,
    height,
  };
}

/**
 * What to ask for instead, when a window has become larger than it was asked to: on Wayland one that may not be resized
 * takes the size for its content's, and adds its frame. Null when it is as it was asked to be.
 */
export function askedAgain(asked: Rectangle, now: Size): Rectangle | null {
  const width = now.width - asked.width;
  const height = now.height - asked.height;
  if (width === 0 && height === 0) return null;
  return { ...asked, width: asked.width - width, height: asked.height - height };
}

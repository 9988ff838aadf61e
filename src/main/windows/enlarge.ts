import type { Rectangle } from 'electron';

export type Size = Pick<Rectangle, 'width' | 'height'>;

/** So near to the lower edge a window stands on it, above the task bar and its icons. */
const STANDS_ON = 80;

/**
 * Where an enlarged window goes: as large as asked or as the work area allows, and wholly inside it. One that stands on
 * the lower edge grows upwards, and comes back to where it was.
 * @param frame what the system's frame adds to the content
 * @param size of the content at 100 %
 */
export function enlarged(
  now: Rectangle,
  frame: Size,
  size: Size,
  factor: number,
  area: Rectangle,
): Rectangle {
  const width = Math.min(Math.round(size.width * factor) + frame.width, area.width);
  const height = Math.min(Math.round(size.height * factor) + frame.height, area.height);
  const below = area.y + area.height - (now.y + now.height);
  const stands = below < STANDS_ON && below < now.y - area.y;
  const y = stands ? now.y + now.height - height : now.y;
  return {
    x: Math.max(area.x, Math.min(now.x, area.x + area.width - width)),
    y: Math.max(area.y, Math.min(y, area.y + area.height - height)),
    width,
    height,
  };
}

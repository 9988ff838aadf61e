import type { Rectangle } from 'electron';

export type Size = Pick<Rectangle, 'width' | 'height'>;

/**
 * Where an enlarged window goes: as large as asked or as the work area allows, and wholly inside it.
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
  return {
    x: Math.max(area.x, Math.min(now.x, area.x + area.width - width)),
    y: Math.max(area.y, Math.min(now.y, area.y + area.height - height)),
    width,
    height,
  };
}

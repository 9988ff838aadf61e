import { describe, expect, it } from 'vitest';
import { recordPlace } from '../../../../src/main/windows/place.ts';

const area = (width: number, height: number, x = 0, y = 0) => ({ x, y, width, height });
const FULL_HD = area(1920, 1040);

describe('a record’s window', () => {
  it('is as large as it is meant to be where there is room, or as the screen lets it be with a title bar', () => {
    expect(recordPlace(null, [FULL_HD])).toEqual({
      width: 1280,
      height: 800,
      minWidth: 900,
      minHeight: 600,
    });
    expect(recordPlace(null, [area(1366, 768)])).toMatchObject({ width: 1280, height: 720, minHeight: 600 });
    expect(recordPlace(null, [area(1366, 728), FULL_HD])).toMatchObject({ width: 1280, height: 800 });
  });

  it.each([
    // weston gives a maximised window 608 of 640 pixels, 36 of them to its frame.
    [[area(1024, 640)], 900, 520],
    [[area(800, 600)], 700, 480],
    [[FULL_HD, area(1024, 600, 1920)], 900, 480],
  ])('may always be made as small as a maximised one is on %j', (areas, minWidth, minHeight) => {
    expect(recordPlace(null, areas)).toMatchObject({ minWidth, minHeight });
  });

  it('opens where it was, as long as that can be seen, and no larger than the screens', () => {
    const kept = { x: 100, y: 50, width: 1500, height: 900 };
    expect(recordPlace(kept, [FULL_HD])).toMatchObject(kept);
    expect(recordPlace({ ...kept, height: 1040 }, [FULL_HD])).toMatchObject({ height: 1040 });
    const unplugged = recordPlace({ ...kept, x: 2000 }, [FULL_HD]);
    expect([unplugged.width, 'x' in unplugged]).toEqual([1500, false]);
    expect(recordPlace(kept, [area(1366, 728)])).toMatchObject({ x: 100, y: 50, width: 1366, height: 728 });
  });

  it.each([[[]], [[area(0, 0)]]])('has its own size where no screen is told of (%j)', (areas) => {
    expect(recordPlace(null, areas)).toMatchObject({
      width: 1280,
      height: 800,
      minWidth: 900,
      minHeight: 600,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { askedAgain, enlarged } from '../../../../src/main/windows/enlarge.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const LAUNCHER = { width: 460, height: 640 };
const FRAME = { width: 0, height: 30 };

describe('an enlarged window', () => {
  it('grows with its page', () => {
    const near = { x: 100, y: 50, width: 460, height: 670 };
    expect(enlarged(near, FRAME, LAUNCHER, 1.5, SCREEN)).toEqual({ x: 100, y: 50, width: 690, height: 990 });
  });

  it('stays on the screen: moved first, then cut', () => {
    const corner = { x: 1444, y: 350, width: 460, height: 670 };
    expect(enlarged(corner, FRAME, LAUNCHER, 2, SCREEN)).toEqual({ x: 1000, y: 0, width: 920, height: 1040 });
  });

  it('stays on its own screen, left of the first one', () => {
    const left = { x: -1280, y: 0, width: 1280, height: 700 };
    const there = { x: -900, y: 10, width: 460, height: 670 };
    expect(enlarged(there, FRAME, LAUNCHER, 2, left)).toEqual({ x: -920, y: 0, width: 920, height: 700 });
  });

  it('that stands on the lower edge grows upwards, and comes back to where it was', () => {
    const tray = { x: 1444, y: 322, width: 460, height: 670 };
    const family = { ...LAUNCHER, height: 800 };
    const grown = enlarged(tray, FRAME, family, 1, SCREEN);
    expect(grown).toEqual({ x: 1444, y: 162, width: 460, height: 830 });
    expect(enlarged(grown, FRAME, LAUNCHER, 1, SCREEN)).toEqual(tray);
  });

  it('comes back to its size', () => {
    const big = { x: 1000, y: 0, width: 920, height: 1040 };
    expect(enlarged(big, FRAME, LAUNCHER, 1, SCREEN)).toMatchObject({ width: 460, height: 670 });
  });

  it('leaves room for a frame that is not told, as on X11: a title bar above the screen cannot be reached', () => {
    const untold = { width: 0, height: 0 };
    const tray = { x: 1444, y: 322, width: 460, height: 640 };
    const { x, y, width, height } = enlarged(tray, untold, LAUNCHER, 2, SCREEN);
    expect([width, y >= 32, y + height <= 1036, x + width <= 1918]).toEqual([920, true, true, true]);
  });
});

describe('a window that has become larger than it was asked to', () => {
  const asked = { x: 10, y: 20, width: 964, height: 1000 };

  it('is asked for as much less', () => {
    expect(askedAgain(asked, { width: 1008, height: 1080 })).toEqual({ ...asked, width: 920, height: 920 });
  });

  it('is left alone when it is as it was asked to be', () => {
    expect(askedAgain(asked, { width: 964, height: 1000 })).toBeNull();
  });
});

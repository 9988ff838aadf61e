import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteArea } from '../../../../src/domain/site/site-area.ts';

const WINDOW = { width: 1280, height: 800 };

describe('where the site’s page lies', () => {
  it('between our bars, in the window’s own pixels', () => {
    expect(siteArea({ top: 107, bottom: 32, over: 0 }, 1.5, WINDOW, true)).toEqual({
      seen: { x: 0, y: 161, width: 1280, height: 591 },
      page: { x: 0, y: 0, width: 1280, height: 591 },
    });
  });

  it('makes room for what comes where it could not be covered', () => {
    expect(siteArea({ top: 100, bottom: 32, over: 60 }, 1, WINDOW, false)).toEqual({
      seen: { x: 0, y: 160, width: 1280, height: 608 },
      page: { x: 0, y: 0, width: 1280, height: 608 },
    });
  });

  it('moves and changes its size with nothing that comes and goes, which covers it from above', () => {
    const heights = fc.record({
      top: fc.nat(400),
      bottom: fc.nat(200),
      over: fc.nat(4_000),
      factor: fc.double({ min: 0.5, max: 3, noNaN: true }),
      width: fc.integer({ min: 1, max: 4_000 }),
      height: fc.integer({ min: 1, max: 3_000 }),
    });
    fc.assert(
      fc.property(heights, ({ top, bottom, over, factor, width, height }) => {
        const at = (now: number) => siteArea({ top, bottom, over: now }, factor, { width, height }, true);
        const place = ({ seen, page }: ReturnType<typeof siteArea>) => ({ ...page, y: seen.y + page.y });
        const [before, after] = [at(0), at(over)];
        expect(place(after)).toEqual(place(before));
        // What is to be seen ends where it did, and nothing of the page is seen outside of it.
        expect(after.seen.y + after.seen.height).toBe(before.seen.y + before.seen.height);
        expect(after.seen.height).toBeGreaterThanOrEqual(0);
        expect(after.seen.y).toBe(
          Math.min(before.seen.y + before.seen.height, before.seen.y + Math.round(over * factor)),
        );
      }),
    );
  });
});

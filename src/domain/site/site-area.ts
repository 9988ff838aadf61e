/** Where the site's page lies in the window of a record: between our bars, and beneath what comes and goes there. */

/** Heights of our bars, in CSS pixels. */
export interface BarHeights {
  readonly top: number;
  readonly bottom: number;
  /** What comes and goes below those at the top: it covers the page, which stays where it is. */
  readonly over: number;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SiteArea {
  /** What is to be seen of the page, in the window. */
  readonly seen: Area;
  /** The page, in what is to be seen of it. */
  readonly page: Area;
}

/**
 * @param factor pixels of the window for one of our page's
 * @param covers whether a page can be seen in part; where not, it makes room for what comes and goes
 */
export function siteArea(
  heights: BarHeights,
  factor: number,
  { width, height }: Pick<Area, 'width' | 'height'>,
  covers: boolean,
): SiteArea {
  const top = Math.round(heights.top * factor);
  const bottom = Math.round(heights.bottom * factor);
  const whole = Math.max(0, height - top - bottom);
  const over = Math.min(whole, Math.round(heights.over * factor));
  const left = whole - over;
  return {
    seen: { x: 0, y: top + over, width, height: left },
    page: covers ? { x: 0, y: 0 - over, width, height: whole } : { x: 0, y: 0, width, height: left },
  };
}

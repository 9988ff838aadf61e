/** What the record's window holds, and whether it fills it. */
import type { Running } from './support.ts';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Held {
  readonly content: Bounds;
  /** Our page, then the site over it. */
  readonly views: readonly Bounds[];
}

/** What the record's window holds, and where. */
export function held({ app }: Running): Promise<Held | null> {
  return app.evaluate(({ BaseWindow }) => {
    const window = BaseWindow.getAllWindows().find(({ contentView }) => contentView.children.length > 1);
    if (window === undefined) return null;
    return {
      content: window.getContentBounds(),
      views: window.contentView.children.map((view) => view.getBounds()),
    };
  });
}

/** How far our page and the site are from filling the window, the bars above and below included. */
export async function gaps(of: Running): Promise<number[]> {
  const visit = await of.page('visit');
  const bars = await visit.evaluate(() => {
    const height = (query: string): number =>
      Math.ceil(document.querySelector(query)?.getBoundingClientRect().height ?? NaN);
    return { top: height('.visit-top'), bottom: height('.visit-foot'), page: innerHeight };
  });
  const now = await held(of);
  if (now === null) return [NaN];
  const [ours, site] = now.views;
  const { width, height } = now.content;
  return [
    width - (ours?.width ?? 0),
    height - (ours?.height ?? 0),
    height - bars.page,
    width - (site?.width ?? 0),
    height - bars.top - bars.bottom - (site?.height ?? 0),
    bars.top - (site?.y ?? 0),
  ];
}

export const FULL = [0, 0, 0, 0, 0, 0];

/** Where the content of the record's window is. */
export async function inFront(of: Running): Promise<Bounds> {
  const now = await held(of);
  if (now === null) throw new Error('no record is open');
  return now.content;
}

export function maximised({ app }: Running): Promise<boolean | undefined> {
  return app.evaluate(({ BaseWindow }) =>
    BaseWindow.getAllWindows()
      .find(({ contentView }) => contentView.children.length > 1)
      ?.isMaximized(),
  );
}

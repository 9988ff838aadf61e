/** Windows that change their size, at once or with the interface: what they hold follows, and nothing leaves the screen. */
import { expect, test } from '@playwright/test';
import { plainSite, sharedProgram, tidy, visitOf } from './desk-work.ts';
import { poll, start } from './support.ts';

const program = sharedProgram();

test.describe.configure({ mode: 'default' });

interface Bounds {
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
function held(): Promise<Held | null> {
  return program.app.evaluate(({ BaseWindow }) => {
    const window = BaseWindow.getAllWindows().find(({ contentView }) => contentView.children.length > 1);
    if (window === undefined) return null;
    return {
      content: window.getContentBounds(),
      views: window.contentView.children.map((view) => view.getBounds()),
    };
  });
}

/** How far our page and the site are from filling the window, the bars above and below included. */
async function gaps(): Promise<number[]> {
  const visit = await program.page('visit');
  const bars = await visit.evaluate(() => {
    const height = (query: string): number =>
      Math.ceil(document.querySelector(query)?.getBoundingClientRect().height ?? NaN);
    return { top: height('.visit-top'), bottom: height('.visit-foot'), page: innerHeight };
  });
  const now = await held();
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

const FULL = [0, 0, 0, 0, 0, 0];

test('the record and its footer follow a window that is enlarged or made smaller in one step', async () => {
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await poll(gaps).toEqual(FULL);
  const sizes = [
    [1180, 700],
    [900, 600],
    [1240, 720],
  ] as const;
  for (const [width, height] of sizes) {
    await program.app.evaluate(
      ({ BaseWindow }, [w, h]) => {
        const window = BaseWindow.getAllWindows().find(({ contentView }) => contentView.children.length > 1);
        window?.setBounds({ x: 0, y: 0, width: w, height: h });
      },
      [width, height] as const,
    );
    await poll(async () => (await held())?.content.width).toBe(width);
    await poll(gaps).toEqual(FULL);
  }
});

// The display of the tests has no window manager, without which `maximize` does nothing: the same step, as it asks for it.
test('as large as the work area and back, in one step each: also for a record that opens where one was', async () => {
  for (const round of [1, 2]) {
    await program.desk.insert(0, 'claire');
    await visitOf(program, 'MARTIN Claire');
    await program.sitePage('/TableauDeBord/');
    for (const whole of [true, false]) {
      const width = await program.app.evaluate(({ BaseWindow, screen }, fills) => {
        const window = BaseWindow.getAllWindows().find(({ contentView }) => contentView.children.length > 1);
        const { workArea } = screen.getPrimaryDisplay();
        window?.setBounds(fills ? workArea : { x: 40, y: 30, width: 1000, height: 650 });
        return fills ? workArea.width : 1000;
      }, whole);
      // A window of exactly the screen would be a full screen: the engine takes a pixel away.
      await poll(async () => Math.abs(((await held())?.content.width ?? 0) - width)).toBeLessThanOrEqual(1);
      await poll(gaps, { message: `whole: ${String(whole)}, round ${String(round)}` }).toEqual(FULL);
    }
    await tidy(program);
  }
});

test('a launcher at 200 % starts inside its screen, and stays there', async () => {
  const other = await start(plainSite({ zoom: 200 }));
  try {
    const launcher = await other.page('launcher');
    await expect(launcher.getByRole('heading', { level: 1 })).toBeVisible();
    const outside = (): Promise<number[] | null> =>
      other.app.evaluate(({ BaseWindow, screen }) => {
        const window = BaseWindow.getAllWindows().find((each) => each.isVisible());
        if (window === undefined) return null;
        const at = window.getBounds();
        const { workArea: area } = screen.getDisplayMatching(at);
        return [
          Math.min(0, at.x - area.x),
          Math.min(0, at.y - area.y),
          Math.max(0, at.x + at.width - area.x - area.width),
          Math.max(0, at.y + at.height - area.y - area.height),
        ];
      });
    await poll(outside).toEqual([0, 0, 0, 0]);
    // It is larger than it was designed, and its page fills it.
    expect(await launcher.evaluate(() => innerWidth)).toBeGreaterThan(230);
  } finally {
    await other.close();
  }
});

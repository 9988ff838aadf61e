/**
 * Our windows under a Wayland compositor, which lets no program take one out of the task bar: what is asserted is what
 * the compositor draws (docs/technical/wayland.md). The engine ends when it is asked in the wrong order, so every step
 * also shows that it is still there.
 */
import { expect, test } from '@playwright/test';
import { startCompositor, type Compositor } from '../lab/wayland/compositor.ts';
import { asked, plainSite, ready, send, tidy, visitOf } from './desk-work.ts';
import { poll, start, startAgain, type Running } from './support.ts';
import { FULL, gaps, inFront, maximised, type Bounds } from './window-fill.ts';

const ON_WAYLAND = ['--ozone-platform=wayland'];
/** The launcher’s and the visit’s alike: no name is to be read over a shoulder. */
const TITLE = 'DMP Direct';

let compositor: Compositor | undefined;
let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  await compositor?.stop();
  running = compositor = undefined;
});

test('what was minimised is drawn again: launcher, visit, by a second start and by the tray’s command', async () => {
  const screen = (compositor = await startCompositor());
  const options = { ...plainSite(), args: ON_WAYLAND, env: screen.env };
  const program = (running = await start(options));
  await program.page('launcher');
  await poll(() => screen.drawn()).toEqual([TITLE]);

  // Closed it goes to the task bar.
  await program.app.evaluate(({ BaseWindow }) => {
    for (const window of BaseWindow.getAllWindows()) window.close();
  });
  await poll(() => screen.drawn()).toEqual([]);
  expect(await startAgain(program.world, options)).toBe(0);
  await poll(() => screen.drawn()).toEqual([TITLE]);

  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  // The launcher has made room by itself, and comes back beside the visit.
  await poll(() => screen.drawn()).toEqual([TITLE]);
  expect(await startAgain(program.world, options)).toBe(0);
  await poll(() => screen.drawn()).toEqual([TITLE, TITLE]);
  await program.app.evaluate(({ BaseWindow }) => {
    for (const window of BaseWindow.getAllWindows()) window.minimize();
  });
  await poll(() => screen.drawn()).toEqual([]);
  await send(program, 'launcher', 'showVisit', {});
  await poll(() => screen.drawn()).toEqual([TITLE]);
  expect(asked(program)).toHaveLength(1);
});

// weston's headless backend has no pointer for a title bar: the engine asks the compositor, as its button does.
async function maximise({ app }: Running, whole: boolean): Promise<void> {
  await app.evaluate(({ BaseWindow }, grow) => {
    const record = BaseWindow.getAllWindows().find(({ contentView }) => contentView.children.length > 1);
    if (grow) record?.maximize();
    else record?.unmaximize();
  }, whole);
}

for (const [name, size] of [
  ['a workstation', undefined],
  // weston's own: less than a record's usual least height, frame and panel included.
  ['a small screen', { width: 1024, height: 640 }],
] as const) {
  test(`on ${name} the record is maximised and back, also where its place was kept: it fills its window`, async () => {
    const screen = (compositor = await startCompositor(size));
    const program = (running = await start({ ...plainSite(), args: ON_WAYLAND, env: screen.env }));
    await ready(program);
    const kept: Bounds[] = [];
    for (const round of [1, 2]) {
      await program.desk.insert(0, 'claire');
      await visitOf(program, 'MARTIN Claire');
      await program.sitePage('/TableauDeBord/');
      await poll(() => gaps(program)).toEqual(FULL);
      const before = await inFront(program);
      kept.push(before);
      for (const whole of [true, false]) {
        await maximise(program, whole);
        await poll(() => maximised(program), { message: `round ${String(round)}` }).toBe(whole);
        await poll(async () => (await inFront(program)).width > before.width).toBe(whole);
        await poll(() => gaps(program), { message: `${String(whole)}, round ${String(round)}` }).toEqual(
          FULL,
        );
      }
      expect(await screen.drawn()).toEqual([TITLE]);
      await tidy(program);
    }
    expect(kept[1]).toEqual(kept[0]);
  });
}

for (const [zoom, size] of [
  [100, { width: 460, height: 640 }],
  // As high as the screen lets it be with its frame, which the engine draws.
  [200, { width: 920, height: 920 }],
] as const) {
  test(`a launcher at ${String(zoom)} % has the size it was designed with, and no more than the screen`, async () => {
    const screen = (compositor = await startCompositor());
    const options = { ...plainSite({ zoom }), args: ON_WAYLAND, env: screen.env };
    const program = (running = await start(options));
    const launcher = await program.page('launcher');
    await expect(launcher.getByRole('heading', { level: 1 })).toBeVisible();
    await poll(() => screen.drawn()).toEqual([TITLE]);
    const content = (): Promise<unknown> =>
      program.app.evaluate(({ BaseWindow }) => {
        const [window] = BaseWindow.getAllWindows();
        const all = [window?.getContentBounds(), window?.contentView.children[0]?.getBounds()];
        return all.map((bounds) => ({ width: bounds?.width, height: bounds?.height }));
      });
    await poll(content).toEqual([size, size]);
  });
}

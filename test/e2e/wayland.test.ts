/**
 * Our windows under a Wayland compositor, which lets no program take one out of the task bar: what is asserted is what
 * the compositor draws (docs/technical/wayland.md). The engine ends when it is asked in the wrong order, so every step
 * also shows that it is still there.
 */
import { expect, test } from '@playwright/test';
import { startCompositor, type Compositor } from '../lab/wayland/compositor.ts';
import { asked, plainSite, send, visitOf } from './desk-work.ts';
import { poll, start, startAgain, type Running } from './support.ts';

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

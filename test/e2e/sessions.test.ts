/** The same account at two displays of one machine: a program for each, which do not disturb one another. */
import { readdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication } from '@playwright/test';
import { startXvfb } from '../../scripts/lib/display.mjs';
import { CLAIRE } from '../lab/cards/people.ts';
import { launch, poll, start, startAgain, type Running } from './support.ts';

type Display = Awaited<ReturnType<typeof startXvfb>>;

let first: Running;
let second: ElectronApplication;
let display: Display;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  display = await startXvfb({ size: '1024x700' });
  first = await start({ practitioners: [], settings: { signIn: 'cpx' } });
  await first.page('launcher');
  second = await launch(first.world, { env: display.env });
});

test.afterAll(async () => {
  await second.close().catch(() => undefined);
  await first.close().catch(() => undefined);
  await display.stop();
});

const widthOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ screen }) => screen.getPrimaryDisplay().bounds.width);

/** How often another start was handed to this program. */
async function countStarts(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(({ app: running }) => {
    const counter = globalThis as { starts?: number };
    counter.starts = 0;
    running.on('second-instance', () => (counter.starts = (counter.starts ?? 0) + 1));
  });
  return () => app.evaluate(() => (globalThis as { starts?: number }).starts ?? 0);
}

const launcherText = (app: ElectronApplication): Promise<string> =>
  app
    .windows()
    .find((page) => page.url().startsWith('app://dmp-direct/launcher/'))
    ?.locator('body')
    .innerText() ?? Promise.resolve('');

test('opens at the second display, with an engine and a log of its own', async () => {
  await poll(() => launcherText(second), { timeout: 20_000 }).toContain('carte');
  expect(await widthOf(first.app)).toBe(1600);
  expect(await widthOf(second)).toBe(1024);
  const { userData } = first.world;
  for (const folder of [userData, join(userData, 'session-2')]) {
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['logs', 'SingletonLock', 'call.json']));
    // The first lines wait in memory for a moment.
    const log = join(folder, 'logs', 'dmp-direct.log');
    await poll(() => readFile(log, 'utf8').catch(() => ''), { timeout: 10_000 }).toContain('"started"');
  }
  // The user's choices are one for both.
  expect(await readdir(join(userData, 'session-2'))).not.toContain('settings.json');
});

test('a further start goes to the program of its own display', async () => {
  const [atFirst, atSecond] = [await countStarts(first.app), await countStarts(second)];
  expect(await startAgain(first.world, { env: display.env })).toBe(0);
  await poll(atSecond).toBe(1);
  expect(await atFirst()).toBe(0);
  expect(await startAgain(first.world)).toBe(0);
  await poll(atFirst).toBe(1);
  expect(await atSecond()).toBe(1);
});

test('a card opens at neither display by itself while both look at its reader, and at the one that is left', async () => {
  const { desk, world } = first;
  const asked = (): readonly string[] => world.site.control.journal.paths('plain');
  await desk.insert(0, 'claire');
  for (const app of [first.app, second])
    await poll(() => launcherText(app), { timeout: 20_000 }).toContain(CLAIRE.name);
  expect(asked()).toEqual([]);
  await desk.remove(0);
  await poll(() => launcherText(first.app)).not.toContain(CLAIRE.name);

  await second.close();
  await desk.insert(0, 'claire');
  await poll(asked, { timeout: 20_000 }).toContain(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
});

test('a home that another machine has open as well is shared, and its lock left alone', async () => {
  const { world } = first;
  await first.app.close();
  const { userData } = world;
  const lock = join(userData, 'SingletonLock');
  await rm(lock, { force: true });
  await symlink('une-autre-machine-4242', lock);
  const elsewhere = await launch(world);
  try {
    await poll(() => launcherText(elsewhere), { timeout: 20_000 }).toContain('carte');
    expect(await readlink(lock)).toBe('une-autre-machine-4242');
    expect(await readlink(join(userData, 'session-2', 'SingletonLock'))).toContain(hostname());
  } finally {
    await elsewhere.close();
    await rm(lock, { force: true });
  }
});

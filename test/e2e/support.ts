/** What every end-to-end test starts from: a world of cards and sites, and the program in it, driven by Playwright. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import type { WindowKind } from '../../src/borders/windows/index.ts';
import { createCardDesk, type CardDesk } from '../lab/cards/desk.ts';
import { startDemoWorld, type DemoWorld, type DemoWorldOptions } from '../lab/demo/world.ts';
import { slotsOnPorts } from '../lab/pcsc/desk-slots.ts';
import { followDesk } from '../lab/softhsm/card.ts';

/** After this pcscd has seen a card that was put in, also on a busy machine. */
const SEEN_MS = 1_200;

export const ROOT = join(import.meta.dirname, '..', '..');

/** The running program and everything around it. */
export interface Running {
  readonly app: ElectronApplication;
  readonly world: DemoWorld;
  readonly desk: CardDesk;
  /** The page of one of the interface's windows, waited for. */
  page(kind: WindowKind): Promise<Page>;
  /** The page of the site, waited for; `path` is a part of its address. */
  sitePage(path?: string): Promise<Page>;
  /** Pages of the site that are there at the moment. */
  sitePages(): Page[];
  close(): Promise<void>;
}

/** What a test asks for beyond the ordinary. */
export interface StartOptions extends DemoWorldOptions {
  /** Cards that lie in the readers before the program starts. */
  readonly cards?: readonly [reader: number, card: Parameters<CardDesk['insert']>[1]][];
  readonly args?: readonly string[];
  /** For Electron itself, before the program's own. */
  readonly engineArgs?: readonly string[];
  /** Without `--config`: the user's own settings count, as in an installed program. */
  readonly withoutConfig?: boolean;
  /** Done before the program starts. */
  readonly prepare?: (world: DemoWorld) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
  /** A script that starts Electron with the arguments given to it, in surroundings of its own. */
  through?: string;
}

/** Starts the product itself (not the demonstration) in a world of its own. */
export async function start(options: StartOptions = {}): Promise<Running> {
  const world = await startDemoWorld(options);
  const desk = createCardDesk(slotsOnPorts(world.readers));
  followDesk(
    desk,
    (world.tokens?.tokens ?? []).flatMap(({ card }) => (card === null ? [] : [card])),
  );
  try {
    for (const [reader, card] of options.cards ?? []) await desk.insert(reader, card);
    // pcscd looks every 400 ms: a card that it has not seen yet would be an insertion to the program.
    if ((options.cards ?? []).length > 0) await delay(SEEN_MS);
    await options.prepare?.(world);
    return running(await launch(world, options), world, desk);
  } catch (error) {
    await desk.clear();
    await world.close();
    throw error;
  }
}

/** Starts the program anew in the world of one that has ended. */
export async function startIn(
  { world, desk }: Pick<Running, 'world' | 'desk'>,
  options: StartOptions = {},
): Promise<Running> {
  return running(await launch(world, options), world, desk);
}

/** Starts the program once more in a world that is there. */
export function launch(world: DemoWorld, options: StartOptions = {}): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: options.through ?? electronPath(),
    args: [
      ...electronSwitches(),
      ...(options.engineArgs ?? []),
      ROOT,
      ...(options.withoutConfig === true ? [] : ['--config', world.configFile]),
      '--user-data',
      world.userData,
      ...(options.args ?? []),
    ],
    env: { ...definedOnly(electronEnvironment()), ...world.env, ...options.env },
    timeout: 30_000,
  });
}

/** Starts the program once more, as a user does; gives its exit code. */
export function startAgain(
  world: DemoWorld,
  { args = [], env = {} }: Pick<StartOptions, 'args' | 'env'> = {},
): Promise<number | null> {
  const child = spawn(
    electronPath(),
    [...electronSwitches(), ROOT, '--config', world.configFile, '--user-data', world.userData, ...args],
    { env: { ...electronEnvironment(), ...world.env, ...env }, stdio: 'ignore' },
  );
  return new Promise((resolve) => child.on('exit', resolve));
}

function running(app: ElectronApplication, world: DemoWorld, desk: CardDesk): Running {
  const sitePages = (): Page[] => app.windows().filter((page) => page.url().startsWith('https://'));
  return {
    app,
    world,
    desk: insertingInTime(app, desk),
    page: (kind) => findPage(app, (page) => page.url().startsWith(`app://dmp-direct/${kind}/`)),
    sitePage: (path = '') =>
      findPage(app, (page) => page.url().startsWith('https://') && page.url().includes(path)),
    sitePages,
    close: async () => {
      await app.close();
      await desk.clear();
      await world.close();
    },
  };
}

/**
 * The desk, whose insertions wait until the program has looked at the readers once: a card that comes before was there
 * already, and opens nothing.
 */
function insertingInTime(app: ElectronApplication, desk: CardDesk): CardDesk {
  return {
    catalogue: desk.catalogue,
    get state() {
      return desk.state;
    },
    insert: async (reader, card) => {
      await readersSeen(app);
      return desk.insert(reader, card);
    },
    remove: (reader) => desk.remove(reader),
    onChange: (listener) => desk.onChange(listener),
    clear: () => desk.clear(),
  };
}

/** A program without a launcher has nothing to be waited for. */
async function readersSeen(app: ElectronApplication): Promise<void> {
  const launcher = app.windows().find((page) => page.url().startsWith('app://dmp-direct/launcher/'));
  if (launcher === undefined) return;
  const waiting = { timeout: 10_000 };
  await launcher
    .locator('.chip')
    .first()
    .waitFor(waiting)
    .then(() => launcher.getByText('Recherche du lecteur').waitFor({ state: 'detached', ...waiting }))
    .catch(() => undefined);
}

/**
 * `expect.poll` that looks often: Playwright's own waits up to a second between two looks, which is most of what a
 * test would take.
 */
export function poll<T>(look: () => T | Promise<T>, options: { timeout?: number; message?: string } = {}) {
  return expect.poll(look, { intervals: [50], ...options });
}

/**
 * Waits until a page of the site is on screen and takes clicks: before its bar has been drawn it is not, and for half
 * a second after something of ours was over it, it hears none.
 */
export async function shown(page: Page): Promise<Page> {
  // A page that is not shown has no animation frames to look at.
  await page.waitForFunction('document.visibilityState === "visible"', null, { polling: 50 });
  await delay(HOLD_MS + 200);
  return page;
}

/** `input-hold.ts`, which is not imported here: it comes with Electron. */
const HOLD_MS = 500;

async function findPage(app: ElectronApplication, wanted: (page: Page) => boolean): Promise<Page> {
  await poll(() => app.windows().filter(wanted).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const page = app.windows().findLast(wanted);
  if (page === undefined) throw new Error('the page went away while it was looked for');
  return page;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

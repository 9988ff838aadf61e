/** Where the interface's pages are looked at: one Electron window a worker, the built pages, and a false bridge. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { _electron, test as base, type CDPSession, type Page } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import type { WindowKind } from '../../src/borders/windows/index.ts';
import { isDemonstrated, SCENES, SIZES, type Step } from '../lab/gallery/fixtures.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = join(ROOT, 'out/renderer');
/** The height of a screen of 1080 without its task bar. */
const WORK_AREA = 1040;
/** Ages are written on screen: the pictures must not change with the day. */
const TODAY = new Date('2026-11-23T10:00:00');
/** As the program gives it: src/main/windows/interface-session.ts. */
const policy = (scripts: string): string =>
  `default-src 'none'; script-src ${scripts}; ` +
  "style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const POLICY = policy("'self'");
const POLICY_OF_CAMERA = policy("'self' 'wasm-unsafe-eval'");
/** Served beside the pages, which may load nothing from elsewhere. */
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
export const AXE_PATH = '/axe.js';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Letters are drawn alike whatever the machine's own taste in fonts. */
const DRAWING = [
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
];

const THEMES = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  contrast: { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'contrast-dark': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  forced: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'active' },
} as const;
type Theme = keyof typeof THEMES;

declare global {
  interface Window {
    brokenPolicy?: string[];
    /** What the page has asked main to make its window's height. */
    wantedHeight?: number;
  }
}

/** One window, and what can be done to it without loading its page again. */
export interface Room {
  readonly page: Page;
  /** Loads a window's page in a named state and does what the state asks for; light, at 100 %. */
  show(kind: WindowKind, name: string, steps: readonly Step[], support?: string): Promise<void>;
  /** Draws the same page in another theme and at another size, in percent. */
  draw(kind: WindowKind, theme: Theme, zoom: 100 | 200): Promise<void>;
  /** Gives the page a size of its own; `scale` is that of the screen. */
  fit(width: number, height: number, scale?: number): Promise<void>;
  /** What is on screen. */
  picture(): Promise<Buffer>;
  /** What went wrong in the page since it was loaded. */
  problems(): Promise<string[]>;
}

export const test = base.extend<object, { room: Room }>({
  room: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures it depends on
    async ({}, use) => {
      const { server, origin } = await servePages();
      const app = await _electron.launch({
        executablePath: electronPath(),
        args: [...electronSwitches(), ...DRAWING, join(import.meta.dirname, 'program')],
        env: definedOnly(electronEnvironment()),
      });
      try {
        await use(await enter(await app.firstWindow(), origin));
      } finally {
        await app.close();
        server.close();
      }
    },
    { scope: 'worker' },
  ],
});

async function enter(page: Page, origin: string): Promise<Room> {
  const protocol = await page.context().newCDPSession(page);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`page error: ${error.message}`));
  await page.clock.setFixedTime(TODAY);
  await page.addInitScript(installBridge, SCENES);
  const draw: Room['draw'] = async (kind, theme, zoom) => {
    await resize(protocol, kind, zoom);
    await page.emulateMedia({ ...THEMES[theme], reducedMotion: 'reduce' });
    await grow(page, protocol, kind, zoom);
  };
  return {
    page,
    draw,
    show: async (kind, name, steps, support) => {
      errors.length = 0;
      await page.emulateMedia({ ...THEMES.light, reducedMotion: 'reduce' });
      await resize(protocol, kind, 100);
      const demonstration = isDemonstrated(kind, name) ? '&demonstration' : '';
      const called = support === undefined ? '' : `&support-name=${encodeURIComponent(support)}`;
      await page.goto(`${origin}/${kind}/?scene=${name}${demonstration}${called}`);
      await page.evaluate(() => document.fonts.ready);
      if (kind === 'camera') await settled(page);
      await play(page, steps);
      await grow(page, protocol, kind, 100);
      // Nothing is under the mouse.
      await page.mouse.move(0, 0);
    },
    fit: async (width, height, scale = 1) => {
      await resizeTo(protocol, width, height, scale);
      await painted(page);
    },
    picture: async () => {
      await painted(page);
      // Not Playwright's own: it does not know of the size that this session has set.
      const { data } = await protocol.send('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(data, 'base64');
    },
    problems: async () => [...errors, ...(await page.evaluate(() => window.brokenPolicy ?? []))],
  };
}

/** At 200 % the same window holds half as much. */
async function resize(protocol: CDPSession, kind: WindowKind, zoom: number): Promise<void> {
  const { width, height } = SIZES[kind];
  const scale = zoom / 100;
  await resizeTo(protocol, Math.round(width / scale), Math.round(height / scale), scale);
}

/** As main does: some windows are as high as what they hold, up to the screen; the launcher never smaller. */
async function grow(page: Page, protocol: CDPSession, kind: WindowKind, zoom: number): Promise<void> {
  const { width, height } = SIZES[kind];
  const scale = zoom / 100;
  const least = kind === 'launcher' ? height : 0;
  const read = async (): Promise<number | null> => {
    await painted(page);
    return page.evaluate(() => window.wantedHeight ?? null);
  };
  let given: number | null = null;
  for (let wanted = await read(); wanted !== null && wanted !== given; wanted = await read()) {
    given = wanted;
    const fitted = Math.min(Math.max(wanted, least / scale), WORK_AREA / scale);
    await resizeTo(protocol, Math.round(width / scale), fitted, scale);
  }
}

async function resizeTo(protocol: CDPSession, width: number, height: number, scale: number): Promise<void> {
  await protocol.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: false,
  });
}

/** The camera's window is done starting: it shows a picture or says why there is none. */
async function settled(page: Page): Promise<void> {
  await page.locator('.camera-aim, .camera-problem').waitFor();
}

/** The letters that are drawn have come, and two frames, so that what has just changed is on screen. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frames = (): Promise<unknown> =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      });
    // Again, and after a first drawing: letters are asked for by what is laid out.
    await frames();
    await document.fonts.ready;
    await frames();
  });
}

async function play(page: Page, steps: readonly Step[]): Promise<void> {
  // The first third of a second after people appear is deaf, by design.
  if (steps.length > 0) await page.waitForTimeout(400);
  for (const step of steps) {
    // Forced: a greyed page answers too, with its reason.
    if ('click' in step)
      await page.getByRole('button', { name: step.click, exact: true }).click({ force: true });
    else if ('press' in step) await page.keyboard.press(step.press);
    else await page.locator('input[type=text], input[type=password], input[type=search]').fill(step.fill);
  }
}

type StatesByName = Readonly<Record<string, Readonly<Record<string, { readonly state: unknown }>>>>;

/** The false bridge, in the page: the one state that the address names. */
function installBridge(scenes: StatesByName): void {
  const kind = location.pathname.split('/')[1] ?? '';
  const state = scenes[kind]?.[new URLSearchParams(location.search).get('scene') ?? '']?.state;
  const broken: string[] = [];
  // It blinks, in the pictures too.
  const still = new CSSStyleSheet();
  still.replaceSync('* { caret-color: transparent !important; }');
  document.adoptedStyleSheets = [still];
  window.brokenPolicy = broken;
  Object.defineProperty(window, 'dmp', {
    value: {
      onState: (listener: (state: unknown) => void) => {
        listener(state);
      },
      send: (name: string, params: { height?: number }) => {
        if (name === 'height' && params.height !== undefined) window.wantedHeight = params.height;
      },
    },
  });
  if (kind === 'camera') {
    // A sheet of paper that does not move; without a camera the machine's own answer would be another everywhere.
    const none = new URLSearchParams(location.search).get('scene') === 'none';
    const paper = document.createElement('canvas');
    paper.width = 1280;
    paper.height = 960;
    const pen = paper.getContext('2d');
    if (pen !== null) {
      pen.fillStyle = '#3d4152';
      pen.fillRect(0, 0, 1280, 960);
      pen.fillStyle = '#fbfbf7';
      pen.fillRect(250, 90, 780, 780);
      pen.fillStyle = '#c9ccd6';
      for (let line = 0; line < 9; line += 1)
        pen.fillRect(310, 150 + line * 76, 300 + ((line * 89) % 340), 22);
    }
    // A still canvas gives no picture at all: one dot is drawn again and again.
    setInterval(() => pen?.fillRect(0, 0, 1, 1), 50);
    navigator.mediaDevices.getUserMedia = async () => {
      if (none) throw new DOMException('none', 'NotFoundError');
      return paper.captureStream();
    };
  }
  document.addEventListener('securitypolicyviolation', (event) => {
    broken.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

/** The pages as built for the program, on loopback. */
async function servePages(): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = path === AXE_PATH ? AXE : join(PAGES, path.endsWith('/') ? 'index.html' : path);
    readFile(file).then(
      (body) => {
        response.writeHead(200, {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': path === '/camera/' ? POLICY_OF_CAMERA : POLICY,
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gallery has no port');
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

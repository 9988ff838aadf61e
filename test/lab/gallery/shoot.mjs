/**
 * Photographs every named state of every window in every theme, and checks each with axe.
 *
 *   node test/lab/gallery/shoot.mjs [--out DIR] [--only TEXT] [--quick]
 *
 * The pages are the real ones, built by Vite and served with the real policy; only the bridge is false.
 * Exits 1 when axe finds a violation, when the policy is broken, or when a page reports an error.
 * Needs Debian's chromium, or another one named by CHROMIUM.
 */
/* global window, document, requestAnimationFrame -- inside functions that run in the page */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, runnerImport } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES_BUILT = join(ROOT, '.cache/gallery');
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
/** Ages are written on screen: the pictures must not change with the day. */
const TODAY = new Date('2026-11-23T10:00:00');

const THEMES = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  contrast: { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'contrast-dark': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  forced: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'active' },
};

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: '/tmp/gallery' },
    /** A part of the pictures’ names, as `visit-record-dark-200`. */
    only: { type: 'string', default: '' },
    /** Light theme at 100 % only. */
    quick: { type: 'boolean', default: false },
  },
});

async function buildPages() {
  const root = join(ROOT, 'src/renderer');
  const pages = readdirSync(root)
    .map((name) => join(root, name, 'index.html'))
    .filter((page) => existsSync(page));
  await build({
    configFile: false,
    root,
    base: './',
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      target: 'chrome130',
      outDir: PAGES_BUILT,
      emptyOutDir: true,
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: pages },
    },
  });
}

/** Serves the built pages on loopback, with the policy that the program gives them. */
async function serve() {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    readFile(join(PAGES_BUILT, path)).then(
      (body) => {
        response.writeHead(200, {
          'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': POLICY,
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** The false bridge: one state, and a record of what was sent. */
function installBridge(state) {
  const sent = [];
  Object.defineProperty(window, 'dmp', {
    value: {
      onState: (listener) => listener(state),
      send: (name, params) => sent.push({ name, params }),
      sent,
    },
  });
  window.brokenPolicy = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.brokenPolicy.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

async function play(page, steps) {
  // The first third of a second after people appear is deaf, by design.
  await page.waitForTimeout(400);
  for (const step of steps) {
    // Forced: a greyed page answers too, with its reason.
    if ('click' in step)
      await page.getByRole('button', { name: step.click, exact: true }).click({ force: true });
    else if ('press' in step) await page.keyboard.press(step.press);
    else await page.locator('input[type=text], input[type=password]').fill(step.fill);
  }
}

/** @returns {Promise<string[]>} one line per problem */
async function shoot(page, axe, address, scene, file, forced) {
  const problems = [];
  const onError = (error) => problems.push(`page error: ${error.message}`);
  page.on('pageerror', onError);
  await page.addInitScript(installBridge, scene.state);
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready);
  await play(page, scene.steps ?? []);
  // Two frames, so that what the last step scrolled is painted.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: file, animations: 'disabled' });
  await page.evaluate(axe);
  const found = await page.evaluate(
    (forcedColours) =>
      window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: {
          'target-size': { enabled: true },
          // With forced colours the system chooses them, and axe still reads ours.
          'color-contrast': { enabled: !forcedColours },
        },
      }),
    forced,
  );
  for (const { id, help, nodes } of found.violations) {
    problems.push(
      ...nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target} ${failureSummary}`),
    );
  }
  problems.push(...(await page.evaluate(() => window.brokenPolicy)));
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  if (sideways) problems.push('the page scrolls sideways');
  page.off('pageerror', onError);
  return problems;
}

async function main() {
  await buildPages();
  const { module } = await runnerImport(join(ROOT, 'test/lab/gallery/fixtures.ts'), { configFile: false });
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await rm(options.out, { recursive: true, force: true });
  await mkdir(options.out, { recursive: true });
  const { server, origin } = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // As root Chromium refuses its sandbox; it only shows our own pages here.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  let problems = 0;
  let pictures = 0;
  try {
    for (const [theme, media] of Object.entries(THEMES).slice(0, options.quick ? 1 : undefined)) {
      for (const zoom of options.quick || theme === 'forced' ? [1] : [1, 2]) {
        for (const [kind, scenes] of Object.entries(module.SCENES)) {
          const size = module.SIZES[kind];
          const context = await browser.newContext({
            ...media,
            viewport: { width: Math.round(size.width / zoom), height: Math.round(size.height / zoom) },
            deviceScaleFactor: zoom,
            reducedMotion: 'reduce',
            locale: 'fr-FR',
          });
          for (const [name, scene] of Object.entries(scenes)) {
            const label = `${kind}-${name}-${theme}-${zoom * 100}`;
            if (!label.includes(options.only)) continue;
            const page = await context.newPage();
            await page.clock.setFixedTime(TODAY);
            const found = await shoot(
              page,
              axe,
              `${origin}/${kind}/index.html`,
              scene,
              join(options.out, `${label}.png`),
              theme === 'forced',
            );
            await page.close();
            pictures += 1;
            problems += found.length;
            for (const line of found) process.stdout.write(`${label}: ${line}\n`);
          }
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  process.stdout.write(`gallery: ${pictures} pictures in ${options.out}, ${problems} problem(s)\n`);
  process.exitCode = problems === 0 ? 0 : 1;
}

await main();

/**
 * Every named state of every window: axe in every theme, no sideways scrolling at 200 %, nothing that the pages' policy
 * refuses. The states of PICTURED are compared with the pictures of `reference`, which somebody has looked at.
 *
 *   npm run gallery
 *   npm run gallery -- --update-snapshots    draws the reference pictures that differ again
 */
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import type { RunOptions } from 'axe-core';
import type { WindowKind } from '../../src/borders/windows/index.ts';
import { SCENES, SIZES, type Scene } from '../lab/gallery/fixtures.ts';
import { AXE_PATH, test, type Room } from './room.ts';

/** One state or two of every screen, each in light and dark at 100 % and 200 %. */
const PICTURED: ReadonlySet<string> = new Set([
  'launcher-no-reader',
  'launcher-notice',
  'launcher-landing',
  'launcher-ecps-kept',
  'launcher-ecps-ended',
  'visit-find',
  'visit-document',
  'visit-leaving',
  'visit-unsaved',
  'visit-dialog-prompt',
  'visit-identifier',
  'visit-phone',
  'visit-card-removed',
  'visit-card-blocked',
  'confirm-two-cards',
  'launcher-waiting-ecps',
  'launcher-family',
  'launcher-family-document',
  'launcher-two-cards',
  'launcher-ins-good',
  'launcher-problem',
  'visit-record',
  'visit-offered',
  'visit-stop',
  'visit-veiled',
  'confirm-switch',
  'confirm-from-software',
  'confirm-software',
  'confirm-software-contradicted',
  'pin-wrong',
  'proxy-wrong',
  'settings-opening-fleet',
  'settings-search',
  'settings-site',
  'guide-page',
  'assistant-site',
  'assistant-site-silent',
  'assistant-habits',
  'assistant-done',
  'assistant-done-made',
  'assistant-sign-in-problem',
  'about-plain',
  'diagnosis-repair',
  'diagnosis-field',
  'diagnosis-card-presumed',
  'diagnosis-comparison',
  'diagnosis-comparison-elsewhere',
  'camera-looking',
]);

/** Letters differ by a hair's breadth from one machine to the next; a radio of another shape differs by more. */
const TOLERANCE = { maxDiffPixels: 20, threshold: 0.15 };

const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
};
/** All that a theme can change. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };
/** What less room can change: what is hidden or moves, and the names that go with it. */
const LAYOUT: RunOptions = {
  runOnly: {
    type: 'rule',
    values: ['target-size', 'scrollable-region-focusable', 'button-name', 'label', 'aria-hidden-focus'],
  },
  rules: RULES.rules ?? {},
};
/** With forced colours the system chooses them, and axe still reads ours. */
const NO_COLOURS: RunOptions = { ...RULES, rules: { ...RULES.rules, 'color-contrast': { enabled: false } } };

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** One line a violation. */
async function violations(page: Page, options: RunOptions, where: string): Promise<string[]> {
  const { violations: found } = await page.evaluate(
    async (wanted) => window.axe.run(document, { ...wanted, resultTypes: ['violations'] }),
    options,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${where}: ${id}: ${help}: ${target.join(' ')} ${failureSummary ?? ''}`,
    ),
  );
}

async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** Names that a line ends in the middle of, with what stands around each. */
async function brokenNames(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const at = node.textContent?.indexOf('e-CPS') ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 'e-CPS'.length);
      if (range.getClientRects().length > 1) found.push(`broken: ${node.parentElement?.textContent ?? ''}`);
    }
    return found;
  });
}

/** Colours in the other themes, and what less room can change at 200 %; all of axe for the states that are pictured. */
async function checkOthers(room: Room, kind: WindowKind, thoroughly: boolean): Promise<string[]> {
  const { page } = room;
  const found: string[] = [];
  for (const theme of ['dark', 'contrast', 'contrast-dark'] as const) {
    await room.draw(kind, theme, 100);
    found.push(...(await violations(page, COLOURS, theme)));
  }
  if (thoroughly) {
    await room.draw(kind, 'forced', 100);
    found.push(...(await violations(page, NO_COLOURS, 'forced')));
  }
  await room.draw(kind, 'light', 200);
  found.push(...(await violations(page, thoroughly ? RULES : LAYOUT, '200 %')));
  found.push(...(await brokenNames(page)));
  if (await scrollsSideways(page)) found.push('200 %: the page scrolls sideways');
  return found;
}

// As a module: the pages' policy lets nothing else in, and the engine keeps what it has compiled.
const bringAxe = (page: Page): Promise<unknown> => page.evaluate((path) => import(path), AXE_PATH);

for (const kind of Object.keys(SIZES) as WindowKind[]) {
  const scenes: Readonly<Record<string, Scene<WindowKind>>> = SCENES[kind];
  for (const [name, { steps = [] }] of Object.entries(scenes)) {
    test(`${kind}: ${name}`, async ({ room }) => {
      await room.show(kind, name, steps);
      const pictured = PICTURED.has(`${kind}-${name}`);
      if (pictured) {
        // What sleeps for an instant when it appears has woken up.
        await room.page.waitForTimeout(400);
        for (const zoom of [100, 200] as const) {
          for (const theme of ['light', 'dark'] as const) {
            await room.draw(kind, theme, zoom);
            expect
              .soft(await room.picture())
              .toMatchSnapshot(`${kind}-${name}-${theme}-${zoom}.png`, TOLERANCE);
          }
        }
        await room.draw(kind, 'light', 100);
      }
      await bringAxe(room.page);
      const light = await violations(room.page, RULES, 'light');
      const others = pictured ? await checkOthers(room, kind, true) : [];
      expect([...light, ...(await brokenNames(room.page)), ...others, ...(await room.problems())]).toEqual(
        [],
      );
    });
    if (!PICTURED.has(`${kind}-${name}`))
      test(`${kind}: ${name}, in the other themes and enlarged`, { tag: '@long' }, async ({ room }) => {
        await room.show(kind, name, steps);
        await bringAxe(room.page);
        expect(await checkOthers(room, kind, false)).toEqual([]);
      });
  }
}

/** Something of ours asks, warns or explains: that comes before the site. */
const INTERRUPTED: ReadonlySet<string> = new Set([
  'connect',
  'identifier',
  'phone',
  'phone-late',
  'phone-only',
  'cpe-refused',
  'leaving',
  'leaving-page',
  'leaving-file',
  'unsaved',
  'way-out',
  'banner',
  'silent',
  'dialog-alert',
  'dialog-confirm',
  'dialog-prompt',
]);

const READ = Object.entries(SCENES.visit).filter(
  ([name, { state }]) => !INTERRUPTED.has(name) && state.stop === null && !state.veiled,
);

for (const [name, { steps = [] }] of READ) {
  test(`visit: ${name}, the site has the height that is its due`, async ({ room }) => {
    await room.show('visit', name, steps);
    const bars = (): Promise<{ site: number; foot: number; lines: number; cut: string[] }> =>
      room.page.evaluate(() => {
        const height = (query: string): number =>
          document.querySelector(query)?.getBoundingClientRect().height ?? NaN;
        const cut = [...document.querySelectorAll<HTMLElement>('.visit-top *, .visit-foot, .visit-foot *')]
          .filter((element) => element.offsetParent !== null && !element.classList.contains('unseen'))
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map(({ className, textContent }) => `${className}: ${textContent}`);
        return {
          site: height('.visit-main') / innerHeight,
          foot: height('.visit-foot'),
          lines: Math.round(height('.bar-details') / 20),
          cut,
        };
      });
    await room.fit(1280, 800);
    const { foot, lines, cut } = await bars();
    expect({ foot, cut }).toEqual({ foot: 32, cut: [] });
    expect(lines).toBeLessThanOrEqual(1);
    // 900 × 600, enlarged twice.
    await room.fit(450, 300, 2);
    // A name is never cut: one of four lines has them.
    expect((await bars()).site).toBeGreaterThanOrEqual(name === 'long-name' ? 0.5 : 0.6);
  });
}

const STOPS = Object.entries(SCENES.visit).filter(([, { state }]) => state.stop !== null && !state.veiled);

for (const [name, { steps = [] }] of STOPS) {
  test(`visit: ${name}, whom to call is on the screen that stops`, async ({ room }) => {
    await room.show('visit', name, steps, 'Informatique du cabinet');
    await expect(room.page.locator('.stop')).toContainText('Informatique du cabinet');
  });
}

test('assistant: a choice that could not be kept is told where it was made', async ({ room }) => {
  await room.show('assistant', 'sign-in-problem', []);
  await expect(room.page.getByRole('alert')).toContainText('disque plein');
});

test('a radio of another shape is noticed by the pictures', async ({ room }) => {
  await room.show('launcher', 'landing', SCENES.launcher.landing?.steps ?? []);
  await room.page.waitForTimeout(400);
  await room.draw('launcher', 'light', 100);
  expect(await room.picture()).toMatchSnapshot('launcher-landing-light-100.png', TOLERANCE);
  await room.page.evaluate(() => {
    const square = new CSSStyleSheet();
    square.replaceSync("input[type='radio'] { border-radius: 3px !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, square];
  });
  expect(await room.picture()).not.toMatchSnapshot('launcher-landing-light-100.png', TOLERANCE);
});

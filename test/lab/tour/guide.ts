/** Drives the demonstration as a person would: by what stands on the windows. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { WindowKind } from '../../../src/borders/windows/index.ts';
import type { CardId } from '../cards/catalogue.ts';
import type { CardDesk } from '../cards/desk.ts';
import type { DemoWorld } from '../demo/world.ts';
import { LAB_PIN } from '../softhsm/index.ts';
import { photograph } from './pictures.ts';
import { tenths, type Recorder, type TourStep } from './recorder.ts';

/** Long enough for a page to settle (focus ring, fonts) before it is photographed. */
const SETTLE_MS = 350;

export interface StepOptions {
  /** File name of the picture, without number and ending. */
  readonly slug: string;
  readonly window: WindowKind;
  readonly does: () => Promise<unknown>;
  /** What must be seen for the step to have happened. */
  readonly until: () => Promise<unknown>;
  /** When it began, where that was before `does`: a program was started for it. */
  readonly since?: number;
}

/** The hand that puts cards into readers. */
export type Hand = Pick<CardDesk, 'remove'> & { insert(reader: number, card: CardId): Promise<unknown> };

interface GuideParts {
  readonly app: ElectronApplication;
  readonly world: DemoWorld;
  readonly hand: Hand;
}

export class Guide {
  readonly app: ElectronApplication;
  readonly world: DemoWorld;
  readonly #hand: Hand;
  readonly #recorder: Recorder;
  readonly #say: (step: TourStep) => void;
  /** What a person does, since the flow began. */
  #done = { cards: 0, clicks: 0, keys: 0 };
  /** What the program took, since the flow began; nobody's reading or thinking is in it. */
  #waited = 0;

  constructor({ app, world, hand }: GuideParts, recorder: Recorder, say: (step: TourStep) => void) {
    this.app = app;
    this.world = world;
    this.#hand = hand;
    this.#recorder = recorder;
    this.#say = say;
  }

  /** Does something, waits until it shows, keeps a picture; throws when it did not happen. */
  async step(title: string, { slug, window, does, until, since }: StepOptions): Promise<void> {
    const { journal } = this.world.site.control;
    const before = journal.entries().length;
    const begin = since ?? performance.now();
    await does();
    await until();
    const durationMs = Math.round(performance.now() - begin);
    this.#waited += durationMs;
    const page = await this.page(window);
    // The site has the keyboard while its page is shown: Playwright keeps that from the bars.
    if (window === 'visit') await page.locator('body').dispatchEvent('blur', { bubbles: true });
    await page.waitForTimeout(SETTLE_MS);
    const asked = journal
      .entries()
      .slice(before)
      .filter(({ path }) => path === '/' || path.startsWith('/AccesDirect/'));
    const step = await this.#recorder.add(
      { title, window, sees: await this.#texts(window), path: asked.at(-1)?.path ?? null, durationMs },
      slug,
      await photograph(this.app, window, (await page.locator('.stop').count()) === 0),
    );
    this.#say(step);
  }

  /** Keeps a picture of something that is no window of the program. */
  async thing(title: string, slug: string, png: Buffer): Promise<void> {
    this.#say(
      await this.#recorder.add({ title, window: '', sees: [], path: null, durationMs: 0 }, slug, png),
    );
  }

  /** Plays what somebody does from end to end, and measures it: gestures, and the seconds that the program took. */
  async flow(title: string, plays: () => Promise<void>): Promise<void> {
    this.#done = { cards: 0, clicks: 0, keys: 0 };
    this.#waited = 0;
    await plays();
    await this.#recorder.flow({ title, ...this.#done, seconds: tenths(this.#waited) });
  }

  async click(target: Locator): Promise<void> {
    this.#done.clicks++;
    await target.click();
  }

  async check(target: Locator): Promise<void> {
    this.#done.clicks++;
    await target.check({ force: true });
  }

  async press(page: Page, key: string): Promise<void> {
    this.#done.keys++;
    await page.keyboard.press(key);
  }

  async type(target: Locator, text: string): Promise<void> {
    this.#done.keys += text.length;
    await target.fill(text);
  }

  async insert(reader: number, card: CardId): Promise<void> {
    this.#done.cards++;
    await this.#hand.insert(reader, card);
  }

  async remove(reader: number): Promise<void> {
    this.#done.cards++;
    await this.#hand.remove(reader);
  }

  /** Where SoftHSM cannot be had the card's host signs in by itself. */
  get hasCard(): boolean {
    return this.world.tokens !== null;
  }

  async typePin(): Promise<void> {
    if (!this.hasCard) return;
    const pin = await this.page('pin');
    await this.type(pin.getByLabel('Code porteur'), LAB_PIN);
    // The window closes with its answer, so the key press may find it gone.
    await this.press(pin, 'Enter').catch(() => undefined);
  }

  async page(kind: WindowKind): Promise<Page> {
    return this.#find((url) => url.startsWith(`app://dmp-direct/${kind}/`));
  }

  async site(part = ''): Promise<Page> {
    return this.#find((url) => url.startsWith('https://') && url.includes(part));
  }

  /** A button of one of the program's windows. */
  async button(kind: WindowKind, name: string | RegExp): Promise<Locator> {
    return (await this.page(kind)).getByRole('button', { name });
  }

  /** Does what closes a window; it may be gone before that has ended. */
  async close(kind: WindowKind, does: () => Promise<unknown>): Promise<void> {
    const page = await this.page(kind);
    await does().catch(() => undefined);
    await expect.poll(() => page.isClosed()).toBe(true);
  }

  async seen(kind: WindowKind, text: string | RegExp): Promise<void> {
    // Looked up anew each time: a window that is being closed may still be there at the first look.
    await expect
      .poll(
        async () => {
          const page = await this.page(kind);
          return page
            .getByText(text)
            .first()
            .isVisible()
            .catch(() => false);
        },
        { message: `« ${String(text)} » on ${kind}`, timeout: 15_000, intervals: [30] },
      )
      .toBe(true);
  }

  async #find(wanted: (url: string) => boolean): Promise<Page> {
    let found: Page | undefined;
    await expect
      .poll(() => (found = this.app.windows().findLast((page) => wanted(page.url()))) !== undefined, {
        timeout: 20_000,
        intervals: [50],
      })
      .toBe(true);
    if (found === undefined) throw new Error('the window went away while it was looked for');
    return found;
  }

  async #texts(kind: WindowKind): Promise<string[]> {
    const pages = [await this.page(kind)];
    if (kind === 'visit')
      pages.push(...this.app.windows().filter((page) => page.url().startsWith('https://')));
    const texts = await Promise.all(
      pages.map((page) =>
        page
          .locator('body')
          .innerText()
          .catch(() => ''),
      ),
    );
    return texts.flatMap((text) => text.split('\n').map((line) => line.trim())).filter((line) => line !== '');
  }
}

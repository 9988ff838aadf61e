import { z } from 'zod';
import { mayShow } from '../site/guards.ts';
import type { SiteSession } from '../site/site-session.ts';
import type { Inspector } from './inspector.ts';
import { hear } from '../../system/guarded.ts';

const requestedSchema = z.object({ reason: z.string(), url: z.string() });

/** A navigation that cannot be asked for again by its address alone. */
const POST = 'formSubmissionPost';

/** How long a page may be left freely after the user has said so, where where to is not known. */
const FREE_MS = 30_000;

/**
 * Leaving a page that holds something unsaved (`beforeunload`). Electron shows nothing and stays, so that the page
 * would block without a word: where it was to be left for is kept, and gone to once the user has agreed.
 */
export class Departure {
  readonly #site: SiteSession;
  #wanted: string | null = null;
  #freeUntil = 0;
  #onPrevented: () => void = () => undefined;

  constructor(site: SiteSession) {
    this.#site = site;
    const { webContents } = site.view;
    hear(webContents).on('will-prevent-unload', (event) => {
      if (Date.now() < this.#freeUntil) event.preventDefault();
      else this.#onPrevented();
    });
    hear(webContents).on('did-navigate', () => {
      this.#wanted = null;
      this.#freeUntil = 0;
    });
  }

  /** Also hears where the page itself wants to go. */
  watch(inspector: Inspector): void {
    inspector.on('Page.frameRequestedNavigation', (params) => {
      const requested = requestedSchema.safeParse(params);
      if (requested.success) this.#wanted = requested.data.reason === POST ? null : requested.data.url;
    });
    inspector.tell('Page.enable');
  }

  /** Calls back when the page did not let itself be left. */
  onPrevented(listener: () => void): void {
    this.#onPrevented = listener;
  }

  goTo(address: string): void {
    this.#wanted = address;
    // A load that fails is told by did-fail-load, with its code.
    this.#site.view.webContents.loadURL(address).catch(() => undefined);
  }

  /** Where to is not known of a form: its button, pressed again, is not stopped any more. */
  goAnyway(): void {
    this.#freeUntil = Date.now() + FREE_MS;
    const wanted = this.#wanted;
    if (wanted !== null && mayShow(this.#site.view.webContents, wanted, true)) this.goTo(wanted);
  }
}

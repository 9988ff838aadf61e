import type { WebContents } from 'electron';
import { hear } from '../../system/guarded.ts';

export interface FindShown {
  readonly asked: number;
  readonly matches: number;
  readonly current: number;
}

/** Looks for words in the page that is shown. The words stay in memory and go with the bar. */
export class FindInPage {
  readonly #onChange: () => void;
  #contents: WebContents | null = null;
  #text = '';
  #shown: FindShown | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** What the bar shows, or null while it is closed. */
  get shown(): FindShown | null {
    return this.#shown;
  }

  /** The page to look in from now on. */
  attach(contents: WebContents): void {
    this.#listen(contents);
    this.lookIn(contents);
  }

  /** A document lies over the page from now on. An open bar that stays open is about the document, with its words. */
  attachDocument(contents: WebContents, staysOpen: boolean): void {
    this.#listen(contents);
    // Words that are typed before the viewer is there are looked for in nothing.
    hear(contents).on('did-stop-loading', () => {
      if (contents === this.#contents && this.#shown !== null && this.#text !== '')
        contents.findInPage(this.#text, { findNext: true });
    });
    if (!staysOpen || this.#shown === null) {
      this.lookIn(contents);
      return;
    }
    this.#stopLooking();
    this.#contents = contents;
    this.#shown = { ...this.#shown, matches: 0, current: 0 };
    this.#onChange();
  }

  #listen(contents: WebContents): void {
    hear(contents).on('found-in-page', (_event, { matches, activeMatchOrdinal }) => {
      if (contents !== this.#contents || this.#shown === null) return;
      this.#shown = { ...this.#shown, matches, current: activeMatchOrdinal };
      this.#onChange();
    });
  }

  /** Another page has come into the contents that are looked in; a document's own coming is no such thing. */
  pageChanged(contents: WebContents): void {
    if (contents === this.#contents) this.close();
  }

  /** Looks in another of the attached pages, or in none. */
  lookIn(contents: WebContents | null): void {
    this.close();
    this.#contents = contents;
  }

  /** Opens the bar, or puts the cursor back into it. */
  open(): void {
    if (this.#contents === null) return;
    this.#shown = { matches: 0, current: 0, ...this.#shown, asked: (this.#shown?.asked ?? 0) + 1 };
    this.#onChange();
  }

  search(text: string, forward: boolean): void {
    if (this.#shown === null || this.#contents === null) return;
    const again = text === this.#text;
    this.#text = text;
    if (text === '') {
      this.#contents.stopFindInPage('clearSelection');
      this.#shown = { ...this.#shown, matches: 0, current: 0 };
      this.#onChange();
      return;
    }
    // Electron's `findNext` means a new search, not the next match.
    this.#contents.findInPage(text, { forward, findNext: !again });
  }

  /** The next or the former match of the words last looked for; opens the bar when there are none. */
  step(forward: boolean): void {
    if (this.#shown === null || this.#text === '') this.open();
    else this.search(this.#text, forward);
  }

  close(): void {
    if (this.#shown === null) return;
    this.#shown = null;
    this.#text = '';
    this.#stopLooking();
    this.#onChange();
  }

  #stopLooking(): void {
    if (this.#contents?.isDestroyed() === false) this.#contents.stopFindInPage('clearSelection');
  }
}

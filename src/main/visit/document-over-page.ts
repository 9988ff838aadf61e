import type { WebContents } from 'electron';
import { DocumentView, type DocumentOptions } from './document-view.ts';
import type { VisitWindow } from './visit-window.ts';

/** The document that lies over the site's page, if there is one; nothing of it outlives its being shown. */
export class DocumentOverPage {
  readonly #window: () => Pick<VisitWindow, 'showDocument'>;
  #shown: { readonly name: string | null; readonly view: DocumentView } | null = null;

  constructor(window: () => Pick<VisitWindow, 'showDocument'>) {
    this.#window = window;
  }

  /** As the window says it. */
  get shown(): { readonly name: string | null } | null {
    return this.#shown === null ? null : { name: this.#shown.name };
  }

  get bytes(): Uint8Array<ArrayBuffer> | null {
    return this.#shown?.view.bytes ?? null;
  }

  get contents(): WebContents | null {
    return this.#shown?.view.view.webContents ?? null;
  }

  /**
   * Shows another in its place. Answers its contents; those within are told as the viewer makes them.
   * @param options.onLoaded the document can take the keyboard, unless another has come meanwhile
   */
  show(
    name: string | null,
    bytes: Uint8Array<ArrayBuffer>,
    { onLoaded, ...options }: DocumentOptions & { readonly onLoaded: () => void },
  ): WebContents {
    this.remove();
    const view = new DocumentView(bytes, options);
    this.#shown = { name, view };
    this.#window().showDocument(view.view);
    void view.load().then(() => {
      if (this.#shown?.view === view) onLoaded();
    });
    return view.view.webContents;
  }

  remove(): void {
    const shown = this.#shown;
    if (shown === null) return;
    this.#shown = null;
    this.#window().showDocument(null);
    shown.view.destroy();
  }
}

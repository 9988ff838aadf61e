import type { IpcMainEvent, WebContents } from 'electron';
import { readSiteDialog, siteDialogChannel, type SiteDialog } from '../../borders/site.ts';
import { hear } from '../../system/guarded.ts';

export interface DialogShown extends SiteDialog {
  /** Whose page asks. */
  readonly host: string;
}

/**
 * What the site's pages say and ask in dialogs (`alert`, `confirm`, `prompt`). The page stands still until it is
 * answered, as it would with the browser's own dialog; our bars do not, and nothing of it outlives its page.
 */
export class SiteDialogs {
  readonly #onChange: () => void;
  /** Whether somebody can see it; a dialog that nobody can is dismissed. */
  readonly #canShow: () => boolean;
  #asked: { readonly event: IpcMainEvent; readonly shown: DialogShown } | null = null;

  constructor(canShow: () => boolean, onChange: () => void) {
    this.#canShow = canShow;
    this.#onChange = onChange;
  }

  get shown(): DialogShown | null {
    return this.#asked?.shown ?? null;
  }

  /** Takes the dialogs of a page's main frame. */
  attach(contents: WebContents): void {
    hear(contents.ipc).on(siteDialogChannel, (event, message: unknown) => {
      const dialog = readSiteDialog(message);
      const frame = event.senderFrame;
      if (dialog === null || frame === null || frame !== contents.mainFrame || !this.#canShow()) {
        event.returnValue = null;
        return;
      }
      this.dismiss();
      this.#asked = { event, shown: { ...dialog, host: new URL(frame.url).host } };
      this.#onChange();
    });
    hear(contents).on('did-navigate', () => {
      this.dismiss();
    });
  }

  /** @param text what was typed in answer to a `prompt` */
  answer(agreed: boolean, text: string): void {
    const asked = this.#asked;
    if (asked === null) return;
    this.#asked = null;
    asked.event.returnValue = agreed ? text : null;
    this.#onChange();
  }

  /** As if it had been given up. */
  dismiss(): void {
    this.answer(false, '');
  }
}

import type { WebContents } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { proposedFileName } from '../../domain/site/files.ts';
import { isCommandHeld, visitShortcut } from '../../domain/site/keys.ts';
import { nextZoom, ZOOM_DEFAULT, type ZoomChange } from '../../domain/site/zoom.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import type { OwnHandlers } from '../windows/ipc.ts';
import type { Logger } from '../base/log.ts';
import type { SiteSession } from '../site/site-session.ts';
import { AnswerCatcher, type CaughtFile } from './answer-catcher.ts';
import type { Departure } from './departure.ts';
import { DocumentView } from './document-view.ts';
import { FileChoice } from './file-choice.ts';
import { FindInPage } from './find-in-page.ts';
import { Inactivity } from './inactivity.ts';
import { InputHold } from './input-hold.ts';
import { Inspector } from './inspector.ts';
import { saveOutsideDmp } from './leave-dmp.ts';
import { SiteDialogs } from './site-dialogs.ts';
import type { VisitWindow } from './visit-window.ts';

export interface ReadingToolsContext {
  /** There once the tools' commands are the window's. */
  readonly window: () => VisitWindow;
  readonly hideAfterMinutes: number;
  readonly log: Logger;
  readonly onChange: () => void;
  readonly onWarning: (problem: Failure) => void;
  readonly onReload: () => void;
  /** The record was hidden because nobody is here, or is shown again. */
  readonly onVeil: (veiled: boolean) => void;
}

/** What would leave the DMP: its bytes are made once the user has agreed and chosen. */
interface Leaving {
  readonly what: 'page' | 'document' | 'file';
  readonly name: string | null;
  readonly proposedName: string;
  readonly bytes: () => Promise<Uint8Array>;
}

export type ToolCommands = Pick<
  OwnHandlers<'visit'>,
  | 'print'
  | 'savePdf'
  | 'openFind'
  | 'find'
  | 'closeFind'
  | 'zoom'
  | 'closeDocument'
  | 'leave'
  | 'unveil'
  | 'answerDialog'
  | 'focusPage'
>;

type ToolState = Pick<VisitState, 'find' | 'zoom' | 'document' | 'leaving' | 'veiled' | 'dialog'>;

/** Everything around reading a record: finding, enlarging, printing, documents, files, and the screen that hides. */
export class ReadingTools {
  readonly #context: ReadingToolsContext;
  readonly #find: FindInPage;
  readonly #inactivity: Inactivity;
  #site: SiteSession | null = null;
  #catcher: AnswerCatcher | null = null;
  #zoom = ZOOM_DEFAULT;
  #document: { readonly name: string | null; readonly view: DocumentView } | null = null;
  #leaving: Leaving | null = null;
  #veiled = false;
  readonly #dialogs: SiteDialogs;
  #hold: InputHold | null = null;
  /** Until the session ends or the record is hidden: what the system's dialogs answer later counts for nothing. */
  #wanted = new AbortController();

  constructor(context: ReadingToolsContext) {
    this.#context = context;
    this.#find = new FindInPage(context.onChange);
    this.#dialogs = new SiteDialogs(
      () => !this.#veiled && !this.#window.siteHidden,
      () => {
        this.#dialogChanged();
      },
    );
    this.#inactivity = new Inactivity(context.hideAfterMinutes, () => {
      this.#veil();
    });
  }

  get #window(): VisitWindow {
    return this.#context.window();
  }

  /** Their part of what the window shows. */
  get state(): ToolState {
    return {
      find: this.#find.shown,
      zoom: this.#zoom,
      document: this.#document === null ? null : { name: this.#document.name },
      leaving: this.#leaving === null ? null : { what: this.#leaving.what, name: this.#leaving.name },
      veiled: this.#veiled,
      dialog: this.#dialogs.shown,
    };
  }

  /** Their part of what the window may ask. */
  get commands(): ToolCommands {
    return {
      print: () => {
        this.#print();
      },
      savePdf: () => {
        this.#savePdf();
      },
      openFind: () => {
        this.#openFind();
      },
      find: ({ text, forward }) => {
        this.#find.search(text, forward);
      },
      closeFind: () => {
        this.#closeFind();
      },
      zoom: ({ change }) => {
        this.#changeZoom(change);
      },
      closeDocument: () => {
        this.closeDocument();
      },
      leave: ({ agreed }) => {
        void this.#leave(agreed);
      },
      answerDialog: ({ agreed, text }) => {
        this.#dialogs.answer(agreed, text);
      },
      unveil: () => {
        this.#unveil();
      },
      focusPage: () => {
        if (!this.#veiled) this.#window.focusShown();
      },
    };
  }

  /** A record begins to be read: from now on its window must not stay open before nobody. */
  begin(): void {
    this.#inactivity.start();
  }

  /** The window has a fresh session of the site. */
  attach(site: SiteSession, departure: Departure): void {
    this.#site = site;
    const { webContents } = site.view;
    this.#find.attach(webContents);
    this.#watch(webContents);
    this.#dialogs.attach(webContents);
    const inspector = new Inspector(webContents, this.#context.log);
    if (inspector.open()) this.#inspect(inspector, departure);
    this.#catcher = new AnswerCatcher(
      inspector,
      {
        onCaught: (file) => {
          if (this.#site === site) this.#caught(file);
        },
        onFailed: (problem) => {
          if (this.#site === site) this.#context.onWarning(problem);
        },
      },
      this.#context.log,
    );
    void this.#catcher.start();
    webContents.on('did-navigate', () => {
      // The engine keeps a size per host; the record has one for all of them.
      this.#applyZoom();
    });
    webContents.on('zoom-changed', (_event, direction) => {
      this.#changeZoom(direction);
    });
  }

  #inspect(inspector: Inspector, departure: Departure): void {
    departure.watch(inspector);
    this.#hold = new InputHold(inspector, () => {
      const asks = this.#dialogs.shown ?? this.#leaving ?? this.#find.shown;
      if (this.#site !== null && asks === null && !this.#veiled) this.#window.focusShown();
    });
    new FileChoice(
      inspector,
      () => this.#window.window,
      () => this.#wanted.signal,
    ).start();
  }

  /** Something of ours was over the site's page. */
  holdInput(): void {
    this.#hold?.hold();
  }

  /** The page's dialog, if it has one, is given up. */
  dismissDialog(): void {
    this.#dialogs.dismiss();
  }

  #dialogChanged(): void {
    const { panel } = this.#window;
    if (this.#dialogs.shown !== null) panel.view.webContents.focus();
    else if (!this.#veiled) this.#window.focusShown();
    this.#context.onChange();
  }

  /** What the system's dialogs still show belongs to nobody any more. */
  #withdraw(): void {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    this.#leaving = null;
    this.#dialogs.dismiss();
  }

  /** The browser wanted to write a file by itself: refused already, explained unless it is one that was taken. */
  refusedDownload(address: string): void {
    if (this.#catcher?.hasTaken(address) !== true) this.#context.onWarning(failure('SITE-TELECHARGEMENT'));
  }

  /** The session of the site is about to be destroyed: nothing that came from it stays. */
  detach(): void {
    this.#withdraw();
    this.#site = null;
    this.#catcher = null;
    this.#hold = null;
    this.#find.lookIn(null);
    this.#removeDocument();
  }

  /** The window closes. */
  stop(): void {
    this.#inactivity.stop();
    this.detach();
  }

  closeDocument(): void {
    if (this.#document === null) return;
    this.#removeDocument();
    this.#leaving = null;
    this.#find.lookIn(this.#site?.view.webContents ?? null);
    this.#context.onChange();
  }

  #caught({ kind, name, bytes }: CaughtFile): void {
    if (kind === 'document') this.#showDocument(name, new Uint8Array(bytes));
    else
      this.#offer({
        what: 'file',
        name,
        proposedName: proposedFileName(name, 'file'),
        bytes: () => Promise.resolve(bytes),
      });
  }

  #showDocument(name: string | null, bytes: Uint8Array<ArrayBuffer>): void {
    this.#removeDocument();
    const view = new DocumentView(bytes, () => {
      this.#savePdf();
    });
    this.#document = { name, view };
    this.#leaving = null;
    this.#watch(view.view.webContents);
    this.#find.attach(view.view.webContents);
    this.#window.showDocument(view.view);
    void view.load();
    this.#context.onChange();
  }

  #removeDocument(): void {
    const shown = this.#document;
    if (shown === null) return;
    this.#document = null;
    this.#window.showDocument(null);
    shown.view.destroy();
  }

  /** What is read at the moment: the document over the page, or the page. */
  get #shown(): WebContents | null {
    return this.#document?.view.view.webContents ?? this.#site?.view.webContents ?? null;
  }

  #print(): void {
    this.#shown?.print({}, (done, reason) => {
      if (!done && !/cancel/i.test(reason)) this.#context.onWarning(failure('IMPRESSION-IMPOSSIBLE'));
    });
  }

  #savePdf(): void {
    const document = this.#document;
    const page = this.#site?.view.webContents;
    const proposedName = proposedFileName(null, 'pdf');
    if (document !== null) {
      const { bytes } = document.view;
      this.#offer({
        what: 'document',
        name: document.name,
        proposedName,
        bytes: () => Promise.resolve(bytes),
      });
    } else if (page !== undefined && !this.#window.siteHidden)
      this.#offer({
        what: 'page',
        name: null,
        proposedName,
        bytes: () => page.printToPDF({ printBackground: true, pageSize: 'A4' }),
      });
  }

  #offer(leaving: Leaving): void {
    this.#leaving = leaving;
    this.#window.panel.view.webContents.focus();
    this.#context.onChange();
  }

  async #leave(agreed: boolean): Promise<void> {
    const leaving = this.#leaving;
    if (leaving === null) return;
    this.#leaving = null;
    this.#context.onChange();
    const { onWarning } = this.#context;
    const window = this.#window;
    const wanted = this.#wanted.signal;
    if (agreed) {
      // What leaves is what is on screen now, not what the page has become when the dialog is answered.
      const problem = await leaving.bytes().then(
        (bytes) => saveOutsideDmp(window.window, leaving.proposedName, bytes, wanted),
        () => failure('ENREGISTREMENT-IMPOSSIBLE', { reason: FILE_REASONS.noPdf }),
      );
      if (problem !== null && !wanted.aborted) onWarning(problem);
    }
    if (!this.#veiled) window.focusShown();
  }

  #openFind(): void {
    this.#window.panel.view.webContents.focus();
    this.#find.open();
  }

  #closeFind(): void {
    this.#find.close();
    this.#window.focusShown();
  }

  #changeZoom(change: ZoomChange): void {
    this.#zoom = nextZoom(this.#zoom, change);
    this.#applyZoom();
    this.#context.onChange();
  }

  #applyZoom(): void {
    const contents = this.#site?.view.webContents;
    if (contents?.isDestroyed() === false) contents.setZoomFactor(this.#zoom / 100);
  }

  #watch(contents: WebContents): void {
    this.#inactivity.watch(contents);
    contents.on('before-input-event', (event, input) => {
      if (input.type === 'keyDown' && this.#press(input, contents)) event.preventDefault();
    });
  }

  /** Our keys over the site's page or a document; the viewer of documents has its own for the size. */
  #press(input: Electron.Input, contents: WebContents): boolean {
    const overDocument = this.#document?.view.view.webContents === contents;
    const { key, code, shift, alt } = input;
    if (key === 'Escape' && this.#find.shown !== null) {
      this.#closeFind();
      return true;
    }
    const command = isCommandHeld(input, process.platform === 'darwin');
    const shortcut = visitShortcut({ key, code, shift, alt, command });
    switch (shortcut) {
      case null:
        return false;
      case 'other-area':
        this.#window.panel.view.webContents.focus();
        return true;
      case 'guide':
        this.#window.panel.openGuide();
        return true;
      case 'print':
        this.#print();
        return true;
      case 'save-pdf':
        this.#savePdf();
        return true;
      case 'reload':
        this.#context.onReload();
        return true;
      case 'find':
        this.#openFind();
        return true;
      case 'find-next':
      case 'find-previous':
        this.#stepFind(shortcut === 'find-next');
        return true;
      case 'zoom-in':
      case 'zoom-out':
      case 'zoom-reset':
        if (overDocument) return false;
        this.#changeZoom(ZOOM_OF_KEY[shortcut]);
        return true;
    }
  }

  #stepFind(forward: boolean): void {
    if (this.#find.shown === null) this.#openFind();
    else this.#find.step(forward);
  }

  /** Counts what is done in our own page as presence, which lifts the veil; to be called once the window is there. */
  watchPanel(): void {
    const { webContents } = this.#window.panel.view;
    this.#inactivity.watch(webContents);
    webContents.on('input-event', (_event, { type }) => {
      if (this.#veiled && UNVEILS.has(type)) this.#unveil();
    });
  }

  #veil(): void {
    this.#veiled = true;
    this.#withdraw();
    this.#find.close();
    this.#window.veil(true);
    this.#context.onChange();
    this.#context.onVeil(true);
  }

  #unveil(): void {
    this.#inactivity.start();
    if (!this.#veiled) return;
    this.#veiled = false;
    this.#window.veil(false);
    this.#context.onChange();
    this.#context.onVeil(false);
  }
}

const ZOOM_OF_KEY = { 'zoom-in': 'in', 'zoom-out': 'out', 'zoom-reset': 'reset' } as const;

/** A key, a click or a touch; a mouse that is only moved may have been pushed by accident. */
const UNVEILS: ReadonlySet<string> = new Set([
  'rawKeyDown',
  'keyDown',
  'mouseDown',
  'touchStart',
  'gestureTap',
]);

import type { WebContents } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { SETTING_REASONS } from '../../domain/failures/settings-reasons.ts';
import { isPdf, proposedFileName } from '../../domain/site/files.ts';
import { nextZoom, ZOOM_DEFAULT, type ZoomChange } from '../../domain/site/zoom.ts';
import type { SiteSession } from '../site/site-session.ts';
import { AnswerCatcher, LARGEST_BYTES, type CaughtFile } from './answer-catcher.ts';
import { readBlob } from './blob-reader.ts';
import { followConnection } from './connection.ts';
import type { Departure } from './departure.ts';
import { DocumentOverPage } from './document-over-page.ts';
import { FileChoice } from './file-choice.ts';
import type { ReadingToolsContext, ToolCommands } from './reading-context.ts';
import { FindInPage } from './find-in-page.ts';
import { Inactivity } from './inactivity.ts';
import { InputHold } from './input-hold.ts';
import { Inspector } from './inspector.ts';
import { saveOutsideDmp } from './leave-dmp.ts';
import { Leaving, type LeavingFile } from './leaving.ts';
import { isCopyKey, pressKey, type ReadingKeys } from './reading-keys.ts';
import { SiteDialogs } from './site-dialogs.ts';
import { PageLimits } from './page-limits.ts';
import type { ToolState } from './visit-view.ts';
import type { VisitWindow } from './visit-window.ts';
import { hear } from '../../system/guarded.ts';

/** Everything around reading a record: finding, enlarging, printing, documents, files, and the screen that hides. */
export class ReadingTools {
  readonly #context: ReadingToolsContext;
  readonly #find: FindInPage;
  readonly #inactivity: Inactivity;
  #site: SiteSession | null = null;
  #catcher: AnswerCatcher | null = null;
  #zoom = ZOOM_DEFAULT;
  #veiled = false;
  /** The window closes, or has closed: nothing can be said in it. */
  #stopped = false;
  readonly #dialogs: SiteDialogs;
  readonly #leaving: Leaving;
  readonly #document = new DocumentOverPage(() => this.#window);
  #hold: InputHold | null = null;
  #limits: PageLimits | null = null;
  /** Our keys over the site's page or a document. */
  readonly #keys: ReadingKeys = {
    closeFind: () => {
      this.#find.close();
      this.#window.focusShown();
    },
    otherArea: () => {
      this.#window.panel.view.webContents.focus();
    },
    guide: () => {
      this.#window.panel.openGuide();
    },
    print: () => {
      this.#print();
    },
    savePdf: () => {
      this.#savePdf();
    },
    refuseLeaving: () => {
      void this.#leave(false);
    },
    closeDocument: () => {
      this.closeDocument();
    },
    visit: (key) => {
      this.#context.onVisitKey(key);
    },
    openFind: () => {
      this.#window.panel.view.webContents.focus();
      this.#find.open();
    },
    stepFind: (forward) => {
      if (this.#find.shown === null) this.#keys.openFind();
      else this.#find.step(forward);
    },
    zoom: (change) => {
      this.#changeZoom(change);
    },
  };
  /** Until the session ends or the record is hidden: what the system's dialogs answer later counts for nothing. */
  #wanted = new AbortController();

  /** Answered too late: said in this record's window if it is still there. */
  readonly #late = (problem: Failure): void => {
    if (this.#stopped) this.#context.systemWindows.late(problem);
    else this.#context.onWarning(problem);
  };

  constructor(context: ReadingToolsContext) {
    this.#context = context;
    this.#find = new FindInPage(context.onChange);
    this.#dialogs = new SiteDialogs(
      () => !this.#veiled && !this.#window.siteHidden,
      () => {
        this.#dialogChanged();
      },
    );
    this.#leaving = new Leaving({
      window: () => this.#window.window,
      save: (...what) => saveOutsideDmp(context.systemWindows, ...what),
      wanted: () => this.#wanted.signal,
      onChange: context.onChange,
      onWarning: context.onWarning,
      onLate: this.#late,
      onSettled: context.onSettled,
    });
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
      document: this.#document.shown,
      leaving: this.#leaving.shown,
      veiled: this.#veiled,
      dialog: this.#dialogs.shown,
      allowed: { print: this.#context.allow().print, save: this.#context.allow().save },
    };
  }

  /** Their part of what the window may ask. */
  get commands(): ToolCommands {
    return {
      print: this.#keys.print,
      savePdf: this.#keys.savePdf,
      openFind: this.#keys.openFind,
      find: ({ text, forward }) => {
        this.#find.search(text, forward);
      },
      closeFind: this.#keys.closeFind,
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
        if (this.#veiled) return;
        this.#hold?.keyboardAsked();
        this.#window.focusShown();
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
    if (inspector.open()) this.#inspect(inspector, departure, webContents);
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
    hear(webContents).on('did-navigate', () => {
      // The engine keeps a size per host; the record has one for all of them.
      this.#applyZoom();
    });
    hear(webContents).on('zoom-changed', (_event, direction) => {
      this.#changeZoom(direction);
    });
  }

  #inspect(inspector: Inspector, departure: Departure, contents: WebContents): void {
    departure.watch(inspector);
    this.#limits = new PageLimits(inspector, this.#context.allow());
    followConnection(inspector, contents, (origin, connection) => {
      if (this.#site?.view.webContents === contents) this.#context.onConnection(origin, connection);
    });
    this.#hold = new InputHold(inspector, () => {
      this.#giveKeyboard();
    });
    new FileChoice(inspector, {
      windows: this.#context.systemWindows,
      owner: () => this.#window.window,
      wanted: () => this.#wanted.signal,
      onLate: this.#late,
    }).start();
  }

  /** To what is read, unless something of ours has it to ask. */
  #giveKeyboard(): void {
    const asks = this.#dialogs.shown ?? this.#leaving.shown ?? this.#find.shown;
    if (this.#site !== null && asks === null && !this.#veiled) this.#window.focusShown();
  }

  /** Something of ours was over the site's page, or has moved it. */
  holdInput(why: 'uncovered' | 'moved'): void {
    this.#hold?.hold(why);
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
    this.#leaving.withdraw();
    this.#dialogs.dismiss();
  }

  /** The browser wanted to write a file by itself: refused already, explained unless it is one that was taken. */
  refusedDownload(address: string): void {
    if (this.#catcher?.hasTaken(address) !== true) this.#context.onWarning(failure('SITE-TELECHARGEMENT'));
  }

  /** Shows a document that the page has made by itself, from memory; false for anything else. */
  async openMade(address: string): Promise<boolean> {
    const site = this.#site;
    const bytes = site === null ? null : await readBlob(site.view.webContents, address, LARGEST_BYTES);
    if (site !== this.#site) return true;
    if (bytes === null || !isPdf(bytes)) return false;
    this.#caught({ kind: 'document', name: null, bytes });
    return true;
  }

  /** The session of the site is about to be destroyed: nothing that came from it stays. */
  detach(): void {
    this.#withdraw();
    this.#site = null;
    this.#catcher = null;
    this.#hold = null;
    this.#limits = null;
    this.#find.lookIn(null);
    this.#document.remove();
  }

  /** What is allowed may have changed: it counts from now on, for the page too. */
  settingsChanged(): void {
    this.#limits?.set(this.#context.allow());
    if (!this.#context.allow().save) this.#leaving.withdraw();
    this.#context.onChange();
  }

  /** The window closes. */
  stop(): void {
    this.#stopped = true;
    this.#inactivity.stop();
    this.detach();
  }

  closeDocument(): void {
    if (this.#document.shown === null) return;
    this.#document.remove();
    this.#leaving.withdraw();
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
    const { print, save, copy } = this.#context.allow();
    let loading = true;
    // Ctrl+F was pressed while the document was on its way: the bar is wanted for it.
    const finding = this.#find.shown !== null && this.#window.panel.view.webContents.isFocused();
    const contents = this.#document.show(name, bytes, {
      // The viewer's own buttons print and save what it shows.
      tools: print && save && copy,
      onSave: () => {
        this.#savePdf();
      },
      onInner: (inner) => {
        this.#watch(inner, true);
      },
      onLoaded: () => {
        loading = false;
        this.#giveKeyboard();
      },
    });
    // The engine gives the keyboard to a page that begins to load, which then hears nothing or loses what it hears; while
    // it does so nobody can take it back.
    hear(contents).on('focus', () => {
      setImmediate(() => {
        if (loading && this.#document.contents === contents) this.#window.panel.view.webContents.focus();
      });
    });
    this.#leaving.withdraw();
    this.#watch(contents, true);
    this.#find.attachDocument(contents, finding);
    this.#context.onChange();
  }

  /** What is read at the moment: the document over the page, or the page. */
  get #shown(): WebContents | null {
    return this.#document.contents ?? this.#site?.view.webContents ?? null;
  }

  #print(): void {
    const contents = this.#shown;
    if (contents === null || !this.#context.mayTake() || !this.#may('print')) return;
    const printed = (): Promise<void> =>
      new Promise((resolve) => {
        // The system's window goes with what it prints, and then nothing answers.
        hear(contents).once('destroyed', () => {
          resolve();
        });
        contents.print({}, (done, reason) => {
          resolve();
          if (!done && !/cancel/i.test(reason)) this.#context.onWarning(failure('IMPRESSION-IMPOSSIBLE'));
        });
      });
    void this.#context.systemWindows.during('print', printed);
  }

  /** Says so where this workstation does not let it be done. */
  #may(what: 'print' | 'save'): boolean {
    const may = this.#context.allow()[what];
    if (!may)
      this.#context.onWarning(failure('ACTION-NON-PERMISE', { action: SETTING_REASONS.actions[what] }));
    return may;
  }

  #savePdf(): void {
    if (!this.#context.mayTake()) return;
    const { shown: document, bytes } = this.#document;
    const page = this.#site?.view.webContents;
    const proposedName = proposedFileName(null, 'pdf');
    if (document !== null && bytes !== null)
      this.#offer({
        what: 'document',
        name: document.name,
        proposedName,
        bytes: () => Promise.resolve(bytes),
      });
    else if (page !== undefined && !this.#window.siteHidden)
      this.#offer({
        what: 'page',
        name: null,
        proposedName,
        bytes: () => page.printToPDF({ printBackground: true, pageSize: 'A4' }),
      });
  }

  /** Everything of a record that could be put into a file comes by here. */
  #offer(file: LeavingFile): void {
    if (!this.#may('save')) return;
    this.#window.panel.view.webContents.focus();
    this.#leaving.offer(file);
  }

  async #leave(agreed: boolean): Promise<void> {
    const window = this.#window;
    const wasAsked = await this.#leaving.answer(agreed && this.#context.allow().save);
    if (wasAsked && !this.#veiled) window.focusShown();
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

  #watch(contents: WebContents, isDocument = false): void {
    this.#inactivity.watch(contents);
    hear(contents).on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown') return;
      if (this.#press(input, isDocument) || (!this.#context.allow().copy && isCopyKey(input, onMac)))
        event.preventDefault();
    });
  }

  #press(input: Electron.Input, overDocument: boolean): boolean {
    const findOpen = this.#find.shown !== null;
    const leaving = this.#leaving.shown !== null;
    return pressKey(input, { findOpen, leaving, overDocument, onMac }, this.#keys);
  }

  /** Counts what is done in our own page as presence, which lifts the veil; to be called once the window is there. */
  watchPanel(): void {
    const { webContents } = this.#window.panel.view;
    this.#inactivity.watch(webContents);
    hear(webContents).on('input-event', (_event, { type }) => {
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

const onMac = process.platform === 'darwin';

/** A key, a click or a touch; a mouse that is only moved may have been pushed by accident. */
const UNVEILS: ReadonlySet<string> = new Set([
  'rawKeyDown',
  'keyDown',
  'mouseDown',
  'touchStart',
  'gestureTap',
]);

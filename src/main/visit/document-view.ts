import { randomUUID } from 'node:crypto';
import { app, session, WebContentsView, type Session, type WebContents } from 'electron';
import { grant, letOut, serveScheme } from '../base/session-doors.ts';
import { DOCUMENT_SCHEME } from '../windows/interface-session.ts';
import { hear } from '../../system/guarded.ts';

/** The bytes that may be asked for, by the address made for them. */
const held = new Map<string, Uint8Array<ArrayBuffer>>();
/** Who hears that the viewer's own button to save was used. */
const savers = new Map<number, () => void>();
let documents: Session | null = null;

/**
 * The engine's PDF viewer stays blank in an in-memory session of Electron 33 (electron.md), so documents have a
 * session with a folder of its own. It only ever sees addresses made of random letters, reaches nothing but the bytes
 * held here, and caches nothing.
 */
function documentSession(): Session {
  if (documents !== null) return documents;
  const own = session.fromPartition('persist:documents', { cache: false });
  own.setSpellCheckerLanguages([]);
  grant(own);
  letOut(own, ({ url }) => /^(dmp-document|chrome-extension|chrome|blob):/.test(url));
  serveScheme(own, DOCUMENT_SCHEME, ({ url }) => {
    const bytes = held.get(url);
    return bytes === undefined
      ? new Response(null, { status: 404 })
      : new Response(bytes, { headers: { 'Content-Type': 'application/pdf', 'Cache-Control': 'no-store' } });
  });
  hear(own).on('will-download', (event, _item, contents) => {
    event.preventDefault();
    // The typings promise contents; a download that no page began has none.
    (savers.get((contents as Electron.WebContents | null)?.id ?? -1) ?? (() => undefined))();
  });
  documents = own;
  return own;
}

export interface DocumentOptions {
  /** Whether the viewer has its own bar of tools. */
  readonly tools: boolean;
  /** The viewer's own button to save was used. */
  readonly onSave: () => void;
  /** The viewer shows the document in contents of its own: keys and the wheel are theirs then. */
  readonly onInner: (contents: WebContents) => void;
}

/** One PDF of the site, shown from memory in a view that can do nothing else. */
export class DocumentView {
  readonly view: WebContentsView;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #onInner: (_event: unknown, contents: WebContents) => void;
  readonly #fragment: string;
  /**
   * The viewer's own contents, held while they are shown: Electron hands them out with the event alone, and once the
   * garbage collector has taken what it handed out the viewer stops where it is, mostly before its first page
   * (measured with 33.2.1: 5 of 21 first documents; with a collection every 25 ms all).
   */
  readonly #inner = new Set<WebContents>();
  readonly #address = `${DOCUMENT_SCHEME}://${randomUUID()}/Document`;

  constructor(bytes: Uint8Array<ArrayBuffer>, { tools, onSave, onInner }: DocumentOptions) {
    this.bytes = bytes;
    this.#fragment = tools ? '' : '#toolbar=0';
    const own = documentSession();
    // There is one document at a time: whatever else its session makes is within it.
    this.#onInner = (_event, contents) => {
      if (contents.session !== own || contents === this.view.webContents) return;
      this.#inner.add(contents);
      onInner(contents);
    };
    held.set(this.#address, bytes);
    this.view = new WebContentsView({
      webPreferences: {
        session: own,
        devTools: !app.isPackaged,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        // The engine's PDF viewer counts as a plug-in.
        plugins: true,
      },
    });
    savers.set(this.view.webContents.id, onSave);
    hear(app).on('web-contents-created', this.#onInner);
  }

  async load(): Promise<void> {
    await this.view.webContents.loadURL(`${this.#address}${this.#fragment}`).catch(() => undefined);
  }

  destroy(): void {
    hear(app).off('web-contents-created', this.#onInner);
    held.delete(this.#address);
    this.#inner.clear();
    if (this.view.webContents.isDestroyed()) return;
    savers.delete(this.view.webContents.id);
    this.view.webContents.close();
  }
}

import { View, type BaseWindow, type Rectangle, type WebContentsView } from 'electron';
import { siteArea } from '../../domain/site/site-area.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import type { OwnHandlers } from '../windows/commands.ts';
import { SiteSession, type SiteSessionOptions } from '../site/site-session.ts';
import { keepFilled } from '../windows/fill.ts';
import { recordPlace } from '../windows/place.ts';
import { workAreas } from '../windows/screens.ts';
import { createPanel, type Panel, type PanelContext } from '../windows/panel.ts';
import type { InterfaceZoom } from '../windows/zoom.ts';
import { hear } from '../../system/guarded.ts';

/** Room that the bars take before the page has measured itself, in CSS pixels. */
const FIRST_LAYOUT = { top: 107, bottom: 32, over: 0 };

/** macOS draws a page whole or not at all: elsewhere what comes and goes covers a part of it. */
const COVERS = process.platform !== 'darwin';

/**
 * The window of a visit: our page with the patient bar fills it, the site's view lies over its middle.
 * The site can neither draw over the bar nor reach it: it is another view, another process, another session.
 */
export class VisitWindow {
  readonly panel: Panel<'visit'>;
  /** What is to be seen of the site's page and of the document over it: they are cut at its edges. */
  readonly #area = new View();
  #site: SiteSession | null = null;
  #siteHidden = true;
  #document: WebContentsView | null = null;
  #veiled = false;
  #layout = FIRST_LAYOUT;
  /** Our page has measured its patient bar: before, and after its process has died, nobody says whose record this is. */
  #barDrawn = false;
  readonly #zoom: InterfaceZoom;
  #closingSite: Promise<void> = Promise.resolve();
  #gone = false;
  /** Whether the site's page was to be seen. */
  #seen = false;
  #onSiteDisturbed: (why: 'uncovered' | 'moved') => void = () => undefined;

  constructor(
    handlers: Omit<OwnHandlers<'visit'>, 'layout'>,
    context: PanelContext,
    place: Rectangle | null,
  ) {
    this.panel = createPanel(
      'visit',
      recordPlace(place, workAreas()),
      {
        ...handlers,
        layout: (layout) => {
          const { top, bottom, over } = this.#layout;
          const moved = layout.top !== top || layout.bottom !== bottom || layout.over !== over;
          this.#layout = layout;
          this.#barDrawn = layout.top > 0;
          this.#place();
          if (moved && this.#seen) this.#onSiteDisturbed('moved');
          this.#arrange();
        },
      },
      context,
    );
    this.window.contentView.addChildView(this.#area);
    keepFilled(this.window, () => {
      this.#place();
    });
    hear(this.window).on('focus', () => {
      this.#takeKeyboard();
    });
    hear(this.panel.view.webContents).on('render-process-gone', () => {
      this.#barDrawn = false;
      this.#arrange();
    });
    this.#zoom = context.zoom;
    // The bars grow with the interface; the site's area follows.
    const end = context.zoom.onChange(() => {
      this.#place();
    });
    hear(this.window).once('closed', end);
  }

  /** Calls back when something of ours was over the site's page and is no more, or a bar of ours has
   * moved or covered it. */
  onSiteDisturbed(listener: (why: 'uncovered' | 'moved') => void): void {
    this.#onSiteDisturbed = listener;
  }

  /** Calls back when the user has moved or resized the window. */
  onPlaceChange(listener: (place: Rectangle) => void): void {
    const tell = (): void => {
      listener(this.window.getBounds());
    };
    // Linux has no «moved» and «resized»; the writer of the memory file waits for the last of many.
    hear(this.window).on('move', tell);
    hear(this.window).on('resize', tell);
  }

  get window(): BaseWindow {
    return this.panel.window;
  }

  get site(): SiteSession | null {
    return this.#site;
  }

  send(state: VisitState): void {
    this.panel.send(state);
  }

  /** Gives the window a fresh site, hidden until `showSite`. */
  openSite(options: SiteSessionOptions): SiteSession {
    if (this.#site !== null) throw new Error('the former session of this window has not been destroyed');
    const site = new SiteSession(options);
    this.#site = site;
    site.view.setVisible(false);
    this.#area.addChildView(site.view);
    this.#place();
    return site;
  }

  /**
   * Warms the site's view up, in a window that nobody sees: shown once, so that its first page is laid out in the size
   * that it is shown in, and not twice.
   */
  async warmSite(): Promise<void> {
    const site = this.#site;
    if (site === null) return;
    if (!this.window.isVisible()) site.view.setVisible(true);
    await site.warm();
    if (this.#site === site && !this.window.isDestroyed()) this.#arrange();
  }

  showSite(visible: boolean): void {
    this.#siteHidden = !visible;
    this.#arrange();
    if (!visible) this.panel.view.webContents.focus();
    else if (!this.#veiled) this.focusShown();
  }

  /**
   * Lays a document over the site's page, or takes it away. One that is not loaded cannot take the keyboard, and the
   * site's page loses it as it goes: our own page has it meanwhile, whose keys are the same.
   */
  showDocument(view: WebContentsView | null): void {
    if (this.window.isDestroyed()) return;
    if (view !== null) this.panel.view.webContents.focus();
    if (this.#document !== null) this.#area.removeChildView(this.#document);
    this.#document = view;
    if (view !== null) this.#area.addChildView(view);
    this.#place();
    this.#arrange();
    if (view === null) this.focusShown();
  }

  /** Hides everything but our own page, or shows it again. */
  veil(veiled: boolean): void {
    this.#veiled = veiled;
    this.#arrange();
    if (veiled) this.panel.view.webContents.focus();
    else this.focusShown();
  }

  /** Gives the keyboard to what is read at the moment. */
  focusShown(): void {
    if (this.#document !== null) this.#document.webContents.focus();
    else if (!this.#siteHidden) this.#site?.view.webContents.focus();
  }

  /** The window has come forward, after a question of ours for one: somebody in it must hear the keys. */
  #takeKeyboard(): void {
    const { webContents } = this.panel.view;
    const heard = [webContents, this.#site?.view.webContents, this.#document?.webContents];
    if (heard.some((contents) => contents?.isDestroyed() === false && contents.isFocused())) return;
    if (this.#veiled || (this.#siteHidden && this.#document === null)) webContents.focus();
    else this.focusShown();
  }

  #arrange(): void {
    const open = this.#barDrawn && !this.#veiled;
    const seen = open && !this.#siteHidden && this.#document === null;
    this.#site?.view.setVisible(seen);
    if (seen && !this.#seen) this.#onSiteDisturbed('uncovered');
    this.#seen = seen;
    this.#document?.setVisible(open);
  }

  get siteHidden(): boolean {
    return this.#siteHidden;
  }

  /**
   * Takes the site out of the window at once, signs out, then destroys its session.
   * Answers when no session of this window is left, whoever asked first.
   */
  closeSite(signOut: readonly string[] = []): Promise<void> {
    const site = this.#site;
    if (site === null) return this.#closingSite;
    this.#site = null;
    this.#siteHidden = true;
    if (!this.window.isDestroyed()) this.#area.removeChildView(site.view);
    this.#closingSite = site.destroy(signOut);
    return this.#closingSite;
  }

  /** Whether the window has been destroyed, or is about to be. */
  get gone(): boolean {
    return this.#gone;
  }

  destroy(): void {
    this.#gone = true;
    this.panel.destroy();
  }

  #place(): void {
    if (this.window.isDestroyed()) return;
    const { seen, page } = siteArea(this.#layout, this.#zoom.factor, this.window.getContentBounds(), COVERS);
    this.#area.setBounds(seen);
    this.#site?.view.setBounds(page);
    this.#document?.setBounds(page);
  }
}

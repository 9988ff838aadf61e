import { join } from 'node:path';
import {
  app,
  BaseWindow,
  WebContentsView,
  type BaseWindowConstructorOptions,
  type Input,
  type Session,
} from 'electron';
import type { WindowKind, WindowState } from '../../borders/windows/index.ts';
import { pageAddress, windowArguments, type Support } from '../../borders/windows/page.ts';
import type { DiagnosisSection } from '../../domain/failures/entry.ts';
import { keepFilled } from './fill.ts';
import { guidePlace } from './guide-place.ts';
import { bringBack } from './bring-back.ts';
import { linkWindow, type Receive, type WindowLink } from './ipc.ts';
import type { Logger } from '../base/log.ts';
import { PATHS } from '../base/paths.ts';
import { hear } from '../../system/guarded.ts';
import { zoomPage, zoomWindow, type InterfaceZoom } from './zoom.ts';

/** What every window of the interface is made with. */
export interface PanelContext {
  readonly session: Session;
  /** Whether its page says that nothing of what it shows is real. */
  readonly demonstration: boolean;
  /** Whom its page names to be called; asked for each time that a page is loaded. */
  readonly support: () => Support | null;
  readonly log: Logger;
  /** The program's icon. */
  readonly icon: string;
  readonly zoom: InterfaceZoom;
  /** At a section, or, for null, at that of what is wrong at this moment. */
  readonly openDiagnosis: (section: DiagnosisSection | null) => void;
  /** The guide, at one of its pages. */
  readonly openGuide: (place: string) => void;
}

/** Where a window of ours leads to by itself. */
export type PanelWays = Pick<PanelContext, 'openDiagnosis' | 'openGuide'>;

/** What windows are made with before there is a program: where they lead to is nowhere until `lead`. */
export class EarlyPanels implements PanelContext {
  readonly session: Session;
  readonly demonstration: boolean;
  readonly support: () => Support | null;
  readonly log: Logger;
  readonly icon: string;
  readonly zoom: InterfaceZoom;
  #ways: PanelWays | null = null;

  constructor(made: Omit<PanelContext, keyof PanelWays>) {
    this.session = made.session;
    this.demonstration = made.demonstration;
    this.support = made.support;
    this.log = made.log;
    this.icon = made.icon;
    this.zoom = made.zoom;
  }

  readonly openDiagnosis = (section: DiagnosisSection | null): void => {
    this.#ways?.openDiagnosis(section);
  };

  readonly openGuide = (place: string): void => {
    this.#ways?.openGuide(place);
  };

  /** From now on windows lead somewhere. */
  lead(ways: PanelWays): void {
    this.#ways = ways;
  }
}

/** A window of the interface: one native window, filled by one sandboxed page of ours. */
export interface Panel<Kind extends WindowKind> {
  readonly window: BaseWindow;
  readonly view: WebContentsView;
  send(state: WindowState<Kind>): void;
  /** Brings the window to the front, also from the tray. */
  reveal(): void;
  destroy(): void;
  /** The guide's page about what the window shows. */
  openGuide(): void;
  /** Makes the window as high as its content, at 100 %; the launcher has a size of its own, and grows beyond it. */
  fit(height: number): void;
}

/**
 * Makes a window of the interface, hidden until `reveal`, whose messages are nobody's before they are received: no
 * contract is loaded for it.
 */
export function createBarePanel<Kind extends WindowKind>(
  kind: Kind,
  options: BaseWindowConstructorOptions,
  receive: Receive,
  context: PanelContext,
): Panel<Kind> {
  const window = hiddenWindow(options, context);
  const view = createView(kind, context.session);
  window.contentView.addChildView(view);
  const fill = (): void => {
    const { width, height } = window.getContentBounds();
    view.setBounds({ x: 0, y: 0, width, height });
  };
  keepFilled(window, fill);
  fill();
  // In a visit the keys change the site's size.
  zoomPage(view.webContents, context.zoom, kind !== 'visit');
  const fit = fitting(kind, window, options, context, fill);
  const link: WindowLink<Kind> = linkWindow(kind, view.webContents, receive, context.log);
  keepLoaded(window, view, kind, context);
  let shown: WindowState<Kind> | undefined;
  const openGuide = (): void => {
    context.openGuide(guidePlace(kind, shown));
  };
  onGuideKey(view, openGuide);
  load(view, kind, context);
  // A question gives the keyboard back to the window that it came over.
  const asks = kind === 'pin' || kind === 'proxy' || kind === 'confirm';
  let asker: ReturnType<typeof BaseWindow.getFocusedWindow> = null;
  return {
    window,
    view,
    openGuide,
    fit,
    send: (state) => {
      shown = state;
      link.send(state);
    },
    reveal: () => {
      const focused = BaseWindow.getFocusedWindow();
      if (asks && focused !== null && focused !== window) asker = focused;
      bringBack(window);
      window.show();
      window.focus();
      view.webContents.focus();
    },
    destroy: () => {
      const focused = asks && window.isFocused();
      view.webContents.close();
      window.destroy();
      if (focused && asker?.isDestroyed() === false && asker.isVisible()) asker.focus();
    },
  };
}

/** A visit's window keeps the place that the user gave it. */
function fitting(
  kind: WindowKind,
  window: BaseWindow,
  { width, height }: BaseWindowConstructorOptions,
  { zoom }: PanelContext,
  fill: () => void,
): (wanted: number) => void {
  if (kind === 'visit' || width === undefined || height === undefined) return () => undefined;
  const resize = zoomWindow(window, { width, height }, zoom, fill);
  return (wanted) => {
    resize(kind === 'launcher' ? Math.max(wanted, height) : wanted);
  };
}

function hiddenWindow(options: BaseWindowConstructorOptions, { icon }: PanelContext): BaseWindow {
  const window = new BaseWindow({
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f6f7fb',
    icon,
    title: 'DMP Direct',
    ...options,
  });
  window.setMenu(null);
  return window;
}

/** F1, as everywhere. */
function asksForGuide({ type, key, shift, alt, control, meta }: Input): boolean {
  return type === 'keyDown' && key === 'F1' && !shift && !alt && !control && !meta;
}

function onGuideKey({ webContents }: WebContentsView, openGuide: () => void): void {
  hear(webContents).on('before-input-event', (event, input) => {
    if (!asksForGuide(input)) return;
    event.preventDefault();
    openGuide();
  });
}

/** Loads the page again when its process has ended. */
function keepLoaded(
  window: BaseWindow,
  view: WebContentsView,
  kind: WindowKind,
  context: PanelContext,
): void {
  hear(view.webContents).on('render-process-gone', (_event, details) => {
    context.log.warn(
      { window: kind, reason: details.reason },
      'page of the interface ended, loading it again',
    );
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) load(view, kind, context);
  });
}

function createView(kind: WindowKind, session: Session): WebContentsView {
  return new WebContentsView({
    webPreferences: {
      session,
      preload: join(PATHS.preload, 'window.cjs'),
      additionalArguments: windowArguments(kind),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
}

function load(view: WebContentsView, kind: WindowKind, { demonstration, support, log }: PanelContext): void {
  view.webContents.loadURL(pageAddress(kind, demonstration, support())).catch((error: unknown) => {
    log.error({ window: kind, error: String(error) }, 'page of the interface did not load');
  });
}

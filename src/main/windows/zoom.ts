import { screen, type BaseWindow, type Input, type Rectangle, type WebContents } from 'electron';
import { isCommandHeld, visitShortcut, type VisitShortcut } from '../../domain/site/keys.ts';
import { nextZoom, ZOOM_DEFAULT, type ZoomChange } from '../../domain/site/zoom.ts';
import { onWayland } from './bring-back.ts';
import { askedAgain, enlarged, type Size } from './enlarge.ts';
import { SETTLED_MS } from './fill.ts';
import { hear } from '../../system/guarded.ts';

/** The setting `zoom`, wherever it is kept. */
export interface ZoomSetting {
  readonly current: { readonly zoom: number };
  set(key: 'zoom', percent: number): Promise<unknown>;
  onChange(listener: (settings: { readonly zoom: number }) => void): void;
}

/**
 * The size of the interface's own pages. It is a setting; where that is fixed by somebody else, the keys still change
 * it until the program ends. (The engine keeps one size for all pages of an origin: ours share theirs.)
 */
export class InterfaceZoom {
  readonly #settings: ZoomSetting;
  readonly #listeners = new Set<() => void>();
  #percent: number;
  /** Writes of ours that the settings have not finished. */
  #writing = 0;

  constructor(settings: ZoomSetting) {
    this.#settings = settings;
    this.#percent = settings.current.zoom;
    let before = this.#percent;
    settings.onChange(({ zoom }) => {
      if (zoom === before) return;
      before = zoom;
      // Our own writes come back one by one; a key pressed meanwhile is ahead of them.
      if (this.#writing === 0) this.#apply(zoom);
    });
  }

  get factor(): number {
    return this.#percent / 100;
  }

  /** Goes one step up or down, never under the design's own size. */
  change(change: ZoomChange): void {
    const percent = Math.max(ZOOM_DEFAULT, nextZoom(this.#percent, change));
    if (percent === this.#percent) return;
    this.#apply(percent);
    this.#writing++;
    void this.#settings.set('zoom', percent).finally(() => {
      this.#writing--;
    });
  }

  /** Calls back after each change; the answer ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #apply(percent: number): void {
    if (percent === this.#percent) return;
    this.#percent = percent;
    for (const listener of this.#listeners) listener();
  }
}

const ZOOM_KEYS: Readonly<Partial<Record<VisitShortcut, ZoomChange>>> = {
  'zoom-in': 'in',
  'zoom-out': 'out',
  'zoom-reset': 'reset',
};

/** What a key pressed in one of our pages asks of its size: the same keys as over a record. */
function zoomAsked(input: Input): ZoomChange | null {
  const { type, key, code, shift, alt } = input;
  const command = isCommandHeld(input, process.platform === 'darwin');
  const shortcut = type === 'keyDown' ? visitShortcut({ key, code, shift, alt, command }) : null;
  return shortcut === null ? null : (ZOOM_KEYS[shortcut] ?? null);
}

/** Keeps a page at the interface's size, and lets its keys change it. */
export function zoomPage(contents: WebContents, zoom: InterfaceZoom, withKeys: boolean): void {
  const apply = (): void => {
    if (!contents.isDestroyed()) contents.setZoomFactor(zoom.factor);
  };
  hear(contents).on('dom-ready', apply);
  const end = zoom.onChange(apply);
  hear(contents).once('destroyed', end);
  if (!withKeys) return;
  hear(contents).on('before-input-event', (event, input) => {
    const asked = zoomAsked(input);
    if (asked === null) return;
    event.preventDefault();
    zoom.change(asked);
  });
}

/**
 * Grows a window with its page, up to the screen's work area: at its first size an enlarged page would scroll a lot.
 * @param size of the window's content at 100 %
 * @param fill makes the page fill the window
 * @returns gives the content another height, at 100 %
 */
export function zoomWindow(
  window: BaseWindow,
  first: Size,
  zoom: InterfaceZoom,
  fill: () => void,
): (height: number) => void {
  let size = first;
  let settling: NodeJS.Timeout | null = null;
  let frame: Size = { width: 0, height: 0 };
  const settled = (asked: Rectangle): void => {
    settling = null;
    if (window.isDestroyed()) return;
    // Only there is the size a window's own word: elsewhere it may still be on its way.
    const again = onWayland() ? askedAgain(asked, window.getBounds()) : null;
    if (again !== null) window.setBounds(again);
    fill();
  };
  const fit = (): void => {
    if (window.isDestroyed()) return;
    // Between two changes that come quickly the window's outer and inner size are not of the same moment.
    if (settling === null) frame = frameOf(window);
    else clearTimeout(settling);
    const { workArea } = screen.getDisplayMatching(window.getBounds());
    const asked = enlarged(window.getBounds(), frame, size, zoom.factor, workArea);
    window.setBounds(asked);
    fill();
    settling = setTimeout(() => {
      settled(asked);
    }, SETTLED_MS);
  };
  const differs = (): boolean => zoom.factor > 1 || size.height !== first.height;
  if (differs()) fit();
  // What the system's frame adds is known, and its place too, once the window has been on the screen for a moment. On
  // Wayland it was taken from the content.
  hear(window).once('show', () => {
    setTimeout(() => {
      if (differs() || onWayland()) fit();
    }, SETTLED_MS);
  });
  const end = zoom.onChange(fit);
  hear(window).once('closed', end);
  return (height) => {
    if (height === size.height) return;
    size = { ...size, height };
    fit();
  };
}

function frameOf(window: BaseWindow): Size {
  const outer = window.getBounds();
  const inner = window.getContentBounds();
  return { width: outer.width - inner.width, height: outer.height - inner.height };
}

import { screen, type BaseWindow, type WebContents } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import { handlersLater, type OwnHandlers } from '../windows/ipc.ts';
import { bringBack } from '../windows/bring-back.ts';
import { createPanel, type PanelContext } from '../windows/panel.ts';
import { hear } from '../../system/guarded.ts';

const SIZE = { width: 460, height: 640 };
/** Room left between the window and the edge of the screen, in pixels. */
const MARGIN = 16;
/** A page takes a fraction of this; what waits for it must not wait for ever. */
const SETTLED_WITHIN_MS = 5_000;

export interface LauncherWindow {
  send(state: LauncherState): void;
  /** Brings it forward with the keyboard: the user has asked for it. */
  reveal(): void;
  /** Shows it over other programs, which keep the keyboard: a card has asked for it. */
  appear(): void;
  /** Says in the task bar that there is something to see, and covers nothing. */
  signal(): void;
  hide(): void;
  /** Whether it is on the screen. */
  readonly shown: boolean;
  /** The system's window, which is there for as long as the program. */
  readonly native: BaseWindow;
}

/** The launcher's window before there is a program: what its page asks waits until somebody obeys. */
export interface EarlyLauncher {
  readonly window: LauncherWindow;
  /** @param onAsked the user has asked for it, or turned to it */
  obey(handlers: OwnHandlers<'launcher'>, onAsked: () => void): void;
  /** Answers once its page is there, or is not going to be in time: what else there is to start may start. */
  readonly settled: Promise<void>;
}

export function openLauncher(context: PanelContext): EarlyLauncher {
  const later = handlersLater('launcher');
  let asked: (() => void) | null = null;
  const { window, contents } = createLauncher(later.handlers, context, () => asked?.());
  return {
    window,
    obey: (handlers, onAsked) => {
      asked = onAsked;
      later.obey(handlers);
    },
    settled: settled(contents),
  };
}

/** The launcher's window: made once, closed into the tray, near which it opens. */
function createLauncher(
  handlers: OwnHandlers<'launcher'>,
  context: PanelContext,
  onAsked: () => void,
): { readonly window: LauncherWindow; readonly contents: WebContents } {
  const panel = createPanel(
    'launcher',
    {
      ...SIZE,
      useContentSize: true,
      resizable: false,
      maximizable: false,
      fullscreenable: false,
      title: SYSTEM_TEXTS.windows.launcher,
      ...placeNearTray(),
    },
    handlers,
    context,
  );
  const hide = (): void => {
    // A Linux desktop may show no tray and does not say so: the task bar stays as a way in.
    if (process.platform === 'linux') panel.window.minimize();
    else panel.window.hide();
  };
  hear(panel.window).on('focus', () => {
    panel.window.flashFrame(false);
    onAsked();
  });
  hear(panel.window).on('close', (event) => {
    event.preventDefault();
    hide();
  });
  const window: LauncherWindow = {
    send: (state) => {
      panel.send(state);
    },
    reveal: () => {
      panel.reveal();
      onAsked();
    },
    appear: () => {
      const { window } = panel;
      if (window.isFocused()) return;
      bringBack(window);
      window.showInactive();
      window.moveTop();
    },
    signal: () => {
      const { window } = panel;
      if (window.isFocused()) return;
      // A hidden window has no place in the task bar that could be marked.
      if (!window.isVisible() && process.platform === 'win32') window.minimize();
      window.flashFrame(true);
    },
    hide,
    native: panel.window,
    get shown() {
      return panel.window.isVisible() && !panel.window.isMinimized();
    },
  };
  return { window, contents: panel.view.webContents };
}

function settled(contents: WebContents): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SETTLED_WITHIN_MS);
    hear(contents).once('did-stop-loading', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The tray is below right on Windows and on most Linux desktops, above right on macOS. */
function placeNearTray(): { x: number; y: number } {
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  return {
    x: x + width - SIZE.width - MARGIN,
    y: process.platform === 'darwin' ? y + MARGIN : y + Math.max(0, height - SIZE.height - 3 * MARGIN),
  };
}

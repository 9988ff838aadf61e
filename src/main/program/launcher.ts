import { screen, type BaseWindow, type WebContents } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import { DRAWN } from '../../borders/windows/page.ts';
import { createBarePanel, type Panel, type PanelContext } from '../windows/bare-panel.ts';
import { bringBack } from '../windows/bring-back.ts';
import { WaitingMessages, type Receive } from '../windows/ipc.ts';
import { within } from '../../system/deadline.ts';
import { hear } from '../../system/guarded.ts';

const SIZE = { width: 460, height: 640 };
/** Room left between the window and the edge of the screen, in pixels. */
const MARGIN = 16;
/** A page takes a fraction of this; what waits for it must not wait for ever. */
const SETTLED_WITHIN_MS = 5_000;
/** A window that nobody can see is never drawn. */
const DRAWN_WITHIN_MS = 1_000;

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
  /** @param onAsked the user has asked for it, or turned to it; also before */
  obey(receive: Receive, onAsked: () => void): void;
  fit(height: number): void;
  /** Answers once its page is there, or is not going to be in time: what else there is to start may start. */
  readonly settled: Promise<void>;
  /** Brings it forward with its first state, and answers once that is on the screen, or is not going to be in time. */
  drawn(first: LauncherState): Promise<void>;
}

export function openLauncher(context: PanelContext): EarlyLauncher {
  const later = new WaitingMessages();
  let isDrawn: () => void = () => undefined;
  const drawn = new Promise<void>((resolve) => (isDrawn = resolve));
  let asked = false;
  let onAsked = (): void => {
    asked = true;
  };
  const receive: Receive = (message) => {
    if (isNamed(message, DRAWN)) isDrawn();
    later.receive(message);
  };
  const { window, panel } = createLauncher(receive, context, () => {
    onAsked();
  });
  return {
    window,
    obey: (real, tell) => {
      onAsked = tell;
      if (asked) tell();
      later.handOver(real);
    },
    fit: (height) => {
      panel.fit(height);
    },
    settled: settled(panel.view.webContents),
    drawn: async (first) => {
      window.send(first);
      window.reveal();
      await within(drawn, DRAWN_WITHIN_MS, () => undefined);
    },
  };
}

function isNamed(message: unknown, name: string): boolean {
  return typeof message === 'object' && message !== null && 'name' in message && message.name === name;
}

/** The launcher's window: made once, closed into the tray, near which it opens. */
function createLauncher(
  receive: Receive,
  context: PanelContext,
  onAsked: () => void,
): { readonly window: LauncherWindow; readonly panel: Panel<'launcher'> } {
  const panel = createBarePanel(
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
    receive,
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
  return { window, panel };
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

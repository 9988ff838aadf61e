import { screen, type BaseWindow } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import type { OwnHandlers } from '../windows/ipc.ts';
import { bringBack } from '../windows/bring-back.ts';
import { createPanel, type PanelContext } from '../windows/panel.ts';

const SIZE = { width: 460, height: 640 };
/** Room left between the window and the edge of the screen, in pixels. */
const MARGIN = 16;

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

/**
 * The launcher's window: made once, closed into the tray, near which it opens.
 * @param onAsked the user has asked for it, or turned to it
 */
export function createLauncher(
  handlers: OwnHandlers<'launcher'>,
  context: PanelContext,
  onAsked: () => void,
): LauncherWindow {
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
  panel.window.on('focus', () => {
    panel.window.flashFrame(false);
    onAsked();
  });
  panel.window.on('close', (event) => {
    event.preventDefault();
    hide();
  });
  return {
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
}

/** The tray is below right on Windows and on most Linux desktops, above right on macOS. */
function placeNearTray(): { x: number; y: number } {
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  return {
    x: x + width - SIZE.width - MARGIN,
    y: process.platform === 'darwin' ? y + MARGIN : y + Math.max(0, height - SIZE.height - 3 * MARGIN),
  };
}

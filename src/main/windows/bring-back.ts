import { app, type BaseWindow } from 'electron';

/**
 * Whether our windows are a Wayland compositor's. The engine takes Wayland by itself from Electron 38 on, and by a
 * switch before.
 */
export function isWayland(
  platform: NodeJS.Platform,
  { WAYLAND_DISPLAY: display, XDG_SESSION_TYPE: session }: NodeJS.ProcessEnv,
  chosen: string,
): boolean {
  if (platform !== 'linux' || chosen === 'x11') return false;
  return chosen === 'wayland' || session === 'wayland' || (display ?? '') !== '';
}

/** Of this process, as its engine has chosen. */
export function onWayland(): boolean {
  return isWayland(process.platform, process.env, app.commandLine.getSwitchValue('ozone-platform'));
}

/**
 * Makes a minimised window one that can be shown again. Wayland lets no program take a window out of the task bar: the
 * engine believes that it has, and nothing is seen. Hidden and shown again it is a new window to the compositor. It
 * must be restored first, since hiding a minimised one and showing it ends the engine (docs/technical/wayland.md).
 */
export function bringBack(
  window: Pick<BaseWindow, 'isMinimized' | 'restore' | 'hide'>,
  wayland = onWayland(),
): void {
  if (!window.isMinimized()) return;
  window.restore();
  if (wayland) window.hide();
}

import type { BaseWindow } from 'electron';

/** X11 changes a window's size after it was asked to, and tells of several changes once, or of one too early. */
export const SETTLED_MS = 150;

/**
 * Lays out what a window holds whenever its size changes, and once more when that has settled: in the moment that the
 * event comes, a window that was maximised or enlarged in one step may still say its former size.
 */
export function keepFilled(window: BaseWindow, fill: () => void): void {
  let settling: NodeJS.Timeout | null = null;
  const settled = (): void => {
    settling = null;
    if (!window.isDestroyed()) fill();
  };
  const follow = (): void => {
    if (window.isDestroyed()) return;
    fill();
    if (settling !== null) clearTimeout(settling);
    settling = setTimeout(settled, SETTLED_MS);
  };
  window.on('resize', follow);
  window.on('maximize', follow);
  window.on('unmaximize', follow);
  window.on('restore', follow);
  window.on('show', follow);
  window.once('closed', () => {
    if (settling !== null) clearTimeout(settling);
  });
}

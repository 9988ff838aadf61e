import type { BaseWindow } from 'electron';
import { hear } from '../../system/guarded.ts';

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
  hear(window).on('resize', follow);
  hear(window).on('maximize', follow);
  hear(window).on('unmaximize', follow);
  hear(window).on('restore', follow);
  hear(window).on('show', follow);
  hear(window).once('closed', () => {
    if (settling !== null) clearTimeout(settling);
  });
}

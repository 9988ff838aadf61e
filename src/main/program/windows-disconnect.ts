/**
 * Whether the screen of a Windows session is away: a remote desktop that was disconnected, or another user's turn at the
 * machine. Electron tells of the lock screen only; Windows tells every window that asked (WTSRegisterSessionNotification)
 * by WM_WTSSESSION_CHANGE.
 */
import type { BaseWindow } from 'electron';
import { sessionDisconnected } from '../../domain/workstation/session-change.ts';
import type { Logger } from '../base/log.ts';

/** winuser.h. */
const WM_WTSSESSION_CHANGE = 0x02b1;

export type MessageWindow = Pick<
  BaseWindow,
  'getNativeWindowHandle' | 'hookWindowMessage' | 'unhookWindowMessage'
>;

/**
 * Calls back with each change until `stop`.
 * @param window that lives as long as the program
 * @param register asks Windows to tell this window; false when it does not
 */
export async function followDisconnects(
  window: MessageWindow,
  onChange: (disconnected: boolean) => void,
  log: Pick<Logger, 'warn'>,
  register: (handle: Buffer) => boolean | Promise<boolean> = askWindows,
): Promise<{ stop(): void }> {
  // Before Windows is asked: nothing that it says is missed.
  window.hookWindowMessage(WM_WTSSESSION_CHANGE, (reason) => {
    const disconnected = sessionDisconnected(reason.readUInt32LE());
    if (disconnected !== null) onChange(disconnected);
  });
  const told = await Promise.resolve(register(window.getNativeWindowHandle())).catch(() => false);
  if (!told) log.warn({}, 'a disconnected session will not be noticed');
  return {
    stop: () => {
      window.unhookWindowMessage(WM_WTSSESSION_CHANGE);
    },
  };
}

async function askWindows(handle: Buffer): Promise<boolean> {
  const { registerSessionChanges } = await import('../../system/windows-session.ts');
  return registerSessionChanges(handle);
}

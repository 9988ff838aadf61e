/** The reasons of WM_WTSSESSION_CHANGE that move a session's screen (wtsapi32's WTS_CONSOLE_CONNECT and its likes). */
const CONNECTED: readonly number[] = [1, 3];
const DISCONNECTED: readonly number[] = [2, 4];

/** Whether the session's screen has gone or has come back; null for what says nothing of it (lock, logon, control). */
export function sessionDisconnected(reason: number): boolean | null {
  if (DISCONNECTED.includes(reason)) return true;
  return CONNECTED.includes(reason) ? false : null;
}

import { powerMonitor } from 'electron';

/**
 * Calls back when the workstation has been locked or asleep for `minutes()`, asked each time it is left alone.
 * Timers stand still while a computer sleeps: on waking the time that has passed is what counts.
 */
export function watchLock(minutes: () => number, onExpired: () => void): void {
  let delay = 0;
  let since: number | null = null;
  let timer: NodeJS.Timeout | null = null;

  const away = (): void => {
    if (since !== null) return;
    since = Date.now();
    delay = minutes() * 60_000;
    timer = setTimeout(expire, delay);
  };
  const back = (): void => {
    const passed = since === null ? 0 : Date.now() - since;
    const wasAway = since !== null;
    if (timer !== null) clearTimeout(timer);
    since = null;
    timer = null;
    if (wasAway && passed >= delay) onExpired();
  };
  const expire = (): void => {
    timer = null;
    onExpired();
  };

  powerMonitor.on('lock-screen', away);
  powerMonitor.on('suspend', away);
  // macOS: another user's session has come to the front, without this one being locked.
  powerMonitor.on('user-did-resign-active', away);
  powerMonitor.on('unlock-screen', back);
  powerMonitor.on('user-did-become-active', back);
  powerMonitor.on('resume', () => {
    // A workstation that wakes into its lock screen is still away: only the passed time can end the session.
    if (since !== null && Date.now() - since >= delay) back();
  });
}

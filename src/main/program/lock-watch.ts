import { powerMonitor } from 'electron';

/**
 * Ways of being away. Linux tells of sleep only, macOS and Windows of a locked screen too, macOS also of another user's
 * turn (a session comes to the front without this one being locked).
 */
type Away = 'locked' | 'asleep' | 'lent';

/**
 * Calls back when the workstation has been locked or asleep for `minutes()`, asked each time it is left alone: it is
 * away as long as any way of being away lasts, so that one that wakes up into its lock screen still is.
 * Timers stand still while a computer sleeps: on waking the time that has passed is what counts.
 */
export function watchLock(minutes: () => number, onExpired: () => void): void {
  const lasting = new Set<Away>();
  let delay = 0;
  let since = 0;
  let timer: NodeJS.Timeout | null = null;

  const expire = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    onExpired();
  };
  const leave = (way: Away): void => {
    if (lasting.size === 0) {
      since = Date.now();
      delay = minutes() * 60_000;
      timer = setTimeout(expire, delay);
    }
    lasting.add(way);
  };
  const come = (way: Away): void => {
    if (!lasting.delete(way)) return;
    if (Date.now() - since >= delay) expire();
    if (lasting.size > 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  // One by one: Electron's types know each event by its own name.
  powerMonitor.on('lock-screen', () => {
    leave('locked');
  });
  powerMonitor.on('suspend', () => {
    leave('asleep');
  });
  powerMonitor.on('user-did-resign-active', () => {
    leave('lent');
  });
  powerMonitor.on('unlock-screen', () => {
    come('locked');
  });
  powerMonitor.on('resume', () => {
    come('asleep');
  });
  powerMonitor.on('user-did-become-active', () => {
    come('lent');
  });
}

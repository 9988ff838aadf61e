import { powerMonitor } from 'electron';
import type { Logger } from '../base/log.ts';
import { followSessionLock, type SessionLock } from './linux-lock.ts';

/**
 * Ways of being away. Electron tells of sleep only on Linux (where D-Bus tells of the lock), macOS and Windows of a locked screen too, macOS also of another user's
 * turn (a session comes to the front without this one being locked).
 */
type Away = 'locked' | 'asleep' | 'lent';

/** The watch over a workstation that is left alone. */
export interface LockWatch {
  /** False where nothing of the system tells of a lock, so that only sleep counts; null while that is being asked. */
  readonly told: boolean | null;
  stop(): void;
}

/** What is told of a workstation that is left alone. */
export interface LockEvents {
  /** At once: it was locked, put to sleep, or left to another user. */
  readonly onAway: () => void;
  /** It was so for long enough. */
  readonly onExpired: () => void;
}

/**
 * Calls back when the workstation has been locked or asleep for `minutes()`, asked each time it is left alone: it is
 * away as long as any way of being away lasts, so that one that wakes up into its lock screen still is.
 * Timers stand still while a computer sleeps: on waking the time that has passed is what counts.
 * @param follow who tells of a lock where Electron does not
 */
export function watchLock(
  minutes: () => number,
  { onAway, onExpired }: LockEvents,
  log: Pick<Logger, 'info'>,
  follow: typeof followSessionLock | null = process.platform === 'linux' ? followSessionLock : null,
): LockWatch {
  const lasting = new Set<Away>();
  let delay = 0;
  let since = 0;
  let timer: NodeJS.Timeout | null = null;

  const forget = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const expire = (): void => {
    if (timer !== null) onExpired();
    forget();
  };
  const leave = (way: Away): void => {
    onAway();
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
    if (lasting.size === 0) forget();
  };

  const turn = (way: Away, away: boolean) => (): void => {
    (away ? leave : come)(way);
  };
  // One by one: Electron's types know each event by its own name.
  powerMonitor.on('lock-screen', turn('locked', true));
  powerMonitor.on('suspend', turn('asleep', true));
  powerMonitor.on('user-did-resign-active', turn('lent', true));
  powerMonitor.on('unlock-screen', turn('locked', false));
  powerMonitor.on('resume', turn('asleep', false));
  powerMonitor.on('user-did-become-active', turn('lent', false));
  let session: SessionLock | null = null;
  let stopped = false;
  void follow?.((locked) => {
    turn('locked', locked)();
  }, log).then((found) => {
    if (stopped) found.stop();
    else session = found;
  });
  return {
    get told() {
      return follow === null ? true : (session?.told ?? null);
    },
    stop: () => {
      stopped = true;
      forget();
      session?.stop();
    },
  };
}

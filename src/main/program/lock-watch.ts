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
  /** The session is locked, or another user's has its turn; sleep does not count. */
  readonly left: boolean;
  stop(): void;
}

/** What is told of a workstation that is left alone. */
export interface LockEvents {
  /** At once: it was locked, put to sleep, or left to another user. */
  readonly onAway: () => void;
  /** It was so for long enough. */
  readonly onExpired: () => void;
  /** Somebody is there again. */
  readonly onBack: () => void;
}

/**
 * Calls back when the workstation has been locked or asleep for `minutes()`, asked each time it is left alone: it is
 * away as long as any way of being away lasts, so that one that wakes up into its lock screen still is.
 * Timers stand still while a computer sleeps: on waking the time that has passed is what counts.
 * @param follow who tells of a lock where Electron does not
 */
export function watchLock(
  minutes: () => number,
  { onAway, onExpired, onBack }: LockEvents,
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
    if (lasting.size === 0) {
      since = Date.now();
      delay = minutes() * 60_000;
      timer = setTimeout(expire, delay);
    }
    lasting.add(way);
    onAway();
  };
  const come = (way: Away): void => {
    if (!lasting.delete(way)) return;
    if (Date.now() - since >= delay) expire();
    if (lasting.size > 0) return;
    forget();
    onBack();
  };

  const turn = (way: Away, away: boolean): void => {
    (away ? leave : come)(way);
  };
  followPowerMonitor(turn);
  let session: SessionLock | null = null;
  let stopped = false;
  void follow?.((locked) => {
    turn('locked', locked);
  }, log).then((found) => {
    if (stopped) found.stop();
    else session = found;
  });
  return {
    get told() {
      return follow === null ? true : (session?.told ?? null);
    },
    get left() {
      return lasting.has('locked') || lasting.has('lent');
    },
    stop: () => {
      stopped = true;
      forget();
      session?.stop();
    },
  };
}

function followPowerMonitor(turn: (way: Away, away: boolean) => void): void {
  const on = (way: Away, away: boolean) => (): void => {
    turn(way, away);
  };
  // One by one: Electron's types know each event by its own name.
  powerMonitor.on('lock-screen', on('locked', true));
  powerMonitor.on('suspend', on('asleep', true));
  powerMonitor.on('user-did-resign-active', on('lent', true));
  powerMonitor.on('unlock-screen', on('locked', false));
  powerMonitor.on('resume', on('asleep', false));
  powerMonitor.on('user-did-become-active', on('lent', false));
}

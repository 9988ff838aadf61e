import { powerMonitor } from 'electron';
import type { Logger } from '../base/log.ts';
import { followSessionLock, type SessionLock } from './linux-lock.ts';
import { hear } from '../../system/guarded.ts';

/**
 * Ways of being away. Electron tells of sleep only on Linux (where D-Bus tells of the lock and of another session's
 * turn), macOS and Windows of a locked screen too, macOS also of another user's turn (a session comes to the front
 * without this one being locked). Windows itself tells of a disconnected session.
 */
type Away = 'locked' | 'asleep' | 'lent' | 'disconnected';

/** The watch over a workstation that is left alone. */
export interface LockWatch {
  /** False where nothing of the system tells of a lock, so that only sleep counts; null while that is being asked. */
  readonly told: boolean | null;
  /** The session is locked, disconnected, or another user's has its turn; sleep does not count. */
  readonly left: boolean;
  /** Whether the screen is another session's, or none is connected: what happens here nobody sees. */
  readonly unseen: boolean;
  stop(): void;
}

/** Calls back with each change until it is stopped. */
export type FollowDisconnects = (onChange: (disconnected: boolean) => void) => Promise<{ stop(): void }>;

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
 * How long nobody has been here: away as long as any way of being away lasts, so that a workstation that wakes up into
 * its lock screen still is. Timers stand still while a computer sleeps: on waking the time that has passed is what
 * counts.
 */
class Absence {
  readonly #minutes: () => number;
  readonly #events: LockEvents;
  readonly lasting = new Set<Away>();
  #delay = 0;
  #since = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(minutes: () => number, events: LockEvents) {
    this.#minutes = minutes;
    this.#events = events;
  }

  turn(way: Away, away: boolean): void {
    if (away) this.#leave(way);
    else this.#come(way);
  }

  forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #leave(way: Away): void {
    if (this.lasting.size === 0) {
      this.#since = Date.now();
      this.#delay = this.#minutes() * 60_000;
      this.#timer = setTimeout(() => {
        this.#expire();
      }, this.#delay);
    }
    this.lasting.add(way);
    this.#events.onAway();
  }

  #come(way: Away): void {
    if (!this.lasting.delete(way)) return;
    if (Date.now() - this.#since >= this.#delay) this.#expire();
    if (this.lasting.size > 0) return;
    this.forget();
    this.#events.onBack();
  }

  #expire(): void {
    if (this.#timer !== null) this.#events.onExpired();
    this.forget();
  }
}

/**
 * Calls back when the workstation has been left alone for `minutes()`, asked each time it is.
 * @param follow who tells of a lock where Electron does not
 * @param disconnects who tells of a disconnected session
 */
export function watchLock(
  minutes: () => number,
  events: LockEvents,
  log: Pick<Logger, 'info'>,
  follow: typeof followSessionLock | null = process.platform === 'linux' ? followSessionLock : null,
  disconnects: FollowDisconnects | null = null,
): LockWatch {
  const absence = new Absence(minutes, events);
  followPowerMonitor((way, away) => {
    absence.turn(way, away);
  });
  let session: SessionLock | null = null;
  let stopped = false;
  const followed: { stop(): void }[] = [];
  const keep = (found: { stop(): void }): void => {
    if (stopped) found.stop();
    else followed.push(found);
  };
  void follow?.((way, away) => {
    absence.turn(way, away);
  }, log).then((found) => {
    session = found;
    keep(found);
  });
  void disconnects?.((away) => {
    absence.turn('disconnected', away);
  }).then(keep);
  return {
    get told() {
      return follow === null ? true : (session?.told ?? null);
    },
    get left() {
      return absence.lasting.has('locked') || this.unseen;
    },
    get unseen() {
      return absence.lasting.has('lent') || absence.lasting.has('disconnected');
    },
    stop: () => {
      stopped = true;
      absence.forget();
      for (const each of followed.splice(0)) each.stop();
    },
  };
}

function followPowerMonitor(turn: (way: Away, away: boolean) => void): void {
  const on = (way: Away, away: boolean) => (): void => {
    turn(way, away);
  };
  // One by one: Electron's types know each event by its own name.
  hear(powerMonitor).on('lock-screen', on('locked', true));
  hear(powerMonitor).on('suspend', on('asleep', true));
  hear(powerMonitor).on('user-did-resign-active', on('lent', true));
  hear(powerMonitor).on('unlock-screen', on('locked', false));
  hear(powerMonitor).on('resume', on('asleep', false));
  hear(powerMonitor).on('user-did-become-active', on('lent', false));
}

import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({ powerMonitor: null as unknown as EventEmitter }));
vi.mock('electron', () => electron);

const { watchLock } = await import('../../../../src/main/program/lock-watch.ts');
type LockWatch = ReturnType<typeof watchLock>;

const silent = { info: () => undefined };
const MINUTE = 60_000;

describe('a workstation that nobody is at', () => {
  let expired: number;
  let away: number;
  let back: number;
  let watch: LockWatch;

  beforeEach(() => {
    vi.useFakeTimers();
    electron.powerMonitor = new EventEmitter();
    expired = 0;
    away = 0;
    back = 0;
    watch = watchLock(
      () => 10,
      { onAway: () => (away += 1), onExpired: () => (expired += 1), onBack: () => (back += 1) },
      silent,
      null,
    );
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const say = (...events: string[]): void => {
    for (const event of events) electron.powerMonitor.emit(event);
  };

  it.each([
    ['locked', 'lock-screen'],
    ['asleep', 'suspend'],
    ['lent to another user', 'user-did-resign-active'],
  ])('%s for long enough ends the session, once', (_what, away) => {
    say(away);
    vi.advanceTimersByTime(10 * MINUTE - 1);
    expect(expired).toBe(0);
    vi.advanceTimersByTime(20 * MINUTE);
    expect(expired).toBe(1);
  });

  it('hears at once that it was locked, put to sleep or left to another user', () => {
    say('lock-screen', 'unlock-screen', 'suspend', 'resume', 'user-did-resign-active');
    expect([away, expired]).toEqual([3, 0]);
  });

  it('hears that somebody is there again once every way of being away has ended', () => {
    say('suspend', 'lock-screen', 'resume');
    expect(back).toBe(0);
    say('unlock-screen', 'unlock-screen');
    expect(back).toBe(1);
  });

  it('says that it was left while it is locked or lent, not while it sleeps', () => {
    say('suspend');
    expect(watch.left).toBe(false);
    say('lock-screen', 'user-did-resign-active', 'unlock-screen');
    expect(watch.left).toBe(true);
    say('user-did-become-active', 'resume');
    expect(watch.left).toBe(false);
  });

  it.each([
    ['unlocked', 'lock-screen', 'unlock-screen'],
    // All that Linux tells.
    ['woken up', 'suspend', 'resume'],
    ['given back by another user', 'user-did-resign-active', 'user-did-become-active'],
  ])('%s in time keeps it', (_what, away, back) => {
    say(away);
    vi.advanceTimersByTime(9 * MINUTE);
    say(back);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(expired).toBe(0);
  });

  it('is still away when it wakes up into its lock screen', () => {
    say('suspend', 'lock-screen');
    vi.advanceTimersByTime(5 * MINUTE);
    say('resume');
    vi.advanceTimersByTime(5 * MINUTE);
    expect(expired).toBe(1);
  });

  it.each([
    [['suspend', 'lock-screen', 'unlock-screen'], 1],
    [['suspend', 'lock-screen', 'resume'], 1],
    [['suspend', 'lock-screen', 'resume', 'unlock-screen'], 0],
    [['lock-screen', 'suspend', 'unlock-screen', 'resume'], 0],
    [['lock-screen', 'lock-screen', 'unlock-screen'], 0],
    [['unlock-screen', 'resume'], 0],
  ])('is away as long as any way of being away lasts: %j', (events, times) => {
    say(...events);
    vi.advanceTimersByTime(11 * MINUTE);
    expect(expired).toBe(times);
  });

  it('counts the time that timers stood still for', () => {
    say('suspend');
    vi.setSystemTime(Date.now() + 11 * MINUTE);
    say('resume');
    expect(expired).toBe(1);
  });

  it('counts anew each time', () => {
    say('lock-screen');
    vi.advanceTimersByTime(9 * MINUTE);
    say('unlock-screen', 'lock-screen');
    vi.advanceTimersByTime(9 * MINUTE);
    expect(expired).toBe(0);
  });

  it('is somebody’s again when it wakes up without a lock screen', () => {
    say('suspend');
    vi.advanceTimersByTime(MINUTE);
    say('resume');
    vi.advanceTimersByTime(60 * MINUTE);
    expect(expired).toBe(0);
  });
});

describe('on Linux, where the session’s manager tells', () => {
  let expired: number;
  let tell: (away: boolean, way?: 'locked' | 'lent') => void;
  let watch: LockWatch;
  let stopped: number;

  beforeEach(() => {
    vi.useFakeTimers();
    electron.powerMonitor = new EventEmitter();
    expired = 0;
    stopped = 0;
    watch = watchLock(
      () => 10,
      { onAway: () => undefined, onExpired: () => (expired += 1), onBack: () => undefined },
      silent,
      (onChange) => {
        tell = (away, way = 'locked') => {
          onChange(way, away);
        };
        return Promise.resolve({ told: true, stop: () => (stopped += 1) });
      },
    );
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('left to another session is away, and nobody sees what happens there', () => {
    tell(true, 'lent');
    tell(true);
    expect(watch.unseen).toBe(true);
    tell(false, 'lent');
    expect(watch.unseen).toBe(false);
    vi.advanceTimersByTime(30 * MINUTE);
    expect(expired).toBe(1);
  });

  it('locked for long enough ends the session, once', () => {
    tell(true);
    vi.advanceTimersByTime(30 * MINUTE);
    expect(expired).toBe(1);
  });

  it('unlocked in time keeps it', () => {
    tell(true);
    vi.advanceTimersByTime(9 * MINUTE);
    tell(false);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(expired).toBe(0);
  });

  it('asleep and awake again behind its lock screen is still away', () => {
    electron.powerMonitor.emit('suspend');
    tell(true);
    electron.powerMonitor.emit('resume');
    vi.advanceTimersByTime(11 * MINUTE);
    expect(expired).toBe(1);
  });

  it('stops with the program', async () => {
    await vi.advanceTimersByTimeAsync(0);
    tell(true);
    watch.stop();
    vi.advanceTimersByTime(60 * MINUTE);
    expect([stopped, expired]).toEqual([1, 0]);
  });
});

it('says whether anybody tells, once that is known', async () => {
  electron.powerMonitor = new EventEmitter();
  const watching = watchLock(
    () => 10,
    { onAway: () => undefined, onExpired: () => undefined, onBack: () => undefined },
    silent,
    () => Promise.resolve({ told: false, stop: () => undefined }),
  );
  expect(watching.told).toBeNull();
  await Promise.resolve();
  await Promise.resolve();
  expect(watching.told).toBe(false);
});

describe('a session whose screen is away', () => {
  it('is away as a locked one is, until it is connected again', async () => {
    vi.useFakeTimers();
    electron.powerMonitor = new EventEmitter();
    let tell: (disconnected: boolean) => void = () => undefined;
    const told = { away: 0, expired: 0, stopped: 0 };
    const watch = watchLock(
      () => 10,
      {
        onAway: () => (told.away += 1),
        onExpired: () => (told.expired += 1),
        onBack: () => undefined,
      },
      silent,
      null,
      (onChange) => {
        tell = onChange;
        return Promise.resolve({ stop: () => (told.stopped += 1) });
      },
    );
    await Promise.resolve();
    expect([watch.told, watch.unseen]).toEqual([true, false]);
    tell(true);
    expect([told.away, watch.unseen]).toEqual([1, true]);
    // Windows locks what is disconnected; unlocking it again is not yet being there.
    electron.powerMonitor.emit('lock-screen');
    electron.powerMonitor.emit('unlock-screen');
    expect(watch.unseen).toBe(true);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(told.expired).toBe(1);
    tell(false);
    expect(watch.unseen).toBe(false);
    watch.stop();
    expect(told.stopped).toBe(1);
    vi.useRealTimers();
  });
});

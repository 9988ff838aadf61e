import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pause } from '../../../../src/main/program/pause.ts';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 29, 10, 0) });
});
afterEach(() => {
  vi.useRealTimers();
});

function make(): { readonly pause: Pause; readonly changes: boolean[] } {
  const changes: boolean[] = [];
  const pause: Pause = new Pause(() => changes.push(pause.active));
  return { pause, changes };
}

it('ends by itself after its hour, and tells it once', () => {
  const { pause, changes } = make();
  pause.begin('hour');
  vi.advanceTimersByTime(59 * MINUTE_MS);
  expect([pause.active, changes]).toEqual([true, [true]]);
  vi.advanceTimersByTime(2 * MINUTE_MS);
  expect([pause.active, changes]).toEqual([false, [true, false]]);
  vi.advanceTimersByTime(24 * 60 * MINUTE_MS);
  expect(changes).toHaveLength(2);
});

it('is over when the computer wakes after its end, before any timer has rung', () => {
  const { pause, changes } = make();
  pause.begin('hour');
  vi.setSystemTime(new Date(2026, 10, 29, 12, 0));
  expect(pause.active).toBe(false);
  pause.look();
  expect(changes).toEqual([true, false]);
  expect(vi.getTimerCount()).toBe(0);
});

it('wakes up once, when it ends, also when the computer slept for a part of it', () => {
  const { pause, changes } = make();
  pause.begin('hour');
  vi.setSystemTime(new Date(2026, 10, 29, 10, 30));
  pause.look();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(30 * MINUTE_MS);
  expect([pause.active, changes]).toEqual([false, [true, false]]);
});

it('begun again has its new length, and ends when it is asked to', () => {
  const { pause, changes } = make();
  pause.begin('hour');
  pause.begin('day');
  vi.advanceTimersByTime(2 * 60 * MINUTE_MS);
  expect(pause.active).toBe(true);
  pause.end();
  expect(pause.active).toBe(false);
  expect(changes).toEqual([true, true, false]);
  expect(vi.getTimerCount()).toBe(0);
});

it('goes with the program, without a word', () => {
  const { pause, changes } = make();
  pause.begin('day');
  pause.stop();
  expect([pause.active, changes.length, vi.getTimerCount()]).toEqual([false, 1, 0]);
});

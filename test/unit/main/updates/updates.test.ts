import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Updates } from '../../../../src/main/updates/updates.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let asked: number;
let updates: Updates;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T08:00:00Z') });
  asked = 0;
  updates = new Updates({
    // Off: what is counted is how often it would search.
    feed: () => {
      asked += 1;
      return null;
    },
    visitOpen: () => false,
    onChange: () => undefined,
  } as never);
});

afterEach(() => {
  updates.stop();
  vi.useRealTimers();
});

it('searches a minute after the start, then has no timer', async () => {
  updates.start();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(asked).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(48 * HOUR);
  expect(asked).toBe(1);
});

it('searches again when something happens, six hours later at the soonest', async () => {
  updates.start();
  updates.moment();
  await vi.advanceTimersByTimeAsync(MINUTE);
  for (const [hours, times] of [
    [5.9, 1],
    [0.2, 2],
    [5.9, 2],
  ] as const) {
    await vi.advanceTimersByTimeAsync(hours * HOUR);
    updates.moment();
    updates.moment();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(asked).toBe(times);
  }
});

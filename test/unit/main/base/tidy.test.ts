import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Tidy } from '../../../../src/main/base/tidy.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('collects once after what has happened last, and has no timer then', () => {
  const collect = vi.fn();
  const tidy = new Tidy(
    () => true,
    () => collect,
  );
  tidy.moment();
  vi.advanceTimersByTime(60_000);
  tidy.moment();
  vi.advanceTimersByTime(60_000);
  expect(collect).not.toHaveBeenCalled();
  vi.advanceTimersByTime(30_000);
  expect(collect.mock.calls).toEqual([[{ type: 'major', flavor: 'last-resort' }]]);
  expect(vi.getTimerCount()).toBe(0);
});

it('does nothing while something is open, nor after the program’s end', () => {
  const collect = vi.fn();
  let open = true;
  const tidy = new Tidy(
    () => !open,
    () => collect,
  );
  tidy.moment();
  vi.advanceTimersByTime(300_000);
  open = false;
  tidy.moment();
  tidy.stop();
  vi.advanceTimersByTime(300_000);
  expect(collect).not.toHaveBeenCalled();
});

it('has a collector in this engine', () => {
  const tidy = new Tidy(() => true);
  tidy.moment();
  expect(() => vi.advanceTimersByTime(70_000)).not.toThrow();
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { within } from '../../../src/system/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives the answer, and leaves no clock running', async () => {
  const late = vi.fn();
  expect(await within(Promise.resolve(3), 1_000, late)).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
  expect(late).not.toHaveBeenCalled();
});

it('gives what is said for it when it comes too late', async () => {
  const answer = within(new Promise(() => undefined), 1_000, () => 'late');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toBe('late');
});

it('passes an error on, and leaves no clock running', async () => {
  await expect(within(Promise.reject(new Error('no')), 1_000, () => 'late')).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

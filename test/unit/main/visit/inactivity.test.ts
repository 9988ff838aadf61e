import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Inactivity } from '../../../../src/main/visit/inactivity.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two minutes before the veil, over a page that hears what is done in it. */
function watched(): { readonly page: EventEmitter; readonly veils: () => number; readonly idle: Inactivity } {
  let veils = 0;
  const idle = new Inactivity(2, () => veils++);
  const page = new EventEmitter();
  idle.watch(page as WebContents);
  idle.start();
  return { page, veils: () => veils, idle };
}

it.each(['input-event', 'before-mouse-event'])('%s is somebody who reads', (event) => {
  const { page, veils } = watched();
  for (let minute = 0; minute < 5; minute++) {
    vi.advanceTimersByTime(60_000);
    page.emit(event, {}, { type: 'mouseWheel' });
  }
  expect(veils()).toBe(0);
  vi.advanceTimersByTime(120_000);
  expect(veils()).toBe(1);
});

it('is told once, and not of a window that has closed', () => {
  const { veils, idle } = watched();
  vi.advanceTimersByTime(600_000);
  expect(veils()).toBe(1);
  idle.start();
  idle.stop();
  vi.advanceTimersByTime(600_000);
  expect(veils()).toBe(1);
});

it('is never told where it is not wanted', () => {
  let veils = 0;
  new Inactivity(0, () => veils++).start();
  vi.advanceTimersByTime(86_400_000);
  expect(veils).toBe(0);
});

/** The carrying out of an end for the installer, with played windows and clock. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Leaving } from '../../../../src/main/start/leaving.ts';

interface Desk {
  busy: boolean;
  record: number | null;
  readonly done: string[];
  answer: (close: boolean) => void;
  readonly leaving: Leaving;
}

let desk: Desk;

beforeEach(() => {
  vi.useFakeTimers();
  const done: string[] = [];
  desk = {
    busy: false,
    record: null,
    done,
    answer: () => undefined,
    leaving: new Leaving({
      open: () => ({ busy: desk.busy, record: desk.record }),
      tell: (change) => done.push(`tell ${change}`),
      ask: (change, signal) => {
        done.push(`ask ${change}`);
        return new Promise((resolve) => {
          desk.answer = resolve;
          signal.addEventListener('abort', () => {
            done.push('withdrawn');
            resolve(false);
          });
        });
      },
      holdBack: () => done.push('held back'),
      leave: (change) => done.push(`leave ${change}`),
      log: { info: () => undefined },
    }),
  };
});

afterEach(() => {
  desk.leaving.stop();
  vi.useRealTimers();
});

describe('the end for the installer', () => {
  it('comes a moment after it was told, when nothing is open', () => {
    desk.leaving.announce('upgrade');
    expect(desk.done).toEqual(['held back', 'tell upgrade']);
    vi.runOnlyPendingTimers();
    vi.advanceTimersByTime(10_000);
    expect(desk.done).toEqual(['held back', 'tell upgrade', 'leave upgrade']);
  });

  it('waits for the record, whose question goes with it', () => {
    desk.busy = true;
    desk.leaving.announce('removal');
    vi.advanceTimersByTime(60_000);
    expect(desk.done).toEqual(['held back', 'ask removal']);
    desk.busy = false;
    vi.advanceTimersByTime(10_000);
    expect(desk.done).toEqual(['held back', 'ask removal', 'withdrawn', 'tell removal', 'leave removal']);
  });

  it('comes at once on the practitioner’s word', async () => {
    desk.busy = true;
    desk.leaving.announce('upgrade');
    desk.answer(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.done).toEqual(['held back', 'ask upgrade', 'leave upgrade']);
  });

  it('is asked for again with another record, and not for the same one', async () => {
    Object.assign(desk, { busy: true, record: 1 });
    desk.leaving.announce('upgrade');
    desk.answer(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(desk.done).toEqual(['held back', 'ask upgrade']);
    desk.record = 2;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(desk.done).toEqual(['held back', 'ask upgrade', 'ask upgrade']);
  });
});

import { describe, expect, it } from 'vitest';
import { pauseEnd } from '../../../../src/domain/launch/pause.ts';

describe('the end of a pause', () => {
  it('is an hour later', () => {
    const now = new Date(2026, 10, 29, 23, 30);
    expect(new Date(pauseEnd('hour', now))).toEqual(new Date(2026, 10, 30, 0, 30));
  });

  it.each([
    ['an evening', new Date(2026, 10, 29, 18, 0), new Date(2026, 10, 30)],
    ['the last second of a year', new Date(2026, 11, 31, 23, 59, 59), new Date(2027, 0, 1)],
    ['midnight itself', new Date(2026, 10, 29), new Date(2026, 10, 30)],
    // The night in which the clocks change has another length.
    ['the night of summer time', new Date(2026, 2, 28, 20, 0), new Date(2026, 2, 29)],
    ['the night after it', new Date(2026, 2, 29, 1, 0), new Date(2026, 2, 30)],
  ])('is the beginning of the next day: %s', (_what, now, end) => {
    expect(new Date(pauseEnd('day', now))).toEqual(end);
  });
});

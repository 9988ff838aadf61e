import { describe, expect, it } from 'vitest';
import {
  ASSISTANT_STEPS,
  confirmedFirst,
  stepAfter,
  stepAtStart,
  stepBefore,
} from '../../../../src/domain/launch/first-run.ts';

describe('the steps of the first run', () => {
  it('follow one another both ways, and end', () => {
    expect(stepBefore('reader')).toBeNull();
    expect(stepAfter('done')).toBeNull();
    for (const step of ASSISTANT_STEPS) {
      const after = stepAfter(step);
      if (after !== null) expect(stepBefore(after)).toBe(step);
    }
  });
});

describe('the assistant at the start of the program', () => {
  const fresh = { progress: null, hasOwnSettings: false, settled: false } as const;

  it.each([
    ['opens the very first time', fresh, 'reader'],
    ['stays away from somebody who has settings', { ...fresh, hasOwnSettings: true }, null],
    [
      'goes on where it was left, settings or not',
      { ...fresh, progress: 'site', hasOwnSettings: true },
      'site',
    ],
    ['stays away once finished', { ...fresh, progress: 'finished' }, null],
    ['stays away where a file settles everything', { ...fresh, settled: true }, null],
    [
      'stays away there also when it was left in the middle',
      { ...fresh, settled: true, progress: 'site' },
      null,
    ],
  ] as const)('%s', (_title, run, step) => {
    expect(stepAtStart(run)).toBe(step);
  });
});

it('puts the confirmed address first and keeps the others in their order', () => {
  expect(confirmedFirst(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  expect(confirmedFirst(['a', 'b'], 'a')).toEqual(['a', 'b']);
});

import { expect, it } from 'vitest';
import { pinWarnings } from '../../../../src/renderer/pin/model.ts';

const NONE = { previousWrong: false, triesLeft: null, warnLastTry: false } as const;
const tones = (over: Partial<Parameters<typeof pinWarnings>[0]>): string[] =>
  pinWarnings({ ...NONE, ...over }).map(({ tone }) => tone);

it('warns of the last try however it is known, and once', () => {
  expect(tones({ triesLeft: 'last' })).toEqual(['stop']);
  expect(tones({ warnLastTry: true })).toEqual(['stop']);
  expect(tones({ triesLeft: 'last', warnLastTry: true, previousWrong: true })).toEqual(['attention', 'stop']);
});

it('says that tries are running out, and nothing on the first try', () => {
  expect(tones({ triesLeft: 'low' })).toEqual(['attention']);
  expect(tones({})).toEqual([]);
});

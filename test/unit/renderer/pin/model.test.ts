import { expect, it } from 'vitest';
import { interfaceTexts } from '../../../../src/domain/texts/fr/index.ts';
import { pinWarning } from '../../../../src/renderer/pin/model.ts';

const NONE = { previousWrong: false, triesLeft: null, warnLastTry: false } as const;
const tone = (over: Partial<Parameters<typeof pinWarning>[0]>): string | undefined =>
  pinWarning({ ...NONE, ...over })?.tone;

it('warns of the last try however it is known, in one note with what was wrong before', () => {
  expect(tone({ triesLeft: 'last' })).toBe('stop');
  expect(tone({ warnLastTry: true })).toBe('stop');
  const warning = pinWarning({ triesLeft: 'last', warnLastTry: true, previousWrong: true });
  expect(warning).toMatchObject({ tone: 'stop' });
  expect(warning?.text).toContain(interfaceTexts.pin.wrong);
  expect(warning?.text).toContain(interfaceTexts.pin.triesLast);
});

it('says that tries are running out, and nothing on the first try', () => {
  expect(tone({ triesLeft: 'low' })).toBe('attention');
  expect(tone({})).toBeUndefined();
});

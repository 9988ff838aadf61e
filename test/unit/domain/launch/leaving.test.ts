import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceLeaving,
  STAYING,
  type LeavingEffect,
  type LeavingEvent,
  type LeavingState,
} from '../../../../src/domain/launch/leaving.ts';

/** The effects of events, one after the other, and where they lead. */
function live(events: readonly LeavingEvent[]): { state: LeavingState; effects: LeavingEffect[] } {
  let state = STAYING;
  const effects: LeavingEffect[] = [];
  for (const event of events) {
    const step = advanceLeaving(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const upgrade = (busy: boolean): LeavingEvent => ({ type: 'announced', change: 'upgrade', busy });
const removal = (busy: boolean): LeavingEvent => ({ type: 'announced', change: 'removal', busy });
const looked = (busy: boolean): LeavingEvent => ({ type: 'looked', busy });
const seen = (busy: boolean): LeavingEvent => ({ type: 'seen', busy });
const answered = (close: boolean): LeavingEvent => ({ type: 'answered', close });
const opened: LeavingEvent = { type: 'record-opened' };

describe('an installer is about to change the program', () => {
  it.each<[string, LeavingEvent[], LeavingEffect[]]>([
    ['nothing is open: told, then the end', [upgrade(false), seen(false)], ['tell', 'leave']],
    ['a record is open: asked', [upgrade(true), looked(true)], ['ask']],
    ['its practitioner agrees', [upgrade(true), answered(true)], ['ask', 'leave']],
    ['its practitioner goes on', [upgrade(true), answered(false), looked(true)], ['ask']],
    [
      'and closes it later',
      [upgrade(true), answered(false), looked(false), seen(false)],
      ['ask', 'tell', 'leave'],
    ],
    [
      'it is closed while the question stands',
      [removal(true), looked(false), seen(false)],
      ['ask', 'drop-question', 'tell', 'leave'],
    ],
    ['the next record asks again', [upgrade(true), answered(false), opened], ['ask', 'ask']],
    ['but not beside a question that stands', [upgrade(true), opened], ['ask']],
    ['a record opens while it is told', [upgrade(false), opened], ['tell', 'ask']],
    ['one opens unseen while it is told', [upgrade(false), seen(true)], ['tell', 'ask']],
    ['a removal follows the upgrade', [upgrade(true), removal(true)], ['ask', 'drop-question', 'ask']],
    ['the same is announced twice', [upgrade(true), upgrade(true)], ['ask']],
    ['and again once it was put off', [upgrade(true), answered(false), upgrade(true)], ['ask', 'ask']],
    ['nobody has announced anything', [looked(false), seen(false), answered(true), opened], []],
  ])('%s', (_what, events, effects) => {
    expect(live(events).effects).toEqual(effects);
  });
});

describe('whatever happens', () => {
  const event = fc.oneof(
    fc.record({
      type: fc.constant('announced' as const),
      change: fc.constantFrom('upgrade' as const, 'removal' as const),
      busy: fc.boolean(),
    }),
    fc.record({ type: fc.constantFrom('looked' as const, 'seen' as const), busy: fc.boolean() }),
    fc.record({ type: fc.constant('answered' as const), close: fc.boolean() }),
    fc.constant(opened),
  );

  it('the program leaves once, and over something open only on its practitioner’s word to a question that stands', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = STAYING;
        let stands = false;
        let left = 0;
        for (const each of events) {
          const agreed = each.type === 'answered' && each.close && stands;
          const step = advanceLeaving(state, each);
          if (step.effects.includes('leave')) {
            left++;
            expect(agreed || (each.type === 'seen' && !each.busy)).toBe(true);
          }
          if (each.type === 'answered') stands = false;
          for (const effect of step.effects) {
            if (effect === 'ask') {
              // Never two questions at once.
              expect(stands).toBe(false);
              stands = true;
            }
            if (effect === 'drop-question') {
              expect(stands).toBe(true);
              stands = false;
            }
          }
          state = step.state;
        }
        expect(left).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('once announced it ends as soon as nothing is open for long enough', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { state } = live([upgrade(true), ...events, looked(false), seen(false)]);
        expect(state.kind).toBe('leaving');
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { LaunchEffect, LaunchEvent, LaunchState } from '../../../../src/domain/launch/launch-policy.ts';
import { LaunchQueue, type EffectHandlers } from '../../../../src/main/program/launch-queue.ts';
import { card, HUGO_INS, NORA_INS, READINGS, RULES } from '../../domain/launch/launch-policy-cards.ts';

/** A queue whose effects are noted; `handlers` stand in for some of them. */
function queueWith(handlers: Partial<EffectHandlers> = {}) {
  const done: string[] = [];
  const steps: (readonly [LaunchState, LaunchState])[] = [];
  const errors: unknown[] = [];
  const note = ({ type }: LaunchEffect): void => void done.push(type);
  const queue = new LaunchQueue({
    rules: () => RULES,
    handlers: {
      'read-card': note,
      'close-visit': note,
      'open-visit': note,
      'focus-visit': note,
      'end-search': note,
      'show-launcher': note,
      'signal-card': note,
      tell: note,
      'ask-switch': note,
      'drop-switch': note,
      ...handlers,
    },
    onStep: (before, after) => steps.push([before, after]),
    log: { error: (about: unknown) => errors.push(about) },
  });
  return { queue, done, steps, errors };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const typed = (ins: typeof HUGO_INS): LaunchEvent => ({
  type: 'open',
  subject: { kind: 'typed', ins },
  page: 'Documents',
});

describe('the launch queue', () => {
  it('carries out what the policy decides, in its order', async () => {
    const { queue, done } = queueWith();
    queue.dispatch({ type: 'cards-present', cards: [card('a')] });
    queue.dispatch({ type: 'card-read', key: 'a', reading: READINGS.claire });
    await settled();
    expect(done).toEqual(['read-card', 'show-launcher', 'open-visit']);
    expect(queue.state.visit?.subject.kind).toBe('person');
  });

  it('waits for one effect before the next: a session is destroyed before another one starts', async () => {
    const order: string[] = [];
    let closed: () => void = () => undefined;
    const { queue } = queueWith({
      'close-visit': () =>
        new Promise<void>((resolve) => {
          order.push('closing');
          closed = () => {
            order.push('closed');
            resolve();
          };
        }),
      'open-visit': ({ visit }) => void order.push(`open ${String(visit.id)}`),
    });
    queue.dispatch(typed(HUGO_INS));
    queue.dispatch(typed(NORA_INS));
    const { pending } = queue.state;
    queue.dispatch({ type: 'switch-accepted', id: pending?.id ?? 0 });
    await settled();
    expect(order).toEqual(['open 1', 'closing']);
    closed();
    await settled();
    expect(order).toEqual(['open 1', 'closing', 'closed', 'open 3']);
  });

  it('goes on after an effect that could not be carried out, and notes its type alone', async () => {
    const { queue, done, errors } = queueWith({
      'read-card': () => {
        throw new Error('no reader');
      },
    });
    queue.dispatch({ type: 'cards-present', cards: [card('a')] });
    await settled();
    expect(done).toEqual(['show-launcher']);
    expect(errors).toEqual([{ effect: 'read-card', error: 'Error: no reader' }]);
  });

  it('tells every step with the state before and after it', () => {
    const { queue, steps } = queueWith();
    queue.dispatch({ type: 'cards-present', cards: [card('a')] });
    queue.dispatch({ type: 'card-read', key: 'a', reading: READINGS.claire });
    expect(steps.map(([before, after]) => [before.visit === null, after.visit === null])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('moves no more once it is stopped', async () => {
    const { queue, done, steps } = queueWith();
    queue.stop();
    queue.dispatch({ type: 'cards-present', cards: [card('a')] });
    await settled();
    expect([queue.state.cards, done, steps]).toEqual([[], [], []]);
  });
});

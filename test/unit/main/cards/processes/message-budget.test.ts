import { describe, expect, it } from 'vitest';
import { MESSAGE_LIMITS, MessageBudget } from '../../../../../src/main/cards/processes/message-budget.ts';

/** Takes `count` messages at one instant; how many of them were allowed. */
function burst(budget: MessageBudget, count: number, now: number): number {
  return Array.from({ length: count }, () => budget.take(now)).filter(Boolean).length;
}

describe('what a native process may send', () => {
  it('a burst up to the limit, and not one message more', () => {
    expect(burst(new MessageBudget(), MESSAGE_LIMITS.any + 10, 5)).toBe(MESSAGE_LIMITS.any);
  });

  it('as much again in the next window', () => {
    const budget = new MessageBudget();
    burst(budget, MESSAGE_LIMITS.any, 0);
    expect(budget.take(MESSAGE_LIMITS.windowMs - 1)).toBe(false);
    expect(burst(budget, MESSAGE_LIMITS.any, MESSAGE_LIMITS.windowMs)).toBe(MESSAGE_LIMITS.any);
  });

  it('a few messages outside the contract, whenever they come', () => {
    const budget = new MessageBudget();
    const taken = Array.from({ length: MESSAGE_LIMITS.strange + 3 }, () => budget.takeStrange());
    expect(taken.filter(Boolean)).toHaveLength(MESSAGE_LIMITS.strange);
    expect(taken.at(-1)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { MessageBudget } from '../../../../src/main/processes/message-budget.ts';

/** Takes `count` messages at one instant; how many of them were allowed. */
function burst(budget: MessageBudget, count: number, now: number): number {
  return Array.from({ length: count }, () => budget.take(now)).filter(Boolean).length;
}

describe('what a native process may send', () => {
  it('a burst up to the limit, and not one message more', () => {
    expect(burst(new MessageBudget(), 210, 5)).toBe(200);
  });

  it('as much again in the next window', () => {
    const budget = new MessageBudget();
    burst(budget, 200, 0);
    expect(budget.take(999)).toBe(false);
    expect(burst(budget, 201, 1_000)).toBe(200);
  });

  it('a few messages outside the contract, whenever they come', () => {
    const budget = new MessageBudget();
    const taken = Array.from({ length: 23 }, () => budget.takeStrange());
    expect(taken.filter(Boolean)).toHaveLength(20);
    expect(taken.at(-1)).toBe(false);
  });
});

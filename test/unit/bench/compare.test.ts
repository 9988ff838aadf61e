import { expect, it } from 'vitest';
import { change, type Change } from '../../bench/compare.ts';
import { figure, type Figure } from '../../bench/figures.ts';
import { alone, MACHINE, results, timed } from './figures.ts';

const compared = (now: Figure, before: Figure, machine = MACHINE): Change | null =>
  change({ ...now, machine: MACHINE }, results([before], machine));
const verdict = (now: Figure, before: Figure, machine = MACHINE) =>
  compared(now, before, machine)?.verdict ?? null;

it('calls worse and better only what measuring again would not give', () => {
  expect(verdict(timed(1_500), timed(1_500))).toBe('same');
  expect(verdict(timed(1_560), timed(1_500))).toBe('same');
  expect(verdict(timed(2_000), timed(1_500))).toBe('worse');
  expect(verdict(timed(1_100), timed(1_500))).toBe('better');
});

it('takes a wide spread for less sure than a narrow one', () => {
  const wide = (middle: number): Figure => timed(middle, { ours: [0.4 * middle, middle, 1.6 * middle] });
  expect(verdict(timed(1_950), timed(1_500))).toBe('worse');
  expect(verdict(wide(1_950), timed(1_500))).toBe('same');
  expect(verdict(timed(1_950), wide(1_500))).toBe('same');
  const unsure = { baseline: [400, 1_000, 1_600] };
  expect(verdict(timed(1_950, unsure), timed(1_500))).toBe('same');
});

it('compares ratios on whatever machine, since the baseline was slower there as well', () => {
  const slower = timed(3_000, { baseline: [1_980, 2_000, 2_020] });
  expect(verdict(slower, timed(1_500), 'another')).toBe('same');
  expect(compared(slower, timed(1_500))).toMatchObject({ before: 1.5, now: 1.5 });
});

it('compares what has no baseline on the same machine only', () => {
  expect(verdict(alone(300), alone(100))).toBe('worse');
  expect(verdict(alone(300), alone(100), 'another')).toBeNull();
});

it('lets nothing that is counted differ', () => {
  const commands = (ours: number): Figure =>
    figure({ id: 'apdus', title: 'Commands', unit: 'commands', ours: [ours], baseline: [100] });
  expect(verdict(commands(100), commands(100))).toBe('same');
  expect(verdict(commands(101), commands(100))).toBe('worse');
  expect(verdict(commands(99), commands(100))).toBe('better');
});

it('compares nothing with another figure, other conditions, no baseline or one of nothing', () => {
  expect(change({ ...timed(2_000), machine: MACHINE }, null)).toBeNull();
  expect(verdict(timed(2_000), timed(1_500, { id: 'window' }))).toBeNull();
  expect(verdict(timed(2_000), timed(1_500, { title: 'Start → tray, 1000 times' }))).toBeNull();
  expect(verdict(timed(2_000), { ...timed(1_500), baseline: null, ratio: null })).toBeNull();
  const ofNothing = timed(2_000, { baseline: [0, 0, 0] });
  expect(verdict(ofNothing, timed(1_500))).toBeNull();
  // As a file keeps what is infinite.
  expect(verdict(timed(2_000), { ...ofNothing, ratio: null })).toBeNull();
});

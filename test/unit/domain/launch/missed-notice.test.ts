import fc from 'fast-check';
import { expect, it } from 'vitest';
import { missedChange, type InstallationSeen } from '../../../../src/domain/launch/missed-notice.ts';

const STARTED = 1_000_000_000;
const MINUTE = 60_000;
const seen = (differs: Partial<InstallationSeen> = {}): InstallationSeen => ({
  notice: null,
  replaced: false,
  there: true,
  startedAt: STARTED,
  now: STARTED + 2_000,
  ...differs,
});
const notice = (change: 'upgrade' | 'removal', at: number): Partial<InstallationSeen> => ({
  notice: { change, at },
});

it.each([
  ['nobody has come', seen(), null],
  ['an upgrade was announced while it started', seen(notice('upgrade', STARTED + 500)), 'upgrade'],
  ['a removal was announced while it started', seen(notice('removal', STARTED + 500)), 'removal'],
  ['its files were replaced', seen({ replaced: true }), 'upgrade'],
  ['its files are gone', seen({ replaced: true, there: false }), 'removal'],
  ['it was started in the midst of an upgrade', seen(notice('upgrade', STARTED - 500)), 'look-again'],
  [
    'it was started in the midst of an upgrade, and replaced',
    seen({ ...notice('upgrade', STARTED - 500), replaced: true }),
    'upgrade',
  ],
  ['a notice was left behind long ago', seen(notice('removal', STARTED - 15 * MINUTE)), null],
] as const)('%s', (_when, what, expected) => {
  expect(missedChange(what)).toBe(expected);
});

it('a notice that is left behind never ends a program, and is looked at for a quarter of an hour at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 * MINUTE }),
      fc.integer({ min: 0, max: 100 * MINUTE }),
      (before, runs) => {
        const missed = missedChange(seen({ ...notice('removal', STARTED - before), now: STARTED + runs }));
        expect(missed).toBe(before + runs < 15 * MINUTE ? 'look-again' : null);
      },
    ),
  );
});

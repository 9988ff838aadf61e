import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  advanceKeptEcps,
  type KeptEcps,
  type KeptEcpsEvent,
} from '../../../../src/domain/practitioner/kept-ecps.ts';
import { ECPS_SESSION_LIMITS } from '../../../../src/domain/site/ecps-answers.ts';

const { totalMs, idleMs } = ECPS_SESSION_LIMITS;
const MINUTE = 60_000;

it('is kept from one visit to the next, and no longer than 30 minutes without use', () => {
  const { kept } = advanceKeptEcps(null, { type: 'visit-ended', startedAt: 0, now: 5 * MINUTE }, true);
  expect(kept).toEqual({ startedAt: 0, lastUsedAt: 5 * MINUTE });
  expect(advanceKeptEcps(kept, { type: 'asked', now: 5 * MINUTE + idleMs - 1 }, true).kept).toBe(kept);
  expect(advanceKeptEcps(kept, { type: 'asked', now: 5 * MINUTE + idleMs }, true)).toEqual({
    kept: null,
    signOut: true,
  });
});

it('ends 4 hours after the phone, however much it was used', () => {
  const event = { type: 'visit-ended', startedAt: 0, now: totalMs } as const;
  expect(advanceKeptEcps({ startedAt: 0, lastUsedAt: totalMs - 1 }, event, true)).toEqual({
    kept: null,
    signOut: true,
  });
});

it('is signed out when it ends, and when it is not wanted', () => {
  const kept = { startedAt: 0, lastUsedAt: 0 };
  expect(advanceKeptEcps(kept, { type: 'ended' }, true)).toEqual({ kept: null, signOut: true });
  expect(advanceKeptEcps(kept, { type: 'asked', now: 1 }, false)).toEqual({ kept: null, signOut: true });
  expect(advanceKeptEcps(null, { type: 'ended' }, true)).toEqual({ kept: null, signOut: false });
});

it('through any life: nothing is kept past its limits, and none is forgotten without a sign-out', () => {
  const events = fc.oneof(
    fc.constant<'visit'>('visit'),
    fc.constant<'asked'>('asked'),
    fc.constant<'ended'>('ended'),
  );
  const life = fc.array(fc.tuple(events, fc.nat(60 * MINUTE), fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(life, (steps) => {
      let kept: KeptEcps | null = null;
      let now = 0;
      for (const [what, passed, wanted] of steps) {
        now += passed;
        const startedAt: number = kept?.startedAt ?? now;
        const event: KeptEcpsEvent =
          what === 'visit'
            ? { type: 'visit-ended', startedAt, now }
            : what === 'asked'
              ? { type: 'asked', now }
              : { type: 'ended' };
        const before: KeptEcps | null = kept;
        const step = advanceKeptEcps(kept, event, wanted);
        kept = step.kept;
        if (kept !== null) {
          expect(wanted).toBe(true);
          expect(now).toBeLessThan(kept.startedAt + totalMs);
          expect(now).toBeLessThan(kept.lastUsedAt + idleMs);
        } else if (before !== null) expect(step.signOut).toBe(true);
      }
    }),
  );
});

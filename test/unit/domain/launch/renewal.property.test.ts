/** When the program may start anew by itself: what must hold whatever there is of the user's. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideRenewal, type RenewalFacts } from '../../../../src/domain/launch/renewal.ts';

const facts: fc.Arbitrary<RenewalFacts> = fc.record({
  records: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(49, 50, 51)),
  open: fc.boolean(),
  practitionerCard: fc.boolean(),
  keptEcps: fc.boolean(),
  keptPassword: fc.boolean(),
  away: fc.boolean(),
  untouchedForS: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(0, 599, 600)),
});

it('never ends what is the user’s: a record or question, a log-in to a card, an e-CPS session, a password', () => {
  fc.assert(
    fc.property(facts, (now) => {
      const { open, practitionerCard, keptEcps, keptPassword } = now;
      fc.pre(open || practitionerCard || keptEcps || keptPassword);
      expect(decideRenewal(now)).toEqual({ kind: 'stay' });
    }),
  );
});

it('never happens before the eyes of somebody', () => {
  fc.assert(
    fc.property(facts, (now) => {
      fc.pre(decideRenewal(now).kind === 'renew');
      expect(now.away || now.untouchedForS >= 600).toBe(true);
    }),
  );
});

it('never happens for a few records', () => {
  fc.assert(
    fc.property(facts, (now) => {
      fc.pre(now.records < 50);
      expect(decideRenewal(now)).toEqual({ kind: 'stay' });
    }),
  );
});

it('comes once ten minutes have passed, counted from when the workstation was last touched', () => {
  fc.assert(
    fc.property(facts, (now) => {
      const decision = decideRenewal(now);
      fc.pre(decision.kind === 'later');
      const then = { ...now, untouchedForS: now.untouchedForS + decision.inS };
      expect(decideRenewal(then)).toEqual({ kind: 'renew' });
      expect(decideRenewal({ ...then, untouchedForS: then.untouchedForS - 1 }).kind).toBe('later');
    }),
  );
});

/** A practice's days: what happens, and how long until the next thing. */
const happening = fc.record({
  what: fc.constantFrom('visit', 'card-in', 'card-out', 'ecps-on', 'ecps-off', 'lock', 'unlock' as const),
  afterS: fc.integer({ min: 1, max: 4_000 }),
});

it('in a practice where the card goes home at night, memory is given back every evening that it is due', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 300 }), (days) => {
      let now: RenewalFacts = {
        records: 0,
        open: false,
        practitionerCard: false,
        keptEcps: false,
        keptPassword: false,
        away: false,
        untouchedForS: 0,
      };
      for (const { what, afterS } of days) {
        now = { ...now, ...after(now, what), untouchedForS: 0 };
        const decision = decideRenewal(now);
        const isDue = decision.kind === 'renew' || (decision.kind === 'later' && decision.inS <= afterS);
        const isFree = !now.practitionerCard && !now.keptEcps;
        expect(isDue).toBe(now.records >= 50 && isFree && (now.away || afterS >= 600));
        if (isDue) now = { ...now, records: 0 };
      }
    }),
  );
});

function after(now: RenewalFacts, what: string): Partial<RenewalFacts> {
  switch (what) {
    case 'visit':
      return { records: now.records + 20 };
    case 'card-in':
    case 'card-out':
      return { practitionerCard: what === 'card-in' };
    case 'ecps-on':
    case 'ecps-off':
      return { keptEcps: what === 'ecps-on' };
    default:
      return { away: what === 'lock' };
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readersSnapshotSchema } from '../../../../src/borders/native.ts';
import type { ObservedReader } from '../../../../src/native/pcsc/port.ts';
import {
  ARRIVAL_MS,
  currentCard,
  NOTHING_SEEN,
  observe,
  serviceLost,
  snapshotOf,
  type Tracking,
} from '../../../../src/native/pcsc/transitions.ts';

const VITALE = '3B751300004309EA9000';
const OTHER_VITALE = '3B751300004C09FA9000';

type Seen = Partial<Omit<ObservedReader, 'atr'>> & { readonly atr?: string };

function reader({ atr = VITALE, ...rest }: Seen = {}): ObservedReader {
  const presence = rest.presence ?? 'present';
  const bytes = presence === 'present' ? Uint8Array.from(Buffer.from(atr, 'hex')) : new Uint8Array();
  return { name: 'A', eventCounter: 0, ...rest, presence, atr: bytes };
}
const empty = (eventCounter = 0, name = 'A'): ObservedReader =>
  reader({ name, presence: 'empty', eventCounter });

/** Plays observations one after the other, each `stepMs` later than the one before. */
function play(
  steps: readonly (readonly ObservedReader[])[],
  from: Tracking = NOTHING_SEEN,
  stepMs = 10_000,
): Tracking {
  return steps.reduce((tracking, observed, index) => observe(tracking, observed, index * stepMs), from);
}

const cardOf = (tracking: Tracking, name = 'A') =>
  snapshotOf(tracking).readers.find((each) => each.name === name)?.card ?? null;

describe('what successive observations mean', () => {
  it('does not call an insertion a card that was there at the start', () => {
    expect(cardOf(play([[reader()]]))).toEqual({
      kind: 'vitale-2',
      atr: VITALE,
      insertion: 1,
      seenInserted: false,
    });
  });

  it('sees the insertion into a reader that was empty', () => {
    expect(cardOf(play([[empty()], [reader({ eventCounter: 1 })]]))).toMatchObject({
      insertion: 1,
      seenInserted: true,
    });
  });

  it('keeps the number of a card that stays', () => {
    const stays = reader({ eventCounter: 1 });
    expect(cardOf(play([[empty()], [stays], [stays], [stays]]))).toMatchObject({
      insertion: 1,
      seenInserted: true,
    });
  });

  it('shows nothing after the removal', () => {
    const tracking = play([[empty()], [reader({ eventCounter: 1 })], [empty(2)]]);
    expect(cardOf(tracking)).toBeNull();
    expect(currentCard(tracking, 'A')).toBeNull();
  });

  it('gives a new number to the same card put back', () => {
    const tracking = play([
      [empty()],
      [reader({ eventCounter: 1 })],
      [empty(2)],
      [reader({ eventCounter: 3 })],
    ]);
    expect(cardOf(tracking)).toMatchObject({ insertion: 2, seenInserted: true });
  });

  it('sees a swap by the counter alone, the two cards having the same ATR', () => {
    const tracking = play([[reader({ eventCounter: 1 })], [reader({ eventCounter: 3 })]]);
    expect(cardOf(tracking)).toMatchObject({ insertion: 2, seenInserted: true });
  });

  it('sees a swap across the end of the counter', () => {
    const tracking = play([[reader({ eventCounter: 0xffff })], [reader({ eventCounter: 1 })]]);
    expect(cardOf(tracking)).toMatchObject({ insertion: 2, seenInserted: true });
  });

  it('takes a counter that began again for a reader that was plugged in again', () => {
    const tracking = play([[reader({ eventCounter: 7 })], [reader({ eventCounter: 0 })]]);
    expect(cardOf(tracking)).toMatchObject({ insertion: 2, seenInserted: false });
  });

  it('never keeps a number when the ATR changed, where nothing is counted', () => {
    const tracking = play([
      [reader({ eventCounter: null })],
      [reader({ eventCounter: null, atr: OTHER_VITALE })],
    ]);
    expect(cardOf(tracking)).toMatchObject({ insertion: 2, seenInserted: false });
  });

  it('keeps the number of a mute card that wakes up', () => {
    const tracking = play([[empty()], [reader({ eventCounter: 1, atr: '' })], [reader({ eventCounter: 1 })]]);
    expect(cardOf(tracking)).toMatchObject({ kind: 'vitale-2', insertion: 1, seenInserted: true });
  });

  it('does not let one card become another by way of being mute', () => {
    const tracking = play([
      [reader({ eventCounter: null })],
      [reader({ eventCounter: null, atr: '' })],
      [reader({ eventCounter: null, atr: OTHER_VITALE })],
    ]);
    expect(cardOf(tracking)?.insertion).not.toBe(1);
    expect(cardOf(tracking)?.seenInserted).toBe(false);
  });

  it('does not call an insertion a card found in a reader whose state was not known', () => {
    const tracking = play([[reader({ presence: 'unsettled' })], [reader({ eventCounter: 1 })]]);
    expect(cardOf(tracking)).toMatchObject({ seenInserted: false });
  });

  it('does not call an insertion a card that comes with its reader', () => {
    expect(cardOf(play([[], [reader()]]))).toMatchObject({ seenInserted: false });
  });

  it('nor one that is found a moment after its reader', () => {
    const plugged = play([[], [empty()]], NOTHING_SEEN, 0);
    const soon = observe(plugged, [reader({ eventCounter: 1 })], ARRIVAL_MS - 1);
    expect(cardOf(soon)).toMatchObject({ seenInserted: false });
    const later = observe(plugged, [reader({ eventCounter: 1 })], ARRIVAL_MS);
    expect(cardOf(later)).toMatchObject({ seenInserted: true });
  });

  it('sees an insertion right after the program started', () => {
    const tracking = observe(observe(NOTHING_SEEN, [empty()], 0), [reader({ eventCounter: 1 })], 1);
    expect(cardOf(tracking)).toMatchObject({ seenInserted: true });
  });

  it('calls nothing an insertion when the service comes back, and reuses no number', () => {
    const lost = serviceLost(play([[empty()], [reader({ eventCounter: 1 })]]));
    expect(snapshotOf(lost).readers).toEqual([]);
    expect(cardOf(observe(lost, [reader()], 0))).toMatchObject({ insertion: 2, seenInserted: false });
    const late = observe(observe(lost, [empty()], 0), [reader({ eventCounter: 1 })], 300);
    expect(cardOf(late)).toMatchObject({ insertion: 2, seenInserted: false });
  });

  it('keeps several readers apart, by name and not by place', () => {
    const tracking = play([
      [empty(0, 'A'), empty(0, 'B')],
      [empty(0, 'A'), reader({ name: 'B', eventCounter: 1 })],
      [reader({ name: 'B', eventCounter: 1 }), reader({ name: 'A', eventCounter: 1 })],
    ]);
    expect(cardOf(tracking, 'B')).toMatchObject({ insertion: 1, seenInserted: true });
    expect(cardOf(tracking, 'A')).toMatchObject({ insertion: 2, seenInserted: true });
  });
});

const observedReader = (name: string): fc.Arbitrary<ObservedReader> =>
  fc
    .record({
      presence: fc.constantFrom('empty', 'present', 'unsettled'),
      atr: fc.constantFrom('', VITALE, OTHER_VITALE),
      eventCounter: fc.constantFrom(0, 1, 2, 3, 0xffff, null),
    })
    .map((seen) => reader({ name, ...seen }));

describe('over any history', () => {
  const history = fc.array(
    fc
      .tuple(fc.option(observedReader('A')), fc.option(observedReader('B')))
      .map((pair) => pair.filter((each) => each !== null)),
    { minLength: 1, maxLength: 30 },
  );

  it('a number belongs to one reader and one ATR, and what counts as seen had its reader empty or a moved counter', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const owners = new Map<number, string>();
        let tracking: Tracking = NOTHING_SEEN;
        let highest = 0;
        for (const [index, observed] of steps.entries()) {
          const before = tracking;
          tracking = observe(before, observed, index * 10_000);
          readersSnapshotSchema.parse(snapshotOf(tracking));
          for (const { name, card } of snapshotOf(tracking).readers) {
            if (card === null) continue;
            const owner = `${name} ${card.atr}`;
            const known = owners.get(card.insertion);
            // A mute card may wake up; nothing else changes under a number.
            if (known !== undefined && known !== `${name} `) expect(owner).toBe(known);
            owners.set(card.insertion, owner);
            const isNew = card.insertion > highest;
            if (isNew && card.seenInserted) {
              const was = before.readers.find((each) => each.name === name);
              const counter = observed.find((each) => each.name === name)?.eventCounter;
              expect(was?.presence === 'empty' || was?.eventCounter !== counter).toBe(true);
            }
          }
          highest = tracking.lastInsertion;
        }
      }),
    );
  });
});

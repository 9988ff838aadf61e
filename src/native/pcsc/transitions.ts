/**
 * What successive observations of the readers mean: insertions, swaps and removals. Pure.
 * The rule behind it all: an insertion number never survives a possible change of card, and a card counts as
 * "seen inserted" only when this process saw its reader empty before, or saw the service count a swap.
 */
import type { PresentCard, ReadersSnapshot } from '../../borders/native.ts';
import type { ObservedReader } from './port.ts';
import type { CardKind } from '../../domain/readers/card-kinds.ts';
import { kindOfAtr } from '../../domain/readers/atr-table.ts';
import { hex } from './hex.ts';

/**
 * How long after a reader was plugged in, or the service came back, a card is taken to have been there already,
 * in milliseconds. Readers may be said to be empty before the card that is in them is found. The price is small:
 * a card that is inserted that soon after is shown, and opens nothing by itself.
 */
export const ARRIVAL_MS = 2_000;

interface Tracked {
  readonly name: string;
  readonly presence: ObservedReader['presence'];
  readonly eventCounter: number | null;
  /** When the reader appeared while watching; `null` when it was there from the start. */
  readonly appearedAt: number | null;
  readonly card: PresentCard | null;
}

/** All that must be remembered between two observations. */
export interface Tracking {
  /** True once anything is known of the service, be it that it is down: readers that appear later are new. */
  readonly begun: boolean;
  readonly readers: readonly Tracked[];
  readonly lastInsertion: number;
}

export const NOTHING_SEEN: Tracking = { begun: false, readers: [], lastInsertion: 0 };

/** One card in one reader, with the service's counter that goes with its insertion. */
export interface CurrentCard {
  readonly kind: CardKind;
  readonly atr: string;
  readonly insertion: number;
  readonly eventCounter: number | null;
}

/** Takes one observation of all the readers into account; `now` in milliseconds on any steady clock. */
export function observe(tracking: Tracking, observed: readonly ObservedReader[], now: number): Tracking {
  let lastInsertion = tracking.lastInsertion;
  const readers = observed.map((reader): Tracked => {
    const before = tracking.readers.find(({ name }) => name === reader.name);
    const appearedAt = before === undefined ? (tracking.begun ? now : null) : before.appearedAt;
    const arriving = appearedAt !== null && now - appearedAt < ARRIVAL_MS;
    const verdict = judge(before, reader);
    let card: PresentCard | null = null;
    if (verdict === 'same') card = before?.card ?? null;
    else if (verdict !== 'none') {
      const atr = hex(reader.atr);
      const kept = verdict === 'woken' ? before?.card : undefined;
      const insertion = kept?.insertion ?? (lastInsertion += 1);
      const seenInserted = kept?.seenInserted ?? (verdict === 'inserted' && !arriving);
      card = { kind: kindOfAtr(atr), atr, insertion, seenInserted };
    }
    return {
      name: reader.name,
      presence: reader.presence,
      eventCounter: reader.eventCounter,
      appearedAt,
      card,
    };
  });
  return { begun: true, readers, lastInsertion };
}

/** Forgets every reader and card, but never an insertion number: those do not come back. */
export function serviceLost(tracking: Tracking): Tracking {
  return { begun: true, readers: [], lastInsertion: tracking.lastInsertion };
}

/** The snapshot that main receives. */
export function snapshotOf(tracking: Tracking): ReadersSnapshot {
  return {
    service: 'running',
    failure: null,
    readers: tracking.readers.map(({ name, card }) => ({ name, card })),
  };
}

/** The card that is in `reader` as far as is known now. */
export function currentCard(tracking: Tracking, reader: string): CurrentCard | null {
  const tracked = tracking.readers.find(({ name }) => name === reader);
  if (!tracked?.card) return null;
  const { kind, atr, insertion } = tracked.card;
  return { kind, atr, insertion, eventCounter: tracked.eventCounter };
}

/**
 * `none`: no card. `same`: the card already known. `woken`: the same card, mute until now, gave its ATR.
 * `inserted`: an insertion that this process saw. `found`: another card may be there, but nobody saw it come.
 */
type Verdict = 'none' | 'same' | 'woken' | 'inserted' | 'found';

function judge(before: Tracked | undefined, reader: ObservedReader): Verdict {
  if (reader.presence !== 'present') return 'none';
  if (before?.presence === 'empty') return 'inserted';
  if (before?.presence !== 'present' || before.card === null) return 'found';
  const moved = counterMove(before.eventCounter, reader.eventCounter);
  if (moved === 'forward') return 'inserted';
  if (moved === 'restarted') return 'found';
  const atr = hex(reader.atr);
  if (atr === before.card.atr) return 'same';
  return before.card.atr === '' ? 'woken' : 'found';
}

/** Half the counter's range: a move beyond it is a counter that began again, as after a reader was re-plugged. */
const HALF_RANGE = 0x8000;

function counterMove(before: number | null, after: number | null): 'none' | 'forward' | 'restarted' {
  if (before === null || after === null || before === after) return 'none';
  return ((after - before) & 0xffff) < HALF_RANGE ? 'forward' : 'restarted';
}

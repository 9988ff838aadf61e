/** What a visit whose sign-in wants a card hears of the cards in the readers, and whether the one it lost is back. */
import { failure, type Failure } from '../failures/index.ts';
import type { CardHolder, CardSummary } from './cpx.ts';

/** A card that could sign in. */
interface UsableCard {
  readonly serial: string;
  readonly holder: CardHolder;
}

/** What is known of the practitioners' cards that are there. */
export type CardsKnown =
  | { readonly kind: 'absent' }
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'read';
      readonly usable: readonly UsableCard[];
      /** Why a card that is there does not show what is on it, or cannot sign in. */
      readonly failure: Failure | null;
    };

/** One line about the cards in the readers, for a visit that waits for one. */
export type CardSeen =
  | { readonly kind: 'absent' }
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'ready';
      /** `same` is the very card that the session rested on; `unknown` when it is not known which one that was. */
      readonly whose: 'same' | 'other' | 'unknown';
      readonly holder: CardHolder;
    }
  | { readonly kind: 'problem'; readonly failure: Failure };

/**
 * Says it of a visit that rested on the card with this serial (null: not known). A card is the same by its serial
 * alone: a name or a reader would do for somebody else's.
 */
export function seeCard(known: CardsKnown, rested: string | null): CardSeen {
  if (known.kind !== 'read') return known;
  const [first] = known.usable;
  const same = known.usable.find(({ serial }) => serial === rested);
  const card = same ?? first;
  if (card === undefined) return { kind: 'problem', failure: known.failure ?? failure('CPX-NON-RECONNUE') };
  const whose = same !== undefined ? 'same' : rested === null ? 'unknown' : 'other';
  return { kind: 'ready', whose, holder: card.holder };
}

/**
 * The card to speak of where there is room for one: one that can sign in, else the first. Without any that the
 * Cryptolib knows, what it gave as its reason: a card that PC/SC shows and it does not is not ready.
 */
export function cardToShow(
  summaries: readonly CardSummary[],
  reason: Failure | null,
): Pick<CardSummary, 'holder' | 'validity' | 'failure'> {
  return (
    summaries.find((summary) => summary.failure === null) ??
    summaries[0] ?? { holder: null, validity: null, failure: reason ?? failure('CPX-NON-RECONNUE') }
  );
}

/** What a visit makes of the practitioner's card that is there: whether it waits for it, and whether to ask again. */
import { describeFailure, type Failure } from '../failures/index.ts';
import type { CardSeen } from '../practitioner/card-return.ts';
import type { VisitLife } from './visit-life.ts';

/** The site wants the card again, or its key: the page alone would not come. */
export function isOfCard(reason: Failure): boolean {
  return /^(SITE-CARTE|CPX-INSPECTION)/.test(reason.code) || describeFailure(reason).section === 'cpx';
}

/** A card that came a moment ago is there, but no certificate of it was offered: nothing was asked of it either. */
export function isUnseen(life: VisitLife, { code }: Failure): boolean {
  const { session, signedIn, unseenCard } = life;
  const asked = code === 'SITE-CARTE-DEMANDEE' && session?.certificate === false && !signedIn;
  return asked && !unseenCard && isOwnCard(life);
}

/** A card whose PIN may be asked without a click: nobody else's than the one that was asked for, and no wrong PIN. */
export function isOwnCard({ card, wrongPin }: VisitLife): boolean {
  return card.kind === 'ready' && card.whose !== 'other' && !wrongPin;
}

/**
 * Whether a card that comes now is what the visit waits for, so that its PIN is asked without a click: the one that
 * left, or any where the practitioner has just asked to use one.
 */
export function isAwaited({ stop, session, renewal, wrongPin }: VisitLife, card: CardSeen): boolean {
  if (card.kind !== 'ready' || session !== null || renewal !== null || wrongPin) return false;
  if (stop?.failure.code === 'CPX-RETIREE') return card.whose === 'same';
  return stop?.failure.code === 'CPX-ATTENDUE';
}

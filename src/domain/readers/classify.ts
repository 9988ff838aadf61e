/**
 * The one classifier of readers and cards: launcher, sign-in, diagnosis and repair all ask here what a slot is and
 * whose card may lie in it.
 */
import { canSignIn, isContactCard, type CardKind } from './card-kinds.ts';
import { READER_TABLE, type SlotNature, type SlotUse } from './reader-table.ts';

/** What is known of one slot. */
export interface Slot {
  readonly nature: SlotNature;
  readonly use: SlotUse;
  /** Whether its name is always the same slot's. */
  readonly settled: boolean;
  /** As the table calls it; empty for a model it does not hold. */
  readonly model: string;
}

/** A card as it was seen. */
export interface CardSeen {
  readonly kind: CardKind;
  /** False for a card that was there when watching began. */
  readonly seenInserted: boolean;
}

/** A reader and what lies in it, in any of the program's shapes. */
export interface ReaderSeen {
  readonly name: string;
  readonly card: { readonly kind: CardKind } | null;
}

const ORDINARY: Slot = { nature: 'contact', use: 'any', settled: true, model: '' };

/** What a reader's name says of its slot. */
export function slotOfReader(name: string): Slot {
  const tidy = name.replace(/\s+/g, ' ').trim();
  return READER_TABLE.find(({ pattern }) => pattern.test(tidy)) ?? ORDINARY;
}

/** What a slot is, by its name and by the card in it: an ATR that only contacts can give outweighs the name. */
export function natureOf({ name, card }: ReaderSeen): SlotNature {
  if (card?.kind === 'virtual') return 'virtual';
  if (card !== null && isContactCard(card.kind)) return 'contact';
  if (card?.kind === 'cps3-contactless') return 'contactless';
  return slotOfReader(name).nature;
}

/** Whether a reader is one for cards: those that Windows makes for itself are none. */
export function isCardReader(reader: ReaderSeen): boolean {
  return natureOf(reader) !== 'virtual';
}

/**
 * Whether a card is or may be a Vitale, so that it is read and its failure told. Nobody's: what lies in a virtual
 * reader, a practitioner's card, a mute thing in a contactless slot (some are never empty), and an unknown card that
 * was there before anybody looked.
 */
export function mayBeVitale(reader: string, card: CardSeen): boolean {
  const nature = natureOf({ name: reader, card });
  if (nature === 'virtual' || isPractitionerCard(card.kind)) return false;
  if (card.kind === 'mute') return nature !== 'contactless';
  return card.kind !== 'unknown' || card.seenInserted;
}

/** Whether a card is a practitioner's, also one that cannot sign in from where it lies. */
export function isPractitionerCard(kind: CardKind): boolean {
  return canSignIn(kind) || kind === 'cps3-contactless';
}

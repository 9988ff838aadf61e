/** What a card is, as far as its ATR alone can say. */
export const CARD_KINDS = [
  'vitale-2',
  'vitale-1',
  'cps3',
  'cps4',
  /** By its ATR of the family of the practitioners' cards, of a generation no table names: the Cryptolib is asked. */
  'cps-presumed',
  'cps3-contactless',
  /** What Windows keeps in a reader of its own making (Windows Hello, TPM): nobody's card. */
  'virtual',
  'unknown',
  /** It gave no ATR. */
  'mute',
] as const;

export type CardKind = (typeof CARD_KINDS)[number];

/** Cards that may sign in from a contact slot. */
const SIGN_IN_KINDS: ReadonlySet<CardKind> = new Set(['cps3', 'cps4', 'cps-presumed']);

/** Whether a card is, or is presumed to be, a practitioner's that can sign in: contact only. */
export function canSignIn(kind: CardKind): boolean {
  return SIGN_IN_KINDS.has(kind);
}

/** Whether an ATR says that its card is read by its contacts: then its slot is a contact slot, whatever its name. */
export function isContactCard(kind: CardKind): boolean {
  return kind === 'vitale-1' || kind === 'vitale-2' || canSignIn(kind);
}

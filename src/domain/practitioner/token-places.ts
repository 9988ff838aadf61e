/** Which of the Cryptolib's tokens lies in which PC/SC reader. */
import type { CpxCard } from './cpx.ts';
import type { KnownToken } from './pin-ledger.ts';

/** PKCS#11 leaves a slot's description this many bytes. */
const DESCRIPTION_BYTES = 64;

/** A practitioner's card as PC/SC shows it. */
interface PlacedCard {
  readonly key: string;
  readonly reader: string;
}

/**
 * Places tokens. On Linux a slot's description is the PC/SC reader's name (cpx.md), cut at 64 bytes; elsewhere that is
 * not known to be so, and only a card that is alone is known to be the token that is alone.
 */
export function placeTokens(
  tokens: readonly Pick<CpxCard, 'slot' | 'token'>[],
  cards: readonly PlacedCard[],
  slotsNameReaders: boolean,
): readonly KnownToken[] {
  const [onlyCard, ...otherCards] = cards;
  const alone = tokens.length === 1 && otherCards.length === 0 ? (onlyCard?.key ?? null) : null;
  return tokens.map(({ slot, token }) => {
    const named = slotsNameReaders ? cards.filter(({ reader }) => isDescribed(reader, slot.description)) : [];
    const [card, ...namesakes] = named;
    return {
      serial: token.serialNumber,
      label: token.label.trim(),
      insertion: card !== undefined && namesakes.length === 0 ? card.key : alone,
    };
  });
}

function isDescribed(reader: string, description: string): boolean {
  const bytes = new TextEncoder().encode(reader).slice(0, DESCRIPTION_BYTES);
  return new TextDecoder().decode(bytes).trimEnd() === description.trimEnd();
}

/**
 * The insertions on which a sign-in rests: leaving one of them ends it. That of the certificate's own card where it is
 * known where that one lies; else every card that it may be, which ends a session too soon and never too late.
 */
export function cardsOfSignIn<Card extends PlacedCard>(
  certificate: string | null,
  known: readonly { readonly label: string; readonly certificate: { readonly id: string } }[],
  tokens: readonly KnownToken[],
  cards: readonly Card[],
): readonly Card[] {
  const [own, ...twins] = known.filter((each) => each.certificate.id === certificate);
  const [token, ...namesakes] = own === undefined ? [] : tokens.filter(({ label }) => label === own.label);
  if (twins.length > 0 || namesakes.length > 0 || token === undefined) return cards;
  const card = cards.filter(({ key }) => key === token.insertion);
  return card.length > 0 ? card : cards;
}

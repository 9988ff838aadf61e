/**
 * The card desk: which card of the catalogue lies in which reader. The demonstration's window and the tour move
 * cards through it and do not know whether a PC/SC service or the in-process one is behind.
 */
import { CATALOGUE, type CardId, catalogueCard, type CatalogueCard } from './catalogue.ts';
import type { LoggedCard } from './card.ts';
import type { CardSlot } from './slot.ts';

export interface DeskReader {
  /** Name that PC/SC gives the reader. */
  readonly name: string;
  /** The card that is in, or `null`. */
  readonly card: CardId | null;
}

export interface CardDesk {
  /** Every card there is, in the order to show them. */
  readonly catalogue: readonly CatalogueCard[];
  readonly state: readonly DeskReader[];
  /**
   * Puts a new card of that name into the reader, taking out the one that was in.
   * @returns the card, whose `log` tells what it was asked.
   * @throws RangeError for a reader that does not exist; Error when the reader's service is down.
   */
  insert(reader: number, card: CardId): Promise<LoggedCard>;
  /** Takes the card out; does nothing when the reader is empty. */
  remove(reader: number): Promise<void>;
  /** Calls back after every change, also when a card leaves by itself; gives the function that stops it. */
  onChange(listener: (state: readonly DeskReader[]) => void): () => void;
  /** Takes every card out. */
  clear(): Promise<void>;
}

export interface DeskSlot {
  readonly name: string;
  readonly slot: CardSlot;
}

/** Lays the catalogue beside these readers. */
export function createCardDesk(places: readonly DeskSlot[]): CardDesk {
  return new Desk(places);
}

class Desk implements CardDesk {
  readonly catalogue = CATALOGUE;
  readonly #places: readonly DeskSlot[];
  readonly #cards: (CardId | null)[];
  readonly #listeners = new Set<(state: readonly DeskReader[]) => void>();

  constructor(places: readonly DeskSlot[]) {
    this.#places = places;
    this.#cards = places.map(() => null);
    places.forEach(({ slot }, reader) => slot.on('pulled-out', () => this.#note(reader, null)));
  }

  get state(): readonly DeskReader[] {
    return this.#places.map(({ name }, reader) => ({ name, card: this.#cards[reader] ?? null }));
  }

  async insert(reader: number, id: CardId): Promise<LoggedCard> {
    const slot = this.#slot(reader);
    const card = catalogueCard(id).make();
    await this.remove(reader);
    await slot.insert(card);
    this.#note(reader, id);
    return card;
  }

  async remove(reader: number): Promise<void> {
    await this.#slot(reader).remove();
    this.#note(reader, null);
  }

  onChange(listener: (state: readonly DeskReader[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async clear(): Promise<void> {
    await Promise.all(this.#places.map((_, reader) => this.remove(reader)));
  }

  #slot(reader: number): CardSlot {
    const place = this.#places[reader];
    if (place === undefined) throw new RangeError(`There is no reader ${reader}`);
    return place.slot;
  }

  #note(reader: number, card: CardId | null): void {
    if (this.#cards[reader] === card) return;
    this.#cards[reader] = card;
    for (const listener of this.#listeners) listener(this.state);
  }
}

import type { VirtualCard } from './card.ts';

/** A place for one card, whatever is behind it: a virtual reader of pcscd or an in-process one. */
export interface CardSlot {
  /** The card that is in, or `null`. */
  readonly card: VirtualCard | null;
  insert(card: VirtualCard): Promise<void>;
  remove(): Promise<void>;
  /** The card left by itself: by its own script, or because the service closed its reader. */
  on(event: 'pulled-out', listener: (reason: 'script' | 'service') => void): unknown;
}

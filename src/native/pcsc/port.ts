/**
 * What the program needs of a smart-card service, whoever gives it: the system's PC/SC through koffi,
 * or the demonstration's in-process cards where no virtual reader can be had.
 * Errors are values; nothing here throws or rejects.
 */
import type { Result } from '../../domain/result.ts';

/** One reader as the service sees it at one moment. */
export interface ObservedReader {
  readonly name: string;
  /** `unsettled`: the reader is there, but the service has not said (or cannot say) whether it holds a card. */
  readonly presence: 'empty' | 'present' | 'unsettled';
  /** Empty when there is no card, or when the card gave none (a mute card). */
  readonly atr: Uint8Array;
  /**
   * Insertions and removals counted by the service, modulo 65536; on macOS, whose service does not count, the swaps
   * that it has told of. `null` where nobody counts.
   */
  readonly eventCounter: number | null;
}

/** One connection to the service that watches all the readers. */
export interface ReaderWatch {
  /**
   * The state of every reader: at once the first time, afterwards as soon as something may have changed.
   * A failure means that this watch is over: close it and open another one.
   */
  next(): Promise<Result<readonly ObservedReader[]>>;
  /** Ends a pending `next()` at once. Synchronous, so that it can be called while the process exits. */
  close(): void;
}

/** A card connected in shared mode. */
export interface Card {
  /** Locks the card for a few commands; waits while another program holds it. */
  beginTransaction(): Promise<Result<void>>;
  /** Unlocks the card and leaves it as it is. Harmless when the card is gone. */
  endTransaction(): Promise<void>;
  /**
   * One exchange: a command APDU out, a response APDU (data and two status bytes) back.
   * An exchange that got lost on the way is `VITALE-TRANSMISSION`, the only failure worth another try.
   */
  transmit(command: Uint8Array): Promise<Result<Uint8Array>>;
  /** What the service says of this card's reader now; with `quietMs`, waits that long for a change to show. */
  observe(quietMs?: number): Promise<Result<ObservedReader>>;
  /** Lets go of the card without resetting it (SCARD_LEAVE_CARD) and frees the connection. */
  disconnect(): Promise<void>;
}

export interface CardService {
  openWatch(): Promise<Result<ReaderWatch>>;
  connect(reader: string): Promise<Result<Card>>;
  /** Cancels whatever waits, so that the process can exit at once. Synchronous. */
  cancelAll(): void;
}

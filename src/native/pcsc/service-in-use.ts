/** What the watch and the cards of one service share: how this service speaks, and what it was caught at. */
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed } from '../../domain/result.ts';
import {
  failureOfCode,
  meansNoReader,
  SCARD_STATE_CHANGED,
  SCARD_STATE_EMPTY,
  SCARD_STATE_PRESENT,
  type Operation,
} from './codes.ts';
import type { ObservedReader } from './port.ts';
import type { ReaderStateOut, Winscard } from './winscard.ts';

export interface WinscardServiceOptions {
  readonly api: Winscard;
  readonly pause: (milliseconds: number) => Promise<void>;
  /**
   * Apple's own service. It counts no events (the high word of a state means nothing there) and has no pseudo-reader
   * for plug-and-play. It says « reset » of a card that was swapped, and « unpowered » of one that was reset.
   */
  readonly apple?: boolean;
  /** Whether the system ends its service with the last reader and starts it with the first (Windows). */
  readonly endsWithoutReaders?: boolean;
}

export interface ServiceInUse extends WinscardServiceOptions {
  readonly swaps: Swaps;
}

/** Swaps that a service has told of while it was used, by reader: in the place of the counter that it does not keep. */
export class Swaps {
  readonly #counts = new Map<string, number>();

  of(reader: string): number {
    return this.#counts.get(reader) ?? 0;
  }

  note(reader: string): void {
    this.#counts.set(reader, (this.of(reader) + 1) & 0xffff);
  }
}

/** A reader's state as the port has it. */
export function observed({ name, eventState, atr }: ReaderStateOut, service: ServiceInUse): ObservedReader {
  const present = (eventState & SCARD_STATE_PRESENT) !== 0;
  const empty = (eventState & SCARD_STATE_EMPTY) !== 0;
  return {
    name,
    presence: present ? 'present' : empty ? 'empty' : 'unsettled',
    atr: present ? atr : new Uint8Array(),
    eventCounter: service.apple === true ? service.swaps.of(name) : eventState >>> 16,
  };
}

/** A state to be waited with. */
export function withoutChange(eventState: number): number {
  return (eventState & ~SCARD_STATE_CHANGED) >>> 0;
}

/** What the service itself refused; without a service on a system that ends it so, there is no reader. */
export function refusedService(code: number, { endsWithoutReaders }: WinscardServiceOptions) {
  if (endsWithoutReaders === true && meansNoReader(code)) return failed(failure('LECTEUR-ABSENT'));
  return refused(code, 'service');
}

/** What the service refused of a card or of itself. */
export function refused(
  code: number,
  operation: Operation,
): { readonly ok: false; readonly failure: Failure } {
  return failed(failureOfCode(code, operation));
}

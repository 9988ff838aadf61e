import type { DeskSlot } from '../cards/desk.ts';
import type { InProcessService } from './in-process-service.ts';
import { VirtualReader } from './vpcd-reader.ts';

/** pcscd looks every 400 ms: a reader that was empty for longer than that has been seen empty. */
const SEEN_EMPTY_MS = 700;

/**
 * Places for a card desk over ports where cards are TCP clients: a private pcscd's readers, or an in-process service
 * that listens in another process. Cards stay in when the service goes and are seen again when it is back.
 */
export function slotsOnPorts(
  readers: readonly { readonly name: string; readonly port: number }[],
): readonly DeskSlot[] {
  return readers.map(({ name, port }) => ({
    name,
    slot: new VirtualReader(port, { stays: true, emptyForMs: SEEN_EMPTY_MS }),
  }));
}

/** Places for a card desk over an in-process service of the same process. */
export function slotsOf(service: InProcessService): readonly DeskSlot[] {
  return service.slots.map((slot) => ({ name: slot.name, slot }));
}

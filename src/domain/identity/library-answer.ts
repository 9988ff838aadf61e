/**
 * Whether what the vendor's library read is the card that was inserted. The library reads whatever lies in *its* slot:
 * a reader of GALSS that PC/SC does not show, or another one than the insertion's (field.md 2). Its answer carries
 * nothing of the reader, so it counts only with a witness, and is dropped without one.
 */
import type { VitaleReading } from './beneficiary.ts';
import { parseCardDate } from './card-date.ts';
import { personKeysInSources } from './person.ts';

/** What is known of the insertion that the library's answer is to be filed under. */
export interface AnsweredInsertion {
  /** The PC/SC reader of the insertion. */
  readonly reader: string;
  /** The PC/SC reader that galss.ini names for the library's Vitale slot; null when it names none that is there. */
  readonly channelReader: string | null;
  /** A direct read of that very card; null when there is none. */
  readonly direct: VitaleReading | null;
  /** Cards that may be a Vitale, this one included, that were in any reader between the question and the answer. */
  readonly vitalesMeanwhile: number;
}

/** Who vouches for the answer. */
export type LibraryWitness = 'reader' | 'person';

/** Who vouches for the library's answer being this insertion's; null when nothing does, and it must not be used. */
export function witnessOf(library: VitaleReading, insertion: AnsweredInsertion): LibraryWitness | null {
  const { reader, channelReader, direct, vitalesMeanwhile } = insertion;
  // Some versions of the library look for the readers by themselves: with two cards the file proves nothing.
  if (channelReader === reader && vitalesMeanwhile === 1) return 'reader';
  return direct !== null && sharePerson(direct, library) ? 'person' : null;
}

/**
 * What a person who is on both lists vouches for: the people of the direct read. The cards of two parents share their
 * children, so that whoever is on the library's list alone may be on another card.
 */
export function onlyShared(library: VitaleReading, direct: VitaleReading): VitaleReading {
  const shared = library.beneficiaries.filter((one) =>
    sharePerson(direct, { ...library, beneficiaries: [one] }),
  );
  return { ...library, beneficiaries: shared };
}

/** Whether someone is on both lists, by name, first name and birth date. Without its year a date is no witness. */
export function sharePerson(one: VitaleReading, other: VitaleReading): boolean {
  const keys = new Set(one.beneficiaries.filter(isDated).flatMap(personKeysInSources));
  return other.beneficiaries
    .filter(isDated)
    .some((person) => personKeysInSources(person).some((key) => keys.has(key)));
}

function isDated({ birthDate }: VitaleReading['beneficiaries'][number]): boolean {
  return parseCardDate(birthDate).year !== null;
}

/** A channel of galss.ini, as far as it says where a slot is. */
export interface SlotChannel {
  /** For a PC/SC channel the reader's name; for a serial one its parameters. */
  readonly characteristics: string | null;
  readonly slots: readonly { readonly name: string }[];
}

/**
 * The PC/SC reader that galss.ini gives to a slot: null when no channel or several have it, or when the channel names
 * no reader that is there (a serial channel, a reader of another day).
 */
export function readerOfSlot(
  slot: string,
  channels: readonly SlotChannel[],
  readers: readonly string[],
): string | null {
  const [channel, ...others] = channels.filter(({ slots }) => slots.some(({ name }) => name === slot));
  if (channel === undefined || others.length > 0) return null;
  const [reader, ...namesakes] = readers.filter((name) => isSame(name, channel.characteristics ?? ''));
  return reader === undefined || namesakes.length > 0 ? null : reader;
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

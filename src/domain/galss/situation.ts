/** What a galss.ini is judged against: the readers, what lies in them, and who goes by the file. */
import { natureOf, type ReaderSeen } from '../readers/classify.ts';
import { isSameReader, type GalssSlot } from './channels.ts';

export interface GalssSituation {
  /** Null when there is no such file. */
  readonly text: string | null;
  readonly readers: readonly ReaderSeen[];
  readonly platform: 'windows' | 'macos' | 'linux';
  /** Programs found that go by the file; without any, an absent file is nothing wrong (field.md 1.1 and 5). */
  readonly clients: readonly string[];
  /** Widths of the GALSS that are installed. */
  readonly widths: readonly (32 | 64)[];
  /** Numbers of the serial ports that exist; null where that is not known. */
  readonly serialPorts: readonly number[] | null;
}

/** The readers in which the cards lie, as far as they prove anything. */
export interface CardsInPlace {
  readonly CPS: string | null;
  readonly Vitale: string | null;
}

/** Contact readers that can be named without a doubt: two of the same name are none. */
export function contactReaders(readers: readonly ReaderSeen[]): readonly ReaderSeen[] {
  return readers.filter(
    (reader) =>
      natureOf(reader) === 'contact' &&
      isWritable(reader.name) &&
      readers.filter(({ name }) => isSameReader(name, reader.name)).length === 1,
  );
}

/** A name that can stand in the file: a line break in it would make another line, another section. */
export function isWritable(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- they are what is refused
  return name.trim() !== '' && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(name);
}

/** Where each card is proven to lie: in one contact reader, and no other card of its kind anywhere. */
export function cardsInPlace(readers: readonly ReaderSeen[]): CardsInPlace {
  const usable = contactReaders(readers);
  const only = (slot: GalssSlot): string | null => {
    const inside = readers.filter((reader) => slotOfCard(reader) === slot);
    const [first] = inside;
    return inside.length === 1 && first !== undefined && usable.includes(first) ? first.name : null;
  };
  return { CPS: only('CPS'), Vitale: only('Vitale') };
}

/** What card a reader holds, as far as galss.ini cares. A card that is only presumed to be a CPS proves nothing. */
export function slotOfCard(reader: ReaderSeen | undefined): GalssSlot | null {
  switch (reader?.card?.kind) {
    case 'vitale-1':
    case 'vitale-2':
      return 'Vitale';
    case 'cps3':
    case 'cps4':
      return 'CPS';
    default:
      return null;
  }
}

/**
 * A carte Vitale 2 made from data. Commands, files and tags are those of the shared reference on the
 * carte Vitale (public card-reading programs); nothing of a vendor's component is imitated.
 */
import { VITALE_2_ATR } from './atr.ts';
import { type CardAnswer, statusWord, type VirtualCard, withStatus } from './card.ts';

export interface CardPerson {
  readonly name: string;
  readonly firstName: string;
  /** `AAAAMMJJ`, with `00` and months above 12 as some cards have them. */
  readonly birthDate: string;
  /** 15 characters, own or a parent's; `null` when the card has none for this person. */
  readonly nir: string | null;
}

export interface Vitale2Data {
  readonly people: readonly CardPerson[];
  /** Start of validity, `AAAAMMJJ`. */
  readonly validFrom?: string;
}

export interface Vitale2Options {
  /** Default: one of the patterns seen on Vitale 2 cards. */
  readonly atr?: Uint8Array;
  /** Field width that names are padded to with spaces, in bytes. Default 25. */
  readonly nameWidth?: number;
  /** Writes every length as `81 xx`, even below 128. */
  readonly longLengths?: boolean;
  /** Zero bytes after the last template of each file. Default 8. */
  readonly padding?: number;
  /** Puts an unknown tag in every template and an unknown template in every file. */
  readonly unknownTags?: boolean;
  /** Answers `61 xx` first, and the data to GET RESPONSE. */
  readonly getResponse?: boolean;
  /** Answers `6C xx` to a READ BINARY whose Le is not the length that is there. */
  readonly exactLength?: boolean;
  /** Keeps only the first bytes of a file: a truncated card. */
  readonly identityLength?: number;
  readonly numbersLength?: number;
  /** The numbers file holds that many people only. */
  readonly numbersCount?: number;
}

const APPLICATION = 'D250000002564954414C45';
const MAX_ANSWER = 256;

/** The two files of the card, as they lie on it. */
export function vitale2Files(
  data: Vitale2Data,
  options: Vitale2Options = {},
): { readonly identity: Uint8Array; readonly numbers: Uint8Array } {
  const counted = data.people.slice(0, options.numbersCount);
  const validity =
    data.validFrom === undefined
      ? []
      : [template(0x66, [field(0x80, latin1(data.validFrom), options)], options)];
  return {
    identity: file(
      [...data.people.map((person) => identityTemplate(person, options)), ...validity],
      options,
      options.identityLength,
    ),
    numbers: file(
      counted.map((person) => numbersTemplate(person, options)),
      options,
      options.numbersLength,
    ),
  };
}

/** A Vitale 2 that answers SELECT, READ BINARY (short file and offset) and GET RESPONSE. */
export function vitale2(data: Vitale2Data, options: Vitale2Options = {}): VirtualCard {
  const files = vitale2Files(data, options);
  let directory: 'master' | 'application' = 'master';
  let current: Uint8Array | null = null;
  let waiting = new Uint8Array(0);

  const reset = (): void => {
    directory = 'master';
    current = null;
    waiting = new Uint8Array(0);
  };

  const give = (bytes: Uint8Array): Uint8Array => {
    if (options.getResponse !== true || bytes.length === 0) return withStatus(bytes, 0x9000);
    waiting = Uint8Array.from(bytes);
    return statusWord(0x6100 | (bytes.length & 0xff));
  };

  const select = (p1: number, name: string): Uint8Array => {
    if (p1 === 0x00 && name === '3F00') directory = 'master';
    else if (p1 === 0x04 && name === APPLICATION) directory = 'application';
    else return statusWord(0x6a82);
    current = null;
    return statusWord(0x9000);
  };

  const readBinary = (p1: number, p2: number, le: number): Uint8Array => {
    let offset = (p1 << 8) | p2;
    if ((p1 & 0x80) !== 0) {
      // ISO 7816-4: bit 8 of P1 set means a short file identifier in P1 and the offset in P2.
      if ((p1 & 0x1f) !== 2) return statusWord(0x6a82);
      current = directory === 'master' ? files.identity : files.numbers;
      offset = p2;
    }
    if (current === null) return statusWord(0x6986);
    if (offset > current.length) return statusWord(0x6b00);
    const there = Math.min(current.length - offset, MAX_ANSWER);
    const asked = le === 0 ? MAX_ANSWER : le;
    const mustBeExact = le !== 0 || options.exactLength === true;
    if (asked > there && mustBeExact && there > 0) return statusWord(0x6c00 | (there & 0xff));
    return give(current.subarray(offset, offset + Math.min(asked, there)));
  };

  const getResponse = (le: number): Uint8Array => {
    if (waiting.length === 0) return statusWord(0x6985);
    const asked = le === 0 ? MAX_ANSWER : le;
    const part = waiting.subarray(0, asked);
    waiting = waiting.slice(asked);
    return withStatus(part, waiting.length === 0 ? 0x9000 : 0x6100 | (Math.min(waiting.length, 255) & 0xff));
  };

  const respond = (apdu: Uint8Array): CardAnswer => {
    const [cla, ins, p1, p2, p3 = 0] = apdu;
    if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
      return statusWord(0x6700);
    if (cla !== 0x00) return statusWord(0x6e00);
    if (ins === 0xc0) return getResponse(p3);
    waiting = new Uint8Array(0);
    if (ins === 0xb0) return readBinary(p1, p2, p3);
    if (ins !== 0xa4) return statusWord(0x6d00);
    const name = apdu.subarray(5, 5 + p3);
    return name.length === p3
      ? select(p1, Buffer.from(name).toString('hex').toUpperCase())
      : statusWord(0x6700);
  };

  return { atr: options.atr ?? VITALE_2_ATR, respond, reset };
}

function identityTemplate(person: CardPerson, options: Vitale2Options): Uint8Array {
  const width = options.nameWidth ?? 25;
  return template(
    0x65,
    [
      field(0x80, latin1(person.name.padEnd(width)), options),
      ...unknownField(options),
      field(0x81, latin1(person.firstName.padEnd(width)), options),
      field(0x82, latin1(person.birthDate), options),
    ],
    options,
  );
}

function numbersTemplate(person: CardPerson, options: Vitale2Options): Uint8Array {
  const number = person.nir === null ? [] : [field(0x93, latin1(person.nir), options)];
  return template(0x65, [field(0x90, latin1('FR'), options), ...unknownField(options), ...number], options);
}

function unknownField(options: Vitale2Options): readonly Uint8Array[] {
  return options.unknownTags === true ? [field(0x9e, Uint8Array.of(0x65, 0x80, 0x01), options)] : [];
}

function file(templates: readonly Uint8Array[], options: Vitale2Options, length?: number): Uint8Array {
  const unknown =
    options.unknownTags === true ? [template(0x67, [field(0x80, latin1('X'), options)], options)] : [];
  const whole = concat([...unknown, ...templates, new Uint8Array(options.padding ?? 8)]);
  return length === undefined ? whole : whole.slice(0, length);
}

function template(tag: number, fields: readonly Uint8Array[], options: Vitale2Options): Uint8Array {
  return field(tag, concat(fields), options);
}

function field(tag: number, value: Uint8Array, options: Vitale2Options): Uint8Array {
  return concat([Uint8Array.of(tag), berLength(value.length, options.longLengths === true), value]);
}

/** BER length: short below 128, `81 xx` or `82 xx xx` above, or always long when asked. */
function berLength(length: number, long: boolean): Uint8Array {
  if (length > 0xffff) throw new Error('Longer than any file of this card');
  if (length > 0xff) return Uint8Array.of(0x82, length >> 8, length & 0xff);
  return length > 0x7f || long ? Uint8Array.of(0x81, length) : Uint8Array.of(length);
}

function latin1(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.toString('latin1') !== text) throw new Error('Not Latin-1');
  return Uint8Array.from(bytes);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

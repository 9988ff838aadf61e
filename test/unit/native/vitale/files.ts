/** Builds the files of a card for tests of the decoder, apart from the lab's own card. */
import fc from 'fast-check';
import type { VitaleFiles } from '../../../../src/native/vitale/decode-files.ts';

export interface Someone {
  readonly name: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly nir: string | null;
}

export function tlv(tag: number, value: Uint8Array, long = false): Uint8Array {
  const { length } = value;
  if (length > 0xff) return Uint8Array.of(tag, 0x82, length >> 8, length & 0xff, ...value);
  return length > 0x7f || long
    ? Uint8Array.of(tag, 0x81, length, ...value)
    : Uint8Array.of(tag, length, ...value);
}

export const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'));

export const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

export function identityOf({ name, firstName, birthDate }: Someone, long = false): Uint8Array {
  const fields = join(
    tlv(0x80, text(name.padEnd(25))),
    tlv(0x81, text(firstName.padEnd(25))),
    tlv(0x82, text(birthDate)),
  );
  return tlv(0x65, fields, long);
}

export function numberOf({ nir }: Someone, long = false): Uint8Array {
  const number = nir === null ? [] : [tlv(0x93, text(nir))];
  return tlv(0x65, join(tlv(0x90, text('FR')), ...number), long);
}

export function filesOf(people: readonly Someone[], padding = 4, long = false): VitaleFiles {
  const zeros = new Uint8Array(padding);
  return {
    identity: join(...people.map((each) => identityOf(each, long)), zeros),
    numbers: join(...people.map((each) => numberOf(each, long)), zeros),
  };
}

const nameArbitrary = fc
  .string({
    unit: fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZÀÉÈÇÏÖÿ-' ")),
    minLength: 1,
    maxLength: 25,
  })
  .map((name) => name.trim())
  .filter((name) => name !== '');

const digits = (count: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: count, maxLength: count });

export const someone: fc.Arbitrary<Someone> = fc.record({
  name: nameArbitrary,
  firstName: nameArbitrary,
  birthDate: digits(8),
  nir: fc.option(
    fc.tuple(digits(6), fc.constantFrom('A', 'B', '5'), digits(8)).map((parts) => parts.join('')),
  ),
});

/** A BER-TLV decoder of a few lines that shares nothing with the encoder or with the product's own. */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** Splits bytes into TLVs (one-byte tags); `00` between them is padding. Throws when a value is cut short. */
export function decode(bytes: Uint8Array): Tlv[] {
  const found: Tlv[] = [];
  let rest = Buffer.from(bytes);
  while (rest.length > 0) {
    if (rest[0] === 0) {
      rest = rest.subarray(1);
      continue;
    }
    const first = rest.readUInt8(1);
    const extra = first > 0x80 ? first - 0x80 : 0;
    const length = extra === 0 ? first : rest.readUIntBE(2, extra);
    const start = 2 + extra;
    if (rest.length < start + length) throw new Error('cut short');
    found.push({ tag: rest.readUInt8(0), value: Uint8Array.from(rest.subarray(start, start + length)) });
    rest = rest.subarray(start + length);
  }
  return found;
}

/** The people of the two files, paired by index as the reference says. */
export function people(identity: Uint8Array, numbers: Uint8Array) {
  const pairs = templates(numbers);
  return templates(identity).map((fields, index) => ({
    name: text(fields, 0x80)?.trimEnd(),
    firstName: text(fields, 0x81)?.trimEnd(),
    birthDate: text(fields, 0x82),
    nir: text(pairs[index] ?? [], 0x93) ?? null,
  }));
}

function templates(file: Uint8Array): Tlv[][] {
  return decode(file)
    .filter(({ tag }) => tag === 0x65)
    .map(({ value }) => decode(value));
}

function text(fields: readonly Tlv[], tag: number): string | undefined {
  const field = fields.find((one) => one.tag === tag);
  return field === undefined ? undefined : Buffer.from(field.value).toString('latin1');
}

/** What the stand-in Cryptolib plays (cryptolib.c): slots, tokens, certificates and public objects, as text. */
import { writeFile } from 'node:fs/promises';

export interface PlayedToken {
  readonly label: string;
  readonly serial: string;
  readonly model: string;
  /** CKF_ flags of the token. */
  readonly flags: number;
  /** Certificates, DER. */
  readonly certificates?: readonly Uint8Array[];
  /** Label of a public object → its value. */
  readonly objects?: Readonly<Record<string, Uint8Array>>;
}

export interface CryptolibScene {
  /** Each with its description and, when a card is in, the token. */
  readonly slots: readonly { readonly description: string; readonly token: PlayedToken | null }[];
  /** Function → CK_RV that it returns whenever it is called. */
  readonly faults?: Readonly<Record<string, number>>;
}

const hex = (bytes: Uint8Array): string => (bytes.length === 0 ? '-' : Buffer.from(bytes).toString('hex'));

/** Writes the scene that the next C_Initialize reads. */
export async function playCryptolib(path: string, { slots, faults = {} }: CryptolibScene): Promise<void> {
  const lines = [
    ...Object.entries(faults).map(([name, code]) => `return ${name} ${code.toString(16)}`),
    ...slots.flatMap(({ description, token }) => [
      `slot ${description}`,
      ...(token === null ? [] : linesOf(token)),
    ]),
  ];
  await writeFile(path, `${lines.join('\n')}\n`);
}

function linesOf({ label, serial, model, flags, certificates = [], objects = {} }: PlayedToken): string[] {
  return [
    `token ${flags.toString(16)} ${serial} ${model} ${label}`,
    ...certificates.map((der) => `certificate ${hex(der)}`),
    ...Object.entries(objects).map(([name, value]) => `object ${hex(value)} ${name}`),
  ];
}

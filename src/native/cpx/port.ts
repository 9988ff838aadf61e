/**
 * The part of PKCS#11 2.20 that the launcher uses: never a PIN, never a write, never a private object.
 * All calls are synchronous and may block for a second and more.
 */
import { ckrName } from './ckr.ts';

/** A call that the library refused. Thrown inside this folder only; `reading.ts` makes failures of it. */
export class Pkcs11Error extends Error {
  override readonly name = 'Pkcs11Error';
  readonly call: string;
  /** The return value by its name: `CKR_DEVICE_REMOVED`. */
  readonly ckr: string;

  constructor(call: string, returnValue: number) {
    const ckr = ckrName(returnValue);
    super(`${call}: ${ckr}`);
    this.call = call;
    this.ckr = ckr;
  }
}

export interface LibraryInfo {
  /** `2.20` */
  readonly cryptokiVersion: string;
  readonly manufacturer: string;
  readonly description: string;
  readonly libraryVersion: string;
}

export interface TokenInfo {
  readonly label: string;
  readonly model: string;
  readonly serialNumber: string;
  /** The CKF_ flags of C_GetTokenInfo, live. */
  readonly flags: number;
}

/** Handles are the library's own numbers, up to 64 bits. */
export type Handle = number | bigint;

/** A loaded library between C_Initialize and C_Finalize. Every method throws Pkcs11Error. */
export interface Pkcs11 {
  initialize(): void;
  finalize(): void;
  info(): LibraryInfo;
  /** Slots that hold a token. */
  slots(): Handle[];
  /** The library's text for the slot, at most 64 bytes. */
  slotDescription(slot: Handle): string;
  tokenInfo(slot: Handle): TokenInfo;
  /** Opens a read-only public session. */
  openSession(slot: Handle): Handle;
  closeSession(session: Handle): void;
  /** Handles of the public objects of one class (CKO_). */
  findObjects(session: Handle, objectClass: number): Handle[];
  /** One attribute, or null when the object does not have or show it, or when it is longer than `maxBytes`. */
  attribute(session: Handle, object: Handle, type: number, maxBytes: number): Uint8Array | null;
  /** The length of one attribute in bytes, or null when the object does not have or show it. */
  attributeLength(session: Handle, object: Handle, type: number): number | null;
}

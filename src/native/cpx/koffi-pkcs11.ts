/** PKCS#11 over koffi: one loaded library, called synchronously from the process that is there for it. */
import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import { enlargeStacks } from '../host/stack.ts';
import { layoutFor, type Layout } from './layout.ts';
import { Pkcs11Error, type Handle, type LibraryInfo, type Pkcs11, type TokenInfo } from './port.ts';

const CKR_OK = 0;
const CKR_ATTRIBUTE_SENSITIVE = 0x11;
const CKR_ATTRIBUTE_TYPE_INVALID = 0x12;
const CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
const CKF_SERIAL_SESSION = 4;
const CKA_CLASS = 0;

const MAX_SLOTS = 64;
const MAX_OBJECTS = 256;
const OBJECTS_PER_CALL = 32;

interface Version {
  major: number;
  minor: number;
}
interface RawInfo {
  cryptokiVersion: Version;
  manufacturerID: Uint8Array;
  libraryDescription: Uint8Array;
  libraryVersion: Version;
}
interface RawTokenInfo {
  label: Uint8Array;
  model: Uint8Array;
  serialNumber: Uint8Array;
  flags: Handle;
}

/** CK_ATTRIBUTE; koffi hands the buffer's own memory to the library for as long as the call lasts. */
interface Attribute {
  readonly type: number;
  readonly pValue: Buffer | null;
  readonly ulValueLen: Handle;
}

/** A function of the library: answers its CK_RV. */
type Call = (...args: unknown[]) => Handle;

/**
 * Loads a PKCS#11 library. Throws koffi's error when the system's loader refuses the file or when it is not a
 * PKCS#11 library; the message is the loader's own.
 */
export function loadPkcs11(path: string): Pkcs11 {
  enlargeStacks();
  return new KoffiPkcs11(koffi.load(path), layoutFor(process.platform));
}

class KoffiPkcs11 implements Pkcs11 {
  readonly #layout: Layout;
  readonly #calls: Readonly<Record<FunctionName, Call>>;

  constructor(library: LibraryHandle, layout: Layout) {
    this.#layout = layout;
    this.#calls = declare(library, layout);
  }

  initialize(): void {
    this.#check('C_Initialize', [null], [CKR_OK, CKR_CRYPTOKI_ALREADY_INITIALIZED]);
  }

  finalize(): void {
    this.#check('C_Finalize', [null]);
  }

  info(): LibraryInfo {
    const raw = {} as RawInfo;
    this.#check('C_GetInfo', [raw]);
    return {
      cryptokiVersion: versionText(raw.cryptokiVersion),
      manufacturer: paddedText(raw.manufacturerID),
      description: paddedText(raw.libraryDescription),
      libraryVersion: versionText(raw.libraryVersion),
    };
  }

  slots(): Handle[] {
    const count: Handle[] = [0];
    // Asking for the number alone is what makes a library look at its readers again (PKCS#11 2.20, 11.5).
    this.#check('C_GetSlotList', [1, null, count]);
    // More room than counted: a card may arrive between the two calls.
    const slots = new Array<Handle>(MAX_SLOTS).fill(0);
    const filled: Handle[] = [MAX_SLOTS];
    this.#check('C_GetSlotList', [1, slots, filled]);
    return slots.slice(0, Number(filled[0]));
  }

  slotDescription(slot: Handle): string {
    const raw = {} as { slotDescription: Uint8Array };
    this.#check('C_GetSlotInfo', [slot, raw]);
    return paddedText(raw.slotDescription);
  }

  tokenInfo(slot: Handle): TokenInfo {
    const raw = {} as RawTokenInfo;
    this.#check('C_GetTokenInfo', [slot, raw]);
    return {
      label: paddedText(raw.label),
      model: paddedText(raw.model),
      serialNumber: paddedText(raw.serialNumber),
      flags: Number(raw.flags),
    };
  }

  openSession(slot: Handle): Handle {
    const session: Handle[] = [0];
    this.#check('C_OpenSession', [slot, CKF_SERIAL_SESSION, null, null, session]);
    return session[0] ?? 0;
  }

  closeSession(session: Handle): void {
    this.#check('C_CloseSession', [session]);
  }

  findObjects(session: Handle, objectClass: number): Handle[] {
    const value = Buffer.alloc(koffi.sizeof(this.#layout.ulong));
    koffi.encode(value, this.#layout.ulong, objectClass);
    this.#check('C_FindObjectsInit', [session, attribute(CKA_CLASS, value), 1]);
    try {
      return this.#collectObjects(session);
    } finally {
      // What went wrong before, if anything, is what counts.
      this.#calls.C_FindObjectsFinal(session);
    }
  }

  attribute(session: Handle, object: Handle, type: number, maxBytes: number): Uint8Array | null {
    const length = this.attributeLength(session, object, type);
    if (length === null || length > maxBytes) return null;
    const value = Buffer.alloc(length);
    const read = this.#readAttribute(session, object, attribute(type, value));
    return read === null ? null : Uint8Array.from(value.subarray(0, read));
  }

  attributeLength(session: Handle, object: Handle, type: number): number | null {
    return this.#readAttribute(session, object, attribute(type, null));
  }

  #collectObjects(session: Handle): Handle[] {
    const found: Handle[] = [];
    while (found.length < MAX_OBJECTS) {
      const handles = new Array<Handle>(OBJECTS_PER_CALL).fill(0);
      const count: Handle[] = [0];
      this.#check('C_FindObjects', [session, handles, OBJECTS_PER_CALL, count]);
      if (Number(count[0]) === 0) break;
      found.push(...handles.slice(0, Number(count[0])));
    }
    return found;
  }

  /** Lets the library fill the attribute and answers its length; null when the object does not show it. */
  #readAttribute(session: Handle, object: Handle, filled: Attribute): number | null {
    const absent = [CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID];
    const result = this.#check('C_GetAttributeValue', [session, object, filled, 1], [CKR_OK, ...absent]);
    const length = Number(filled.ulValueLen);
    // CK_UNAVAILABLE_INFORMATION is the largest CK_ULONG.
    return absent.includes(result) || length >= 2 ** 32 - 1 ? null : length;
  }

  #check(name: FunctionName, args: unknown[], accepted: readonly number[] = [CKR_OK]): number {
    const result = Number(this.#calls[name](...args));
    if (!accepted.includes(result)) throw new Pkcs11Error(name, result);
    return result;
  }
}

type FunctionName = keyof ReturnType<typeof prototypes>;

function prototypes({ ulong, info, slotInfo, tokenInfo, attribute: template }: Layout) {
  const pointer = koffi.pointer('void');
  const out = (type: TypeObject) => koffi.out(koffi.pointer(type));
  const inout = (type: TypeObject) => koffi.inout(koffi.pointer(type));
  return {
    C_Initialize: [pointer],
    C_Finalize: [pointer],
    C_GetInfo: [out(info)],
    C_GetSlotList: ['uint8', out(ulong), inout(ulong)],
    C_GetSlotInfo: [ulong, out(slotInfo)],
    C_GetTokenInfo: [ulong, out(tokenInfo)],
    C_OpenSession: [ulong, ulong, pointer, pointer, out(ulong)],
    C_CloseSession: [ulong],
    C_FindObjectsInit: [ulong, inout(template), ulong],
    C_FindObjects: [ulong, out(ulong), ulong, out(ulong)],
    C_FindObjectsFinal: [ulong],
    C_GetAttributeValue: [ulong, ulong, inout(template), ulong],
  };
}

function declare(library: LibraryHandle, layout: Layout): Record<FunctionName, Call> {
  return Object.fromEntries(
    Object.entries(prototypes(layout)).map(([name, types]) => [
      name,
      library.func(name, layout.ulong, types) as Call,
    ]),
  ) as Record<FunctionName, Call>;
}

function attribute(type: number, value: Buffer | null): Attribute {
  return { type, pValue: value, ulValueLen: value?.length ?? 0 };
}

function versionText({ major, minor }: Version): string {
  return `${major}.${minor}`;
}

/** Texts are UTF-8 padded with spaces; some libraries pad with NUL or write Latin-1. */
function paddedText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const used = end === -1 ? bytes : bytes.subarray(0, end);
  return decodeText(used).trimEnd();
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** The few PKCS#11 calls that put objects on a token, over koffi. Constants and layouts: PKCS#11 2.20. */
import koffi, { type TypeObject } from 'koffi';

export const CKO = { data: 0, certificate: 1, privateKey: 3 } as const;

export const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  application: 0x10,
  value: 0x11,
  certificateType: 0x80,
  issuer: 0x81,
  serialNumber: 0x82,
  keyType: 0x100,
  subject: 0x101,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  modulus: 0x120,
  publicExponent: 0x122,
  privateExponent: 0x123,
  prime1: 0x124,
  prime2: 0x125,
  exponent1: 0x126,
  exponent2: 0x127,
  coefficient: 0x128,
  extractable: 0x162,
} as const;

export type Attribute = keyof typeof CKA;
export type Template = Readonly<Partial<Record<Attribute, Uint8Array>>>;

const CKF_RW_SERIAL_SESSION = 6;
const CKU_USER = 1;

type Call = (...args: unknown[]) => number;

/** One open session with a token; ends with `close`. */
export interface TokenSession {
  create(template: Template): void;
  close(): void;
}

/**
 * Initialises the library for this process, finds the token by its label and signs in with the PIN.
 * @throws with the CK_RV of the first call that is refused.
 */
export function openTokenSession(library: string, label: string, pin: string): TokenSession {
  const calls = declare(library);
  check('C_Initialize', calls.C_Initialize(null));
  try {
    const session = signIn(calls, label, pin);
    return {
      create: (template) => {
        create(calls, session, template);
      },
      close: () => {
        calls.C_Finalize(null);
      },
    };
  } catch (error) {
    calls.C_Finalize(null);
    throw error;
  }
}

/** CK_ULONG as it lies in memory on Linux, 64 bits. */
export function ulong(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** CK_BBOOL. */
export function bool(value: boolean): Uint8Array {
  return Uint8Array.of(value ? 1 : 0);
}

function signIn(calls: Calls, label: string, pin: string): unknown {
  const session: unknown[] = [0];
  check(
    'C_OpenSession',
    calls.C_OpenSession(slotOf(calls, label), CKF_RW_SERIAL_SESSION, null, null, session),
  );
  check('C_Login', calls.C_Login(session[0], CKU_USER, Buffer.from(pin), pin.length));
  return session[0];
}

function create(calls: Calls, session: unknown, template: Template): void {
  const attributes = Object.entries(template).map(([name, value]) => ({
    type: CKA[name as Attribute],
    pValue: Buffer.from(value),
    ulValueLen: value.length,
  }));
  check('C_CreateObject', calls.C_CreateObject(session, attributes, attributes.length, [0]));
}

function slotOf(calls: Calls, label: string): unknown {
  const slots = new Array<unknown>(256).fill(0);
  const count = [slots.length];
  check('C_GetSlotList', calls.C_GetSlotList(1, slots, count));
  for (const slot of slots.slice(0, count[0])) {
    // CK_TOKEN_INFO begins with 32 bytes of label.
    const info = Buffer.alloc(256);
    calls.C_GetTokenInfo(slot, info);
    if (info.toString('utf8', 0, 32).trimEnd() === label) {
      return slot;
    }
  }
  throw new Error(`no token is labelled ${label}`);
}

function check(call: string, result: number): void {
  if (result !== 0) {
    throw new Error(`${call} answered 0x${result.toString(16)}`);
  }
}

type Calls = ReturnType<typeof declare>;

function declare(path: string) {
  const library = koffi.load(path);
  const attribute = koffi.struct({ type: 'uint64', pValue: 'void *', ulValueLen: 'uint64' });
  const out = koffi.out(koffi.pointer('uint64'));
  const inOut = koffi.inout(koffi.pointer('uint64'));
  const func = (name: string, types: (string | TypeObject | ReturnType<typeof koffi.out>)[]): Call =>
    library.func(name, 'uint64', types) as Call;
  return {
    C_Initialize: func('C_Initialize', ['void *']),
    C_Finalize: func('C_Finalize', ['void *']),
    C_GetSlotList: func('C_GetSlotList', ['uint8', out, inOut]),
    C_GetTokenInfo: func('C_GetTokenInfo', ['uint64', 'void *']),
    C_OpenSession: func('C_OpenSession', ['uint64', 'uint64', 'void *', 'void *', out]),
    C_Login: func('C_Login', ['uint64', 'uint64', 'void *', 'uint64']),
    C_CreateObject: func('C_CreateObject', ['uint64', koffi.pointer(attribute), 'uint64', out]),
  };
}

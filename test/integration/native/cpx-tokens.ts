/**
 * SoftHSM tokens that stand in for practitioners' cards: certificates and public objects, no keys,
 * since nothing here signs. Written through PKCS#11, as a card's issuer would.
 */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import koffi, { type TypeObject } from 'koffi';

export const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
export const PIN = '1234';

const CKF_RW_SERIAL_SESSION = 6;
const CKO_DATA = 0;
const CKO_CERTIFICATE = 1;
const CKA = { class: 0, token: 1, private: 2, label: 3, value: 0x11, certificateType: 0x80, subject: 0x101 };

export interface TokenContents {
  /** Label of the certificate → PEM. */
  readonly certificates: Readonly<Record<string, string>>;
  /** Label of the public data object → value. */
  readonly objects: Readonly<Record<string, Uint8Array>>;
}

export interface TokenStore {
  /** Makes a token in the next free slot. */
  add(label: string, contents: TokenContents): Promise<void>;
  /** Gives the token a PIN, right or wrong; answers CK_RV. */
  login(label: string, pin: string): number;
  remove(): Promise<void>;
}

type Call = (...args: unknown[]) => number;

/** An empty SoftHSM of its own; `SOFTHSM2_CONF` of this process points to it. */
export async function createTokenStore(): Promise<TokenStore> {
  const directory = await mkdtemp(join(tmpdir(), 'dmp-cpx-'));
  const configuration = join(directory, 'softhsm2.conf');
  await mkdir(join(directory, 'tokens'));
  await writeFile(configuration, `directories.tokendir = ${join(directory, 'tokens')}\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = configuration;
  const calls = declare();
  return {
    add: async (label, contents) => {
      const options = ['--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', PIN];
      await promisify(execFile)('softhsm2-util', options);
      inSession(calls, label, (session) => write(calls, session, contents));
    },
    login: (label, pin) =>
      inSession(calls, label, (session) => calls.C_Login(session, 1, Buffer.from(pin), pin.length)),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

function write(calls: Calls, session: unknown, { certificates, objects }: TokenContents): void {
  const common = { [CKA.token]: Uint8Array.of(1), [CKA.private]: Uint8Array.of(0) };
  for (const [label, pem] of Object.entries(certificates)) {
    const { raw } = new X509Certificate(pem);
    create(calls, session, {
      ...common,
      [CKA.class]: ulong(CKO_CERTIFICATE),
      [CKA.certificateType]: ulong(0),
      [CKA.label]: Buffer.from(label),
      [CKA.subject]: Buffer.from([0x30, 0x00]),
      [CKA.value]: raw,
    });
  }
  for (const [label, value] of Object.entries(objects)) {
    create(calls, session, {
      ...common,
      [CKA.class]: ulong(CKO_DATA),
      [CKA.label]: Buffer.from(label),
      [CKA.value]: value,
    });
  }
}

function create(calls: Calls, session: unknown, attributes: Readonly<Record<number, Uint8Array>>): void {
  const template = Object.entries(attributes).map(([type, value]) => ({
    type: Number(type),
    pValue: Buffer.from(value),
    ulValueLen: value.length,
  }));
  const result = calls.C_CreateObject(session, template, template.length, [0]);
  if (result !== 0) throw new Error(`C_CreateObject: 0x${result.toString(16)}`);
}

function inSession<T>(calls: Calls, label: string, use: (session: unknown) => T): T {
  calls.C_Initialize(null);
  try {
    const session: unknown[] = [0];
    calls.C_OpenSession(slotOf(calls, label), CKF_RW_SERIAL_SESSION, null, null, session);
    return use(session[0]);
  } finally {
    calls.C_Finalize(null);
  }
}

function slotOf(calls: Calls, label: string): unknown {
  const slots = new Array<unknown>(32).fill(0);
  const count = [slots.length];
  calls.C_GetSlotList(1, slots, count);
  for (const slot of slots.slice(0, count[0])) {
    // CK_TOKEN_INFO begins with the label.
    const info = Buffer.alloc(256);
    calls.C_GetTokenInfo(slot, info);
    if (info.toString('utf8', 0, 32).trimEnd() === label) return slot;
  }
  throw new Error(`no token ${label}`);
}

function ulong(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value);
  return bytes;
}

type Calls = ReturnType<typeof declare>;

function declare() {
  const library = koffi.load(SOFTHSM);
  const attribute = koffi.struct({ type: 'uint64', pValue: 'void *', ulValueLen: 'uint64' });
  const out = koffi.out(koffi.pointer('uint64'));
  const func = (name: string, types: (string | TypeObject | ReturnType<typeof koffi.out>)[]): Call =>
    library.func(name, 'uint64', types) as Call;
  return {
    C_Initialize: func('C_Initialize', ['void *']),
    C_Finalize: func('C_Finalize', ['void *']),
    C_GetSlotList: func('C_GetSlotList', ['uint8', out, koffi.inout(koffi.pointer('uint64'))]),
    C_GetTokenInfo: func('C_GetTokenInfo', ['uint64', 'void *']),
    C_OpenSession: func('C_OpenSession', ['uint64', 'uint64', 'void *', 'void *', out]),
    C_Login: func('C_Login', ['uint64', 'uint64', 'void *', 'uint64']),
    C_CreateObject: func('C_CreateObject', ['uint64', koffi.pointer(attribute), 'uint64', out]),
  };
}

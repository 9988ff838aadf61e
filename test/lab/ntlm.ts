/**
 * The server's side of NTLM, as far as a proxy needs it ([MS-NLMP] 2.2.1 and 3.3.2): a challenge, and whether the
 * answer to it was made with a password. Messages are little-endian, texts UTF-16.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a directory knows of an account: the MD4 of its password, never the password. */
export interface NtlmAccount {
  readonly domain: string;
  readonly user: string;
  /** In hexadecimal. */
  readonly ntHash: string;
}

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Unicode, the target's name, NTLM, always sign, a domain, NTLM 2, target information (2.2.2.5). */
const FLAGS = 0x1 | 0x4 | 0x200 | 0x8000 | 0x10000 | 0x80000 | 0x800000;
const COMPUTER = 1;
const DOMAIN = 2;
const TIMESTAMP = 7;
/** Of Windows: tenths of a microsecond, from 1601. */
const FILETIME_OF_1970 = 116_444_736_000_000_000n;

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const hmac = (key: Buffer, ...data: readonly Buffer[]): Buffer =>
  createHmac('md5', key).update(Buffer.concat(data)).digest();

/** Which of the three messages it is; null for anything else. */
export function ntlmMessageType(message: Buffer): number | null {
  return message.length >= 12 && message.subarray(0, 8).equals(SIGNATURE) ? message.readUInt32LE(8) : null;
}

/** CHALLENGE_MESSAGE (2.2.1.2). */
export function ntlmChallenge(nonce: Buffer, domain: string): Buffer {
  const name = utf16(domain);
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(FILETIME_OF_1970 + BigInt(Date.now()) * 10_000n);
  const information = Buffer.concat([
    pair(DOMAIN, name),
    pair(COMPUTER, utf16('PROXY')),
    pair(TIMESTAMP, time),
    pair(0, Buffer.alloc(0)),
  ]);
  const head = Buffer.alloc(56);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  field(head, 12, name.length, head.length);
  head.writeUInt32LE(FLAGS, 20);
  nonce.copy(head, 24);
  field(head, 40, information.length, head.length + name.length);
  return Buffer.concat([head, name, information]);
}

/** Whether an AUTHENTICATE_MESSAGE (2.2.1.3) proves the account's password for this nonce, by NTLMv2 (3.3.2). */
export function provesPassword(message: Buffer, nonce: Buffer, account: NtlmAccount): boolean {
  const response = read(message, 20);
  const domain = read(message, 28);
  const user = read(message, 36).toString('utf16le');
  if (response.length <= 24 || user !== account.user || domain.toString('utf16le') !== account.domain)
    return false;
  const key = hmac(Buffer.from(account.ntHash, 'hex'), utf16(user.toUpperCase()), domain);
  return timingSafeEqual(response.subarray(0, 16), hmac(key, nonce, response.subarray(16)));
}

/** An AV_PAIR of the target information (2.2.2.1). */
function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function field(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function read(message: Buffer, at: number): Buffer {
  if (message.length < at + 8) return Buffer.alloc(0);
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

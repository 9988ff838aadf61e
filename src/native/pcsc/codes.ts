/**
 * The PC/SC constants used here, and the one place where SCARD_* codes become failure codes.
 * Values from the PC/SC specification as published in pcsc-lite's `pcsclite.h` and Microsoft's `winscard.h`,
 * which agree on every one of them.
 */
import { failure, type Failure, type FailureCodeWith } from '../../domain/failures/index.ts';

export const SCARD_S_SUCCESS = 0;
export const SCARD_F_INTERNAL_ERROR = 0x80100001;
export const SCARD_E_CANCELLED = 0x80100002;
export const SCARD_E_INSUFFICIENT_BUFFER = 0x80100008;
/** More readers at once than the service takes in one call: pcsc-lite the first, Windows either. */
export const SCARD_E_INVALID_VALUE = 0x80100011;
export const ERROR_INVALID_PARAMETER = 0x57;
export const SCARD_E_INVALID_PARAMETER = 0x80100004;
export const SCARD_E_UNKNOWN_READER = 0x80100009;
export const SCARD_E_TIMEOUT = 0x8010000a;
export const SCARD_E_SHARING_VIOLATION = 0x8010000b;
export const SCARD_E_NO_READERS_AVAILABLE = 0x8010002e;
export const SCARD_W_UNPOWERED_CARD = 0x80100067;
export const SCARD_W_RESET_CARD = 0x80100068;

export const SCARD_STATE_UNAWARE = 0x0000;
export const SCARD_STATE_CHANGED = 0x0002;
export const SCARD_STATE_UNKNOWN = 0x0004;
export const SCARD_STATE_EMPTY = 0x0010;
export const SCARD_STATE_PRESENT = 0x0020;

export const SCARD_SCOPE_SYSTEM = 2;
export const SCARD_SHARE_SHARED = 2;
export const SCARD_PROTOCOL_ANY = 3;
export const SCARD_LEAVE_CARD = 0;

/** The reader name that stands for "a reader was plugged in or out". */
export const PNP_NOTIFICATION = '\\\\?PnP?\\Notification';

/** What was being done: the same code does not mean the same to the user in the middle of an exchange. */
export type Operation = 'service' | 'card' | 'exchange';

const FAILURE_OF_CODE: ReadonlyMap<number, FailureCodeWith<'code'>> = new Map<
  number,
  FailureCodeWith<'code'>
>([
  [0x80100003 /* SCARD_E_INVALID_HANDLE: the service forgot us */, 'PCSC-SERVICE-ARRETE'],
  [0x80100012 /* SCARD_E_SYSTEM_CANCELLED */, 'PCSC-SERVICE-ARRETE'],
  [0x80100013 /* SCARD_F_COMM_ERROR: pcsc-lite, when pcscd goes away */, 'PCSC-SERVICE-ARRETE'],
  [0x80100018 /* SCARD_P_SHUTDOWN */, 'PCSC-SERVICE-ARRETE'],
  [0x8010001d /* SCARD_E_NO_SERVICE */, 'PCSC-SERVICE-ARRETE'],
  [0x8010001e /* SCARD_E_SERVICE_STOPPED */, 'PCSC-SERVICE-ARRETE'],
  [0x80100027 /* SCARD_E_NO_ACCESS */, 'PCSC-REFUSE'],
  [0x8010006a /* SCARD_W_SECURITY_VIOLATION */, 'PCSC-REFUSE'],
  [SCARD_E_UNKNOWN_READER, 'LECTEUR-DEBRANCHE'],
  [0x80100017 /* SCARD_E_READER_UNAVAILABLE */, 'LECTEUR-DEBRANCHE'],
  [SCARD_E_NO_READERS_AVAILABLE, 'LECTEUR-DEBRANCHE'],
  [SCARD_E_SHARING_VIOLATION, 'CARTE-OCCUPEE'],
  [SCARD_W_RESET_CARD, 'CARTE-OCCUPEE'],
  [0x8010000c /* SCARD_E_NO_SMARTCARD */, 'VITALE-RETIREE'],
  [0x80100069 /* SCARD_W_REMOVED_CARD */, 'VITALE-RETIREE'],
  [0x8010000f /* SCARD_E_PROTO_MISMATCH */, 'VITALE-MUETTE'],
  [0x80100065 /* SCARD_W_UNSUPPORTED_CARD */, 'VITALE-MUETTE'],
  [0x80100066 /* SCARD_W_UNRESPONSIVE_CARD */, 'VITALE-MUETTE'],
  [SCARD_W_UNPOWERED_CARD, 'VITALE-MUETTE'],
  [0x80100016 /* SCARD_E_NOT_TRANSACTED */, 'VITALE-TRANSMISSION'],
  [0x8010002f /* SCARD_E_COMM_DATA_LOST */, 'VITALE-TRANSMISSION'],
]);

/** Codes that pcsc-lite gives in an exchange both for a lost exchange and for a lost service. */
const AMBIGUOUS_IN_EXCHANGE: ReadonlySet<number> = new Set([0x80100013]);

/** What a service that is not there answers on Windows, which ends it with the last reader and starts it with the first. */
const WITHOUT_SERVICE: ReadonlySet<number> = new Set([
  0x80100012 /* SCARD_E_SYSTEM_CANCELLED */, 0x8010001d /* SCARD_E_NO_SERVICE */,
  0x8010001e /* SCARD_E_SERVICE_STOPPED */,
]);

/** Whether a code of the service itself means, on Windows, that no reader is plugged in. */
export function meansNoReader(code: number): boolean {
  return WITHOUT_SERVICE.has(code);
}

/** Whether a code says that too much was asked for at once. */
export function isTooMany(code: number): boolean {
  return (
    code === SCARD_E_INVALID_VALUE || code === SCARD_E_INVALID_PARAMETER || code === ERROR_INVALID_PARAMETER
  );
}

/**
 * Codes with which a driver refuses a card that its reader still shows, as many do after the computer slept: only
 * plugging the reader in anew helps.
 */
const READER_STUCK: ReadonlySet<number> = new Set([
  SCARD_F_INTERNAL_ERROR,
  0x80100010 /* SCARD_E_NOT_READY */,
  0x80100013 /* SCARD_F_COMM_ERROR */,
  0x80100014 /* SCARD_F_UNKNOWN_ERROR */,
  0x80100017 /* SCARD_E_READER_UNAVAILABLE */,
  0x1f /* ERROR_GEN_FAILURE */,
]);

/** Whether a connection refused with this code, by a reader that still shows its card, is a reader that is stuck. */
export function isStuck(code: number): boolean {
  return READER_STUCK.has(code);
}

/**
 * The failure for one SCARD_* code, already normalised to 32 bits unsigned.
 * In an exchange every code without a meaning of its own is a transmission error: drivers pass system errors on.
 */
export function failureOfCode(code: number, operation: Operation): Failure {
  const known = FAILURE_OF_CODE.get(code);
  const detail = { code: hexCode(code) };
  if (operation === 'exchange' && (known === undefined || AMBIGUOUS_IN_EXCHANGE.has(code))) {
    return failure('VITALE-TRANSMISSION', detail);
  }
  return failure(known ?? 'PCSC-ERREUR', detail);
}

/** `0x8010001D`: how helpdesks and manuals write these codes. */
export function hexCode(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

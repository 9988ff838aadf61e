/**
 * Reads the practitioners' cards through a loaded library, without a PIN.
 * Each question stands between its own C_Initialize and C_Finalize: nothing of the card stays held between two
 * questions, and readers that came or went in the meantime are seen.
 */
import { readCertificateDer } from '../../domain/practitioner/certificate.ts';
import {
  PUBLIC_OBJECTS,
  type CpxCard,
  type PinFlags,
  type PublicObjectLabel,
} from '../../domain/practitioner/cpx.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { Pkcs11Error, type Handle, type LibraryInfo, type Pkcs11, type TokenInfo } from './port.ts';

export interface UnreadableSlot {
  /** The library's text for the slot; PKCS#11 leaves it 64 bytes. */
  readonly description: string;
  readonly failure: Failure;
}

export interface CardsReading {
  readonly info: LibraryInfo;
  readonly cards: readonly CpxCard[];
  /** Slots whose card could not be read; the others are not held up by them. */
  readonly unreadable: readonly UnreadableSlot[];
}

/** The tokens that are asked: by their label, as the browser engine gives it, and by their serial; null is any. */
export interface TokenName {
  readonly label: string | null;
  readonly serialNumber: string | null;
}

/** What one token says of its PIN. */
export interface TokenPin {
  readonly serialNumber: string;
  readonly label: string;
  readonly pin: PinFlags;
}

const CKO_DATA = 0;
const CKO_CERTIFICATE = 1;
const CKA_LABEL = 0x03;
const CKA_VALUE = 0x11;
const MAX_LABEL_BYTES = 256;
const MAX_CERTIFICATE_BYTES = 65_536;

const CKF_PROTECTED_AUTHENTICATION_PATH = 0x100;
const CKF_TOKEN_INITIALIZED = 0x400;
const CKF_USER_PIN_COUNT_LOW = 0x1_0000;
const CKF_USER_PIN_FINAL_TRY = 0x2_0000;
const CKF_USER_PIN_LOCKED = 0x4_0000;

/** An empty reader when the token is first asked for; later on, a card that has just left. */
const NOT_PRESENT = 'CKR_TOKEN_NOT_PRESENT';
/** A card that this library does not know, such as a carte Vitale. Some libraries say so only at C_OpenSession. */
const NOT_RECOGNIZED = 'CKR_TOKEN_NOT_RECOGNIZED';
/** The card went away while it was asked. */
const GONE = new Set([NOT_PRESENT, 'CKR_DEVICE_REMOVED', 'CKR_SLOT_ID_INVALID']);

/** Every card that the library knows, in every reader. Fails with CRYPTOLIB-ERREUR or CPX-RETIREE. */
export function readCards(pkcs11: Pkcs11): Result<CardsReading> {
  return withLibrary(pkcs11, () => {
    const info = pkcs11.info();
    const cards: CpxCard[] = [];
    const unreadable: UnreadableSlot[] = [];
    for (const slot of pkcs11.slots()) {
      const read = readSlot(pkcs11, slot);
      if (read === null) continue;
      if ('failure' in read) unreadable.push(read);
      else cards.push(read);
    }
    return success({ info, cards, unreadable });
  });
}

/**
 * What the tokens of that name say of their PIN now; an empty list when there is none. Fails with CRYPTOLIB-ERREUR or
 * CPX-RETIREE when the one that is asked for may be the one that did not answer.
 */
export function readPinFlags(pkcs11: Pkcs11, name: TokenName): Result<readonly TokenPin[]> {
  return withLibrary(pkcs11, () => {
    const { tokens, errors } = askTokens(pkcs11);
    const [error] = errors;
    const named = tokens.filter((token) => isNamed(token, name));
    if (named.length === 0 && error !== undefined) return failed(error);
    return success(
      named.map(({ serialNumber, label, flags }) => ({ serialNumber, label, pin: pinFlagsOf(flags) })),
    );
  });
}

/** Every token that answers; another reader's trouble must not hide the card that is asked for. */
function askTokens(pkcs11: Pkcs11): { tokens: TokenInfo[]; errors: Failure[] } {
  const tokens: TokenInfo[] = [];
  const errors: Failure[] = [];
  for (const slot of pkcs11.slots()) {
    try {
      const token = tokenOf(pkcs11, slot);
      if (token !== null) tokens.push(token);
    } catch (error) {
      errors.push(failureOf(error));
    }
  }
  return { tokens, errors };
}

function withLibrary<T>(pkcs11: Pkcs11, question: () => Result<T>): Result<T> {
  try {
    pkcs11.initialize();
    try {
      return question();
    } finally {
      quietly(() => pkcs11.finalize());
    }
  } catch (error) {
    return failed(failureOf(error));
  }
}

/** Tidying up after a card that left fails too; what went wrong first is what counts. */
function quietly(tidy: () => void): void {
  try {
    tidy();
  } catch (error) {
    if (!(error instanceof Pkcs11Error)) throw error;
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Pkcs11Error)) throw error;
  const detail = { error: error.ckr, call: error.call };
  return failure(GONE.has(error.ckr) ? 'CPX-RETIREE' : 'CRYPTOLIB-ERREUR', detail);
}

function isNamed(token: TokenInfo, name: TokenName): boolean {
  const isLabel = name.label === null || token.label.trim() === name.label.trim();
  return isLabel && (name.serialNumber === null || token.serialNumber === name.serialNumber);
}

/** Null when the slot holds nothing that this library knows. */
function tokenOf(pkcs11: Pkcs11, slot: Handle): TokenInfo | null {
  try {
    return pkcs11.tokenInfo(slot);
  } catch (error) {
    if (isError(error, NOT_PRESENT) || isError(error, NOT_RECOGNIZED)) return null;
    throw error;
  }
}

function isError(error: unknown, ckr: string): boolean {
  return error instanceof Pkcs11Error && error.ckr === ckr;
}

function readSlot(pkcs11: Pkcs11, slot: Handle): CpxCard | UnreadableSlot | null {
  let description = '';
  try {
    description = pkcs11.slotDescription(slot);
    const token = tokenOf(pkcs11, slot);
    if (token === null) return null;
    const card = readToken(pkcs11, slot, description, token);
    return isBlank(card, token) ? null : card;
  } catch (error) {
    return isError(error, NOT_RECOGNIZED) ? null : { description, failure: failureOf(error) };
  }
}

function readToken(pkcs11: Pkcs11, slot: Handle, description: string, token: TokenInfo): CpxCard {
  const session = pkcs11.openSession(slot);
  try {
    const { label, serialNumber, model } = token;
    return {
      slot: { id: Number(slot), description },
      token: { label, serialNumber, model },
      pin: pinFlagsOf(token.flags),
      ...readCertificates(pkcs11, session),
      objects: readPublicObjects(pkcs11, session),
    };
  } finally {
    quietly(() => pkcs11.closeSession(session));
  }
}

/** A token that nobody has put anything on: a slot kept for new cards, not a card. */
function isBlank(card: CpxCard, token: TokenInfo): boolean {
  const initialized = (token.flags & CKF_TOKEN_INITIALIZED) !== 0;
  return !initialized && card.certificates.length + card.unreadableCertificates + card.objects.length === 0;
}

function readCertificates(
  pkcs11: Pkcs11,
  session: Handle,
): Pick<CpxCard, 'certificates' | 'unreadableCertificates'> {
  const read = pkcs11.findObjects(session, CKO_CERTIFICATE).map((object) => {
    const der = pkcs11.attribute(session, object, CKA_VALUE, MAX_CERTIFICATE_BYTES);
    return der === null ? null : readCertificateDer(der);
  });
  const certificates = read.flatMap((result) => (result?.ok === true ? [result.value] : []));
  return { certificates, unreadableCertificates: read.length - certificates.length };
}

/** Presence and length only: what the objects hold is not documented, so it is not even read. */
function readPublicObjects(pkcs11: Pkcs11, session: Handle): CpxCard['objects'] {
  const lengths = new Map<PublicObjectLabel, number>();
  for (const object of pkcs11.findObjects(session, CKO_DATA)) {
    const bytes = pkcs11.attribute(session, object, CKA_LABEL, MAX_LABEL_BYTES) ?? new Uint8Array();
    const text = Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\0 ]+$/, '');
    const label = PUBLIC_OBJECTS.find((known) => known === text);
    if (label !== undefined) lengths.set(label, pkcs11.attributeLength(session, object, CKA_VALUE) ?? 0);
  }
  return [...lengths].map(([label, length]) => ({ label, length }));
}

function pinFlagsOf(flags: number): PinFlags {
  return {
    countLow: (flags & CKF_USER_PIN_COUNT_LOW) !== 0,
    finalTry: (flags & CKF_USER_PIN_FINAL_TRY) !== 0,
    locked: (flags & CKF_USER_PIN_LOCKED) !== 0,
    keypad: (flags & CKF_PROTECTED_AUTHENTICATION_PATH) !== 0,
  };
}

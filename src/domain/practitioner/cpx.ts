/** The practitioner's card: what it holds, whose it is, and whether it can sign in. Facts: reference cpx.md. */
import type { CertificateFacts } from './certificate.ts';
import { compareJudged, rejectCertificate } from './certificate-rejection.ts';
import type { Environment } from '../settings/configuration.ts';
import { failure, type Failure } from '../failures/index.ts';

/** The public data objects of a CPx; what is inside them is not documented, so only their presence is used. */
export const PUBLIC_OBJECTS = [
  'CPS_ID_CARD',
  'CPS_NAME_PS',
  'CPS_LANG_PS',
  'CPS_INFO_PS',
  'CPS_DATA',
] as const;
export type PublicObjectLabel = (typeof PUBLIC_OBJECTS)[number];

/** What the token says of its PIN at this very moment (flags of C_GetTokenInfo). */
export interface PinFlags {
  /** A wrong PIN was given since the last right one. */
  readonly countLow: boolean;
  /** One more wrong PIN blocks the card. */
  readonly finalTry: boolean;
  readonly locked: boolean;
  /** The PIN is typed on the reader's own keypad. */
  readonly keypad: boolean;
}

/** One practitioner's card as the Cryptolib shows it without a PIN. */
export interface CpxCard {
  readonly slot: {
    readonly id: number;
    /** The library's text for the slot; PKCS#11 leaves it 64 bytes. */
    readonly description: string;
  };
  /** Texts of the token; the serial tells two cards apart and never goes to a log. */
  readonly token: { readonly label: string; readonly serialNumber: string; readonly model: string };
  readonly pin: PinFlags;
  readonly certificates: readonly CertificateFacts[];
  /** Certificates on the card that could not be understood. */
  readonly unreadableCertificates: number;
  /** Which public objects are there, and how long they are in bytes. */
  readonly objects: readonly { readonly label: PublicObjectLabel; readonly length: number }[];
}

/** The extension says the same of a CDE and a CPE; « CPx » is a card that does not say what it is. */
export type CardType = 'CPS' | 'CPF' | 'CDE/CPE' | 'CPA' | 'CPx';

export interface CardHolder {
  readonly type: CardType;
  /** A health professional (CPS, CPF), or the staff of an establishment, to whom the site shows less. */
  readonly audience: 'professional' | 'establishment' | null;
  /** Null for a card that names nobody. */
  readonly person: { readonly surname: string; readonly givenName: string } | null;
  /** The profession as written on the card. */
  readonly profession: string | null;
  /** `8` and the 11 digits of the RPPS; null for a card that has none. */
  readonly nationalId: string | null;
  readonly structure: { readonly id: string | null; readonly name: string | null } | null;
}

export interface CardValidity {
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whole days until the end; negative once it is over. */
  readonly daysLeft: number;
  /** Still valid, and for less than 60 days. */
  readonly expiresSoon: boolean;
}

export interface CardSummary {
  /** Null when the card has no certificate of IGC-Santé to tell. */
  readonly holder: CardHolder | null;
  readonly test: boolean | null;
  readonly validity: CardValidity | null;
  /** Why the card cannot sign in here and now; null when it can. */
  readonly failure: Failure | null;
}

const CARD_TYPES: Readonly<Record<number, CardType>> = { 0: 'CPS', 1: 'CPF', 2: 'CDE/CPE', 3: 'CPA' };
const DAY_MS = 86_400_000;
const WARN_DAYS = 60;
const NATIONAL_ID = /^8\d{11}$/;

/** Whose card a certificate is of. */
export function holderOf(certificate: CertificateFacts): CardHolder {
  const { subject } = certificate;
  const type = CARD_TYPES[certificate.cardTypeCode ?? -1] ?? 'CPx';
  return {
    type,
    audience: audienceOf(type, certificate),
    person:
      subject.surname === null && subject.givenName === null
        ? null
        : { surname: subject.surname ?? '', givenName: subject.givenName ?? '' },
    profession: subject.title,
    nationalId: NATIONAL_ID.test(subject.commonName ?? '') ? subject.commonName : null,
    structure: structureOf(certificate),
  };
}

/** « Dr A. PRATICIEN », « J. ACCUEIL », else the structure; null for a card that names neither. */
export function holderName(holder: CardHolder): string | null {
  const { person, profession, structure } = holder;
  if (person === null) return structure?.name ?? structure?.id ?? null;
  const initial = person.givenName === '' ? '' : `${person.givenName.charAt(0)}. `;
  return `${profession === 'Médecin' ? 'Dr ' : ''}${initial}${person.surname}`.trim();
}

/** How long a certificate goes on being valid at `now` (milliseconds since 1970). */
export function validityOf(certificate: CertificateFacts, now: number): CardValidity {
  const daysLeft = Math.floor((certificate.notAfter - now) / DAY_MS);
  return {
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    daysLeft,
    expiresSoon: daysLeft >= 0 && daysLeft < WARN_DAYS,
  };
}

/** Everything the interface and the diagnosis say of one card. `now` in milliseconds since 1970. */
export function summarizeCard(card: CpxCard, environment: Environment, now: number): CardSummary {
  const best = card.certificates
    .map((certificate) => ({ certificate, rejection: rejectCertificate(certificate, environment, now) }))
    .sort(compareJudged)[0];
  if (best === undefined) return { ...NOTHING_KNOWN, failure: emptyCard(card) };
  const { certificate, rejection } = best;
  if (certificate.issuer.scope === null) return { ...NOTHING_KNOWN, failure: rejection?.failure ?? null };
  return {
    holder: holderOf(certificate),
    test: certificate.issuer.test,
    validity: validityOf(certificate, now),
    // What a new card alone can mend is said first.
    failure: rejection?.failure ?? (card.pin.locked ? failure('CPX-BLOQUEE') : null),
  };
}

const NOTHING_KNOWN = { holder: null, test: null, validity: null } as const;

function emptyCard(card: CpxCard): Failure {
  return failure(card.unreadableCertificates > 0 ? 'CPX-CERTIFICAT-ILLISIBLE' : 'CPX-SANS-CERTIFICAT');
}

/** By what the card says it is, else by the class of the authority that made its certificate. */
function audienceOf(type: CardType, certificate: CertificateFacts): CardHolder['audience'] {
  if (type === 'CPS' || type === 'CPF') return 'professional';
  if (type === 'CDE/CPE' || type === 'CPA') return 'establishment';
  const { grade } = certificate.issuer;
  if (grade === null) return null;
  return grade === 'FORT' ? 'professional' : 'establishment';
}

/** `CN=<structure>/<serial>` and the structure's name in `O` or `OU`, on a card of an establishment. */
function structureOf(certificate: CertificateFacts): CardHolder['structure'] {
  const { commonName, organisation, units } = certificate.subject;
  const slash = commonName?.lastIndexOf('/') ?? -1;
  const id = commonName === null || slash < 1 ? null : commonName.slice(0, slash);
  const name = [organisation, ...units].find((text) => text !== null && /\p{L}/u.test(text)) ?? null;
  return id === null && name === null ? null : { id, name };
}

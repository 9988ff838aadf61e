/**
 * What one X.509 certificate says, read from its own bytes.
 * The subject's names may share one RDN, so texts made for people (`CN=…, SN=…`) are never split.
 */
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  Certificate,
  ExtendedKeyUsage,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
  type Extension,
  type Name,
  type TBSCertificate,
  type Time,
} from '@peculiar/asn1-x509';
import { failure } from '../failures/index.ts';
import { failed, success, type Result } from '../result.ts';

/** The three classes of the IGC-Santé authorities (cpx.md). */
export type IssuerGrade = 'FORT' | 'STANDARD' | 'ELEMENTAIRE';

export interface IssuerFacts {
  readonly commonName: string;
  /** Null when the issuer is not an authority of IGC-Santé for persons or organisations. */
  readonly grade: IssuerGrade | null;
  readonly scope: 'persons' | 'organisations' | null;
  /** True when anything in the issuer's name says that its chain is the test chain. */
  readonly test: boolean;
}

export interface SubjectFacts {
  readonly commonName: string | null;
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly title: string | null;
  readonly organisation: string | null;
  readonly units: readonly string[];
}

export interface CertificateFacts {
  /**
   * Issuer and serial number, which X.509 makes unique: the same certificate has the same id wherever it was
   * read (card, system store, browser engine). Names a card, so it never goes to a log.
   */
  readonly id: string;
  readonly issuer: IssuerFacts;
  readonly subject: SubjectFacts;
  /** Milliseconds since 1970, UTC; both ends belong to the validity. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly clientAuth: boolean;
  readonly nonRepudiation: boolean;
  /** Last byte of the card-type extension (cpx.md), when there is one of 3 bytes. */
  readonly cardTypeCode: number | null;
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const CARD_TYPE_EXTENSION = '1.2.250.1.71.1.2.2';
const CARD_TYPE_EXTENSION_BYTES = 3;
const ATTRIBUTE = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
} as const;
/** Far above any certificate of a card (about 2 KiB). */
const MAX_BYTES = 65_536;

/** Reads the first certificate of a PEM text; fails with CPX-CERTIFICAT-ILLISIBLE. */
export function readCertificate(pem: string): Result<CertificateFacts> {
  const base64 = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  const der = base64 === undefined ? null : decodeBase64(base64);
  return der === null ? unreadable() : readCertificateDer(der);
}

/** Reads a certificate from its DER bytes; fails with CPX-CERTIFICAT-ILLISIBLE. */
export function readCertificateDer(der: Uint8Array): Result<CertificateFacts> {
  if (der.length > MAX_BYTES) return unreadable();
  try {
    return success(factsOf(AsnConvert.parse(der, Certificate).tbsCertificate));
  } catch {
    // The library throws on anything that is not a certificate; its messages may quote the bytes.
    return unreadable();
  }
}

function unreadable(): Result<never> {
  return failed(failure('CPX-CERTIFICAT-ILLISIBLE'));
}

function decodeBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function factsOf(tbs: TBSCertificate): CertificateFacts {
  const issuer = issuerFacts(tbs.issuer);
  return {
    id: `${issuer.commonName}#${hexadecimal(tbs.serialNumber)}`,
    issuer,
    subject: subjectFacts(tbs.subject),
    notBefore: instant(tbs.validity.notBefore),
    notAfter: instant(tbs.validity.notAfter),
    clientAuth: extendedKeyUsages(tbs).includes(CLIENT_AUTH),
    nonRepudiation: (keyUsage(tbs) & KeyUsageFlags.nonRepudiation) !== 0,
    cardTypeCode: cardTypeCode(tbs),
  };
}

function issuerFacts(name: Name): IssuerFacts {
  const commonName = first(name, ATTRIBUTE.commonName) ?? '';
  const match = /^(?:TEST )?AC IGC-SANTE (FORT|STANDARD|ELEMENTAIRE) (PERSONNES|ORGANISATIONS)$/.exec(
    comparable(commonName),
  );
  return {
    commonName,
    grade: (match?.[1] ?? null) as IssuerGrade | null,
    scope: match === null ? null : match[2] === 'PERSONNES' ? 'persons' : 'organisations',
    test: values(name).some((value) => /\bTEST\b/.test(comparable(value))),
  };
}

function subjectFacts(name: Name): SubjectFacts {
  return {
    commonName: first(name, ATTRIBUTE.commonName),
    surname: first(name, ATTRIBUTE.surname),
    givenName: first(name, ATTRIBUTE.givenName),
    title: first(name, ATTRIBUTE.title),
    organisation: first(name, ATTRIBUTE.organisation),
    units: values(name, ATTRIBUTE.unit),
  };
}

/** The values of one attribute (or of all), in every RDN, in the order of the name. */
function values(name: Name, type?: string): string[] {
  return name
    .flatMap((rdn) => [...rdn])
    .filter((attribute) => type === undefined || attribute.type === type)
    .map((attribute) => attribute.value.toString().trim())
    .filter((value) => value !== '');
}

function first(name: Name, type: string): string | null {
  return values(name, type)[0] ?? null;
}

/** Upper case, no accents, single spaces: authorities are compared by their letters. */
function comparable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/\s+/g, ' ')
    .toUpperCase();
}

function instant(time: Time): number {
  return time.getTime().getTime();
}

function keyUsage(tbs: TBSCertificate): number {
  const bytes = extensionBytes(tbs, id_ce_keyUsage);
  return bytes === null ? 0 : AsnConvert.parse(bytes, KeyUsage).toNumber();
}

function extendedKeyUsages(tbs: TBSCertificate): string[] {
  const bytes = extensionBytes(tbs, id_ce_extKeyUsage);
  return bytes === null ? [] : [...AsnConvert.parse(bytes, ExtendedKeyUsage)];
}

function cardTypeCode(tbs: TBSCertificate): number | null {
  const bytes = extensionBytes(tbs, CARD_TYPE_EXTENSION);
  if (bytes?.byteLength !== CARD_TYPE_EXTENSION_BYTES) return null;
  return new Uint8Array(bytes)[CARD_TYPE_EXTENSION_BYTES - 1] ?? null;
}

function extensionBytes(tbs: TBSCertificate, id: string): ArrayBuffer | null {
  const extension: Extension | undefined = tbs.extensions?.find((candidate) => candidate.extnID === id);
  return extension === undefined ? null : extension.extnValue.buffer;
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

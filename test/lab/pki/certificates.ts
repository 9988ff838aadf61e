/**
 * The few X.509 operations that the laboratory's authorities need, over webcrypto: no program is started.
 */
// The library's dependency container wants the polyfill before its own module runs.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

/** Keys of cards: what a TLS 1.2 client signs with. */
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
} as const;
/** Keys of authorities and servers, much quicker to make: two dozen RSA keys are enough of a wait. */
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Extended key usages by their usual names. */
export const EXTENDED_KEY_USAGES = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  smartCardLogon: '1.3.6.1.4.1.311.20.2.2',
} as const;

/** One RDN per entry; several keys in an entry make a multi-valued RDN. */
export type Subject = readonly Readonly<Record<string, string>>[];

export interface Issued {
  /** Leaf or authority, PEM. */
  readonly certificatePem: string;
  /** PKCS#8, PEM, not encrypted: the keys of fictional people. */
  readonly privateKeyPem: string;
}

/** An authority that can go on issuing. */
export interface Authority extends Issued {
  readonly subject: Subject;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface LeafRequest {
  readonly subject: Subject;
  readonly validity: Validity;
  readonly keyUsage: keyof typeof KEY_USAGES;
  readonly keyType: 'rsa' | 'ec';
  readonly extendedKeyUsages?: readonly string[];
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
  /** Further extensions: identifier and DER of the value. */
  readonly extensions?: readonly { readonly oid: string; readonly der: Uint8Array }[];
}

// Node’s and the DOM’s types of the same object differ in detail.
x509.cryptoProvider.set(webcrypto as never);

/** A new authority, self-signed when `parent` is not given. */
export async function createAuthority(
  subject: Subject,
  validity: Validity,
  parent?: Authority,
): Promise<Authority> {
  const keys = await generateKeys(ECDSA);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: toName(subject),
    issuer: toName(parent?.subject ?? subject),
    notBefore: validity.notBefore,
    notAfter: validity.notAfter,
    publicKey: keys.publicKey,
    signingKey: (parent?.keys ?? keys).privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create((parent?.keys ?? keys).publicKey),
    ],
  });
  return { subject, keys, ...(await toPem(certificate, keys)) };
}

/** A certificate and its key for a server or a person. */
export async function issueLeaf(authority: Authority, request: LeafRequest): Promise<Issued> {
  const keys = await generateKeys(request.keyType === 'rsa' ? RSA : ECDSA);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: toName(request.subject),
    issuer: toName(authority.subject),
    notBefore: request.validity.notBefore,
    notAfter: request.validity.notAfter,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(KEY_USAGES[request.keyUsage], true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
      ...optionalExtensions(request),
    ],
  });
  return toPem(certificate, keys);
}

/** The key usages that the laboratory's certificates carry. */
const KEY_USAGES = {
  authentication: (x509.KeyUsageFlags.digitalSignature |
    x509.KeyUsageFlags.keyEncipherment) as x509.KeyUsageFlags,
  signature: x509.KeyUsageFlags.nonRepudiation,
} as const;

/** `days` may be negative. */
export function daysFrom(start: Date, days: number): Date {
  return new Date(start.getTime() + days * 24 * 60 * 60 * 1000);
}

function optionalExtensions(request: LeafRequest): x509.Extension[] {
  const extensions: x509.Extension[] = [];
  if (request.extendedKeyUsages !== undefined && request.extendedKeyUsages.length > 0) {
    extensions.push(new x509.ExtendedKeyUsageExtension([...request.extendedKeyUsages]));
  }
  const names: x509.JsonGeneralName[] = [
    ...(request.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value })),
    ...(request.addresses ?? []).map((value) => ({ type: 'ip' as const, value })),
  ];
  if (names.length > 0) {
    extensions.push(new x509.SubjectAlternativeNameExtension(names));
  }
  for (const { oid, der } of request.extensions ?? []) {
    extensions.push(new x509.Extension(oid, false, der.slice().buffer));
  }
  return extensions;
}

function toName(subject: Subject): x509.JsonName {
  return subject.map((rdn) =>
    Object.fromEntries(Object.entries(rdn).map(([attribute, value]) => [attribute, [value]])),
  );
}

async function generateKeys(algorithm: typeof RSA | typeof ECDSA): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** Positive, 15 bytes: Node refuses serial numbers that start with a sign bit or a zero byte in some versions. */
function randomSerial(): string {
  const bytes = Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

async function toPem(certificate: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Issued> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  };
}

/** DER parts of a certificate, as a PKCS#11 object wants them. */
export interface CertificateNames {
  readonly certificate: Uint8Array;
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** DER INTEGER, tag and length included. */
  readonly serialNumber: Uint8Array;
}

export function certificateNames(certificatePem: string): CertificateNames {
  const certificate = new x509.X509Certificate(certificatePem);
  const serial = Buffer.from(certificate.serialNumber, 'hex');
  return {
    certificate: new Uint8Array(certificate.rawData),
    subject: new Uint8Array(certificate.subjectName.toArrayBuffer()),
    issuer: new Uint8Array(certificate.issuerName.toArrayBuffer()),
    // The laboratory's serials are short and positive, so that no padding byte is needed.
    serialNumber: Buffer.concat([Uint8Array.of(0x02, serial.length), serial]),
  };
}

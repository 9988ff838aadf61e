/**
 * Practitioners' cards as SoftHSM tokens: what the Cryptolib would show of them, with keys that really sign.
 * A private `SOFTHSM2_CONF`; the user's own tokens are never touched.
 */
import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { access, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CardMaterials, LabPki } from '../pki/index.ts';
import { certificateNames, type Issued } from '../pki/certificates.ts';
import {
  commonName,
  type CertificateKind,
  type LabPractitioner,
  type PractitionerKey,
} from '../pki/practitioners.ts';
import { buildCardLibrary, CARDS_VARIABLE, LabCard } from './card.ts';
import { CKO, bool, openTokenSession, ulong, type TokenSession } from './pkcs11.ts';

/** Where Debian and Ubuntu put the module. */
const MODULE_PLACES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
];

/** The PIN of every card of the laboratory. */
export const LAB_PIN = '1234';
const SO_PIN = '12345678';

export interface LabToken {
  readonly key: PractitionerKey;
  /** `CPS3v3-<serial>`, as `cpx.md` gives it. */
  readonly label: string;
  /** The token as a card; null on a workstation without a compiler. */
  readonly card: LabCard | null;
}

export interface LabTokens {
  /** The library to load, in the place of the Cryptolib. */
  readonly modulePath: string;
  /** To be added to the environment of every process that loads it. */
  readonly environment: Readonly<Record<'SOFTHSM2_CONF' | typeof CARDS_VARIABLE, string>>;
  readonly tokens: readonly LabToken[];
  /**
   * Takes a card out of the directory, or puts it back. A process that has the library open sees an absence at its
   * next C_Initialize only.
   */
  remove(key: PractitionerKey): Promise<void>;
  insert(key: PractitionerKey): Promise<void>;
}

/**
 * Makes one token per practitioner in `directory`, which must not hold tokens already. Linux only.
 * @throws when SoftHSM is not installed.
 */
export async function createLabTokens(
  directory: string,
  pki: LabPki,
  keys: readonly PractitionerKey[],
): Promise<LabTokens> {
  const softhsm = await findModule();
  const library = await buildCardLibrary(softhsm);
  const store = join(directory, 'tokens');
  const away = join(directory, 'away');
  const cards = join(directory, 'cards');
  await Promise.all([store, away].map((path) => mkdir(path, { recursive: true })));
  const configuration = join(directory, 'softhsm2.conf');
  await writeFile(
    configuration,
    `directories.tokendir = ${store}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const folders = new Map<PractitionerKey, string>();
  const tokens: LabToken[] = [];
  for (const key of keys) {
    const label = tokenLabel(pki.practitioners[key]);
    folders.set(key, await initialise(store, configuration, label));
    withConfiguration(configuration, () => {
      fill(softhsm, label, pki.practitioners[key], pki.cards[key]);
    });
    tokens.push({ key, label, card: library === null ? null : new LabCard(cards, label) });
  }
  const folderOf = (key: PractitionerKey): string => {
    const folder = folders.get(key);
    if (folder === undefined) {
      throw new Error(`no token was made for ${key}`);
    }
    return folder;
  };
  return {
    modulePath: library ?? softhsm,
    environment: { SOFTHSM2_CONF: configuration, [CARDS_VARIABLE]: cards },
    tokens,
    remove: (key) => rename(join(store, folderOf(key)), join(away, folderOf(key))),
    insert: (key) => rename(join(away, folderOf(key)), join(store, folderOf(key))),
  };
}

/** The token's label for a card. */
export function tokenLabel(practitioner: LabPractitioner): string {
  return `CPS3v3-${practitioner.cardSerial}`;
}

/** The name of the token's new folder in the store. */
async function initialise(store: string, configuration: string, label: string): Promise<string> {
  const before = new Set(await readdir(store));
  await promisify(execFile)(
    'softhsm2-util',
    ['--init-token', '--free', '--label', label, '--so-pin', SO_PIN, '--pin', LAB_PIN],
    { env: { ...process.env, SOFTHSM2_CONF: configuration } },
  );
  const added = (await readdir(store)).find((name) => !before.has(name));
  if (added === undefined) {
    throw new Error('SoftHSM made no token');
  }
  return added;
}

/** SoftHSM reads its configuration's path from the process's own environment, at C_Initialize. */
function withConfiguration(configuration: string, use: () => void): void {
  const before = process.env.SOFTHSM2_CONF;
  process.env.SOFTHSM2_CONF = configuration;
  try {
    use();
  } finally {
    if (before === undefined) {
      delete process.env.SOFTHSM2_CONF;
    } else {
      process.env.SOFTHSM2_CONF = before;
    }
  }
}

function fill(modulePath: string, label: string, practitioner: LabPractitioner, card: CardMaterials): void {
  const session = openTokenSession(modulePath, label, LAB_PIN);
  try {
    for (const [index, kind] of (['authentication', 'signature'] as const).entries()) {
      const issued = card[kind];
      if (issued !== undefined) {
        addCertificate(session, issued, kind, Uint8Array.of(index + 1));
        addPrivateKey(session, issued, kind, Uint8Array.of(index + 1));
      }
    }
    for (const [name, value] of publicObjects(practitioner)) {
      session.create({
        class: ulong(CKO.data),
        token: bool(true),
        private: bool(false),
        label: Buffer.from(name),
        application: Buffer.from('CPS'),
        value: Buffer.from(value),
      });
    }
  } finally {
    session.close();
  }
}

function addCertificate(session: TokenSession, issued: Issued, kind: CertificateKind, id: Uint8Array): void {
  const names = certificateNames(issued.certificatePem);
  session.create({
    class: ulong(CKO.certificate),
    certificateType: ulong(0),
    token: bool(true),
    private: bool(false),
    label: Buffer.from(LABELS[kind]),
    id,
    subject: names.subject,
    issuer: names.issuer,
    serialNumber: names.serialNumber,
    value: names.certificate,
  });
}

function addPrivateKey(session: TokenSession, issued: Issued, kind: CertificateKind, id: Uint8Array): void {
  const jwk = createPrivateKey(issued.privateKeyPem).export({ format: 'jwk' });
  const number = (value: string | undefined): Uint8Array => Buffer.from(value ?? '', 'base64url');
  session.create({
    class: ulong(CKO.privateKey),
    keyType: ulong(0),
    token: bool(true),
    private: bool(true),
    sensitive: bool(true),
    extractable: bool(false),
    sign: bool(true),
    label: Buffer.from(LABELS[kind]),
    id,
    subject: certificateNames(issued.certificatePem).subject,
    modulus: number(jwk.n),
    publicExponent: number(jwk.e),
    privateExponent: number(jwk.d),
    prime1: number(jwk.p),
    prime2: number(jwk.q),
    exponent1: number(jwk.dp),
    exponent2: number(jwk.dq),
    coefficient: number(jwk.qi),
  });
}

const LABELS: Readonly<Record<CertificateKind, string>> = {
  authentication: "Certificat d'authentification",
  signature: 'Certificat de signature',
};

/** The objects that a card shows without a PIN. Their contents are not public: these are the laboratory's own. */
function publicObjects(practitioner: LabPractitioner): readonly (readonly [string, string])[] {
  const { person, profession, cardSerial } = practitioner;
  return [
    ['CPS_ID_CARD', cardSerial],
    ['CPS_NAME_PS', person === null ? '' : `${person.firstName} ${person.name}`],
    ['CPS_LANG_PS', 'fr'],
    ['CPS_INFO_PS', `${commonName(practitioner)} ${profession ?? ''}`],
    ['CPS_DATA', practitioner.cardType],
  ];
}

async function findModule(): Promise<string> {
  for (const place of MODULE_PLACES) {
    try {
      await access(place);
      return place;
    } catch {
      // The next place is tried.
    }
  }
  throw new Error('SoftHSM is not installed: package softhsm2');
}

/**
 * Every certificate and key of the laboratory, made once in a directory and found again there.
 */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { EXTENDED_KEY_USAGES, createAuthority, daysFrom, issueLeaf, type Issued } from './certificates.ts';
import {
  createIgcSante,
  issueCardCertificate,
  issueOrganisationCertificate,
  type Chain,
  type IgcSante,
} from './igc-sante.ts';
import {
  LAB_PRACTITIONERS,
  type CertificateKind,
  type LabPractitioner,
  type PractitionerKey,
} from './practitioners.ts';

/** Changes whenever older materials would no longer do. */
const FORMAT = 1;
/** Some certificates are close to an end of validity: do not keep them for long. */
const MAX_AGE_DAYS = 7;

/** Names of the simulated servers. Chromium resolves `*.localhost` to the loopback by itself; the system may not. */
export const SERVER_NAMES = [
  'localhost',
  'wps.localhost',
  'wps-cps.localhost',
  'wps-psc.localhost',
  'wallet.localhost',
  'auth.localhost',
  'ailleurs.localhost',
] as const;

export type CardMaterials = Readonly<Partial<Record<CertificateKind, Issued>>>;

interface Stored {
  readonly format: number;
  readonly madeAt: string;
  readonly serverAuthorityPem: string;
  readonly server: Issued;
  readonly organisation: Issued;
  /** Root and issuing authorities, PEM, one after the other. */
  readonly clientAuthorities: Readonly<Record<Chain, string>>;
  readonly cards: Readonly<Record<PractitionerKey, CardMaterials>>;
}

/** The materials of one directory. */
export interface LabPki {
  readonly directory: string;
  /** The authority of the simulated servers: the launcher's `trustedCaFile`. */
  readonly serverAuthorityFile: string;
  readonly serverAuthorityPem: string;
  readonly server: Issued;
  /** Certificate of a structure, not of a person. */
  readonly organisation: Issued;
  /** What a server that demands a CPx trusts. */
  readonly clientAuthorities: Readonly<Record<Chain, string>>;
  readonly practitioners: Readonly<Record<PractitionerKey, LabPractitioner>>;
  /** Files beside: `cards/<key>.<authentication|signature>.{cert,key}.pem`. */
  readonly cards: Readonly<Record<PractitionerKey, CardMaterials>>;
}

/**
 * The materials of `directory`, made when they are missing, old or of another format.
 * Several processes may ask at once: each makes its own aside and the first to rename wins.
 */
export async function ensureLabPki(directory: string): Promise<LabPki> {
  const found = await load(directory);
  if (found !== null) {
    return found;
  }
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  const aside = await mkdtemp(join(parent, '.pki-'));
  await write(aside, await create(new Date()));
  return settle(directory, aside);
}

/** Puts the new materials in place, unless another process has just done so: a full directory is not replaced. */
async function settle(directory: string, aside: string): Promise<LabPki> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const present = await load(directory);
    if (present !== null) {
      await rm(aside, { recursive: true, force: true });
      return present;
    }
    // Old materials go away in one step, so that nobody finds half of them.
    await rename(directory, `${aside}-old`).catch(() => undefined);
    await rename(aside, directory).catch(() => undefined);
    await rm(`${aside}-old`, { recursive: true, force: true });
  }
  throw new Error(`the laboratory's certificates could not be put in ${directory}`);
}

async function create(now: Date): Promise<Stored> {
  const [servers, test, real] = await Promise.all([
    createServers(now, SERVER_NAMES),
    createIgcSante('test', now),
    createIgcSante('real', now),
  ]);
  const igc: Readonly<Record<Chain, IgcSante>> = { test, real };
  const cards = await Promise.all(
    Object.values<LabPractitioner>(LAB_PRACTITIONERS).map(
      async (practitioner) =>
        [practitioner.key, await createCard(igc[practitioner.chain], practitioner, now)] as const,
    ),
  );
  return {
    format: FORMAT,
    madeAt: now.toISOString(),
    ...servers,
    organisation: await issueOrganisationCertificate(test, now),
    clientAuthorities: { test: bundle(test), real: bundle(real) },
    cards: Object.fromEntries(cards) as Record<PractitionerKey, CardMaterials>,
  };
}

/** A server's certificate and its authority. */
export type ServerMaterials = Pick<Stored, 'server' | 'serverAuthorityPem'>;

/** Servers of these names, by an authority of their own that nothing else knows; kept nowhere. */
export async function createServers(now: Date, names: readonly string[]): Promise<ServerMaterials> {
  const validity = { notBefore: daysFrom(now, -1), notAfter: daysFrom(now, 365) };
  const authority = await createAuthority(
    [{ C: 'FR' }, { O: 'DMP Direct' }, { CN: 'Autorité de laboratoire DMP Direct' }],
    validity,
  );
  const server = await issueLeaf(authority, {
    subject: [{ C: 'FR' }, { O: 'DMP Direct' }, { CN: 'wps.localhost' }],
    validity,
    keyType: 'ec',
    keyUsage: 'authentication',
    extendedKeyUsages: [EXTENDED_KEY_USAGES.serverAuth],
    dnsNames: names,
    addresses: ['127.0.0.1', '::1'],
  });
  return { server, serverAuthorityPem: authority.certificatePem };
}

async function createCard(igc: IgcSante, practitioner: LabPractitioner, now: Date): Promise<CardMaterials> {
  const issued = await Promise.all(
    practitioner.certificates.map(
      async (kind) => [kind, await issueCardCertificate(igc, practitioner, kind, now)] as const,
    ),
  );
  return Object.fromEntries(issued);
}

function bundle(igc: IgcSante): string {
  const authorities = [igc.root, ...Object.values(igc.issuers).flatMap((classes) => Object.values(classes))];
  return authorities.map((authority) => authority.certificatePem).join('');
}

async function write(directory: string, stored: Stored): Promise<void> {
  await mkdir(join(directory, 'cards'));
  const files: [string, string][] = [
    ['ca.pem', stored.serverAuthorityPem],
    ['server.cert.pem', stored.server.certificatePem],
    ['server.key.pem', stored.server.privateKeyPem],
    ['igc-sante-test.pem', stored.clientAuthorities.test],
    ['igc-sante-real.pem', stored.clientAuthorities.real],
    ['pki.json', JSON.stringify(stored)],
  ];
  for (const [key, card] of Object.entries<CardMaterials>(stored.cards)) {
    for (const [kind, issued] of Object.entries<Issued>(card)) {
      files.push([join('cards', `${key}.${kind}.cert.pem`), issued.certificatePem]);
      files.push([join('cards', `${key}.${kind}.key.pem`), issued.privateKeyPem]);
    }
  }
  await Promise.all(files.map(([name, text]) => writeFile(join(directory, name), text, { mode: 0o600 })));
}

async function load(directory: string): Promise<LabPki | null> {
  let stored: Stored;
  try {
    stored = JSON.parse(await readFile(join(directory, 'pki.json'), 'utf8')) as Stored;
  } catch {
    return null;
  }
  const age = Date.now() - new Date(stored.madeAt).getTime();
  const complete = Object.keys(LAB_PRACTITIONERS).every((key) => key in stored.cards);
  if (stored.format !== FORMAT || !complete || age < 0 || age > MAX_AGE_DAYS * 24 * 60 * 60 * 1000) {
    return null;
  }
  return {
    directory,
    serverAuthorityFile: join(directory, 'ca.pem'),
    serverAuthorityPem: stored.serverAuthorityPem,
    server: stored.server,
    organisation: stored.organisation,
    clientAuthorities: stored.clientAuthorities,
    practitioners: LAB_PRACTITIONERS,
    cards: stored.cards,
  };
}

/** SHA-256 of a PEM certificate, colon-separated capitals, as Node and Chromium write it. */
export function fingerprint(certificatePem: string): string {
  return new X509Certificate(certificatePem).fingerprint256;
}

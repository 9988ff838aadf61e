/**
 * A HOME of its own with the NSS database that Chromium and Electron read on Linux (`$HOME/.pki/nssdb`), as other
 * programs leave it. No module is registered here: that is the program's own work. The user's database is never touched.
 */
import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Issued } from '../pki/certificates.ts';
import type { LabPki } from '../pki/index.ts';
import type { LabTokens } from '../softhsm/index.ts';

const run = promisify(execFile);

export interface LabNss {
  readonly home: string;
  readonly directory: string;
  /** `sql:<path>`, as the tools of NSS want it. */
  readonly database: string;
  /** To be added to the environment of the embedded browser's process. */
  readonly environment: Readonly<Record<'HOME', string>> & LabTokens['environment'];
  /** What `certutil -L` says of the certificates on every token. */
  listCertificates(): Promise<string>;
}

/**
 * Puts a certificate and its key into the database itself, beside the cards: what other programs leave on a
 * workstation. It is offered without a PIN.
 * @throws when `openssl` or `libnss3-tools` is not installed.
 */
export async function addSoftCertificate(home: string, issued: Issued, name: string): Promise<void> {
  const database = await makeDatabase(home);
  const folder = await mkdtemp(join(home, 'certificate-'));
  const path = (file: string): string => join(folder, file);
  try {
    await writeFile(path('cert.pem'), issued.certificatePem);
    await writeFile(path('key.pem'), issued.privateKeyPem, { mode: 0o600 });
    const files = ['-inkey', path('key.pem'), '-in', path('cert.pem'), '-out', path('both.p12')];
    await run('openssl', ['pkcs12', '-export', '-name', name, '-passout', 'pass:', ...files]);
    await run('pk12util', ['-i', path('both.p12'), '-d', database, '-W', '', '-K', '']);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes the database of a home unless it is there; answers it as the tools want it. */
export async function makeDatabase(home: string): Promise<string> {
  const directory = join(home, '.pki', 'nssdb');
  const database = `sql:${directory}`;
  const there = await access(join(directory, 'cert9.db')).then(
    () => true,
    () => false,
  );
  if (there) return database;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await run('certutil', ['-N', '-d', database, '--empty-password']);
  return database;
}

/**
 * Makes the database in `home`, which trusts the simulated servers' authority: for a browser that is not told of
 * `trustedCaFile`.
 * @throws when `libnss3-tools` is not installed.
 */
export async function createLabNss(home: string, tokens: LabTokens, pki: LabPki): Promise<LabNss> {
  const database = await makeDatabase(home);
  const environment = { HOME: home, ...tokens.environment };
  const name = 'Autorité de laboratoire';
  await run('certutil', ['-A', '-d', database, '-n', name, '-t', 'C,,', '-i', pki.serverAuthorityFile]);
  return {
    home,
    directory: join(home, '.pki', 'nssdb'),
    database,
    environment,
    listCertificates: async () => {
      const env = { ...process.env, ...environment };
      return (await run('certutil', ['-L', '-d', database, '-h', 'all'], { env })).stdout;
    },
  };
}

import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENDED_KEY_USAGES } from '../../../lab/pki/certificates.ts';
import { ensureLabPki, type LabPki } from '../../../lab/pki/index.ts';
import type { CertificateKind, PractitionerKey } from '../../../lab/pki/practitioners.ts';

let root: string;
let pki: LabPki;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-pki-'));
  pki = await ensureLabPki(join(root, 'pki'));
}, 60_000);

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

function pem(key: PractitionerKey, kind: CertificateKind): string {
  const issued = pki.cards[key][kind];
  if (issued === undefined) {
    throw new Error(`${key} has no ${kind} certificate`);
  }
  return issued.certificatePem;
}

function issuerCn(key: PractitionerKey): string {
  return new x509.X509Certificate(pem(key, 'authentication')).issuerName.getField('CN')[0] ?? '';
}

describe('the imitation of IGC-Santé', () => {
  it('issues an authentication certificate with the usages that sign-in demands', () => {
    const certificate = new x509.X509Certificate(pem('cps', 'authentication'));
    const usages = certificate.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
    expect(usages & x509.KeyUsageFlags.digitalSignature).toBeTruthy();
    expect(usages & x509.KeyUsageFlags.nonRepudiation).toBe(0);
    expect(certificate.getExtension(x509.ExtendedKeyUsageExtension)?.usages).toEqual([
      EXTENDED_KEY_USAGES.clientAuth,
      EXTENDED_KEY_USAGES.smartCardLogon,
    ]);
  });

  it('issues a signature certificate with nonRepudiation and no extended usage', () => {
    const certificate = new x509.X509Certificate(pem('cps', 'signature'));
    expect(certificate.getExtension(x509.KeyUsagesExtension)?.usages).toBe(x509.KeyUsageFlags.nonRepudiation);
    expect(certificate.getExtension(x509.ExtendedKeyUsageExtension)).toBeNull();
  });

  it('puts CN, SN and GN in one multi-valued RDN', () => {
    const subject = new x509.X509Certificate(pem('cps', 'authentication')).subjectName.toJSON();
    expect(subject).toEqual([
      { C: ['FR'] },
      { T: ['Médecin'] },
      { CN: [`8${pki.practitioners.cps.rpps}`], SN: ['PRATICIEN'], G: ['ANNE'] },
    ]);
    expect(new X509Certificate(pem('cps', 'authentication')).subject).toContain('+');
  });

  it('gives an anonymous CPE no name and its structure', () => {
    const subject = new x509.X509Certificate(pem('cpe-anonyme', 'authentication')).subjectName;
    expect(subject.getField('SN')).toEqual([]);
    expect(subject.getField('G')).toEqual([]);
    expect(subject.getField('O')).toEqual(['CABINET DES TILLEULS']);
    expect(subject.getField('CN')[0]).toMatch(/^0B0261234\/\d+$/);
  });

  it.each([
    ['cps', 'TEST AC IGC-SANTE FORT PERSONNES'],
    ['cpf', 'TEST AC IGC-SANTE FORT PERSONNES'],
    ['cpe', 'TEST AC IGC-SANTE STANDARD PERSONNES'],
    ['cpa', 'TEST AC IGC-SANTE STANDARD PERSONNES'],
    ['cpe-anonyme', 'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES'],
    ['cps-reelle', 'AC IGC-SANTE FORT PERSONNES'],
  ] as const)('signs %s with %s', (key, issuer) => {
    expect(issuerCn(key)).toBe(issuer);
  });

  it.each([
    ['cps', 0],
    ['cpf', 1],
    ['cpe', 2],
    ['cpa', 3],
  ] as const)('says %s in the last of three bytes of the card-type extension', (key, last) => {
    const extension = new x509.X509Certificate(pem(key, 'authentication')).getExtension('1.2.250.1.71.1.2.2');
    expect([...new Uint8Array(extension?.value ?? new ArrayBuffer(0))]).toEqual([2, 1, last]);
  });

  it('has cards that are over, not yet begun and nearly over', () => {
    const now = Date.now();
    const expired = new X509Certificate(pem('cps-expiree', 'authentication'));
    const future = new X509Certificate(pem('cps-pas-encore-valable', 'authentication'));
    const soon = new X509Certificate(pem('cps-bientot-expiree', 'authentication'));
    expect(Date.parse(expired.validTo)).toBeLessThan(now);
    expect(Date.parse(future.validFrom)).toBeGreaterThan(now);
    const daysLeft = (Date.parse(soon.validTo) - now) / 86_400_000;
    expect(daysLeft).toBeGreaterThan(0);
    expect(daysLeft).toBeLessThan(60);
  });

  it('has a card without an authentication certificate', () => {
    expect(Object.keys(pki.cards['cps-sans-authentification'])).toEqual(['signature']);
  });

  it('signs each card with the right chain, up to its root', () => {
    const authorities = pki.clientAuthorities.test
      .split(/(?=-----BEGIN)/)
      .map((text) => new X509Certificate(text));
    expect(authorities).toHaveLength(7);
    const leaf = new X509Certificate(pem('cps', 'authentication'));
    const issuer = authorities.find((authority) => leaf.checkIssued(authority));
    expect(issuer !== undefined && leaf.verify(issuer.publicKey)).toBe(true);
    const real = new X509Certificate(pem('cps-reelle', 'authentication'));
    expect(authorities.some((authority) => real.checkIssued(authority))).toBe(false);
  });

  it('has a structure certificate that is no person’s', () => {
    const certificate = new x509.X509Certificate(pki.organisation.certificatePem);
    expect(certificate.issuerName.getField('CN')).toEqual(['TEST AC IGC-SANTE FORT ORGANISATIONS']);
  });
});

describe('the materials’ directory', () => {
  it('holds PEM files that agree with the object', async () => {
    const file = join(pki.directory, 'cards', 'cps.authentication.cert.pem');
    expect(await readFile(file, 'utf8')).toBe(pem('cps', 'authentication'));
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readFile(pki.serverAuthorityFile, 'utf8')).toBe(pki.serverAuthorityPem);
  });

  it('is found again, quickly and unchanged', async () => {
    const again = await ensureLabPki(pki.directory);
    expect(again).toEqual(pki);
  });

  it('is made anew when it is too old', async () => {
    const directory = join(root, 'old');
    await ensureLabPki(directory);
    const file = join(directory, 'pki.json');
    const stored = JSON.parse(await readFile(file, 'utf8')) as { madeAt: string };
    await writeFile(file, JSON.stringify({ ...stored, madeAt: '2020-01-01T00:00:00.000Z' }));
    const renewed = await ensureLabPki(directory);
    expect(renewed.server.certificatePem).not.toBe(pki.server.certificatePem);
    expect((JSON.parse(await readFile(file, 'utf8')) as { madeAt: string }).madeAt).not.toMatch(/^2020/);
  }, 60_000);

  it('is one and the same for all who ask at once', async () => {
    const directory = join(root, 'together');
    const made = await Promise.all([1, 2, 3].map(() => ensureLabPki(directory)));
    const last = await ensureLabPki(directory);
    expect(made.every((one) => one.server.certificatePem === last.server.certificatePem)).toBe(true);
    expect((await readdir(root)).filter((name) => name.startsWith('.pki-'))).toEqual([]);
  }, 60_000);
});

/** Found by the fault campaign: a client's certificate, or one with its name in the subject alone, was believed. */
import { X509Certificate } from 'node:crypto';
import type { Certificate } from 'electron';
import { beforeAll, describe, expect, it } from 'vitest';
import { decideServerTrust, installedIssuerOf } from '../../../../src/main/site/server-trust.ts';
import {
  createAuthority,
  daysFrom,
  EXTENDED_KEY_USAGES,
  issueLeaf,
  type Authority,
  type LeafRequest,
} from '../../../lab/pki/certificates.ts';

const HOST = 'wps.localhost';
const NOW = new Date('2026-06-01T12:00:00Z');
const YEAR = { notBefore: daysFrom(NOW, -100), notAfter: daysFrom(NOW, 100) };
/** Chromium's codes: «no known authority», «another name», «out of date». */
const [UNKNOWN_AUTHORITY, WRONG_NAME, OUT_OF_DATE] = [-202, -200, -201];
const [ACCEPTED, REFUSED] = [0, -2];

let authority: Authority;

beforeAll(async () => {
  authority = await createAuthority([{ CN: 'Autorité du pilote' }], YEAR);
});

async function decide(
  wrong: Partial<LeafRequest> = {},
  { issuer = authority, errorCode = UNKNOWN_AUTHORITY, now = NOW, believed = [authority] } = {},
): Promise<number> {
  const leaf = await issueLeaf(issuer, {
    subject: [{ CN: HOST }],
    validity: YEAR,
    keyUsage: 'authentication',
    keyType: 'ec',
    extendedKeyUsages: [EXTENDED_KEY_USAGES.serverAuth],
    dnsNames: [HOST],
    ...wrong,
  });
  // The decision reads nothing else of what Electron gives.
  const certificate = { data: leaf.certificatePem, issuer: { commonName: '' } } as Certificate;
  return decideServerTrust(
    { hostname: HOST, errorCode, certificate },
    believed.map(({ certificatePem }) => new X509Certificate(certificatePem)),
    now,
  );
}

describe('a server’s certificate', () => {
  it('is believed when a named authority issued it for this host', async () => {
    expect(await decide()).toBe(ACCEPTED);
    expect(await decide({ extendedKeyUsages: [] })).toBe(ACCEPTED);
  });

  it('is believed when Chromium believes it, and never when it has another objection than the authority', async () => {
    expect(await decide({}, { errorCode: 0, believed: [] })).toBe(ACCEPTED);
    expect(await decide({}, { errorCode: WRONG_NAME })).toBe(REFUSED);
    expect(await decide({}, { errorCode: OUT_OF_DATE })).toBe(REFUSED);
  });

  it.each<readonly [string, Partial<LeafRequest>]>([
    ['with its name in the subject only', { dnsNames: [] }],
    ['for another host', { dnsNames: ['autre.localhost'] }],
    ['for an address', { dnsNames: [], addresses: ['127.0.0.1'] }],
    ['for clients only', { extendedKeyUsages: [EXTENDED_KEY_USAGES.clientAuth] }],
    ['that has expired', { validity: { notBefore: daysFrom(NOW, -9), notAfter: daysFrom(NOW, -1) } }],
    ['that is not valid yet', { validity: { notBefore: daysFrom(NOW, 1), notAfter: daysFrom(NOW, 9) } }],
  ])('%s is refused', async (_what, wrong) => {
    expect(await decide(wrong)).toBe(REFUSED);
  });

  it('of a namesake of the authority, or under an authority that has expired, is refused', async () => {
    const namesake = await createAuthority(authority.subject, YEAR);
    expect(await decide({}, { issuer: namesake })).toBe(REFUSED);
    expect(await decide({}, { believed: [] })).toBe(REFUSED);
    const later = { notBefore: daysFrom(NOW, -9), notAfter: daysFrom(NOW, 900) };
    expect(await decide({ validity: later }, { now: daysFrom(NOW, 500) })).toBe(REFUSED);
  });
});

describe('an authority that was installed on this workstation', () => {
  const issuerOf = (commonName: string, organizations: string[], more = {}): string | null => {
    const certificate = { data: '', issuer: { commonName, organizations } } as unknown as Certificate;
    return installedIssuerOf({ errorCode: 0, isIssuedByKnownRoot: false, certificate, ...more }, []);
  };

  it('is named, with its maker where that is known', () => {
    expect(issuerOf('Passerelle', ['Clinique Exemple'])).toBe('Clinique Exemple, Passerelle');
    // field.md, 8: those that are seen or named in the field.
    const makers = [
      ['360 Total Security Root', '360'],
      ['Avira Web Protection CA', 'Avira'],
      ['G Data Mail Scanner Root', 'G DATA'],
      ['Trend Micro Root CA', 'Trend Micro'],
      ['WithSecure TLS Inspection', 'F-Secure'],
      ['Panda Root CA', 'Panda'],
      ['ESET SSL Filter CA', 'ESET'],
    ] as const;
    for (const [name, maker] of makers) expect(issuerOf(name, [])).toBe(`${name} (${maker})`);
  });

  it('is neither a public one, nor the health system’s, nor one that vouches for nothing', () => {
    expect(issuerOf('Autorité publique', [], { isIssuedByKnownRoot: true })).toBeNull();
    expect(issuerOf('Passerelle', [], { errorCode: UNKNOWN_AUTHORITY })).toBeNull();
    expect(issuerOf('AC IGC-SANTE ELEMENTAIRE ORGANISATIONS', ['ASIP-SANTE'])).toBeNull();
    expect(issuerOf('', [])).toBeNull();
  });
});

describe('the authority that SrvSVCNAM brings along', () => {
  const believedByTheSystem = (hostname: string, issuer: string, root?: string): number => {
    const issuerCert = root === undefined ? undefined : { issuer: { commonName: root } };
    const certificate = { data: '', issuer: { commonName: issuer }, issuerCert } as unknown as Certificate;
    return decideServerTrust({ hostname, errorCode: 0, certificate }, [], NOW);
  };

  it('speaks for this workstation alone, even where the system trusts it for everything', () => {
    expect(believedByTheSystem('127.0.0.1', 'AC-SRVSVCNAM-256')).toBe(ACCEPTED);
    expect(believedByTheSystem('localhost', 'AC-SRVSVCNAM')).toBe(ACCEPTED);
    expect(believedByTheSystem(HOST, 'AC-SRVSVCNAM-256')).toBe(REFUSED);
    expect(believedByTheSystem(HOST, 'Intermédiaire', 'AC-SRVSVCNAM-256')).toBe(REFUSED);
    expect(believedByTheSystem(HOST, 'Autorité publique')).toBe(ACCEPTED);
  });

  it('is not believed where the system does not know it', () => {
    const certificate = { data: '', issuer: { commonName: 'AC-SRVSVCNAM-256' } } as unknown as Certificate;
    for (const hostname of ['127.0.0.1', 'localhost'])
      expect(decideServerTrust({ hostname, errorCode: UNKNOWN_AUTHORITY, certificate }, [], NOW)).toBe(
        REFUSED,
      );
  });
});

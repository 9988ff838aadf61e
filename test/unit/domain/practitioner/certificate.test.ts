import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readCertificate,
  readCertificateDer,
  type CertificateFacts,
} from '../../../../src/domain/practitioner/certificate.ts';
import { PEM } from './certificate-fixtures.ts';

function read(pem: string): CertificateFacts {
  const result = readCertificate(pem);
  if (!result.ok) throw new Error(`unreadable: ${result.failure.code}`);
  return result.value;
}

describe('readCertificate', () => {
  it('finds the names of a subject that shares one RDN', () => {
    expect(read(PEM.cpsMultiValued).subject).toEqual({
      commonName: '899700000001',
      surname: 'PRATICIEN',
      givenName: 'ANNE-ÉLISE',
      title: 'Médecin',
      organisation: null,
      units: [],
    });
  });

  it('reads the same names from one RDN each', () => {
    const { commonName, surname, givenName } = read(PEM.noCardType).subject;
    expect([commonName, surname, givenName]).toEqual(['899700000002', 'PRATICIEN', 'ANNE']);
  });

  it('leaves out the names that a CPE without a person does not have', () => {
    expect(read(PEM.anonymous).subject).toEqual({
      commonName: '0B0261234/2800000005',
      surname: null,
      givenName: null,
      title: null,
      organisation: 'CABINET DES TILLEULS',
      units: ['0B0261234'],
    });
  });

  it.each([
    ['cpsMultiValued', 'FORT', 'persons', true],
    ['noCardType', 'FORT', 'persons', false],
    ['anonymous', 'ELEMENTAIRE', 'persons', false],
    ['organisation', 'FORT', 'organisations', false],
    ['lookAlike', null, null, false],
  ] as const)('knows the authority of %s', (name, grade, scope, test) => {
    expect(read(PEM[name]).issuer).toMatchObject({ grade, scope, test });
  });

  it.each([
    ['cpsMultiValued', true, false, 0],
    ['cpsSignature', false, true, 0],
    ['anonymous', true, false, 2],
    ['noCardType', true, false, null],
    ['bareCertificate', false, false, null],
  ] as const)('reads what %s is for', (name, clientAuth, nonRepudiation, cardTypeCode) => {
    expect(read(PEM[name])).toMatchObject({ clientAuth, nonRepudiation, cardTypeCode });
  });

  it('gives the validity to the second', () => {
    const { notBefore, notAfter } = read(PEM.cpsMultiValued);
    const expected = new X509Certificate(PEM.cpsMultiValued);
    expect(notBefore).toBe(Date.parse(expected.validFrom));
    expect(notAfter).toBe(Date.parse(expected.validTo));
  });

  it('gives one certificate the same id however it was read, and another one another', () => {
    const der = new X509Certificate(PEM.cpsMultiValued).raw;
    const again = readCertificateDer(new Uint8Array(der));
    expect(again).toEqual({ ok: true, value: read(PEM.cpsMultiValued) });
    expect(read(PEM.cpsSignature).id).not.toBe(read(PEM.cpsMultiValued).id);
  });

  it('takes the first certificate of a chain, with text around it and other line ends', () => {
    const chain = `Bag Attributes\r\n${PEM.cpsMultiValued.replaceAll('\n', '\r\n')}${PEM.organisation}`;
    expect(read(chain).subject.surname).toBe('PRATICIEN');
  });

  it.each([
    '',
    'n’importe quoi',
    '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\n=A=\n-----END CERTIFICATE-----',
    PEM.cpsMultiValued.slice(0, 300),
    PEM.cpsMultiValued.replace(/M[\s\S]{40}/, ''),
  ])('refuses what is not a certificate (%#)', (text) => {
    expect(readCertificate(text)).toEqual({ ok: false, failure: { code: 'CPX-CERTIFICAT-ILLISIBLE' } });
  });

  it('refuses more bytes than any card holds, without reading them', () => {
    expect(readCertificateDer(new Uint8Array(65_537))).toMatchObject({ ok: false });
  });

  it('never throws, whatever is changed or cut in a certificate', () => {
    const der = new Uint8Array(new X509Certificate(PEM.cpsMultiValued).raw);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(der.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(der.length),
        (changes, cut) => {
          const damaged = der.slice(0, cut === 0 ? der.length : cut);
          for (const [index, byte] of changes) if (index < damaged.length) damaged[index] = byte;
          const result = readCertificateDer(damaged);
          expect(result.ok || result.failure.code === 'CPX-CERTIFICAT-ILLISIBLE').toBe(true);
          if (result.ok) expect(Number.isFinite(result.value.notAfter)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

import type { CertificateFacts } from '../../../../src/domain/practitioner/certificate.ts';
import type { CpxCard } from '../../../../src/domain/practitioner/cpx.ts';

/** The moment at which the sample certificates are looked at. */
export const NOW = Date.parse('2026-11-23T10:00:00Z');
export const DAY = 86_400_000;

type Changes = Partial<Omit<CertificateFacts, 'issuer' | 'subject'>> & {
  readonly issuer?: Partial<CertificateFacts['issuer']>;
  readonly subject?: Partial<CertificateFacts['subject']>;
};

/** A real CPS's authentication certificate in date, but for the changes. */
export function certificate(changes: Changes = {}): CertificateFacts {
  const { issuer, subject, ...rest } = changes;
  return {
    id: 'AC IGC-SANTE FORT PERSONNES#01',
    issuer: {
      commonName: 'AC IGC-SANTE FORT PERSONNES',
      grade: 'FORT',
      scope: 'persons',
      test: false,
      ...issuer,
    },
    subject: {
      commonName: '899700000001',
      surname: 'PRATICIEN',
      givenName: 'ANNE',
      title: 'Médecin',
      organisation: null,
      units: [],
      ...subject,
    },
    notBefore: NOW - 400 * DAY,
    notAfter: NOW + 695 * DAY,
    clientAuth: true,
    nonRepudiation: false,
    cardTypeCode: 0,
    ...rest,
  };
}

/** The signature certificate beside it. */
export function signature(changes: Changes = {}): CertificateFacts {
  return certificate({
    id: 'AC IGC-SANTE FORT PERSONNES#02',
    clientAuth: false,
    nonRepudiation: true,
    ...changes,
  });
}

export function card(certificates: readonly CertificateFacts[], changes: Partial<CpxCard> = {}): CpxCard {
  return {
    slot: { id: 0, description: 'Virtual PCD 00 00' },
    token: { label: 'CPS3v3-2800000001', serialNumber: '2800000001', model: 'IAS ECC' },
    pin: { countLow: false, finalTry: false, locked: false, keypad: false },
    certificates,
    unreadableCertificates: 0,
    objects: [],
    ...changes,
  };
}

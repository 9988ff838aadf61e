import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/domain/practitioner/certificate.ts';
import { refuseByEnvironment } from '../../../../src/domain/settings/card-environment.ts';
import { holderName, holderOf, summarizeCard, validityOf } from '../../../../src/domain/practitioner/cpx.ts';
import { describeFailure } from '../../../../src/domain/failures/index.ts';
import { PEM } from './certificate-fixtures.ts';
import { card, certificate, DAY, NOW, signature } from './cpx-samples.ts';

const STRUCTURE = {
  commonName: '0B0261234/2800000005',
  title: null,
  organisation: 'CABINET DES TILLEULS',
  units: ['0B0261234'],
};

describe('holderOf', () => {
  it('reads a CPS: person, profession, national identifier', () => {
    expect(holderOf(certificate())).toEqual({
      type: 'CPS',
      audience: 'professional',
      person: { surname: 'PRATICIEN', givenName: 'ANNE' },
      profession: 'Médecin',
      nationalId: '899700000001',
      structure: null,
    });
  });

  it('reads a CPE without a person', () => {
    const read = readCertificate(PEM.anonymous);
    expect(read.ok && holderOf(read.value)).toEqual({
      type: 'CDE/CPE',
      audience: 'establishment',
      person: null,
      profession: null,
      nationalId: null,
      structure: { id: '0B0261234', name: 'CABINET DES TILLEULS' },
    });
  });

  it.each([
    [0, 'FORT', 'CPS', 'professional'],
    [1, 'FORT', 'CPF', 'professional'],
    [2, 'STANDARD', 'CDE/CPE', 'establishment'],
    [3, 'STANDARD', 'CPA', 'establishment'],
    [null, 'FORT', 'CPx', 'professional'],
    [null, 'STANDARD', 'CPx', 'establishment'],
    [null, 'ELEMENTAIRE', 'CPx', 'establishment'],
    [null, null, 'CPx', null],
    [77, 'FORT', 'CPx', 'professional'],
    // What the card says of itself comes before its authority's class.
    [2, 'FORT', 'CDE/CPE', 'establishment'],
  ] as const)('card type %s of class %s is %s (%s)', (cardTypeCode, grade, type, audience) => {
    expect(holderOf(certificate({ cardTypeCode, issuer: { grade } }))).toMatchObject({ type, audience });
  });

  it.each(['99700000001', '8997000000012', 'PRATICIEN ANNE', '0B0261234/2800000005', null])(
    'takes no national identifier from %s',
    (commonName) => {
      expect(holderOf(certificate({ subject: { commonName } })).nationalId).toBeNull();
    },
  );

  it('keeps a person of whom only one name is written', () => {
    expect(holderOf(certificate({ subject: { givenName: null } })).person).toEqual({
      surname: 'PRATICIEN',
      givenName: '',
    });
  });
});

describe('holderName', () => {
  it.each([
    [certificate(), 'Dr A. PRATICIEN'],
    [certificate({ subject: { title: 'Sage-Femme' } }), 'A. PRATICIEN'],
    [certificate({ subject: { title: null, givenName: null } }), 'PRATICIEN'],
    [certificate({ subject: { ...STRUCTURE, surname: null, givenName: null } }), 'CABINET DES TILLEULS'],
    [
      certificate({ subject: { ...STRUCTURE, organisation: null, surname: null, givenName: null } }),
      '0B0261234',
    ],
    [certificate({ subject: { commonName: null, surname: null, givenName: null } }), null],
  ])('is what the interface shows (%#)', (value, name) => {
    const holder = holderOf(value);
    expect(holderName(holder)).toBe(name);
  });
});

describe('validityOf', () => {
  it.each([
    [NOW + 60 * DAY, 60, false],
    [NOW + 60 * DAY - 1, 59, true],
    [NOW + 1, 0, true],
    [NOW - 1, -1, false],
    [NOW - 30 * DAY, -30, false],
  ])('counts whole days and warns under 60 (%#)', (notAfter, daysLeft, expiresSoon) => {
    expect(validityOf(certificate({ notAfter }), NOW)).toMatchObject({ daysLeft, expiresSoon });
  });
});

describe('summarizeCard', () => {
  it('speaks of the authentication certificate, wherever it stands', () => {
    const long = signature({ notAfter: NOW + 2000 * DAY });
    for (const list of [
      [long, certificate()],
      [certificate(), long],
    ]) {
      const summary = summarizeCard(card(list), 'production', NOW);
      expect(summary.failure).toBeNull();
      expect(summary.validity?.daysLeft).toBe(695);
      expect(summary.test).toBe(false);
      expect(summary.holder?.nationalId).toBe('899700000001');
    }
  });

  it('says when an expired card ended, in the words of the user, and still whose it is', () => {
    const notAfter = Date.parse('2026-03-14T12:00:00Z');
    const summary = summarizeCard(card([signature(), certificate({ notAfter })]), 'production', NOW);
    expect(summary.holder?.person?.surname).toBe('PRATICIEN');
    expect(summary.failure && describeFailure(summary.failure).sentence).toBe(
      'Votre carte n’a pas de certificat d’authentification valable\u00a0: il a expiré le 14/03/2026.',
    );
  });

  it.each([
    ['nothing on it', card([]), 'CPX-SANS-CERTIFICAT'],
    ['garbage on it', card([], { unreadableCertificates: 2 }), 'CPX-CERTIFICAT-ILLISIBLE'],
    ['a signature certificate alone', card([signature()]), 'CPX-SANS-AUTHENTIFICATION'],
    ['no client authentication', card([certificate({ clientAuth: false })]), 'CPX-SANS-AUTHENTIFICATION'],
    ['another authority', card([certificate({ issuer: { scope: null, grade: null } })]), 'CPX-EMETTEUR'],
    ['a validity to come', card([certificate({ notBefore: NOW + DAY })]), 'CPX-PAS-ENCORE-VALABLE'],
    ['the test chain', card([certificate({ issuer: { test: true } })]), 'CPX-TEST-EN-PRODUCTION'],
  ])('refuses a card with %s', (_what, value, code) => {
    expect(summarizeCard(value, 'production', NOW).failure?.code).toBe(code);
  });

  it('does not say whose card it is from a certificate that anyone may have made', () => {
    const summary = summarizeCard(
      card([certificate({ issuer: { scope: null, grade: null } })]),
      'production',
      NOW,
    );
    expect(summary).toMatchObject({ holder: null, test: null, validity: null });
  });
});

describe('refuseByEnvironment', () => {
  it.each([
    ['cpx', true, 'production', 'CPX-TEST-EN-PRODUCTION'],
    ['cpx', false, 'production', null],
    ['cpx', true, 'formation', null],
    ['cpx', false, 'formation', 'CPX-REELLE-EN-TEST'],
    ['cpx', true, 'test', null],
    ['cpx', false, 'test', 'CPX-REELLE-EN-TEST'],
    ['vitale', true, 'production', 'VITALE-TEST-EN-PRODUCTION'],
    ['vitale', false, 'production', null],
    ['vitale', true, 'formation', null],
    ['vitale', false, 'formation', 'VITALE-REELLE-EN-TEST'],
    ['vitale', true, 'test', null],
    ['vitale', false, 'test', 'VITALE-REELLE-EN-TEST'],
    ['vitale', null, 'production', null],
    ['vitale', null, 'test', null],
  ] as const)('%s, test %s, in %s: %s', (kind, test, environment, code) => {
    expect(refuseByEnvironment(kind, test, environment)?.code ?? null).toBe(code);
  });
});

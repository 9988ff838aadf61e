import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseCertificate,
  type CertificateChoice,
  type CertificateQuestion,
} from '../../../../src/domain/practitioner/certificate-choice.ts';
import type { CertificateFacts } from '../../../../src/domain/practitioner/certificate.ts';
import { describeFailure } from '../../../../src/domain/failures/index.ts';
import { certificate, DAY, NOW, signature } from './cpx-samples.ts';

const colleague = certificate({ id: 'colleague', subject: { surname: 'REMPLACANT', givenName: 'BRUNO' } });
const organisation = certificate({ id: 'organisation', issuer: { scope: 'organisations' } });
const foreign = certificate({ id: 'foreign', issuer: { scope: null, grade: null } });
const testCard = certificate({ id: 'test', issuer: { test: true } });
const expired = certificate({ id: 'expired', notAfter: Date.parse('2026-03-14T12:00:00Z') });
const future = certificate({ id: 'future', notBefore: NOW + DAY });
const noPurpose = certificate({ id: 'no-purpose', clientAuth: false });
const bothPurposes = certificate({ id: 'both', nonRepudiation: true });

function choose(
  offered: readonly (CertificateFacts | null)[],
  changes: Partial<CertificateQuestion> = {},
): CertificateChoice {
  return chooseCertificate({
    offered,
    environment: 'production',
    now: NOW,
    askedBy: 'wps-cps.exemple.fr:443',
    siteOrigins: ['https://wps-cps.exemple.fr'],
    chosen: null,
    ...changes,
  });
}

function sentence(choice: CertificateChoice): string {
  return choice.kind === 'none' ? describeFailure(choice.failure).sentence : choice.kind;
}

describe('chooseCertificate', () => {
  it('finds the right one among many, wherever it stands', () => {
    const others = [signature(), organisation, foreign, testCard, expired, null];
    for (let place = 0; place <= others.length; place++) {
      const offered = others.toSpliced(place, 0, certificate());
      expect(choose(offered)).toEqual({ kind: 'use', index: place, certificate: certificate() });
    }
  });

  it('never uses the signature certificate, even alone', () => {
    expect(choose([signature()])).toMatchObject({
      kind: 'none',
      failure: { code: 'CPX-SANS-AUTHENTIFICATION' },
    });
  });

  it('lets the user choose between two cards', () => {
    const choice = choose([signature(), colleague, certificate()]);
    expect(choice.kind).toBe('ask');
    if (choice.kind !== 'ask') return;
    expect(choice.cards.map(({ index, holder }) => [index, holder.person?.surname])).toEqual([
      [1, 'REMPLACANT'],
      [2, 'PRATICIEN'],
    ]);
  });

  it('takes a certificate that the system offers twice for one card', () => {
    expect(choose([certificate(), certificate()])).toMatchObject({ kind: 'use', index: 0 });
  });

  it('keeps to the card chosen for the visit', () => {
    const chosen = colleague.id;
    expect(choose([certificate(), colleague], { chosen })).toMatchObject({ kind: 'use', index: 1 });
  });

  it('does not put another card in the place of the chosen one', () => {
    expect(choose([certificate()], { chosen: colleague.id })).toMatchObject({
      kind: 'none',
      failure: { code: 'CPX-RETIREE' },
    });
    expect(choose([certificate(), expired], { chosen: expired.id })).toMatchObject({
      kind: 'none',
      failure: { code: 'CPX-EXPIREE' },
    });
  });

  it('gives the reason for each one that is refused', () => {
    const offered = [
      null,
      foreign,
      organisation,
      testCard,
      signature(),
      bothPurposes,
      noPurpose,
      future,
      expired,
    ];
    const choice = choose(offered);
    expect(choice.kind).toBe('none');
    if (choice.kind !== 'none') return;
    const reasons = Object.fromEntries(choice.rejected.map(({ index, reason }) => [index, reason]));
    expect(reasons).toEqual({
      0: 'unreadable',
      1: 'issuer',
      2: 'issuer',
      3: 'test-in-production',
      4: 'signature',
      5: 'signature',
      6: 'no-client-auth',
      7: 'not-yet-valid',
      8: 'expired',
    });
    expect(choice.rejected[0]).toMatchObject({ index: 8, reason: 'expired' });
  });

  it.each([
    [
      [signature(), expired],
      'Votre carte n’a pas de certificat d’authentification valable\u00a0: il a expiré le 14/03/2026.',
    ],
    [
      [foreign, future],
      'Votre carte n’a pas de certificat d’authentification valable\u00a0: il le sera à partir du 24/11/2026.',
    ],
    [
      [signature(), noPurpose],
      'Votre carte n’a pas de certificat d’authentification\u00a0: elle ne permet pas de se connecter au site.',
    ],
    [
      [testCard, foreign],
      'Cette carte CPS est une carte de test\u00a0: elle ne peut pas servir sur le site réel.',
    ],
    [[null], 'Le certificat de votre carte ne peut pas être lu.'],
    [[], 'Aucun certificat de carte CPS n’a été trouvé.'],
  ])('tells the user the reason of the nearest one (%#)', (offered, expected) => {
    expect(sentence(choose(offered))).toBe(expected);
  });

  it('tells the latest end when several have expired', () => {
    const older = certificate({ id: 'older', notAfter: Date.parse('2023-01-02T12:00:00Z') });
    expect(sentence(choose([older, expired]))).toContain('14/03/2026');
  });

  it.each(['formation', 'test'] as const)(
    'refuses a real card and takes a test card in %s',
    (environment) => {
      expect(choose([certificate()], { environment })).toMatchObject({
        kind: 'none',
        rejected: [{ reason: 'real-in-test' }],
        failure: { code: 'CPX-REELLE-EN-TEST', detail: { environment } },
      });
      expect(choose([certificate(), testCard], { environment })).toMatchObject({ kind: 'use', index: 1 });
    },
  );

  it('counts both ends of the validity as valid', () => {
    expect(choose([certificate({ notBefore: NOW })]).kind).toBe('use');
    expect(choose([certificate({ notAfter: NOW })]).kind).toBe('use');
    expect(choose([certificate({ notAfter: NOW - 1 })]).kind).toBe('none');
  });

  it.each(['wps-cps.exemple.fr:443', 'wps-cps.exemple.fr', 'WPS-CPS.exemple.fr:443'])(
    'offers it to %s',
    (askedBy) => {
      expect(choose([certificate()], { askedBy }).kind).toBe('use');
    },
  );

  it.each([
    'wps-cps.exemple.fr:8443',
    'ailleurs.exemple.fr:443',
    'wps-cps.exemple.fr.ailleurs.fr:443',
    'x.wps-cps.exemple.fr:443',
    'wps-cps.exemple.fr:443/x',
    'wps-cps.exemple.fr@ailleurs.fr:443',
    'https://wps-cps.exemple.fr:443',
    '',
    ':443',
  ])('offers nothing to %s', (askedBy) => {
    expect(choose([certificate()], { askedBy })).toMatchObject({
      kind: 'none',
      rejected: [],
      failure: { code: 'CPX-SITE-NON-PREVU' },
    });
  });

  it('tells ports apart on both sides', () => {
    const siteOrigins = ['https://wps.localhost:8443', 'https://[::1]:8444'];
    expect(choose([certificate()], { siteOrigins, askedBy: 'wps.localhost:8443' }).kind).toBe('use');
    expect(choose([certificate()], { siteOrigins, askedBy: '[::1]:8444' }).kind).toBe('use');
    expect(choose([certificate()], { siteOrigins, askedBy: 'wps.localhost:443' }).kind).toBe('none');
    expect(choose([certificate()], { siteOrigins, askedBy: 'wps.localhost' }).kind).toBe('none');
  });

  it('whatever is offered: uses only what meets every condition, and does not go by order', () => {
    const facts = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      scope: fc.constantFrom('persons' as const, 'organisations' as const, null),
      test: fc.boolean(),
      notBefore: fc.integer({ min: NOW - 10, max: NOW + 10 }),
      notAfter: fc.integer({ min: NOW - 10, max: NOW + 10 }),
      clientAuth: fc.boolean(),
      nonRepudiation: fc.boolean(),
    });
    const offers = fc.uniqueArray(facts, { selector: ({ id }) => id });
    fc.assert(
      fc.property(offers, fc.constantFrom('production' as const, 'test' as const), (list, environment) => {
        const offered = list.map(({ scope, test, ...rest }) =>
          certificate({ ...rest, issuer: { scope, test } }),
        );
        const good = offered.filter(
          ({ issuer, notBefore, notAfter, clientAuth, nonRepudiation }) =>
            issuer.scope === 'persons' &&
            issuer.test === (environment === 'test') &&
            notBefore <= NOW &&
            NOW <= notAfter &&
            clientAuth &&
            !nonRepudiation,
        );
        const choice = choose(offered, { environment });
        expect(choice.kind).toBe(good.length === 0 ? 'none' : good.length === 1 ? 'use' : 'ask');
        if (choice.kind === 'use') expect(offered[choice.index]).toBe(good[0]);
        if (choice.kind === 'none') expect(choice.rejected).toHaveLength(offered.length);
        const backwards = choose(offered.toReversed(), { environment });
        expect(backwards.kind).toBe(choice.kind);
        if (backwards.kind === 'use') expect(backwards.certificate).toBe(good[0]);
        if (backwards.kind === 'none' && choice.kind === 'none') {
          expect(backwards.rejected[0]?.reason).toBe(choice.rejected[0]?.reason);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

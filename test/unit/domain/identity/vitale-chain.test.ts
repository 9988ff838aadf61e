import { describe, expect, test } from 'vitest';
import type { Beneficiary, VitaleReading } from '../../../../src/domain/identity/beneficiary.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import { failed, success } from '../../../../src/domain/result.ts';
import {
  asksLibrary,
  readsDirectly,
  type ChainSituation,
} from '../../../../src/domain/identity/vitale-chain.ts';
import { CLAIRE } from '../../../lab/cards/people.ts';

const BOTH: ChainSituation = { sources: ['pcsc', 'ssv'], practitionerPresent: true, vitaleCount: 1 };

function someone(nir: string | null): Beneficiary {
  const { name, firstName, birthDate } = CLAIRE;
  return {
    name,
    firstName,
    birthDate,
    nir,
    birthName: null,
    birthRank: null,
    certifiedNir: null,
    quality: null,
  };
}

function reading(...beneficiaries: Beneficiary[]): VitaleReading {
  return { source: 'pcsc', card: 'vitale-2', beneficiaries, validFrom: null, test: null };
}

describe('when the library is asked', () => {
  test('somebody was refused an INS', () => {
    expect(asksLibrary(success(reading(someone(null))), BOTH)).toBe(true);
  });

  test('everybody has one: there is nothing to add', () => {
    expect(asksLibrary(success(reading(someone(CLAIRE.nir))), BOTH)).toBe(false);
  });

  test.each(['VITALE-1', 'VITALE-INCONNUE'] as const)('%s is a card that the library may know', (code) => {
    expect(asksLibrary(failed(failure(code)), BOTH)).toBe(true);
  });

  test.each(['VITALE-MUETTE', 'VITALE-RETIREE', 'VITALE-ILLISIBLE'] as const)('%s is not', (code) => {
    expect(asksLibrary(failed({ code }), BOTH)).toBe(false);
  });

  test.each([
    ['the configuration leaves it out', { sources: ['pcsc'] }],
    ['the practitioner’s card is not there', { practitionerPresent: false }],
    ['two cards are in and it would not say which it read', { vitaleCount: 2 }],
  ] as const)('never when %s', (_, difference) => {
    expect(asksLibrary(failed(failure('VITALE-1')), { ...BOTH, ...difference })).toBe(false);
  });
});

test('the library alone means no direct read', () => {
  expect(readsDirectly({ sources: ['ssv'] })).toBe(false);
  expect(readsDirectly({ sources: ['ssv', 'pcsc'] })).toBe(true);
});

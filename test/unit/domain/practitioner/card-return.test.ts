import { describe, expect, it } from 'vitest';
import { cardToShow, seeCard } from '../../../../src/domain/practitioner/card-return.ts';
import { holderOf, summarizeCard } from '../../../../src/domain/practitioner/cpx.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import { card, certificate, NOW } from './cpx-samples.ts';

const HOLDER = holderOf(certificate());
const usable = (serial: string): { serial: string; holder: typeof HOLDER } => ({ serial, holder: HOLDER });

describe('what a visit hears of the cards', () => {
  it.each([
    ['the very card', ['A'], 'A', 'same'],
    ['the very card beside another', ['B', 'A'], 'A', 'same'],
    ['another card', ['B'], 'A', 'other'],
    ['a card, where the former one is not known', ['B'], null, 'unknown'],
  ] as const)('%s', (_what, there, rested, whose) => {
    const known = { kind: 'read', usable: there.map(usable), failure: null } as const;
    expect(seeCard(known, rested)).toMatchObject({ kind: 'ready', whose });
  });

  it('says why none can sign in', () => {
    const blocked = failure('CPX-BLOQUEE');
    expect(seeCard({ kind: 'read', usable: [], failure: blocked }, 'A')).toEqual({
      kind: 'problem',
      failure: blocked,
    });
    expect(seeCard({ kind: 'read', usable: [], failure: null }, null)).toMatchObject({
      failure: { code: 'CPX-NON-RECONNUE' },
    });
    expect(seeCard({ kind: 'reading' }, 'A')).toEqual({ kind: 'reading' });
  });
});

describe('the card to show', () => {
  const good = summarizeCard(card([certificate()]), 'production', NOW);
  const blocked = summarizeCard(
    card([certificate()], { pin: { countLow: false, finalTry: false, locked: true, keypad: false } }),
    'production',
    NOW,
  );

  it('is one that can sign in, else the first', () => {
    expect(cardToShow([blocked, good], null)).toBe(good);
    expect(cardToShow([blocked], null).failure).toEqual(failure('CPX-BLOQUEE'));
  });

  it('is none that the Cryptolib does not know: its reason is said', () => {
    const absent = failure('CRYPTOLIB-ABSENTE');
    expect(cardToShow([], absent).failure).toEqual(absent);
    expect(cardToShow([], null).failure?.code).toBe('CPX-NON-RECONNUE');
  });
});

import { describe, expect, it } from 'vitest';
import { cardReadNotice, expiryNotice } from '../../../../src/domain/launch/notifications.ts';

const ALL = { cardRead: true, cpxExpiry: true, update: true, showNames: false };
const PEOPLE = [
  { name: 'MARTIN', birthName: null, firstName: 'CLAIRE' },
  { name: 'MARTIN', birthName: null, firstName: 'HUGO' },
];

describe('a card that was read while nobody saw', () => {
  it('names nobody unless names may be shown', () => {
    expect(cardReadNotice(PEOPLE, ALL)).toEqual({
      title: 'Carte Vitale lue',
      body: 'Deux personnes sur cette carte.',
    });
    expect(cardReadNotice(PEOPLE, { ...ALL, showNames: true })?.body).toBe('MARTIN Claire, MARTIN Hugo');
  });

  it('says nothing when it may not, or when there is nothing to say', () => {
    expect(cardReadNotice(PEOPLE, { ...ALL, cardRead: false, showNames: true })).toBeNull();
    expect(cardReadNotice([], ALL)).toBeNull();
  });
});

describe('a CPx that ends soon', () => {
  const told = (daysLeft: number | null, toldOn: string | null = null): string | null =>
    expiryNotice({ type: 'CPS', daysLeft }, ALL, '2026-11-23', toldOn)?.body ?? null;

  it('is told from 59 days on, until the last day', () => {
    expect(told(60)).toBeNull();
    expect(told(59)).toMatch(/dans 59\u00a0jours/);
    expect(told(1)).toMatch(/expirent demain/);
    expect(told(0)).toMatch(/aujourd’hui/);
    expect(told(-1)).toBeNull();
    expect(told(null)).toBeNull();
  });

  it('is told once a day', () => {
    expect(told(10, '2026-11-23')).toBeNull();
    expect(told(10, '2026-11-22')).not.toBeNull();
  });

  it('is not told when it may not be', () => {
    const wishes = { ...ALL, cpxExpiry: false };
    expect(expiryNotice({ type: 'CPS', daysLeft: 3 }, wishes, '2026-11-23', null)).toBeNull();
  });
});

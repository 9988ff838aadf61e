import { describe, expect, it } from 'vitest';
import { PAGE_IDS } from '../../../../src/domain/site/pages.ts';
import { barWords, keyNames, splitTabs, visitKey } from '../../../../src/renderer/visit/model.ts';
import { CLAIRE } from '../people.ts';

const TODAY = new Date(2026, 10, 23);

describe('the patient bar', () => {
  it('says who, when born, the masked INS and its standing, in this order', () => {
    expect(barWords({ kind: 'card', person: CLAIRE, insTail: '2048' }, TODAY)).toEqual({
      initials: 'CM',
      title: 'MARTIN Claire',
      details: ['née le 12/04/1985 · 41 ans'],
      ins: { shown: 'INS ••••••••••• 20 48', spoken: 'INS terminé par 20 48' },
      after: ['lue sur la carte, non qualifiée'],
    });
  });

  it('never gives a name to a number that came without a card', () => {
    expect(barWords({ kind: 'typed', insTail: '7264' }).title).toBe('INS saisi à la main');
    expect(barWords({ kind: 'software', caller: 'Cabinet Facile', insTail: '7264' }).title).toBe(
      'INS fourni par Cabinet Facile',
    );
  });

  it('never claims more than what was read', () => {
    const bars = [
      barWords({ kind: 'none' }),
      barWords({ kind: 'card', person: CLAIRE, insTail: '2048' }, TODAY),
      barWords({ kind: 'typed', insTail: '7264' }),
      barWords({ kind: 'software', caller: 'X', insTail: '7264' }),
    ];
    for (const bar of bars) {
      const words = [bar.title, ...bar.details, ...bar.after].join(' ');
      expect(words).not.toMatch(/récupérée|(?<!non )qualifiée/);
    }
  });
});

it('keeps the ten tabs, those about no patient apart', () => {
  const tabs = PAGE_IDS.map((page) => ({ page, enabled: true, reason: null }));
  const { patient, apart } = splitTabs(tabs);
  expect(patient.map(({ page }) => page)).toEqual([
    'TableauDeBord',
    'DossierPatient',
    'Documents',
    'ParcoursDeSoins',
    'CarnetVaccination',
    'VolontesEtDroits',
    'HistoriqueAcces',
    'GestionDMPPatient',
  ]);
  expect(apart.map(({ page }) => page)).toEqual(['Parametrages', 'Accueil']);
});

it('prints and reloads with Ctrl or Command only', () => {
  const press = (key: string, modifiers: Partial<KeyboardEvent>): KeyboardEvent =>
    ({
      key,
      code: '',
      shiftKey: false,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      ...modifiers,
    }) as KeyboardEvent;
  expect(visitKey(press('p', { ctrlKey: true }))).toBe('print');
  expect(visitKey(press('R', { metaKey: true }))).toBe('reload');
  expect(visitKey(press('p', {}))).toBeNull();
  expect(visitKey(press('w', { ctrlKey: true }))).toBeNull();
});

it('names the keys of this keyboard', () => {
  expect(keyNames('Linux x86_64')).toMatchObject({ modifier: 'Control', find: 'Ctrl+F' });
  expect(keyNames('MacIntel')).toMatchObject({ modifier: 'Meta', find: '⌘F' });
});

import { interfaceTexts } from '../../../../src/domain/texts/fr/index.ts';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import { PAGE_IDS } from '../../../../src/domain/site/pages.ts';
import { barWords, keyNames, remediesOf, splitTabs, visitKey } from '../../../../src/renderer/visit/model.ts';
import { CLAIRE, LEA } from '../people.ts';

const TODAY = new Date(2026, 10, 23);

describe('the patient bar', () => {
  it('vouches for nobody over a page that may be anybody’s', () => {
    const card = barWords(
      { kind: 'card', person: CLAIRE, insTail: '2048' },
      { today: TODAY, unverified: true },
    );
    expect(card).toMatchObject({
      title: 'MARTIN Claire',
      standing: null,
      after: [],
      unverified: 'Page du site\u00a0: vérifiez l’identité affichée',
    });
    const nobody = barWords({ kind: 'none' }, { unverified: true });
    expect(JSON.stringify(nobody)).not.toMatch(/sans patient/i);
    expect(nobody.title).toBe('Page du site\u00a0: vérifiez l’identité affichée');
  });

  it('says who, when born, the masked INS and its standing, in this order', () => {
    expect(barWords({ kind: 'card', person: CLAIRE, insTail: '2048' }, { today: TODAY })).toEqual({
      initials: 'CM',
      title: 'MARTIN Claire',
      details: ['née le 12/04/1985 · 41 ans'],
      ins: { shown: 'INS ••••••••••• 20 48', spoken: 'INS terminé par 20 48' },
      standing: interfaceTexts.standing.card,
      after: [],
      unverified: null,
    });
  });

  it('names who is looked for as such, and vouches for no page', () => {
    const lea = { kind: 'search', person: LEA } as const;
    expect(barWords(lea)).toMatchObject({
      title: 'Recherche\u00a0: MARTIN Léa, 14/06/2012',
      ins: null,
      standing: null,
      unverified: null,
    });
    expect(barWords(lea, { unverified: true })).toMatchObject({
      title: 'Recherche\u00a0: MARTIN Léa, 14/06/2012',
      unverified: 'Page du site\u00a0: vérifiez l’identité affichée',
    });
  });

  it('never gives a name to a number that came without a card', () => {
    expect(barWords({ kind: 'typed', insTail: '7264' }).title).toBe('INS saisi à la main');
    expect(
      barWords({ kind: 'software', caller: 'Cabinet Facile', person: null, insTail: '7264' }).title,
    ).toBe('INS fourni par Cabinet Facile');
  });

  it('says of every number how it became known, and what that is worth', () => {
    const standings = [
      barWords({ kind: 'card', person: CLAIRE, insTail: '2048' }),
      barWords({ kind: 'document', person: CLAIRE, insTail: '2048' }),
      barWords({ kind: 'typed', insTail: '2048' }),
      barWords({ kind: 'software', caller: 'Cabinet Facile', person: CLAIRE, insTail: '2048' }),
    ].map(({ standing }) => standing);
    expect(standings.map((standing) => standing?.words)).toEqual([
      'lu sur la carte, non qualifié',
      'lu sur un document, non qualifié',
      'saisi à la main, non qualifié',
      'indiqué par Cabinet Facile, non qualifié',
    ]);
    expect(new Set(standings.map((standing) => standing?.meaning)).size).toBe(4);
  });

  it('names whom a program names, with its age', () => {
    const bar = barWords(
      { kind: 'software', caller: 'X', person: CLAIRE, insTail: '7264' },
      { today: TODAY },
    );
    expect(bar).toMatchObject({ initials: 'CM', title: 'MARTIN Claire' });
    expect(bar.details).toEqual(['née le 12/04/1985 · 41 ans']);
  });

  it('never claims more than what was read', () => {
    const bars = [
      barWords({ kind: 'none' }),
      barWords({ kind: 'card', person: CLAIRE, insTail: '2048' }, { today: TODAY }),
      barWords({ kind: 'typed', insTail: '7264' }),
      barWords({ kind: 'document', person: CLAIRE, insTail: '2048' }, { today: TODAY }),
      barWords({ kind: 'software', caller: 'X', person: null, insTail: '7264' }),
      barWords({ kind: 'software', caller: 'X', person: CLAIRE, insTail: '7264' }, { today: TODAY }),
    ];
    for (const bar of bars) {
      const { words: standing = '', meaning = '' } = bar.standing ?? {};
      const words = [bar.title, ...bar.details, standing, meaning, ...bar.after].join(' ');
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
  const [linux, mac] = ['Linux x86_64', 'MacIntel'];
  expect(visitKey(press('p', { ctrlKey: true }), linux)).toBe('print');
  expect(visitKey(press('R', { metaKey: true }), mac)).toBe('reload');
  expect(visitKey(press('p', {}), linux)).toBeNull();
  expect(visitKey(press('w', { ctrlKey: true }), linux)).toBe('close');
  expect(visitKey(press('x', { ctrlKey: true }), linux)).toBeNull();
  // On a Mac they move in a text, or are the system's.
  for (const key of ['f', 'p', 's', 'r', '0'])
    expect(visitKey(press(key, { ctrlKey: true }), mac)).toBeNull();
  expect(visitKey(press('f', { ctrlKey: true, metaKey: true }), mac)).toBeNull();
});

it('names the keys of this keyboard', () => {
  expect(keyNames('Linux x86_64')).toMatchObject({ modifier: 'Control', find: 'Ctrl+F' });
  expect(keyNames('MacIntel')).toMatchObject({ modifier: 'Meta', find: '⌘F' });
});

it('names no way on that has no button: e-CPS where it may not be used', () => {
  const codes = ['CPX-BLOQUEE', 'CPX-CODE-ERRONE', 'CPX-CODE-ANNULE', 'CPX-SIGNATURE'] as const;
  for (const code of codes) {
    const said = (actions: ('use-ecps' | 'close')[]): string =>
      remediesOf({ failure: failure(code), actions }).join(' ');
    expect(said(['use-ecps', 'close'])).toContain('e-CPS');
    expect(said(['close'])).not.toContain('e-CPS');
    expect(said(['close'])).not.toBe('');
  }
});

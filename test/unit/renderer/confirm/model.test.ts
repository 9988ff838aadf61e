import { expect, it } from 'vitest';
import { switchWords } from '../../../../src/renderer/confirm/model.ts';
import { AMADOU, CLAIRE } from '../people.ts';

const TODAY = new Date(2026, 10, 23);

it('names both patients, in the cards and in the answers', () => {
  const words = switchWords(
    {
      kind: 'switch',
      cause: 'card',
      from: { kind: 'person', person: CLAIRE },
      to: { kind: 'person', person: AMADOU },
    },
    TODAY,
  );
  expect(words).toEqual({
    sentence:
      'Une autre carte Vitale vient d’être insérée. Le dossier ouvert sera fermé avant d’ouvrir le suivant.',
    from: { heading: 'Dossier ouvert', title: 'MARTIN Claire', detail: 'née le 12/04/1985 · 41 ans' },
    to: { heading: 'Carte insérée', title: 'DIALLO Amadou', detail: 'né le 02/11/1957 · 69 ans' },
    stay: 'Rester sur Claire MARTIN',
    open: 'Ouvrir Amadou DIALLO',
  });
});

it('names a number without a card by its end, and the site without a patient', () => {
  const words = switchWords({
    kind: 'switch',
    cause: 'choice',
    from: { kind: 'dashboard' },
    to: { kind: 'number', insTail: '7264' },
  });
  expect(words.stay).toBe('Rester sur le tableau de bord');
  expect(words.open).toBe('Ouvrir l’INS terminé par 72 64');
  expect(words.to.heading).toBe('Dossier demandé');
});

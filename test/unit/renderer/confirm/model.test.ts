import { expect, it } from 'vitest';
import { softwareWords, switchWords, type SoftwareCall } from '../../../../src/renderer/confirm/model.ts';
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
    from: { heading: 'Dossier ouvert', title: 'MARTIN Claire', details: ['née le 12/04/1985 · 41 ans'] },
    to: { heading: 'Carte insérée', title: 'DIALLO Amadou', details: ['né le 02/11/1957 · 69 ans'] },
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

const CALL: SoftwareCall = {
  kind: 'software',
  caller: 'Cabinet Facile',
  page: 'Documents',
  insTail: '7264',
  person: null,
  contradicted: false,
  card: 'none',
};

it.each<readonly [string, Partial<SoftwareCall>, RegExp | null, string, RegExp]>([
  ['nobody', {}, /^Aucune carte n’a été lue/, '72 64', /^INS indiqué par Cabinet Facile, non qualifié$/],
  [
    'nobody, beside a card',
    { card: 'other' },
    /^Cet INS n’est pas celui/,
    '72 64',
    /^INS indiqué par Cabinet Facile, non qualifié$/,
  ],
  [
    'the hidden record’s own patient, whose card is in the reader',
    { card: 'same' },
    /^Ce dossier est ouvert et masqué/,
    '72 64',
    /^Carte Vitale lue, même INS$/,
  ],
  [
    'whom the software names',
    { person: { ...CLAIRE, standing: 'software' } },
    /^Aucune carte n’a été lue/,
    'MARTIN Claire',
    /^INS indiqué par Cabinet Facile, non qualifié$/,
  ],
  [
    'whom the card names',
    { person: { ...CLAIRE, standing: 'card' }, card: 'same' },
    null,
    'MARTIN Claire',
    /^Carte Vitale lue, même INS$/,
  ],
  [
    'whom the card names and the software does not',
    { person: { ...CLAIRE, standing: 'card' }, card: 'same', contradicted: true },
    /Cabinet Facile indique une autre identité/,
    'MARTIN Claire',
    /^Carte Vitale lue, même INS$/,
  ],
])('a call for %s says what stands behind the name', (_, changes, check, title, standing) => {
  const words = softwareWords({ ...CALL, ...changes }, TODAY);
  if (check === null) expect(words.check).toBeNull();
  else expect(words.check).toMatch(check);
  expect(words.title).toContain(title);
  expect(words.details).toContainEqual(expect.stringMatching(standing));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeContract } from '../../../../src/borders/native.ts';
import { describeFailure, failure } from '../../../../src/domain/failures/index.ts';
import { SETTING_KEYS } from '../../../../src/domain/settings/setting-keys.ts';
import { de } from '../../../../src/domain/texts/fr/grammar.ts';
import { interfaceTexts } from '../../../../src/domain/texts/fr/index.ts';
import { FAILURE_TEXTS, GUIDE, PAGES, TEXTS } from './catalogues.ts';
import { FAULTS, prose, typographyFaults, wordFaults } from './french.ts';

/** A sentence for each fault, with nothing else the matter. */
const FAULTY: readonly (readonly [text: string, ...faults: string[]])[] = [
  ["L'adresse du DMP", 'a straight quote'],
  ['Connexion...', 'three dots'],
  ['Installer maintenant ?', 'no bound space before ; ? !'],
  ['Le poste est lent : redémarrez-le.', 'no bound space before a colon'],
  ['Choisissez « Réessayer\u00a0».', 'no bound space inside « »'],
  ['Choisissez «\u00a0Réessayer ».', 'no bound space inside « »'],
  ['Attendez 15 secondes.', 'a number parted from its unit'],
  ['Taille 100 %', 'a number parted from its unit'],
  ['Insérez votre carte professionnelle.', 'the card is the « carte CPS »'],
  ['Insérez votre carte CPx.', 'the card is the « carte CPS »'],
  ['né(e) le 14/06/2012', 'an ending for both sexes'],
  ['Si vous n’êtes plus sûr de votre code', 'a sex that nobody knows'],
  ['Vous êtes déconnecté', 'a sex that nobody knows'],
  ['Aucune INS sur cette carte', 'the matricule INS is masculine'],
  ['Refaire le premier réglage', 'a name that has another one now'],
  ['Quelle adresse répond\u00a0?', 'a name that has another one now'],
  ['Réinsérer la carte redonne ces essais.', 'a card gives no try back'],
  ['La page DMPAccessDenied', 'a word of the code'],
  ['pour vous laisser choisir d’enregistrer', 'what nobody says'],
  ['Insérez la carte, puce vers vous.', 'what nobody says'],
  ['Fermez la page et recommencez.', 'the word is « réessayez »'],
  ['Demande de un autre logiciel', 'an elision or an article'],
  ['En attendant, connectez-vous avec e-CPS.', 'the e-CPS without its article'],
  ['Aucune carte CPS\u00a0: e-CPS sera proposée', 'the e-CPS without its article'],
];

describe('what is refused', () => {
  it.each(FAULTY)('« %s », by its name', (text, ...faults) => {
    expect([...typographyFaults(text), ...wordFaults(text)]).toEqual(faults);
  });

  it('has an example of each', () => {
    expect(new Set(FAULTY.flatMap(([, ...faults]) => faults))).toEqual(new Set(FAULTS));
  });

  it.each([
    'Réessayez\u00a0: la connexion par e-CPS sera reprise.',
    'Hôte joint à journaux.exemple.fr:514, https://exemple.fr',
  ])('is not « %s »', (text) => {
    expect([...typographyFaults(text), ...wordFaults(text)]).toEqual([]);
  });
});

describe('the French catalogues', () => {
  it('are found whole', () => {
    expect(TEXTS.length).toBeGreaterThan(500);
    expect(FAILURE_TEXTS.length).toBeGreaterThan(400);
    expect(PAGES.length).toBeGreaterThan(100);
  });

  it.each([...TEXTS, ...FAILURE_TEXTS])('%s', (_path, text) => {
    expect([...typographyFaults(text), ...wordFaults(text)]).toEqual([]);
    expect(text).not.toMatch(/!/);
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
  });

  it.each([...TEXTS, ...FAILURE_TEXTS])(
    '%s names what one sees, never a key of the settings',
    (_path, text) => {
      expect(text).not.toMatch(/\b(cards|webPs|proSanteConnect|notifications|softwareCalls)\.\w/);
      const words = new Set(text.match(/[\w.]*\w/g));
      expect(SETTING_KEYS.filter((key) => /[A-Z.]/.test(key) && words.has(key))).toEqual([]);
    },
  );
});

describe('a part of the program that failed', () => {
  it.each(Object.keys(nativeContract))('%s has a name', (role) => {
    const { sentence } = describeFailure(failure('PROCESSUS-MUET', { role }));
    expect(sentence).toMatch(/^Le composant «\u00a0\p{Lu}.*\u00a0» n’a/u);
  });
});

describe('the guide', () => {
  it.each(PAGES)('%s', (page) => {
    for (const line of prose(readFileSync(join(GUIDE, page), 'utf8')))
      expect([...typographyFaults(line), ...wordFaults(line)], line).toEqual([]);
  });
});

describe('what French makes of a name', () => {
  it.each([
    ['Claire MARTIN', 'de Claire MARTIN'],
    ['Amadou DIALLO', 'd’Amadou DIALLO'],
    ['Élise', 'd’Élise'],
    ['Yves', 'd’Yves'],
    ['Yann', 'de Yann'],
    ['Œuvrard', 'd’Œuvrard'],
    ['un autre logiciel', 'd’un autre logiciel'],
    ['Dr A. PRATICIEN', 'du Dr A. PRATICIEN'],
    ['Dreyfus', 'de Dreyfus'],
    ['le logiciel du cabinet', 'du logiciel du cabinet'],
    ['Les Urgences', 'des Urgences'],
    ['Lesueur', 'de Lesueur'],
  ])('%s', (words, written) => {
    expect(de(words)).toBe(written);
  });

  it('is asked wherever a name follows', () => {
    expect(interfaceTexts.launcher.people.open('Amadou DIALLO')).toBe('Ouvrir le DMP d’Amadou DIALLO');
    expect(interfaceTexts.software.asks('un autre logiciel')).toBe('Demande reçue d’un autre logiciel.');
    expect(interfaceTexts.visit.signedIn('cpx', 'CPS', 'Dr A. PRATICIEN')).toBe(
      'Connecté avec la CPS du Dr A. PRATICIEN',
    );
  });

  it('counts people in words', () => {
    expect(interfaceTexts.people(1)).toBe('une personne');
    expect(interfaceTexts.people(2)).toBe('deux personnes');
    expect(interfaceTexts.people(19)).toBe('dix-neuf personnes');
    expect(interfaceTexts.people(24)).toBe('24\u00a0personnes');
  });
});

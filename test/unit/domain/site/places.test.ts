import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_IDS, PAGES, buildPageUrl, type PageEntry } from '../../../../src/domain/site/pages.ts';
import { isOtherPatientsPage, readPlace } from '../../../../src/domain/site/places.ts';
import { CLAIRE_INS, NORA_INS } from '../launch/launch-policy-cards.ts';

const SITE = 'https://site.exemple.fr';
const other = (path: string): boolean => isOtherPatientsPage(SITE + path, SITE, CLAIRE_INS);

describe('another patient’s page', () => {
  it.each([
    `/AccesDirect/Documents/${NORA_INS}`,
    `/AccesDirect//Documents/${NORA_INS}`,
    `//AccesDirect/Documents//${NORA_INS}T`,
    `/accesdirect/documents/${NORA_INS}`,
    `/ACCESDIRECT/Documents/${NORA_INS}`,
    `/AccesDirect%2FDocuments%2F${NORA_INS}`,
    `/AccesDirect/Documents;x=1/${NORA_INS}`,
    `/AccesDirect/Documents/${CLAIRE_INS}/${NORA_INS}`,
    `/AccesDirect/Documents/${CLAIRE_INS}?ins=${NORA_INS}`,
    `/AccesDirect/Documents/${CLAIRE_INS}#${NORA_INS}`,
    `/AccesDirect/Documents?ins=${NORA_INS}`,
    `/dmp/recapitulatif/${NORA_INS}`,
    `/dmp/confirmationouvertureautre/${NORA_INS}`,
    `/dmp/confirmationouvertureautre?patient=${NORA_INS}T`,
    `/recherche?q=${NORA_INS.slice(0, 1)}+${NORA_INS.slice(1, 3)}+${NORA_INS.slice(3)}`,
    `/recherche?q=${encodeURIComponent(`${NORA_INS.slice(0, 5)}\u00a0${NORA_INS.slice(5)}`)}`,
    `/a/${NORA_INS.replace(/./g, (digit) => `%3${digit}`)}`,
    `/a/${NORA_INS.replace(/./g, (digit) => `%253${digit}`)}`,
    // In the place of the number, whatever it is.
    '/AccesDirect/Documents/quelqu-un',
  ])('is one by its address: %s', (path) => {
    expect(other(path)).toBe(true);
  });

  it.each([
    '/',
    '/AccesDirect/TableauDeBord',
    `/AccesDirect/Documents/${CLAIRE_INS}`,
    `/AccesDirect/Documents/${CLAIRE_INS}T`,
    `//accesdirect//documents/${CLAIRE_INS}?ins=${CLAIRE_INS}`,
    '/dmp/recapitulatif',
    '/documents/compte-rendu?date=20260101123456789',
    `/trace?id=9${NORA_INS}`,
    '/%',
  ])('is none: %s', (path) => {
    expect(other(path)).toBe(false);
  });

  it('is found however its number is written', () => {
    const written = fc.array(fc.constantFrom('plain', 'percent', 'twice'), { minLength: 15, maxLength: 15 });
    const around = fc.constantFrom(
      '/x/',
      '/AccesDirect/Documents/',
      '/?q=',
      '/AccesDirect/Documents?i=',
      '/#',
    );
    fc.assert(
      fc.property(written, around, (ways, before) => {
        const digits = [...NORA_INS].map((digit, index) => {
          if (ways[index] === 'plain') return digit;
          return ways[index] === 'percent' ? `%3${digit}` : `%253${digit}`;
        });
        expect(other(before + digits.join(''))).toBe(true);
      }),
      { numRuns: 300, seed: 20_261_129 },
    );
  });
});

describe('a place that the launcher opens', () => {
  it.each([CLAIRE_INS, null])('is every address that it writes: %s', (ins) => {
    for (const page of PAGE_IDS) {
      const entry: PageEntry = PAGES[page];
      for (const insForm of ['matricule', 'matricule+type'] as const) {
        const address = buildPageUrl({ host: SITE, page, ins, insForm, insKind: 'T' });
        if (!address.ok) expect([ins, entry.ins]).toEqual([null, 'required']);
        else expect(readPlace(address.value, ins)).toMatchObject({ page, ours: true });
      }
    }
  });

  it.each([
    [`/AccesDirect/Documents/${CLAIRE_INS}?suite=1`, 'Documents'],
    [`/AccesDirect/Documents/${CLAIRE_INS}/page`, 'Documents'],
    ['/AccesDirect/Documents', 'Documents'],
    ['/AccesDirect/TableauDeBord', 'TableauDeBord'],
    ['/AccesDirect/Inconnue', null],
    ['/dmp/recapitulatif', null],
    ['/dmp/confirmationouvertureautre/1', null],
    ['/SituationExercice', null],
  ] as const)('is not what only resembles one: %s', (path, page) => {
    expect(readPlace(SITE + path, CLAIRE_INS)).toMatchObject({ page, ours: false });
  });

  it('is nobody’s record in a visit without a patient', () => {
    expect(readPlace(`${SITE}/AccesDirect/DossierPatient/${CLAIRE_INS}`, null).ours).toBe(false);
    expect(readPlace(`${SITE}/AccesDirect/TableauDeBord/${CLAIRE_INS}`, null).ours).toBe(false);
    expect(readPlace(`${SITE}/dmp/recapitulatif`, null).ours).toBe(false);
    expect(readPlace(`${SITE}/AccesDirect/TableauDeBord`, null).ours).toBe(true);
  });
});

it.each([
  ['/', 'home'],
  ['/mespatients/raz', 'list'],
  ['/AccesDirect/TableauDeBord', 'list'],
  ['/dmp/recapitulatif', 'record'],
  ['/index2', 'passage'],
  ['/SituationExercice', null],
  ['/dmp/confirmationouvertureautre/1', null],
  [`/AccesDirect/TableauDeBord/${CLAIRE_INS}`, null],
] as const)('where the site leaves the practitioner: %s is %s', (path, landing) => {
  expect(readPlace(SITE + path, CLAIRE_INS).landing).toBe(landing);
});

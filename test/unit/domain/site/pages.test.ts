import { describe, expect, it } from 'vitest';
import {
  buildPageUrl,
  isPageId,
  landingPage,
  PAGE_IDS,
  pageAccess,
  PAGES,
  type PageId,
  type PageRequest,
} from '../../../../src/domain/site/pages.ts';
import type { InsMatricule } from '../../../../src/domain/identity/ins.ts';
import { withKey } from '../identity/sample-people.ts';

const INS = withKey('188102B172952');
const CPS = { method: 'cpx', cpe: false } as const;
const CPE = { method: 'cpx', cpe: true } as const;

const request = (changes: Partial<PageRequest> = {}): PageRequest => ({
  host: 'https://wps.exemple.fr',
  page: 'TableauDeBord',
  ins: INS,
  insForm: 'matricule',
  insKind: 'N',
  ...changes,
});

const outcome = (changes: Partial<PageRequest> = {}): string => {
  const built = buildPageUrl(request(changes));
  return built.ok ? built.value : built.failure.code;
};

describe('addresses', () => {
  it('are those of the ten entries, in the order of the tabs', () => {
    const direct = 'https://wps.exemple.fr/AccesDirect';
    expect(PAGE_IDS.map((page) => outcome({ page }))).toEqual([
      `${direct}/TableauDeBord/${INS}`,
      `${direct}/DossierPatient/${INS}`,
      `${direct}/Documents/${INS}`,
      `${direct}/ParcoursDeSoins/${INS}`,
      `${direct}/CarnetVaccination/${INS}`,
      `${direct}/VolontesEtDroits/${INS}`,
      `${direct}/HistoriqueAcces/${INS}`,
      `${direct}/GestionDMPPatient/${INS}`,
      `${direct}/Parametrages`,
      'https://wps.exemple.fr/',
    ]);
  });

  it('without an INS exist for the pages that do not require it', () => {
    const opened = PAGE_IDS.filter((page) => outcome({ page, ins: null }) !== 'PAGE-INS-REQUIS');
    expect(opened).toEqual(['TableauDeBord', 'Parametrages', 'Accueil']);
    expect(outcome({ ins: null })).toBe('https://wps.exemple.fr/AccesDirect/TableauDeBord');
    expect(buildPageUrl(request({ page: 'Documents', ins: null }))).toMatchObject({
      failure: { detail: { page: 'Documents' } },
    });
  });

  it.each(['N', 'T', 'D'] as const)('carry the letter %s where the site wants it', (insKind) => {
    expect(outcome({ insForm: 'matricule+type', insKind })).toMatch(
      new RegExp(`/188102B17295264${insKind}$`),
    );
    expect(outcome({ insForm: 'matricule+type', insKind, page: 'Parametrages' })).toMatch(/Parametrages$/);
  });

  it.each([
    'https://wps.exemple.fr/',
    'HTTPS://WPS.exemple.fr',
    'https://127.0.0.1:8443',
    'https://[::1]:8443',
  ])('take the host %s', (host) => {
    expect(outcome({ host })).toBe(`${new URL(host).origin}/AccesDirect/TableauDeBord/${INS}`);
  });

  it.each([
    '',
    'wps.exemple.fr',
    'http://wps.exemple.fr',
    'ftp://wps.exemple.fr',
    'https://',
    'https:wps.exemple.fr',
    'https://wps.exemple.fr/AccesDirect',
    'https://wps.exemple.fr/.',
    'https://wps.exemple.fr?x',
    'https://wps.exemple.fr#x',
    'https://praticien@wps.exemple.fr',
    'https://wps.exemple.fr\\@autre.fr',
    'https://wps.exemple.fr ',
    'https://wps exemple.fr',
    'https://wps.exemple.fr:99999',
    'javascript:alert(1)',
  ])('refuse the host %j', (host) => {
    expect(outcome({ host })).toBe('PAGE-HOTE');
  });

  it('never carry a number whose key is wrong, even when the types were got round', () => {
    expect(outcome({ ins: '188102B17295263' as InsMatricule })).toBe('INS-CLE');
    expect(outcome({ ins: '../Parametrages' as InsMatricule })).toMatch(/^INS-/);
  });
});

describe('which pages may be opened', () => {
  const enabled = (...input: Parameters<typeof pageAccess>): readonly PageId[] =>
    pageAccess(...input)
      .filter((access) => access.enabled)
      .map((access) => access.page);

  it.each([CPS, { method: 'ecps' } as const])('all ten with an INS, with %o', (signIn) => {
    expect(enabled(signIn, true)).toEqual(PAGE_IDS);
    expect(enabled(signIn, false)).toEqual(['TableauDeBord', 'Parametrages', 'Accueil']);
  });

  it('none of the record with a CPE, and each says why in French', () => {
    expect(enabled(CPE, true)).toEqual(['TableauDeBord', 'GestionDMPPatient', 'Parametrages', 'Accueil']);
    expect(enabled(CPE, false)).toEqual(['TableauDeBord', 'Parametrages', 'Accueil']);
    const reasons = pageAccess(CPE, false).flatMap((access) => (access.enabled ? [] : [access.reason]));
    expect(reasons.filter((reason) => reason.startsWith('Avec une CPE'))).toHaveLength(6);
    expect(reasons.filter((reason) => reason.startsWith('Cette page s’ouvre pour un patient'))).toHaveLength(
      1,
    );
  });

  it('lands where the practitioner likes, where that may be opened', () => {
    expect(landingPage('Documents', CPS, true)).toBe('Documents');
    expect(landingPage('Documents', CPS, false)).toBe('TableauDeBord');
    expect(landingPage('Documents', CPE, true)).toBe('GestionDMPPatient');
    expect(landingPage('Documents', CPE, false)).toBe('TableauDeBord');
    expect(landingPage('Parametrages', { method: 'ecps' }, false)).toBe('Parametrages');
  });

  it('knows its ten pages by name', () => {
    expect(PAGE_IDS).toHaveLength(10);
    expect(PAGE_IDS.every(isPageId)).toBe(true);
    for (const none of ['', 'toString', 'tableaudebord', '__proto__']) expect(isPageId(none)).toBe(false);
    expect(new Set(PAGE_IDS.map((page) => PAGES[page].label)).size).toBe(10);
  });
});

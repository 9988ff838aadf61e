import { describe, expect, it } from 'vitest';
import { isDashboardPath, recogniseAnswer, type PageShape } from '../../../../src/domain/site/answers.ts';

const page = (shape: Partial<PageShape>): PageShape => ({
  path: '/AccesDirect/Documents/188102B17295264',
  text: 'Documents',
  alertLeadsToDashboard: false,
  onlyLeadsToDashboard: false,
  ...shape,
});

describe('an answer of the site', () => {
  it('is known by its documented wording, wherever it stands', () => {
    const text = 'Erreur DMPAccessDeniedByRightsService';
    expect(recogniseAnswer(page({ text, path: '/' }), [])).toBe('SITE-CREATION-IMPOSSIBLE');
    expect(recogniseAnswer(page({ text: 'Erreur générale non identifiée' }), [])).toBe(
      'SITE-ERREUR-GENERALE',
    );
  });

  it('is a record out of reach when its error leads to the dashboard', () => {
    expect(recogniseAnswer(page({ alertLeadsToDashboard: true }), [])).toBe('SITE-DMP-INACCESSIBLE');
    expect(recogniseAnswer(page({ onlyLeadsToDashboard: true }), [])).toBe('SITE-DMP-INACCESSIBLE');
  });

  it('is never one on the pages that show every state of a record, or show none', () => {
    for (const path of [
      '/',
      '/AccesDirect/TableauDeBord/188102B17295264',
      '/AccesDirect/Parametrages',
      '/autre',
    ])
      expect(recogniseAnswer(page({ path, alertLeadsToDashboard: true }), ['Documents'])).toBeNull();
  });

  it('is known by the installation’s own wordings too', () => {
    const text = 'Le dossier demandé est clos.';
    expect(recogniseAnswer(page({ text }), [])).toBeNull();
    expect(recogniseAnswer(page({ text }), ['autre chose', 'demandé est clos'])).toBe(
      'SITE-DMP-INACCESSIBLE',
    );
  });
});

it('an ordinary page is nothing', () => {
  expect(recogniseAnswer(page({}), [])).toBeNull();
});

it('the dashboard is known with and without a patient', () => {
  expect(isDashboardPath('/AccesDirect/TableauDeBord')).toBe(true);
  expect(isDashboardPath('/AccesDirect/TableauDeBord/188102B17295264')).toBe(true);
  expect(isDashboardPath('/AccesDirect/TableauDeBordeaux')).toBe(false);
});

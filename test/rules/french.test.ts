import { RuleTester } from 'eslint';
import { describe, expect, it } from 'vitest';
import { isFrench, noFrench } from '../../scripts/lint/french.mjs';

describe('what counts as French', () => {
  it.each([
    'délai dépassé',
    'l’adresse',
    'il ne peut pas attendre',
    'Recherchez depuis le tableau de bord, ou sur le site',
    'version\u00a0:',
    '«\u202foui\u202f»',
    'œil',
  ])('%s', (text) => {
    expect(isFrench(text)).toBe(true);
  });

  it.each([
    'message outside the contract',
    'the site’s page did not load',
    'command from a frame that is not the window’s page',
    'TableauDeBord',
    'app://dmp-direct/launcher/',
    'est',
    'card read',
    '·',
    '\u00a0',
  ])('not %j', (text) => {
    expect(isFrench(text)).toBe(false);
  });
});

it('finds it in texts, templates and pages, and lets tags of templates be', () => {
  const tester = new RuleTester({ languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } });
  const errors = [{ messageId: 'french' }];
  tester.run('french', noFrench, {
    valid: [`log('page did not load');`, 'tag`délai dépassé`;', '// délai dépassé', `const a = 1;`],
    invalid: [
      { code: `say('délai dépassé');`, errors },
      { code: 'say(`le dossier de ${name} est ouvert`);', errors },
      { code: '<p>Le dossier est ouvert pour vous</p>;', errors },
      { code: '<p title="délai" />;', errors },
    ],
  });
});

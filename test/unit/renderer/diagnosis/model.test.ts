import { describe, expect, it } from 'vitest';
import type { CheckView, DiagnosisState } from '../../../../src/borders/windows/index.ts';
import { comparisonLists, jumpsOf } from '../../../../src/renderer/diagnosis/model.ts';

type Shown = Parameters<typeof comparisonLists>[0];

function check(id: string, result: CheckView['result'], code: string, found = id): CheckView {
  return { id, section: 'workstation', result, code, found, meaning: '', steps: [], repair: null };
}

function group(id: string, ...checks: CheckView[]): DiagnosisState['groups'][number] {
  return { id, title: id, checks, pending: [] };
}

const GROUPS = [
  group(
    'cards',
    check('cards.busy', 'fix', 'CARTE-OCCUPEE'),
    check('cards.old', 'watch', 'VITALE-1'),
    check('cards.reader', 'good', 'LECTEUR-OK'),
  ),
  group(
    'workstation',
    check('workstation.holders', 'fix', 'LECTEUR-PRIS'),
    check('workstation.none', 'unknown', 'CONTROLE-IMPOSSIBLE'),
  ),
];

describe('the buttons that lead to a problem', () => {
  it('are one to each, what is to be corrected first', () => {
    expect(jumpsOf({ running: false, groups: GROUPS }).map(({ id }) => id)).toEqual([
      'cards.busy',
      'workstation.holders',
      'cards.old',
    ]);
  });

  it('wait for the last control: rows still change their places', () => {
    expect(jumpsOf({ running: true, groups: GROUPS })).toEqual([]);
  });
});

describe('two reports beside each other', () => {
  const told = { meaning: 'ce que c’est', steps: ['à faire'] };
  const shown = (lists: Partial<Pick<Shown, 'appeared' | 'remained' | 'solved'>>): Shown => ({
    state: 'shown',
    isPresent: true,
    before: '',
    after: '',
    appeared: [],
    remained: [],
    solved: [],
    ...lists,
  });

  it('are told by what came, what stayed and what was put right; an empty list is left out', () => {
    const problem = { code: 'VITALE-1', found: 'x', ...told };
    const kindsOf = (comparison: Shown): string[] =>
      comparisonLists(comparison, { groups: [] }).map(({ kind }) => kind);
    expect(kindsOf(shown({ solved: [problem], remained: [problem], appeared: [problem] }))).toEqual([
      'appeared',
      'remained',
      'solved',
    ]);
    expect(kindsOf(shown({ solved: [problem] }))).toEqual(['solved']);
    expect(kindsOf(shown({}))).toEqual([]);
  });

  it('lead to the row of what is still a problem here, and to none else', () => {
    const lists = comparisonLists(
      shown({
        appeared: [{ code: 'LECTEUR-PRIS', found: 'en d’autres mots', ...told }],
        remained: [
          { code: 'SRVSVCNAM-ANCIEN', found: 'sur un autre poste', ...told },
          { code: 'LECTEUR-OK', found: 'bon ici', ...told },
        ],
        solved: [{ code: 'VITALE-1', found: 'cards.old', ...told }],
      }),
      { groups: GROUPS },
    );
    expect(lists.map(({ problems }) => problems.map((each) => each.check))).toEqual([
      ['workstation.holders'],
      [null, null],
      [null],
    ]);
  });

  it('of another workstation have a button each that tells what their report says, and none to a row here', () => {
    const problem = { code: 'LECTEUR-PRIS', found: 'workstation.holders', ...told };
    const elsewhere = { ...shown({ appeared: [problem], solved: [problem] }), isPresent: false };
    expect(comparisonLists(elsewhere, { groups: GROUPS }).map(({ problems }) => problems)).toEqual([
      [{ code: problem.code, found: problem.found, check: null, told }],
      [{ code: problem.code, found: problem.found, check: null, told: null }],
    ]);
  });

  it('lead, of two problems with one code, to the one with these words', () => {
    const twins = group(
      'ssv',
      check('ssv.1', 'fix', 'GALSS-X', 'canal 1'),
      check('ssv.2', 'fix', 'GALSS-X', 'canal 2'),
    );
    const [list] = comparisonLists(shown({ remained: [{ code: 'GALSS-X', found: 'canal 2', ...told }] }), {
      groups: [twins],
    });
    expect(list?.problems.map((each) => each.check)).toEqual(['ssv.2']);
  });
});

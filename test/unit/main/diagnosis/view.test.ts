import { describe, expect, it } from 'vitest';
import type { Check, CheckResult } from '../../../../src/domain/diagnosis/check.ts';
import type { DiagnosisSection } from '../../../../src/domain/failures/index.ts';
import { judgementView } from '../../../../src/main/diagnosis/view.ts';

const check = (section: DiagnosisSection, id: string, result: CheckResult): Check => ({
  id: `${section}.${id}`,
  section,
  result,
  code: 'LECTEUR-OK',
  found: id,
  meaning: '',
  steps: [],
  repair: null,
});

const CHECKS = [
  check('readers', 'a', 'good'),
  check('cpx', 'b', 'watch'),
  check('cpx', 'c', 'good'),
  check('network', 'd', 'unknown'),
  check('network', 'e', 'fix'),
  check('network', 'f', 'fix'),
];

describe('the diagnosis as its window shows it', () => {
  it('has the problems first, in the groups and among them, and keeps the order of what is alike', () => {
    const { groups, counts } = judgementView({ checks: CHECKS, pending: [] });
    expect(groups.map(({ id }) => id)).toEqual([
      'network',
      'cards',
      'ssv',
      'srvsvcnam',
      'workstation',
      'program',
    ]);
    expect(groups[0]?.checks.map(({ found }) => found)).toEqual(['e', 'f', 'd']);
    expect(groups[1]?.checks.map(({ found }) => found)).toEqual(['b', 'a', 'c']);
    expect(counts).toEqual({ fix: 2, watch: 1 });
  });

  it('keeps every row at its place while controls still run', () => {
    const pending = [{ id: 'program.x', section: 'program' as const, title: 'X' }];
    const { groups } = judgementView({ checks: CHECKS, pending });
    expect(groups.map(({ id }) => id)).toEqual([
      'cards',
      'ssv',
      'srvsvcnam',
      'workstation',
      'network',
      'program',
    ]);
    expect(groups[0]?.checks.map(({ found }) => found)).toEqual(['a', 'b', 'c']);
    expect(groups.at(-1)?.pending).toEqual([{ id: 'program.x', title: 'X' }]);
  });

  it('loses none of them', () => {
    const { groups } = judgementView({ checks: CHECKS, pending: [] });
    expect(groups.flatMap(({ checks }) => checks.map(({ id }) => id)).sort()).toEqual(
      CHECKS.map(({ id }) => id).sort(),
    );
  });
});

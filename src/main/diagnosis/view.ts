/** The diagnosis as its window shows it. */
import { tally } from '../../domain/diagnosis/check.ts';
import type { Judgement } from '../../domain/diagnosis/judge.ts';
import type { DiagnosisSection } from '../../domain/failures/index.ts';
import { diagnosisTexts } from '../../domain/texts/fr/diagnosis.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';

const { sections, groups } = diagnosisTexts;

/** Sections that stand together: readers and what lies in them are one thing to the user. */
const GROUPS: readonly {
  readonly id: string;
  readonly title: string;
  readonly of: readonly DiagnosisSection[];
}[] = [
  { id: 'cards', title: groups.cards, of: ['readers', 'vitale', 'cpx'] },
  { id: 'ssv', title: sections.ssv, of: ['ssv'] },
  { id: 'srvsvcnam', title: sections.srvsvcnam, of: ['srvsvcnam'] },
  { id: 'network', title: sections.network, of: ['network'] },
  { id: 'program', title: sections.program, of: ['program'] },
];

/** What is known, in groups, and how much of it is to be corrected or watched. */
export function judgementView({ checks, pending }: Judgement): Pick<DiagnosisState, 'groups' | 'counts'> {
  const { fix, watch } = tally(checks);
  return {
    counts: { fix, watch },
    groups: GROUPS.map(({ id, title, of }) => ({
      id,
      title,
      checks: checks
        .filter(({ section }) => of.includes(section))
        .map((check) => ({
          ...check,
          steps: [...check.steps],
          repair: check.repair === null || check.repair === 'engine' ? check.repair : 'galss',
        })),
      pending: pending
        .filter(({ section }) => of.includes(section))
        .map((control) => ({ id: control.id, title: control.title })),
    })),
  };
}

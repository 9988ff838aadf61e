/** The diagnosis as its window shows it. */
import { tally, type CheckResult } from '../../domain/diagnosis/check.ts';
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
  { id: 'workstation', title: sections.workstation, of: ['workstation'] },
  { id: 'network', title: sections.network, of: ['network'] },
  { id: 'program', title: sections.program, of: ['program'] },
];

/** What wants somebody comes first. */
const URGENCY: Readonly<Record<CheckResult, number>> = { fix: 0, watch: 1, unknown: 2, good: 3 };

type Group = DiagnosisState['groups'][number];

const urgencyOf = ({ checks }: Group): number =>
  Math.min(URGENCY.good, ...checks.map(({ result }) => URGENCY[result]));

/**
 * Problems first: the groups that have some, and within each its own. Not while controls still run: rows must not
 * change places under the reader's eyes. What is alike keeps its order.
 */
function byUrgency(groups: readonly Group[]): Group[] {
  return groups
    .map((group) => ({
      ...group,
      checks: group.checks.toSorted((one, other) => URGENCY[one.result] - URGENCY[other.result]),
    }))
    .sort((one, other) => urgencyOf(one) - urgencyOf(other));
}

/** What is known, in groups, and how much of it is to be corrected or watched. */
export function judgementView({ checks, pending }: Judgement): Pick<DiagnosisState, 'groups' | 'counts'> {
  const { fix, watch } = tally(checks);
  const groups = groupsOf({ checks, pending });
  return { counts: { fix, watch }, groups: pending.length === 0 ? byUrgency(groups) : groups };
}

function groupsOf({ checks, pending }: Judgement): Group[] {
  return GROUPS.map(({ id, title, of }) => ({
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
  }));
}

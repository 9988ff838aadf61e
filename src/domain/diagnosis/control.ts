/** A control: which facts it needs, and what it makes of them. */
import { failure, type DiagnosisSection } from '../failures/index.ts';
import { checksOf, type Check, type CheckWriter } from './check.ts';
import type { Facts, JudgementContext, KnownFacts, Probed, ProbeName } from './facts.ts';

export interface Control {
  readonly id: string;
  readonly section: DiagnosisSection;
  /** What is being looked at, shown while it is. */
  readonly title: string;
  /** Its checks; null while a fact that it needs is still missing. */
  readonly judge: (facts: KnownFacts, context: JudgementContext) => readonly Check[] | null;
}

interface ControlParts<Needs extends ProbeName> {
  readonly id: string;
  readonly section: DiagnosisSection;
  readonly title: string;
  readonly needs: readonly Needs[];
  readonly judge: (
    facts: Pick<Facts, Needs>,
    write: CheckWriter,
    context: JudgementContext,
  ) => readonly Check[];
}

/**
 * Makes a control that waits for all it needs. When a probe gave nothing, the control that leads its section says so
 * once, as «could not be verified»: a fault is only ever found in facts.
 */
export function defineControl<Needs extends ProbeName>(parts: ControlParts<Needs>): Control {
  const { id, section, title, needs } = parts;
  const write = checksOf(section);
  return {
    id: `${section}.${id}`,
    section,
    title,
    judge: (facts, context) => {
      const gathered: Partial<Record<ProbeName, unknown>> = {};
      for (const name of needs) {
        const probed: Probed<unknown> | undefined = facts[name];
        if (probed === undefined) return null;
        if (probed.state !== 'done') return [write.unknown(id, withoutFacts(probed), title)];
        gathered[name] = probed.value;
      }
      return parts.judge(gathered as Pick<Facts, Needs>, write, context);
    },
  };
}

function withoutFacts(probed: Exclude<Probed<unknown>, { state: 'done' }>) {
  return probed.state === 'overdue'
    ? failure('DIAGNOSTIC-DELAI', { seconds: String(probed.seconds) })
    : probed.failure;
}

/** A check that another finding stands in the way of. */
export function notVerifiable(write: CheckWriter, id: string, found: string, reason: string): Check {
  return write.unknown(id, failure('DIAGNOSTIC-NON-VERIFIE', { reason }), found);
}

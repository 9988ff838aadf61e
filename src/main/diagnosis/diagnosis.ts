import type { Check } from '../../domain/diagnosis/check.ts';
import type { Facts, KnownFacts } from '../../domain/diagnosis/facts.ts';
import { judge, type Judgement } from '../../domain/diagnosis/judge.ts';
import { makeReport, type Report } from '../../domain/diagnosis/report.ts';
import type { RedactionContext } from '../../domain/redaction/redact.ts';
import { accountToHide } from '../../system/account.ts';
import { createProbes, type ProbeParts } from './probes.ts';
import { runProbes } from './run.ts';

/** One diagnosis that has ended. */
export interface Diagnosis {
  readonly checks: readonly Check[];
  readonly report: Report;
  /** For the repair; null when they could not be found out. */
  readonly readers: Facts['readers'] | null;
  readonly ssv: Facts['ssv'] | null;
}

/** Runs one diagnosis and tells what is known after each probe. Changes nothing, sends nothing. */
export async function diagnose(
  parts: ProbeParts & { readonly version: string },
  onProgress: (judgement: Judgement) => void,
): Promise<Diagnosis> {
  const { configuration } = parts;
  const judgeNow = (facts: KnownFacts): Judgement => judge(facts, { configuration, now: parts.now() });
  onProgress(judgeNow({}));
  const facts = await runProbes(createProbes(parts), (known) => {
    onProgress(judgeNow(known));
  });
  const { checks } = judgeNow(facts);
  const readers = facts.readers?.state === 'done' ? facts.readers.value : null;
  const header = {
    madeAt: new Date(),
    program: parts.version,
    environment: configuration.environment,
    support: configuration.support,
    readers: readers?.readers ?? [],
  };
  return {
    checks,
    report: makeReport(checks, header, redactionContext(readers)),
    readers,
    ssv: facts.ssv?.state === 'done' ? facts.ssv.value : null,
  };
}

function redactionContext(readers: Facts['readers'] | null): RedactionContext {
  return {
    ...accountToHide(),
    today: new Date(),
    cardAnswers: (readers?.readers ?? []).flatMap(({ card }) => card?.atr ?? []),
  };
}

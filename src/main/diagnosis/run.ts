import { failure } from '../../domain/failures/index.ts';
import type { Facts, KnownFacts, ProbeName } from '../../domain/diagnosis/facts.ts';
import { within } from '../../system/deadline.ts';

/** One way to find facts out; it changes nothing on the workstation. */
export interface Probe<Name extends ProbeName> {
  /** Milliseconds after which it is given up. */
  readonly deadlineMs: number;
  readonly run: () => Promise<Facts[Name]>;
}

export type Probes = { readonly [Name in ProbeName]: Probe<Name> };

/**
 * Runs every probe at once, each with its own deadline, and tells the facts known so far after each end. A probe that
 * hangs or throws costs its own facts only. Never rejects.
 */
export async function runProbes(probes: Probes, onFacts: (facts: KnownFacts) => void): Promise<KnownFacts> {
  const facts: Partial<Record<ProbeName, unknown>> = {};
  const names = Object.keys(probes) as ProbeName[];
  await Promise.all(
    names.map(async (name) => {
      facts[name] = await settle(probes[name]);
      onFacts({ ...facts } as KnownFacts);
    }),
  );
  return facts as KnownFacts;
}

async function settle({
  run,
  deadlineMs,
}: {
  readonly run: () => Promise<unknown>;
  readonly deadlineMs: number;
}) {
  const seconds = Math.round(deadlineMs / 1000);
  const work = run().then(
    (value) => ({ state: 'done', value }),
    // What a probe throws may hold anything: it is told as our fault, without its words.
    () => ({
      state: 'failed',
      failure: failure('DIAGNOSTIC-NON-VERIFIE', { reason: 'une erreur de DMP Direct' }),
    }),
  );
  return within(work, deadlineMs, () => ({ state: 'overdue', seconds }));
}

/** From facts to checks. */
import type { DiagnosisSection } from '../failures/index.ts';
import type { Check } from './check.ts';
import type { Control } from './control.ts';
import type { JudgementContext, KnownFacts } from './facts.ts';
import { ENGINE_CONTROLS } from './judge-engine.ts';
import { COMPONENT_CONTROLS } from './judge-components.ts';
import { CPX_CONTROLS } from './judge-cpx.ts';
import { NETWORK_CONTROLS } from './judge-network.ts';
import { PROGRAM_CONTROLS } from './judge-program.ts';
import { READER_CONTROLS } from './judge-readers.ts';
import { SSV_CONTROLS } from './judge-ssv.ts';
import { WORKSTATION_CONTROLS } from './judge-workstation.ts';

const CONTROLS: readonly Control[] = [
  ...READER_CONTROLS,
  ...CPX_CONTROLS,
  ...ENGINE_CONTROLS,
  ...SSV_CONTROLS,
  ...COMPONENT_CONTROLS,
  ...WORKSTATION_CONTROLS,
  ...NETWORK_CONTROLS,
  ...PROGRAM_CONTROLS,
];

/** A control that still waits for its facts. */
export interface PendingControl {
  readonly id: string;
  readonly section: DiagnosisSection;
  readonly title: string;
}

export interface Judgement {
  readonly checks: readonly Check[];
  readonly pending: readonly PendingControl[];
}

/** Judges what is known so far; to be asked again whenever a probe ends. */
export function judge(facts: KnownFacts, context: JudgementContext): Judgement {
  const checks: Check[] = [];
  const pending: PendingControl[] = [];
  for (const control of CONTROLS) {
    const judged = control.judge(facts, context);
    if (judged === null) pending.push({ id: control.id, section: control.section, title: control.title });
    else checks.push(...judged);
  }
  return { checks, pending };
}

/** What the command line answers: 1 when something is to be corrected. */
export function exitCode(checks: readonly Check[]): 0 | 1 {
  return checks.some(({ result }) => result === 'fix') ? 1 : 0;
}

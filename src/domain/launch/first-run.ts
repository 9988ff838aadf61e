/** The steps of the first run: which comes after which, and when the program offers them by itself. */

export const ASSISTANT_STEPS = ['reader', 'vitale', 'sign-in', 'site', 'habits', 'done'] as const;
export type AssistantStep = (typeof ASSISTANT_STEPS)[number];

/** Where the user is with it: a step to go on with, or `finished`; null when it was never opened. */
export type AssistantProgress = AssistantStep | 'finished' | null;

/** The step after this one; the last has none. */
export function stepAfter(step: AssistantStep): AssistantStep | null {
  return ASSISTANT_STEPS[ASSISTANT_STEPS.indexOf(step) + 1] ?? null;
}

/** The step before this one; the first has none. */
export function stepBefore(step: AssistantStep): AssistantStep | null {
  return ASSISTANT_STEPS[ASSISTANT_STEPS.indexOf(step) - 1] ?? null;
}

export interface FirstRun {
  readonly progress: AssistantProgress;
  /** Whether the user has settings of their own already. */
  readonly hasOwnSettings: boolean;
  /** Whether somebody else has settled everything: a configuration file on the command line, or the demonstration. */
  readonly settled: boolean;
}

/** The step at which the assistant opens by itself when the program starts; null when it does not. */
export function stepAtStart({ progress, hasOwnSettings, settled }: FirstRun): AssistantStep | null {
  if (settled || progress === 'finished') return null;
  if (progress !== null) return progress;
  return hasOwnSettings ? null : ASSISTANT_STEPS[0];
}

/** Addresses with the confirmed one first: the others stay, in their order, as what to try if it moves. */
export function confirmedFirst(origins: readonly string[], confirmed: string): string[] {
  return [confirmed, ...origins.filter((origin) => origin !== confirmed)];
}

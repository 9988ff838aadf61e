import { stepAtStart, type AssistantStep } from '../../domain/launch/first-run.ts';
import type { Memory } from '../base/memory.ts';
import type { SettingsStore } from '../settings/store.ts';

interface FirstRunParts {
  readonly settings: Pick<SettingsStore, 'current' | 'describe' | 'problems'>;
  readonly memory: Pick<Memory, 'value'>;
}

/**
 * The step at which the assistant opens by itself, when this is the first run or when it was left in the middle; null
 * when it does not.
 * @param settled somebody else has settled everything: a file on the command line, or the demonstration
 */
export function stepOfFirstRun({ settings, memory }: FirstRunParts, settled: boolean): AssistantStep | null {
  const hasOwnSettings =
    settings.problems.some(({ code }) => code === 'REGLAGES-ECARTES') ||
    [...settings.describe().values()].some(({ origin }) => origin === 'user');
  const wanted = settings.current.assistant;
  return stepAtStart({ progress: memory.value.assistant, hasOwnSettings, settled, wanted });
}

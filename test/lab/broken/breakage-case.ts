/** One way to break the workstation, and what must be seen of it. */
import type { FailureCode } from '../../../src/domain/failures/index.ts';
import type { ConfigurationFile } from '../../../src/domain/settings/configuration.ts';
import type { Breakage, Workstation } from './workstation.ts';

export interface BreakageCase {
  readonly name: string;
  readonly code: FailureCode;
  /** Further codes, where one fault has two faces. */
  readonly also?: readonly FailureCode[];
  /** Whether the diagnosis offers the repaired file; asked only of faults of galss.ini. */
  readonly repair?: 'offered' | 'none';
  /** Breaks it, and tells what a diagnosis is then given; `after` gets what must be ended. */
  readonly break: (workstation: Workstation, after: (end: () => Promise<void>) => void) => Promise<Breakage>;
}

export const none: Breakage = {};

/** The healthy settings with others for the cards. */
export function withCards({ settings }: Workstation, cards: ConfigurationFile['cards']): ConfigurationFile {
  return { ...settings, cards: { ...settings.cards, ...cards } };
}

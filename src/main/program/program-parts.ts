import type { X509Certificate } from 'node:crypto';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import type { Memory } from '../base/memory.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { EarlyPanels } from '../windows/bare-panel.ts';
import type { EarlyLauncher } from './launcher.ts';
import type { StateTray } from './tray.ts';

/** What the running program is made of that `start` has opened. */
export interface ProgramParts {
  readonly edition: Edition;
  /** Of the user's choices. */
  readonly directory: string;
  /** Whether this user's program runs in another session of this machine as well, at the same readers. */
  readonly companions: { readonly any: boolean } | null;
  readonly settings: SettingsStore;
  readonly authorities: () => readonly X509Certificate[];
  readonly log: Logger;
  /** The helpdesk's events. */
  readonly journal: Journal;
  readonly memory: Memory;
  /** There already: the first sign of the program. */
  readonly tray: StateTray;
  readonly panels: EarlyPanels;
  readonly launcher: EarlyLauncher;
  readonly onQuit: () => void;
}

/** A new version that waits to be installed. */
export interface ReadyUpdate {
  readonly version: string;
  readonly install: () => void;
}

/** What the reading tools are given, and what of a window's commands is theirs. */
import type { Failure, FailureCode } from '../../domain/failures/index.ts';
import type { SiteConnection } from '../../domain/launch/visit-life.ts';
import type { Allowed } from '../../domain/settings/configuration.ts';
import type { Logger } from '../base/log.ts';
import type { OwnHandlers } from '../windows/commands.ts';
import type { VisitKey } from './reading-keys.ts';
import type { SystemWindows } from './system-windows.ts';
import type { VisitWindow } from './visit-window.ts';

export interface ReadingToolsContext {
  /** There once the tools' commands are the window's. */
  readonly window: () => VisitWindow;
  readonly hideAfterMinutes: number;
  readonly log: Logger;
  /** Whether what is shown is the record's, or only a page on the way to it: that is neither printed nor saved. */
  readonly mayTake: () => boolean;
  /** What this workstation lets be done. */
  readonly allow: () => Allowed;
  /** Where the system's windows are counted that this record opens. */
  readonly systemWindows: SystemWindows;
  readonly onChange: () => void;
  readonly onWarning: (problem: Failure) => void;
  /** What was warned of is done again: its warning goes. */
  readonly onSettled: (code: FailureCode) => void;
  /** A page of the session has come by this connection. */
  readonly onConnection: (origin: string, connection: SiteConnection) => void;
  /** A key that is the visit's: another page, or none any more. */
  readonly onVisitKey: (key: VisitKey) => void;
  /** The record was hidden because nobody is here, or is shown again. */
  readonly onVeil: (veiled: boolean) => void;
}

export type ToolCommands = Pick<
  OwnHandlers<'visit'>,
  | 'print'
  | 'savePdf'
  | 'openFind'
  | 'find'
  | 'closeFind'
  | 'zoom'
  | 'closeDocument'
  | 'leave'
  | 'unveil'
  | 'answerDialog'
  | 'focusPage'
>;

/**
 * The start from the icon to the first window's content: the settings, the window, its first state. No contract of a
 * window is loaded for it: what makes the program comes behind it (`run.ts`).
 */
import { app } from 'electron';
import type { Failure } from '../../domain/failures/index.ts';
import type { Edition } from '../base/edition.ts';
import { openLog } from '../base/log.ts';
import { Memory } from '../base/memory.ts';
import type { Arrivals } from '../calls/call-links.ts';
import type { Companions } from '../calls/companions.ts';
import type { Holder } from '../calls/holder.ts';
import { stepOfFirstRun } from '../first-run/first-step.ts';
import { openJournal, type Journal } from '../journal/journal.ts';
import { firstLauncherState } from '../program/first-state.ts';
import { StateTray } from '../program/tray.ts';
import type { CommandLine } from './command-line.ts';
import { logFolder, openFirstWindow, type FirstWindow } from './first-window.ts';
import { notePolicyProblem } from './follow-policy.ts';
import { isHiddenStart } from './hidden-start.ts';
import { isToBeMoved } from './mac-place.ts';
import type { Seat } from './one-program.ts';
import { openSettings, type StartSettings } from './open-settings.ts';
import type { Quitting } from './quitting.ts';
// Not loaded where it is needed: an engine that ends just after it has loaded a file crashes now and then.
import { refuseToStart } from './refuse.ts';

/** What is there before the settings are read: this program has its place. */
export interface Seated extends Seat {
  readonly edition: Edition;
  readonly commandLine: CommandLine;
  readonly arrivals: Arrivals;
  readonly quitting: Quitting;
  readonly holder: Holder | null;
  /** This user's programs in other sessions; null where they cannot be known. */
  readonly companions: Companions | null;
  /** Of its folder, from 0. */
  readonly slot: number;
}

/** What the first steps have found and made (`app.ts`). */
interface Begun extends Seated {
  /** Null: there is to be none before the settings have been read. */
  readonly tray: StateTray | null;
}

/** What every further step of the start may need. */
export interface Start extends Omit<Begun, 'tray'>, StartSettings, FirstWindow {
  readonly tray: StateTray;
  /** Of the user's choices. */
  readonly directory: string;
  /** The helpdesk's events. */
  readonly journal: Journal;
  readonly memory: Memory;
  /** Somebody else has settled everything: a file on the command line, or the demonstration. */
  readonly settled: boolean;
  /** Its launcher is on the screen. */
  readonly shown: boolean;
}

/**
 * Reads the settings, then makes the launcher's window and shows it where it is to be seen; null where the settings
 * forbid to go on.
 */
export async function prepare(begun: Begun): Promise<Start | null> {
  const { edition, commandLine, places, quitting } = begun;
  const directory = places.own;
  const read = await openSettings(edition, commandLine, directory);
  if (!read.ok) {
    begun.tray?.stop();
    await refuse(read.failure, commandLine);
    return null;
  }
  const { settings } = read.value;
  if (commandLine.autostart && !settings.current.startWithSession) {
    app.exit(0);
    return null;
  }
  const tray = begun.tray ?? new StateTray();
  const window = openFirstWindow({ edition, quitting, settings });
  const { log, opened } = window;
  const journal = opened.own('journal', openJournal(logFolder(), { settings, edition, log }));
  const memory = new Memory(places, log);
  await memory.load();
  const settled = edition.demonstration || commandLine.configFile !== null;
  const start = { ...begun, ...read.value, ...window, tray, directory, journal, memory, settled };
  return { ...start, shown: await isShown(start) };
}

/**
 * Shows the launcher, whose commands wait for the program. Not where something else is to be seen first, or nothing.
 * @returns whether it is shown
 */
async function isShown({
  commandLine,
  settings,
  memory,
  first: { launcher },
  opened,
  settled,
}: Omit<Start, 'shown'>): Promise<boolean> {
  const isLast =
    isHiddenStart(commandLine) || isToBeMoved() || stepOfFirstRun({ settings, memory }, settled) !== null;
  if (isLast || opened.begun) return false;
  await launcher.drawn(firstLauncherState(settings.current));
  return true;
}

/** What keeps the program from starting is told in its log too: at an automatic start nobody may be there to read it. */
async function refuse(problem: Failure, commandLine: CommandLine): Promise<void> {
  const log = openLog(logFolder());
  notePolicyProblem(problem, log);
  await log.flush();
  await refuseToStart(problem, { hidden: isHiddenStart(commandLine) });
}

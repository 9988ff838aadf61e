/**
 * The start from the icon to the first window: the settings, and the launcher, hidden, whose page is loaded by another
 * process. Meanwhile this one has the time to load and to make the program (`run.ts`).
 */
import { join } from 'node:path';
import { app } from 'electron';
import type { Support } from '../../borders/windows/page.ts';
import type { Failure } from '../../domain/failures/index.ts';
import { Disposal } from '../base/disposal.ts';
import type { Edition } from '../base/edition.ts';
import { openLog, type Logger } from '../base/log.ts';
import { Memory } from '../base/memory.ts';
import { PATHS } from '../base/paths.ts';
import type { MacLinks } from '../calls/call-links.ts';
import type { Companions } from '../calls/companions.ts';
import type { Holder } from '../calls/holder.ts';
import { openJournal, type Journal } from '../journal/journal.ts';
import { openLauncher, type EarlyLauncher } from '../program/launcher.ts';
import { StateTray } from '../program/tray.ts';
import type { Authorities } from '../settings/authorities.ts';
import type { SettingsStore } from '../settings/store.ts';
import { openInterfaceSession } from '../windows/interface-session.ts';
import { EarlyPanels } from '../windows/panel.ts';
import { InterfaceZoom } from '../windows/zoom.ts';
import { noteFaults } from '../../system/guarded.ts';
import type { CommandLine } from './command-line.ts';
import { notePolicyProblem } from './follow-policy.ts';
import { isHiddenStart } from './hidden-start.ts';
import type { Seat } from './one-program.ts';
import { openSettings } from './open-settings.ts';
import type { Quitting } from './quitting.ts';
import { refuseToStart } from './refuse.ts';

/** What is there before the settings are read: this program has its place. */
export interface Seated extends Seat {
  readonly edition: Edition;
  readonly commandLine: CommandLine;
  readonly macLinks: MacLinks;
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
export interface Start extends Omit<Begun, 'tray'> {
  readonly tray: StateTray;
  /** Of the user's choices. */
  readonly directory: string;
  readonly settings: SettingsStore;
  readonly authorities: Authorities;
  readonly log: Logger;
  /** The helpdesk's events. */
  readonly journal: Journal;
  readonly memory: Memory;
  /** Closed in reverse order when the program quits. */
  readonly opened: Disposal;
  readonly first: { readonly panels: EarlyPanels; readonly launcher: EarlyLauncher };
}

/** Reads the settings, then makes the launcher's window; null where the settings forbid to go on. */
export async function openFirstWindow(begun: Begun): Promise<Start | null> {
  const { edition, commandLine, places, quitting } = begun;
  const directory = places.own;
  const read = await openSettings(edition, commandLine, directory);
  if (!read.ok) {
    begun.tray?.stop();
    await noteRefusal(read.failure);
    await refuseToStart(read.failure, { hidden: isHiddenStart(commandLine) });
    return null;
  }
  const { settings } = read.value;
  if (commandLine.autostart && !settings.current.startWithSession) {
    app.exit(0);
    return null;
  }
  const tray = begun.tray ?? new StateTray();
  const log = openLog(logFolder());
  noteFaults((error) => {
    const stack = error instanceof Error ? error.stack : undefined;
    log.error({ error: String(error), stack }, 'a listener failed');
  });
  const opened = new Disposal(log);
  opened.add('log', log.flush);
  const journal = opened.own('journal', openJournal(logFolder(), { settings, edition, log }));
  // Before any window: one that goes to the tray where it is closed would keep the program alive.
  quitting.closes(opened);
  askTheSystemForNames();
  const panels = new EarlyPanels({
    session: openInterfaceSession(PATHS.renderer),
    demonstration: edition.demonstration,
    support: () => supportOf(settings.current.support),
    log,
    icon: join(PATHS.assets, 'icon', '256.png'),
    zoom: new InterfaceZoom(settings),
  });
  const first = { panels, launcher: openLauncher(panels) };
  const memory = new Memory(places, log);
  await memory.load();
  return { ...begun, ...read.value, tray, directory, log, journal, memory, first, opened };
}

/** What keeps the program from starting is told in its log too: at an automatic start nobody may be there to read it. */
async function noteRefusal(problem: Failure): Promise<void> {
  const log = openLog(logFolder());
  notePolicyProblem(problem, log);
  await log.flush();
}

/** In the folder that no other program of this user works in. */
function logFolder(): string {
  return join(app.getPath('userData'), 'logs');
}

/** Of the system alone: the engine's own resolver would ask others, past the practice's network. */
function askTheSystemForNames(): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
}

/** Null while nothing of it is set. */
function supportOf(support: Support): Support | null {
  const { name, phone, address } = support;
  return name === null && phone === null && address === null ? null : support;
}

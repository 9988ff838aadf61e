/** The start behind the first window: the program itself, and what it hears of. */
import { app, Menu } from 'electron';
import type { SoftwareCall } from '../../domain/launch/software-call.ts';
import { versionLabel } from '../base/build-info.ts';
import { CallServer } from '../calls/call-server.ts';
import { CrashRestart } from './crash-restart.ts';
import type { Start } from './prepare.ts';
import { isHiddenStart } from './hidden-start.ts';
import { Program } from '../program/program.ts';
import { onQuitAsked } from './quitting.ts';
import { Renewal } from './renewal.ts';
import { applicationMenu } from '../program/application-menu.ts';
import { Tidy } from '../base/tidy.ts';
import { leaveForInstaller } from './leave-for-installer.ts';
import { offerToMove } from './mac-place.ts';
import { followPolicy, notePolicyProblem } from './follow-policy.ts';
import { lookForUpdates } from './look-for-updates.ts';
import type { Failure } from '../../domain/failures/index.ts';
import { keepLock } from './one-program.ts';
import { applyAutostart } from './autostart.ts';
import { tellHelpdesk } from './tell-helpdesk.ts';
import { claimLinks } from '../calls/call-links.ts';
import { hear } from '../../system/guarded.ts';

/** Chromium's own name for the process that makes its connections. */
const NETWORK_SERVICE = 'network.mojom.NetworkService';

/** Everything behind the first window, in the order in which it is made. */
export async function run(start: Start): Promise<void> {
  // Asked to end before it was whole.
  if (start.opened.begun) return;
  if (!isHiddenStart(start.commandLine) && (await offerToMove(start.log))) return;
  restartAfterCrashes(start);
  const program = openProgram(start);
  followSystem(program, start);
  program.start();
  showFirst(program, start);
  openLinks(program, start);
  listenForCalls(program, start);
  followSettings(program, start);
  if (!start.edition.demonstration) followPolicy(start, program.note);
  lookForUpdates(program, start);
  leaveForInstaller(program, start);
  renewWhenWorn(program, start);
  tidyWhenQuiet(program, start);
  noteStart(start);
  tellHelpdesk(program, start);
  start.edition.onStarted({ quit });
}

function restartAfterCrashes({ commandLine, log, journal }: Start): void {
  const crashRestart = new CrashRestart(commandLine.restarts, log, journal);
  onQuitAsked(() => {
    journal.tell('ended', {});
    crashRestart.end();
  });
}

function openProgram(start: Start): Program {
  const { authorities, opened, first } = start;
  const parts = { ...start, ...first, authorities: () => authorities.current, onQuit: quit };
  return opened.own('program', new Program(parts));
}

function putMenu(program: Program, { current }: Start['settings']): void {
  const menu = applicationMenu(process.platform, program.menuCommands, current.allow);
  if (menu !== null) Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
}

function followSystem(program: Program, { settings }: Start): void {
  putMenu(program, settings);
  hear(app).on('activate', () => {
    program.showLauncher();
  });
  hear(app).on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName === NETWORK_SERVICE) program.networkEnded();
  });
}

/** The first window, and what was found wrong before there was one. */
function showFirst(
  program: Program,
  { commandLine, settings, authorities, log, settled, shown }: Start,
): void {
  if (!shown && !isHiddenStart(commandLine) && !program.offerFirstRun(settled)) program.showLauncher();
  // Nobody is looking at an automatic start: it is said where it covers nothing, and stays to be read.
  const tell = isHiddenStart(commandLine) ? program.note : program.tell;
  for (const problem of settings.problems) {
    notePolicyProblem(problem, log);
    tell(problem);
  }
  authorities.onProblem(tell);
}

function openLinks(program: Program, { edition, commandLine, arrivals }: Start): void {
  if (!edition.demonstration) void claimLinks();
  if (commandLine.link !== null) program.openLink(commandLine.link);
  arrivals.listen((link) => {
    if (link === null) program.showLauncher();
    else program.openLink(link);
  });
}

function listenForCalls(program: Program, { session, log, opened, holder }: Start): void {
  const carry = (call: SoftwareCall, wanted: AbortSignal): Promise<Failure | null> =>
    program.call(call, wanted);
  const calls = opened.own('calls', new CallServer({ folder: app.getPath('userData'), session }, carry, log));
  void calls.start();
  if (holder === null) {
    log.warn({}, 'the place of the one program is taken by somebody else');
    return;
  }
  // Held to the very end of the process: nobody starts beside a program that is still closing its record.
  holder.restoresBy(async () => {
    await keepLock();
    await calls.restore();
  });
}

function followSettings(program: Program, { settings, authorities, log }: Start): void {
  void applyAutostart(settings.current.startWithSession, log);
  settings.onChange(({ startWithSession }) => {
    program.settingsChanged();
    putMenu(program, settings);
    void applyAutostart(startWithSession, log);
  });
  authorities.onChange(() => {
    program.settingsChanged();
  });
}

function renewWhenWorn(program: Program, { edition, log, opened }: Start): void {
  const renewal = opened.own(
    'renewal',
    new Renewal({
      held: () => program.held,
      launcherShown: () => program.launcherShown,
      log,
    }),
  );
  // The demonstration's readers and site live with whoever started it.
  if (edition.demonstration) return;
  program.onVisitOpened(() => {
    renewal.recordOpened();
  });
  program.moments.on(() => {
    renewal.look();
  });
}

function tidyWhenQuiet(program: Program, { opened }: Start): void {
  const tidy = opened.own('tidy', new Tidy(() => !program.held.open));
  program.moments.on(() => {
    tidy.moment();
  });
  tidy.moment();
}

function noteStart({ edition, settings, log, journal, slot }: Start): void {
  const version = versionLabel(app.isPackaged ? app.getVersion() : undefined);
  const { environment } = settings.current;
  journal.tell('started', { version, environment, program: slot + 1 });
  log.info(
    {
      version,
      environment,
      demonstration: edition.demonstration,
    },
    'started',
  );
}

function quit(): void {
  app.quit();
}

import { join } from 'node:path';
import { app, Menu } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { SoftwareCall } from '../../domain/launch/software-call.ts';
import { APP_ID, applyAutostart } from './autostart.ts';
import { versionLabel } from '../base/build-info.ts';
import { CallServer } from '../calls/call-server.ts';
import { claimLinks, linkOfSecondInstance, MacLinks } from '../calls/call-links.ts';
import type { Companions } from '../calls/companions.ts';
import type { Holder } from '../calls/holder.ts';
import { carryCommandLine } from './carry-command-line.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import type { Support } from '../../borders/windows/page.ts';
import { CrashRestart } from './crash-restart.ts';
import { isDiagnosisStart, startDiagnosis } from '../diagnosis/headless.ts';
import { Disposal } from '../base/disposal.ts';
import type { Edition } from '../base/edition.ts';
import { hasDisplay } from './display.ts';
import { homeProblem } from './home.ts';
import { isHiddenStart } from './hidden-start.ts';
import { installGuards } from '../site/guards.ts';
import { isForgettingStart, startForgetting } from '../sign-in/forget-cryptolib.ts';
import { hardenProcess, startedWithoutSandbox } from '../base/harden.ts';
import { openInterfaceSession, registerInterfaceScheme } from '../windows/interface-session.ts';
import { openLog, type Logger } from '../base/log.ts';
import { Memory } from '../base/memory.ts';
import { openSettings } from './open-settings.ts';
import { PATHS } from '../base/paths.ts';
import type { Places } from '../base/places.ts';
import { keepLock, takePlace, type Seat } from './one-program.ts';
import { Program } from '../program/program.ts';
import { programPlaces } from './program-places.ts';
import { quitCleanly } from './quitting.ts';
import { refuseToStart } from './refuse.ts';
import { sayAndLeave } from './say.ts';
import { thisSession } from './this-session.ts';
import { Renewal } from './renewal.ts';
import type { Authorities } from '../settings/authorities.ts';
import { profileProblem } from '../settings/profile.ts';
import type { SettingsStore } from '../settings/store.ts';
import { Tidy } from '../base/tidy.ts';
import { applicationMenu } from '../program/application-menu.ts';
import { endingOf, startEnding } from './end-for-installer.ts';
import { leaveForInstaller } from './leave-for-installer.ts';
import { offerToMove } from './mac-place.ts';
import { lookForUpdates } from './look-for-updates.ts';
import { followPolicy, notePolicyProblem } from './follow-policy.ts';
import { InterfaceZoom } from '../windows/zoom.ts';

/** Chromium's own name for the process that makes its connections. */
const NETWORK_SERVICE = 'network.mojom.NetworkService';

/** Starts the program. Everything that must precede Electron's readiness happens before this returns. */
export async function startApp(edition: Edition): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  hardenProcess();
  nameProgram(commandLine);
  if (commandLine.said !== null) {
    // Electron is not ready before this ends, and asks for a display only then.
    await sayAndLeave(commandLine.said);
    return;
  }
  const homeless = await homeProblem();
  if (homeless !== null) {
    refuseToStart(homeless);
    return;
  }
  if (isDiagnosisStart(process.argv)) {
    startDiagnosis(edition, process.argv);
    return;
  }
  if (isForgettingStart(process.argv)) {
    startForgetting(edition);
    return;
  }
  const ending = process.platform === 'win32' ? endingOf(process.argv) : null;
  if (ending !== null) {
    startEnding(ending);
    return;
  }
  const seat: Seat = { places: programPlaces(commandLine.userData), session: await thisSession() };
  if (startedWithoutSandbox()) {
    refuseToStart(failure('PROTECTION-RETIREE'));
    return;
  }
  if (commandLine.call !== null) {
    // Electron is not ready before this ends: the process has neither windows nor a profile.
    await carryCommandLine(commandLine.call, commandLine, seat);
    return;
  }
  if (!hasDisplay()) {
    refuseToStart(failure('AFFICHAGE-ABSENT'));
    return;
  }
  const macLinks = new MacLinks();
  // Electron is not ready before this ends.
  const place = await takePlace(seat, { link: commandLine.link });
  if (place.kind === 'silent') {
    refuseToStart(failure('PROGRAMME-MUET'));
    return;
  }
  if (place.kind === 'handed-over') {
    await leaveToTheOther(seat.places);
    return;
  }
  // Before the engine is ready, which would put its own menu there.
  Menu.setApplicationMenu(null);
  registerInterfaceScheme();
  installGuards();
  // The tray keeps the program alive.
  app.on('window-all-closed', () => undefined);
  void run({ edition, commandLine, macLinks, ...seat, ...place }).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    app.exit(1);
  });
}

/** What keeps the program from starting is told in its log too: at an automatic start nobody may be there to read it. */
async function noteRefusal(problem: Failure, directory: string): Promise<void> {
  notePolicyProblem(problem, await openLog(join(directory, 'logs')));
}

/** What every step of the start may need. */
interface Start {
  readonly edition: Edition;
  readonly commandLine: CommandLine;
  /** Of the user's choices. */
  readonly directory: string;
  readonly session: string;
  /** This user's programs in other sessions; null where they cannot be known. */
  readonly companions: Companions | null;
  readonly settings: SettingsStore;
  readonly authorities: Authorities;
  readonly log: Logger;
  readonly memory: Memory;
  /** Closed in reverse order when the program quits. */
  readonly opened: Disposal;
}

/** What is there before the settings are read: this program has its place. */
interface Seated extends Seat {
  readonly edition: Edition;
  readonly commandLine: CommandLine;
  readonly macLinks: MacLinks;
  readonly holder: Holder | null;
  readonly companions: Companions | null;
}

async function run(seated: Seated): Promise<void> {
  const { edition, commandLine, macLinks, holder, places, session, companions } = seated;
  const directory = places.own;
  const read = await openSettings(edition, commandLine, directory);
  if (!read.ok) {
    await noteRefusal(read.failure, directory);
    // Only then does macOS say what started it.
    await app.whenReady();
    refuseToStart(read.failure, { hidden: isHiddenStart(commandLine) });
    return;
  }
  if (commandLine.autostart && !read.value.settings.current.startWithSession) {
    app.exit(0);
    return;
  }
  const log = await openLog(join(app.getPath('userData'), 'logs'));
  const memory = new Memory(places, log);
  await Promise.all([app.whenReady(), memory.load()]);
  if (!isHiddenStart(commandLine) && (await offerToMove(log))) return;
  const opened = new Disposal(log);
  const start: Start = {
    edition,
    commandLine,
    directory,
    session,
    companions,
    ...read.value,
    log,
    memory,
    opened,
  };
  askTheSystemForNames();
  restartAfterCrashes(start);
  const program = openProgram(start);
  followSystem(program);
  program.start();
  showFirst(program, start);
  openLinks(program, start, macLinks);
  listenForCalls(program, start, holder);
  followSettings(program, start);
  if (!edition.demonstration) followPolicy(start, program.note);
  lookForUpdates(program, start);
  leaveForInstaller(program, { ...start, holder });
  renewWhenWorn(program, start);
  tidyWhenQuiet(program, start);
  noteStart(start);
  edition.onStarted({ quit });
}

/** Before anything asks where the program's directory is. */
function nameProgram({ userData }: CommandLine): void {
  app.setName('DMPDirect');
  // What Windows knows the shortcut by, its notifications and its entry in the start of sessions.
  app.setAppUserModelId(APP_ID);
  if (userData !== null) app.setPath('userData', userData);
  // The engine's own user agent holds the program's name; a site must only see characters that headers may hold.
  app.userAgentFallback = app.userAgentFallback.replace(/[^\x20-\x7e]/g, '');
}

/** Another program has the profile; or nobody can have it, which must not be an end in silence. */
async function leaveToTheOther({ own }: Places): Promise<void> {
  const problem = await profileProblem(own);
  if (problem === null) app.exit(0);
  else refuseToStart(problem);
}

/** Of the system alone: the engine's own resolver would ask others, past the practice's network. */
function askTheSystemForNames(): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
}

function restartAfterCrashes({ commandLine, log, opened }: Start): void {
  const crashRestart = new CrashRestart(commandLine.restarts, log);
  quitCleanly(opened, () => {
    crashRestart.end();
  });
}

function openProgram(start: Start): Program {
  const { authorities, settings, log, opened } = start;
  return opened.own(
    'program',
    new Program({
      ...start,
      authorities: () => authorities.current,
      panels: {
        session: openInterfaceSession(PATHS.renderer),
        demonstration: start.edition.demonstration,
        support: () => supportOf(settings.current.support),
        log,
        icon: join(PATHS.assets, 'icon', '256.png'),
        zoom: new InterfaceZoom(settings),
      },
      onQuit: quit,
    }),
  );
}

/** Null while nothing of it is set. */
function supportOf(support: Support): Support | null {
  const { name, phone, address } = support;
  return name === null && phone === null && address === null ? null : support;
}

function followSystem(program: Program): void {
  const menu = applicationMenu(process.platform, program.menuCommands);
  if (menu !== null) Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  app.on('second-instance', (_event, _argv, _directory, data) => {
    const link = linkOfSecondInstance(data);
    if (link === null) program.showLauncher();
    else program.openLink(link);
  });
  app.on('activate', () => {
    program.showLauncher();
  });
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName === NETWORK_SERVICE) program.networkEnded();
  });
}

/** The first window, and what was found wrong before there was one. */
function showFirst(program: Program, { edition, commandLine, settings, authorities, log }: Start): void {
  const settled = edition.demonstration || commandLine.configFile !== null;
  if (!isHiddenStart(commandLine) && !program.offerFirstRun(settled)) program.showLauncher();
  // Nobody is looking at an automatic start: it is said where it covers nothing, and stays to be read.
  const tell = isHiddenStart(commandLine) ? program.note : program.tell;
  for (const problem of settings.problems) {
    notePolicyProblem(problem, log);
    tell(problem);
  }
  authorities.onProblem(tell);
}

function openLinks(program: Program, { edition, commandLine }: Start, macLinks: MacLinks): void {
  if (!edition.demonstration) void claimLinks();
  if (commandLine.link !== null) program.openLink(commandLine.link);
  macLinks.listen((link) => {
    program.openLink(link);
  });
}

function listenForCalls(program: Program, { session, log, opened }: Start, holder: Holder | null): void {
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

function noteStart({ edition, settings, log }: Start): void {
  log.info(
    {
      version: versionLabel(app.isPackaged ? app.getVersion() : undefined),
      environment: settings.current.environment,
      demonstration: edition.demonstration,
    },
    'started',
  );
}

function quit(): void {
  app.quit();
}

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, dialog } from 'electron';
import { describeFailure, failure, type Failure } from '../../domain/failures/index.ts';
import { success, type Result } from '../../domain/result.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import { APP_ID, applyAutostart } from './autostart.ts';
import { BUILD, versionLabel } from '../base/build-info.ts';
import { CallServer } from '../calls/call-server.ts';
import { claimLinks, linkOfSecondInstance, MacLinks, type SecondInstanceData } from '../calls/call-links.ts';
import { carryCommandLine } from './carry-command-line.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { CrashRestart } from './crash-restart.ts';
import { isDiagnosisStart, startDiagnosis } from '../diagnosis/headless.ts';
import type { Edition } from '../base/edition.ts';
import { installGuards } from '../site/guards.ts';
import { hardenProcess, startedWithoutSandbox } from '../base/harden.ts';
import { openInterfaceSession, registerInterfaceScheme } from '../windows/interface-session.ts';
import { openLog } from '../base/log.ts';
import { Memory } from '../base/memory.ts';
import { PATHS } from '../base/paths.ts';
import { Program } from '../program/program.ts';
import { Renewal } from './renewal.ts';
import { Authorities } from '../settings/authorities.ts';
import { policyPlaces } from '../settings/policy-source.ts';
import { profileProblem } from '../settings/profile.ts';
import { liveConfiguration, SettingsStore } from '../settings/store.ts';
import { askToInstall, offerUpdate } from '../updates/offer.ts';
import { InterfaceZoom } from '../windows/zoom.ts';
import { Updates } from '../updates/updates.ts';

/** Exit code of a start that its configuration forbids. */
const CONFIGURATION_REFUSED = 2;
/** What has not ended by then ends with the process; the engine itself takes some of the two seconds that quitting may. */
const QUIT_DEADLINE_MS = 1_200;
/** Chromium's own name for the process that makes its connections. */
const NETWORK_SERVICE = 'network.mojom.NetworkService';

/** Starts the program. Everything that must precede Electron's readiness happens before this returns. */
export async function startApp(edition: Edition): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  hardenProcess();
  app.setName('DMPDirect');
  // What Windows knows the shortcut by, its notifications and its entry in the start of sessions.
  app.setAppUserModelId(APP_ID);
  if (commandLine.userData !== null) app.setPath('userData', commandLine.userData);
  if (isDiagnosisStart(process.argv)) {
    startDiagnosis(edition, process.argv);
    return;
  }
  if (startedWithoutSandbox()) {
    refuseToStart(failure('PROTECTION-RETIREE'));
    return;
  }
  // The engine's own user agent holds the program's name; a site must only see characters that headers may hold.
  app.userAgentFallback = app.userAgentFallback.replace(/[^\x20-\x7e]/g, '');
  if (commandLine.call !== null) {
    // Electron is not ready before this ends: the process has neither windows nor a profile.
    await carryCommandLine(commandLine.call, commandLine);
    return;
  }
  if (!app.requestSingleInstanceLock({ link: commandLine.link } satisfies SecondInstanceData)) {
    // Another program has the profile; or nobody can have it, which must not be an end in silence.
    const problem = await profileProblem(app.getPath('userData'));
    if (problem === null) app.exit(0);
    else refuseToStart(problem);
    return;
  }
  const macLinks = new MacLinks();
  registerInterfaceScheme();
  installGuards();
  // The tray keeps the program alive.
  app.on('window-all-closed', () => undefined);
  void run(edition, commandLine, macLinks).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    app.exit(1);
  });
}

async function run(edition: Edition, commandLine: CommandLine, macLinks: MacLinks): Promise<void> {
  const directory = app.getPath('userData');
  const opened = await openSettings(edition, commandLine, directory);
  if (!opened.ok) {
    refuseToStart(opened.failure);
    return;
  }
  const { settings, authorities, problems } = opened.value;
  if (commandLine.autostart && !settings.current.startWithSession) {
    app.exit(0);
    return;
  }
  const log = await openLog(join(directory, 'logs'));
  const memory = new Memory(directory, log);
  await Promise.all([app.whenReady(), memory.load()]);
  // Names are asked of the system alone: the engine's own resolver would ask others, past the practice's network.
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
  const crashRestart = new CrashRestart(commandLine.restarts, log);
  const updates = new Updates({
    feed: () => settings.current.updates.feed,
    publicKey: BUILD.updateKey,
    authorities: () => authorities.current,
    visitOpen: () => program.visitOpen,
    privateFolder: () => app.getPath('temp'),
    onChange: (state) => {
      if (state.kind === 'ready' && settings.current.notifications.update)
        offerUpdate(state.version, () => void installUpdate());
    },
    log,
  });
  const program = new Program({
    edition,
    configuration: liveConfiguration(settings),
    settings,
    authorities: () => authorities.current,
    log,
    memory,
    panels: {
      session: openInterfaceSession(PATHS.renderer),
      log,
      icon: join(PATHS.assets, 'icon', '256.png'),
      zoom: new InterfaceZoom(settings),
    },
    onQuit: () => {
      app.quit();
    },
    onVisit: (open) => {
      if (!open) return;
      updates.visitOpened();
      renewal.recordOpened();
    },
  });
  const renewal = new Renewal({
    atRest: () => !edition.demonstration && program.atRest,
    launcherShown: () => program.launcherShown,
    log,
  });
  const installUpdate = async (): Promise<void> => {
    const { state } = updates;
    if (state.kind !== 'ready' || !(await askToInstall(state.version, state.notes))) return;
    const installed = await updates.install(() => Promise.resolve());
    if (!installed.ok) program.tell(installed.failure);
  };
  const calls = new CallServer(directory, (call, wanted) => program.call(call, wanted), log);
  quitCleanly(program, () => {
    updates.stop();
    renewal.stop();
    crashRestart.end();
    void calls.stop();
  });
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
  program.start();
  const settled = edition.demonstration || commandLine.configFile !== null;
  if (!commandLine.hidden && !program.offerFirstRun(settled)) program.showLauncher();
  if (!edition.demonstration) claimLinks();
  if (commandLine.link !== null) program.openLink(commandLine.link);
  macLinks.listen((link) => {
    program.openLink(link);
  });
  void calls.start();
  for (const problem of [...settings.problems, ...problems]) program.tell(problem);
  void applyAutostart(settings.current.startWithSession, log);
  settings.onChange(({ startWithSession }) => {
    program.settingsChanged();
    void applyAutostart(startWithSession, log);
  });
  updates.start();
  log.info(
    {
      version: versionLabel(app.isPackaged ? app.getVersion() : undefined),
      environment: settings.current.environment,
      demonstration: edition.demonstration,
    },
    'started',
  );
  edition.onStarted({
    quit: () => {
      app.quit();
    },
  });
}

interface StartSettings {
  readonly settings: SettingsStore;
  readonly authorities: Authorities;
  /** Filled as the settings change. */
  readonly problems: readonly Failure[];
}

async function openSettings(
  edition: Edition,
  { configFile }: CommandLine,
  directory: string,
): Promise<Result<StartSettings>> {
  const settings = await SettingsStore.open({
    userFile: join(directory, 'settings.json'),
    configFile,
    policy: edition.demonstration ? null : policyPlaces(),
    base: edition.configuration,
  });
  if (!settings.ok) return settings;
  const problems: Failure[] = [];
  const authorities = await Authorities.open(settings.value, (problem) => problems.push(problem));
  return authorities.ok
    ? success({ settings: settings.value, authorities: authorities.value, problems })
    : authorities;
}

/** One clear sentence where whoever started the program can see it, and the exit code that says why. */
function refuseToStart(problem: Failure): void {
  const { sentence } = describeFailure(problem);
  process.stderr.write(`${SYSTEM_TEXTS.productName} : ${sentence}\n`);
  if (app.isPackaged && process.platform !== 'linux') dialog.showErrorBox(SYSTEM_TEXTS.productName, sentence);
  app.exit(CONFIGURATION_REFUSED);
}

/** Quitting waits for the open session to be destroyed, but not for ever. */
function quitCleanly(program: Program, onQuit: () => void): void {
  // Chromium's own handlers do not outlive the first atomic write: its library watches the signals meanwhile, and
  // leaves them with the system's default, which would end the program without closing the session.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      app.quit();
    });
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    onQuit();
    const deadline = delay(QUIT_DEADLINE_MS, undefined, { ref: false });
    void Promise.race([program.stop(), deadline]).finally(() => {
      stopped = true;
      // Windows that refuse to be closed (they go to the tray) must not keep the program alive.
      app.exit(0);
    });
  });
}

import type { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Configuration } from '../domain/configuration.ts';
import { describeFailure, type Failure } from '../domain/failures/index.ts';
import { success, type Result } from '../domain/result.ts';
import { SYSTEM_TEXTS } from '../domain/texts/fr/system.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import type { Edition } from './edition.ts';
import { installGuards } from './guards.ts';
import { hardenProcess } from './harden.ts';
import { openInterfaceSession, registerInterfaceScheme } from './interface-session.ts';
import { loadAuthorities, loadConfiguration } from './load-configuration.ts';
import { openLog } from './log.ts';
import { Memory } from './memory.ts';
import { PATHS } from './paths.ts';
import { Program } from './program.ts';

/** Exit code of a start that its configuration forbids. */
const CONFIGURATION_REFUSED = 2;

/** Starts the program. Everything that must precede Electron's readiness happens before this returns. */
export function startApp(edition: Edition): void {
  const commandLine = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  hardenProcess();
  app.setName('DMPDirect');
  if (commandLine.userData !== null) app.setPath('userData', commandLine.userData);
  // The engine's own user agent holds the program's name; a site must only see characters that headers may hold.
  app.userAgentFallback = app.userAgentFallback.replace(/[^\x20-\x7e]/g, '');
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  registerInterfaceScheme();
  installGuards();
  // The tray keeps the program alive.
  app.on('window-all-closed', () => undefined);
  void run(edition, commandLine).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    app.exit(1);
  });
}

async function run(edition: Edition, commandLine: CommandLine): Promise<void> {
  const settings = await readSettings(edition, commandLine);
  if (!settings.ok) {
    refuseToStart(settings.failure);
    return;
  }
  const { configuration, authorities } = settings.value;
  const directory = app.getPath('userData');
  const log = await openLog(join(directory, 'logs'));
  const memory = new Memory(directory, log);
  await Promise.all([app.whenReady(), memory.load()]);
  const program = new Program({
    edition,
    configuration,
    authorities,
    log,
    memory,
    panels: {
      session: openInterfaceSession(PATHS.renderer),
      log,
      icon: join(PATHS.assets, 'icons', 'icon.png'),
    },
    onQuit: () => {
      app.quit();
    },
  });
  quitCleanly(program);
  app.on('second-instance', () => {
    program.showLauncher();
  });
  app.on('activate', () => {
    program.showLauncher();
  });
  program.start();
  if (!commandLine.hidden) program.showLauncher();
  log.info({ environment: configuration.environment, demonstration: edition.demonstration }, 'started');
  edition.onStarted({
    quit: () => {
      app.quit();
    },
  });
}

interface StartSettings {
  readonly configuration: Configuration;
  readonly authorities: readonly X509Certificate[];
}

async function readSettings(edition: Edition, { configFile }: CommandLine): Promise<Result<StartSettings>> {
  const configuration =
    edition.configuration === null ? await loadConfiguration(configFile) : success(edition.configuration);
  if (!configuration.ok) return configuration;
  const authorities = await loadAuthorities(configuration.value);
  return authorities.ok
    ? success({ configuration: configuration.value, authorities: authorities.value })
    : authorities;
}

/** One clear sentence where whoever started the program can see it, and the exit code that says why. */
function refuseToStart(problem: Failure): void {
  const { sentence } = describeFailure(problem);
  process.stderr.write(`${SYSTEM_TEXTS.productName} : ${sentence}\n`);
  if (app.isPackaged && process.platform !== 'linux') dialog.showErrorBox(SYSTEM_TEXTS.productName, sentence);
  app.exit(CONFIGURATION_REFUSED);
}

/** Quitting waits for the open session to be destroyed. */
function quitCleanly(program: Program): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void program.stop().finally(() => {
      stopped = true;
      // Windows that refuse to be closed (they go to the tray) must not keep the program alive.
      app.exit(0);
    });
  });
}

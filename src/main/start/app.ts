/**
 * The start up to the icon. Only what must precede the engine's readiness is loaded here, and what the icon needs:
 * every module that is loaded before it is read and compiled on the thread that starts the engine. The program itself
 * comes behind it (`prepare.ts`, `run.ts`).
 */
import { app, Menu } from 'electron';
import { DIAGNOSIS_SWITCH, ENDING_OPTION, FORGET_SWITCH } from '../../domain/launch/start-switches.ts';
import { APP_ID } from './app-id.ts';
import { Arrivals } from '../calls/call-links.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import type { Edition } from '../base/edition.ts';
import { hasDisplay } from './display.ts';
import { installGuards } from '../site/guards.ts';
import { hardenProcess, startedWithoutSandbox } from '../base/harden.ts';
import { registerInterfaceScheme } from '../windows/interface-session.ts';
import { StateTray } from '../program/tray.ts';
import { takePlace, type Seat } from './one-program.ts';
import { programPlaces } from './program-places.ts';
import { catchTheRest } from './last-resort.ts';
import { quitCleanly } from './quitting.ts';
import { thisSession } from './this-session.ts';
import type { Seated } from './prepare.ts';
import { hear } from '../../system/guarded.ts';
import { print } from '../../system/print.ts';

/** Starts the program. Everything that must precede Electron's readiness happens before this returns. */
export async function startApp(edition: Edition): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  catchTheRest();
  hardenProcess();
  nameProgram(commandLine);
  if (await runsErrand(edition, commandLine)) return;
  const seat: Seat = { places: programPlaces(commandLine.userData), session: await thisSession() };
  if (await isCallOrRefused(commandLine, seat)) return;
  const arrivals = new Arrivals();
  // Electron is not ready before this ends.
  const place = await takePlace(seat, { link: commandLine.link });
  if (place.kind !== 'ours') {
    const { leaveToTheOther } = await import('./no-place.ts');
    await leaveToTheOther(place.kind, seat.places);
    return;
  }
  // Before the engine is ready, which would put its own menu there.
  Menu.setApplicationMenu(null);
  registerInterfaceScheme();
  installGuards();
  // The tray keeps the program alive.
  hear(app).on('window-all-closed', () => undefined);
  const quitting = quitCleanly();
  void goOn({ edition, commandLine, arrivals, quitting, ...seat, ...place }).catch((error: unknown) => {
    void print('stderr', `${String(error)}\n`);
    app.exit(1);
  });
}

/** What this process does in the place of the program, wherever its folders are. */
async function runsErrand(edition: Edition, { said, userData }: CommandLine): Promise<boolean> {
  if (said !== null) {
    // Electron is not ready before this ends, and asks for a display only then.
    const { sayAndLeave } = await import('./say.ts');
    await sayAndLeave(said);
    return true;
  }
  if (!hasHome()) {
    const { refuseHomeless } = await import('./no-place.ts');
    if (await refuseHomeless()) return true;
  }
  if (process.argv.includes(DIAGNOSIS_SWITCH)) {
    const { startDiagnosis } = await import('../diagnosis/headless.ts');
    startDiagnosis(edition, programPlaces(userData), process.argv);
    return true;
  }
  if (process.argv.includes(FORGET_SWITCH)) {
    const { startForgetting } = await import('../sign-in/forget-cryptolib.ts');
    startForgetting(edition, programPlaces(userData));
    return true;
  }
  return process.platform === 'win32' && process.argv.some(isEnding) && (await endsForInstaller());
}

const isEnding = (argument: string): boolean => argument.startsWith(ENDING_OPTION);

async function endsForInstaller(): Promise<boolean> {
  const { endingOf, startEnding } = await import('./end-for-installer.ts');
  const ending = endingOf(process.argv);
  if (ending !== null) startEnding(ending);
  return ending !== null;
}

/** A call that another process carries out, or a start that cannot be. */
async function isCallOrRefused(commandLine: CommandLine, seat: Seat): Promise<boolean> {
  if (startedWithoutSandbox()) return refused('PROTECTION-RETIREE');
  if (commandLine.call !== null) {
    // The process has neither windows nor a profile.
    const { carryCommandLine } = await import('./carry-command-line.ts');
    await carryCommandLine(commandLine.call, commandLine, seat);
    return true;
  }
  return hasDisplay(seat.session) ? false : refused('AFFICHAGE-ABSENT');
}

/** The engine throws where there can be no folder of the program's own. */
function hasHome(): boolean {
  try {
    return app.getPath('userData') !== '';
  } catch {
    return false;
  }
}

async function refused(code: 'PROTECTION-RETIREE' | 'AFFICHAGE-ABSENT'): Promise<true> {
  const { refuseBecause } = await import('./no-place.ts');
  await refuseBecause(code);
  return true;
}

/** The icon first, then a window that is shown as soon as the settings are read, then the program. */
async function goOn(seated: Seated): Promise<void> {
  await app.whenReady();
  // Whether a start by the session goes on is up to the settings: an icon that comes and goes would tell of it.
  const tray = seated.commandLine.autostart ? null : new StateTray();
  const { prepare } = await import('./prepare.ts');
  const start = await prepare({ ...seated, tray });
  if (start === null) return;
  const { run } = await import('./run.ts');
  await run(start);
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

/** `--diagnose`: the installed program's diagnosis, without a window, a tray, a profile or a display. */
import { join } from 'node:path';
import { app, session } from 'electron';
import { DIAGNOSIS_SWITCH } from '../../domain/launch/start-switches.ts';
import { versionLabel } from '../base/build-info.ts';
import { Cards } from '../cards/cards.ts';
import type { Edition } from '../base/edition.ts';
import type { Places } from '../base/places.ts';
import { runHeadless } from '../base/headless.ts';
import { SILENT } from '../base/log.ts';
import { policyPlaces } from '../settings/policy-source.ts';
import { readDiagnosisCommand, runDiagnosisCommand, COULD_NOT_RUN } from './command.ts';
import { trayVisibility } from './desktop.ts';
import { engineTrusts } from './engine-trust.ts';
import { readPacAnswer } from './proxy.ts';
import { startsWithSession } from './start-with-session.ts';
import { rolesOfProgram } from './utility-roles.ts';
import { print } from '../../system/print.ts';

/**
 * Runs the diagnosis with the options that follow `--diagnose`, and ends the process with its exit code. Must be
 * called before the program is ready, and in the place of everything else: a program that is running already is not
 * in the way.
 */
export function startDiagnosis(edition: Edition, places: Places, argv: readonly string[]): void {
  // What stands before is the engine's business.
  const args = argv.slice(argv.indexOf(DIAGNOSIS_SWITCH) + 1);
  runHeadless(
    'diagnosis',
    places,
    () => run(edition, args, join(places.own, 'settings.json')),
    COULD_NOT_RUN,
  );
}

async function run(edition: Edition, args: readonly string[], userFile: string): Promise<number> {
  const cards = new Cards(edition, { onChange: () => undefined }, SILENT);
  cards.start();
  // Of its own, and in memory: the system's proxy settings are all that is asked of it.
  const network = session.fromPartition('diagnosis');
  network.setSpellCheckerLanguages([]);
  const printed: Promise<void>[] = [];
  try {
    return await runDiagnosisCommand(readDiagnosisCommand(args), {
      version: versionLabel(app.getVersion()),
      settingsFiles: (configFile) => ({ configFile, userFile, policy: policyPlaces() }),
      roles: rolesOfProgram(cards, edition, SILENT),
      resolveProxy: async (origin) => readPacAnswer(await network.resolveProxy(origin)),
      engine: { electron: process.versions.electron, chromium: process.versions.chrome },
      engineTrusts,
      autostart: startsWithSession,
      tray: () => trayVisibility(),
      write: (text) => printed.push(print('stdout', text)),
      say: (line) => printed.push(print('stderr', `${line}\n`)),
    });
  } finally {
    cards.stop();
    await Promise.all(printed);
  }
}

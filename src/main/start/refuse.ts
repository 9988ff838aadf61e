import { app, dialog } from 'electron';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import { print } from '../../system/print.ts';
import { hasDisplay } from './display.ts';
import { thisSession } from './this-session.ts';

/** Exit code of a start that its configuration forbids. */
const CONFIGURATION_REFUSED = 2;

/**
 * One clear sentence where whoever started the program can see it, and the exit code that says why.
 * @param start `hidden`: it was started by the session, and no window comes over what the user is doing
 */
export async function refuseToStart(problem: Failure, { hidden } = { hidden: false }): Promise<void> {
  const { sentence } = describeFailure(problem);
  // Whoever started it here may have to look for the setting in a file.
  const { key } = problem.detail ?? {};
  const code = key === undefined ? problem.code : `${problem.code}, ${key}`;
  void print('stderr', `${SYSTEM_TEXTS.productName} : ${sentence} (${code})\n`);
  // On a desktop that nobody sees a dialogue would keep the process for ever.
  const seen = !hidden && process.platform !== 'linux' && hasDisplay(await thisSession());
  if (app.isPackaged && seen) dialog.showErrorBox(SYSTEM_TEXTS.productName, sentence);
  app.exit(CONFIGURATION_REFUSED);
}

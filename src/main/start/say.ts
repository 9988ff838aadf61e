import { app } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import { versionLabel } from '../base/build-info.ts';
import { print } from '../../system/print.ts';
import type { Said } from './command-line.ts';

/** Prints what was asked, and ends the process. */
export async function sayAndLeave(said: Said): Promise<void> {
  const version = versionLabel(app.isPackaged ? app.getVersion() : undefined);
  const text = said === 'help' ? SYSTEM_TEXTS.help : `${SYSTEM_TEXTS.productName} ${version}`;
  await print('stdout', `${text}\n`);
  app.exit(0);
}

import { app, dialog } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { Logger } from '../base/log.ts';

/**
 * Whether a program of macOS runs from where it cannot stay: its disk image, or the read-only copy that the system makes
 * of what was opened where it was downloaded (« App Translocation »). No update can be installed there, and its start
 * with the session would be lost.
 */
export function isPassingPlace(executable: string): boolean {
  return executable.startsWith('/Volumes/') || executable.includes('/AppTranslocation/');
}

/** Whether the program is to be moved before it can stay (macOS). */
export function isToBeMoved(): boolean {
  return process.platform === 'darwin' && app.isPackaged && isPassingPlace(process.execPath);
}

/**
 * Offers to move the program to the Applications folder; what is moved starts again by itself.
 * @returns true when this process ends for it
 */
export async function offerToMove(log: Logger): Promise<boolean> {
  if (!isToBeMoved()) return false;
  const texts = SYSTEM_TEXTS.move;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: texts.question,
    detail: texts.detail,
    buttons: [texts.move, texts.later],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return false;
  try {
    // The older version that is there goes to the trash; one that is running does not end for us.
    return app.moveToApplicationsFolder({ conflictHandler: (conflict) => conflict === 'exists' });
  } catch (error) {
    log.warn({ error: String(error) }, 'not moved to the Applications folder');
    dialog.showErrorBox(SYSTEM_TEXTS.productName, texts.failed);
    return false;
  }
}

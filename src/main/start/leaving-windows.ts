import { dialog, Notification } from 'electron';
import type { PackageChange } from '../../domain/launch/leaving.ts';
import { LEAVING_ANSWERS, LEAVING_QUESTION, LEAVING_TEXTS } from '../../domain/texts/fr/leaving.ts';
import { hear } from '../../system/guarded.ts';

/** Says that the program ends for an installer: a notification, or a box of the system where there are none. */
export function tellLeaving(change: PackageChange, returns: boolean): void {
  const { title, told } = LEAVING_TEXTS[change];
  const body = told(returns);
  const box = (): void => {
    void dialog.showMessageBox({ type: 'info', message: title, detail: body }).catch(() => undefined);
  };
  if (!Notification.isSupported()) {
    box();
    return;
  }
  const notification = new Notification({ title, body });
  hear(notification).once('failed', box);
  notification.show();
}

/** Asks beside the open record, of which it names nothing; true: close it and end. */
export async function askLeaving(change: PackageChange, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: LEAVING_TEXTS[change].title,
    detail: LEAVING_QUESTION,
    buttons: [LEAVING_ANSWERS.close, LEAVING_ANSWERS.goOn],
    // Enter and Escape both leave the record where it is.
    defaultId: 1,
    cancelId: 1,
    noLink: true,
    signal,
  });
  return response === 0;
}

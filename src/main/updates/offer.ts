import { dialog, Notification } from 'electron';
import { UPDATE_TEXTS } from '../../domain/texts/fr/updates.ts';
import { hear } from '../../system/guarded.ts';

/**
 * Tells, without stealing the focus, that a new version is ready; a click asks whether to install it.
 * @param onUnshown the system shows nothing
 */
export function offerUpdate(version: string, onClick: () => void, onUnshown: () => void): void {
  if (!Notification.isSupported()) {
    onUnshown();
    return;
  }
  const notification = new Notification({
    title: UPDATE_TEXTS.ready,
    body: UPDATE_TEXTS.readyDetail(version),
    silent: true,
  });
  hear(notification).on('click', onClick);
  hear(notification).once('failed', onUnshown);
  notification.show();
}

/** Shows what is new and asks; true: install now. */
export async function askToInstall(version: string, notes: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: UPDATE_TEXTS.ready,
    message: UPDATE_TEXTS.question(version),
    detail: [notes, UPDATE_TEXTS.explanation].filter((text) => text !== '').join('\n\n'),
    buttons: [UPDATE_TEXTS.install, UPDATE_TEXTS.later],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/**
 * Squirrel.Mac as the engine offers it, put over the `autoUpdater` of a system that has none: it takes the file from
 * where electron-updater serves it, answers by events, and installs once no window is left
 * (electron/shell/browser/api/electron_api_auto_updater.cc, `QuitAndInstall`).
 */
import { createHash } from 'node:crypto';
import { autoUpdater, BaseWindow } from 'electron';

/** `refuses`: the signature is another one. `refuses-late`: the administrator's password was not given. */
export type SystemTemper = 'takes' | 'refuses' | 'refuses-late';

/** @param say what the system has done */
export function installSquirrel(temper: SystemTemper, say: (line: object) => void): void {
  let feed: { url: string; headers: Record<string, string> } | null = null;
  const patch = autoUpdater as unknown as Record<string, unknown>;
  const refuse = (message: string): void => void autoUpdater.emit('error', new Error(message));
  patch.setFeedURL = (asked: typeof feed) => (feed = asked);
  patch.checkForUpdates = () => {
    if (temper === 'refuses') setImmediate(refuse, 'Code signature did not pass validation');
    else
      void take().then((sha512) => {
        say({ system: 'taken', sha512 });
        autoUpdater.emit('update-downloaded');
      });
  };
  patch.quitAndInstall = () => {
    autoUpdater.emit('before-quit-for-update');
    const left = BaseWindow.getAllWindows();
    let open = left.length;
    const ended = (): void => {
      if (open > 0) return;
      if (temper === 'refuses-late') setImmediate(refuse, 'Authorization was canceled');
      else say({ system: 'installed' });
    };
    for (const window of left) {
      window.once('closed', () => {
        open -= 1;
        ended();
      });
      window.close();
    }
    ended();
  };

  async function take(): Promise<string> {
    const { url, headers } = feed!;
    const answer = (await (await fetch(url, { headers })).json()) as { url: string };
    const zip = Buffer.from(await (await fetch(answer.url, { headers })).arrayBuffer());
    return createHash('sha512').update(zip).digest('base64');
  }
}

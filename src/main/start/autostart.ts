import { access, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import { desktopEntry } from '../../domain/diagnosis/autostart.ts';
import { configHome } from './home.ts';
import { programFile } from './relaunch.ts';
import { packageKind } from '../base/package-kind.ts';
import type { Logger } from '../base/log.ts';
import { APP_ID } from './app-id.ts';

/** Put there by the Debian and RPM packages (build/linux/autostart.sh): starts the program for everyone, which then obeys the settings. */
const MACHINE_WIDE_FILE = '/etc/xdg/autostart/dmp-direct.desktop';
const USER_FILE = join('autostart', 'dmp-direct.desktop');

/** Makes the system start the program with the session, in the tray, or not. Installed programs only. */
export async function applyAutostart(wanted: boolean, log: Logger): Promise<void> {
  if (!app.isPackaged) return;
  try {
    if (process.platform === 'linux') await applyOnLinux(wanted);
    else {
      // Windows' installers start it for everyone, without a first start: an entry of the user's own would start it twice.
      const byInstaller = process.platform === 'win32' && (await packageKind()) !== null;
      app.setLoginItemSettings({ openAtLogin: wanted && !byInstaller, name: APP_ID, args: ['--autostart'] });
    }
  } catch (error) {
    log.warn({ error: String(error) }, 'start with the session not set');
  }
}

async function applyOnLinux(wanted: boolean): Promise<void> {
  // The machine's own file asks the settings at each start: one of the user's would start the program twice.
  const file = join(configHome(), USER_FILE);
  if (!wanted || (await isThere(MACHINE_WIDE_FILE))) {
    await rm(file, { force: true });
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, desktopEntry(programFile()));
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

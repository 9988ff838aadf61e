import { lstat, readFile } from 'node:fs/promises';
import { PACKAGE_CHANGES, type PackageChange } from '../../domain/launch/leaving.ts';
import type { Logger } from '../base/log.ts';
import { hear } from '../../system/guarded.ts';

/**
 * Where the Debian and RPM packages write what they are about to do (build/linux/leave.sh) before they send SIGUSR2,
 * and for as long as they are at it.
 */
export const NOTICE_FILE = '/run/dmp-direct/change';

/** What root has written there; null when there is nothing of root's. */
export async function readNotice(file = NOTICE_FILE): Promise<PackageChange | null> {
  try {
    const found = await lstat(file);
    if (!found.isFile() || found.uid !== 0) return null;
    const text = (await readFile(file, 'utf8')).trim();
    return PACKAGE_CHANGES.find((each) => each === text) ?? null;
  } catch {
    return null;
  }
}

/** Hears the packages' scripts: the signal says that there is something to read, the file what. */
export function listenToInstaller(
  announce: (change: PackageChange) => void,
  log: Pick<Logger, 'warn'>,
): void {
  if (process.platform !== 'linux') return;
  hear(process).on('SIGUSR2', () => {
    void readNotice().then((change) => {
      if (change === null) log.warn({}, 'called by an installer that has written nothing');
      else announce(change);
    });
  });
}

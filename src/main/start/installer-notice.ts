import { lstat, readFile, readlink, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PACKAGE_CHANGES, type PackageChange } from '../../domain/launch/leaving.ts';
import { missedChange, type InstallationSeen } from '../../domain/launch/missed-notice.ts';
import type { Logger } from '../base/log.ts';
import { hear } from '../../system/guarded.ts';

/**
 * Where the Debian and RPM packages write what they are about to do (build/linux/leave.sh) before they send SIGUSR2,
 * and for as long as they are at it.
 */
export const NOTICE_FILE = '/run/dmp-direct/change';

/** What root has written there, and when; null when there is nothing of root's. */
async function noticeIn(file: string): Promise<InstallationSeen['notice']> {
  try {
    const found = await lstat(file);
    if (!found.isFile() || found.uid !== 0) return null;
    const text = (await readFile(file, 'utf8')).trim();
    const change = PACKAGE_CHANGES.find((each) => each === text);
    return change === undefined ? null : { change, at: found.mtimeMs };
  } catch {
    return null;
  }
}

/** What root has written there; null when there is nothing of root's. */
export async function readNotice(file = NOTICE_FILE): Promise<PackageChange | null> {
  return (await noticeIn(file))?.change ?? null;
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

/** Where a program on Linux sees what has become of its files. */
export interface InstallationPlaces {
  readonly notice: string;
  /** The kernel's link to the file that the process runs. */
  readonly executable: string;
}

const OWN_PLACES: InstallationPlaces = { notice: NOTICE_FILE, executable: '/proc/self/exe' };
/** What the kernel writes behind a file that has no name any more: removed, or another one has its name. */
const DELETED = ' (deleted)';
const LOOK_EVERY_MS = 1_000;

async function seen(
  { notice, executable }: InstallationPlaces,
  startedAt: number,
): Promise<InstallationSeen> {
  const link = await readlink(executable).catch(() => '');
  const replaced = link.endsWith(DELETED);
  const place = replaced ? link.slice(0, -DELETED.length) : link;
  const there = await stat(place).then(
    () => true,
    () => false,
  );
  return { notice: await noticeIn(notice), replaced, there, startedAt, now: Date.now() };
}

/**
 * To be called once the installer is listened to: whoever came before that is heard of all the same. Ends when there is
 * nothing more to be missed.
 * @param startedAt when this process began
 */
export async function hearMissedInstaller(
  announce: (change: PackageChange) => void,
  places = OWN_PLACES,
  startedAt = performance.timeOrigin,
): Promise<void> {
  for (;;) {
    const missed = missedChange(await seen(places, startedAt));
    if (missed === null) return;
    if (missed !== 'look-again') {
      announce(missed);
      return;
    }
    await delay(LOOK_EVERY_MS, undefined, { ref: false });
  }
}

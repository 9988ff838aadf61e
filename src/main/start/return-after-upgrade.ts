import { NOTICE_FILE } from './installer-notice.ts';
import { argumentsAgain, programFile } from './relaunch.ts';
import type { Logger } from '../base/log.ts';
import { startDetached } from '../../system/child.ts';

/**
 * Waits for this process's end and for the installer's (a quarter of an hour at most), then starts what is there: the
 * new version, or the old one when nothing came of it.
 */
const WAITER = [
  'notice=$1; left=$2; shift 2; n=0',
  'while { [ -e "$notice" ] || [ -d "/proc/$left" ]; } && [ "$n" -lt 900 ]; do sleep 1; n=$((n + 1)); done',
  '[ -x "$1" ] && exec "$@"',
].join('\n');

/** Linux: nobody else would start the program again in its user's session. Windows' installers have their own ways. */
export function returnAfterUpgrade(shown: boolean, log: Pick<Logger, 'warn'>): void {
  if (process.platform !== 'linux') return;
  const args = argumentsAgain(0).filter((each) => !shown || each !== '--hidden');
  const names = ['dmp-direct-return', NOTICE_FILE, String(process.pid)];
  startDetached(['/bin/sh', '-c', WAITER, ...names, programFile(), ...args], (error) => {
    log.warn({ error: String(error) }, 'does not come back after the upgrade');
  })?.unref();
}

import { app } from 'electron';
import type { PackageChange } from '../../domain/launch/leaving.ts';
import type { Disposal } from '../base/disposal.ts';
import type { Logger } from '../base/log.ts';
import type { Holder } from '../calls/holder.ts';
import type { Program } from '../program/program.ts';
import { hearMissedInstaller, listenToInstaller } from './installer-notice.ts';
import { askLeaving, tellLeaving } from './leaving-windows.ts';
import { Leaving } from './leaving.ts';
import { returnAfterUpgrade } from './return-after-upgrade.ts';

/**
 * Ends the program when a package's scripts announce that its files change or go: at once when nothing is open, when
 * the record is closed otherwise. After an upgrade it comes back by itself where nobody else would start it.
 */
export function leaveForInstaller(
  program: Pick<Program, 'heldBack' | 'launcherShown' | 'work'>,
  {
    log,
    opened,
    holder,
  }: { readonly log: Logger; readonly opened: Disposal; readonly holder: Holder | null },
): void {
  const returns = process.platform === 'linux' && app.isPackaged;
  const leaving = opened.own(
    'leaving',
    new Leaving({
      open: () => program.work,
      tell: (change) => {
        tellLeaving(change, returns);
      },
      ask: askLeaving,
      holdBack: () => {
        program.heldBack = true;
      },
      leave: (change) => {
        if (returns && change === 'upgrade') returnAfterUpgrade(program.launcherShown, log);
        app.quit();
      },
      log,
    }),
  );
  const announce = (change: PackageChange): void => {
    leaving.announce(change);
  };
  listenToInstaller(announce, log);
  if (returns) void hearMissedInstaller(announce);
  if (process.platform === 'win32') holder?.leavesBy(announce);
}

import { app, autoUpdater, dialog } from 'electron';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { takesVersion } from '../../domain/settings/update-wish.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import { BUILD } from '../base/build-info.ts';
import type { Disposal } from '../base/disposal.ts';
import type { Logger } from '../base/log.ts';
import type { Journal } from '../journal/journal.ts';
import type { Program } from '../program/program.ts';
import type { Authorities } from '../settings/authorities.ts';
import type { SettingsStore } from '../settings/store.ts';
import { askToInstall, offerUpdate } from '../updates/offer.ts';
import { Updates, type UpdateState } from '../updates/updates.ts';
import { endForInstaller } from './quitting.ts';
import { relaunch } from './relaunch.ts';

export interface UpdateNeeds {
  readonly settings: SettingsStore;
  readonly authorities: Authorities;
  readonly log: Logger;
  readonly journal: Pick<Journal, 'tell'>;
  readonly opened: Disposal;
}

/** Looks for updates from now on, offers them, and installs what the user has agreed to. */
export function lookForUpdates(
  program: Program,
  { settings, authorities, log, journal, opened }: UpdateNeeds,
): void {
  const updates: Updates = opened.own(
    'updates',
    new Updates({
      feed: () => (settings.current.updates.mode === 'off' ? null : settings.current.updates.feed),
      takes: (version) => takesVersion(settings.current.updates, app.getVersion(), version),
      publicKey: BUILD.updateKey,
      authorities: () => authorities.current,
      proxies: program.proxies,
      visitOpen: () => program.visitOpen,
      privateFolder: () => app.getPath('temp'),
      system: process.platform === 'darwin' ? autoUpdater : null,
      onLateRefusal: startAgain,
      onChange: (state) => {
        tellHelpdesk(journal, state);
        offer(state);
      },
      log,
    }),
  );
  const offer = (state: UpdateState): void => {
    if (state.kind !== 'ready') {
      program.setUpdate(null, true);
      return;
    }
    const { version } = state;
    const update = { version, install: () => void install() };
    program.setUpdate(update, true);
    if (settings.current.notifications.update)
      offerUpdate(version, update.install, () => {
        program.setUpdate(update, false);
      });
  };
  const install = async (): Promise<void> => {
    const { state } = updates;
    if (state.kind !== 'ready' || !(await askToInstall(state.version, state.notes))) return;
    const installed = await updates.install(() =>
      process.platform === 'darwin' ? endForInstaller(opened) : Promise.resolve(),
    );
    if (!installed.ok) program.tell(installed.failure);
  };
  program.onVisitOpened(() => {
    updates.visitOpened();
  });
  program.moments.on(() => {
    updates.moment();
  });
  updates.start();
}

function tellHelpdesk(journal: Pick<Journal, 'tell'>, state: UpdateState): void {
  if (state.kind === 'downloading') journal.tell('updateFound', { version: state.version });
  if (state.kind === 'ready') journal.tell('updateReady', { version: state.version });
  if (state.kind === 'failed') journal.tell('updateFailed', { code: state.failure.code });
}

/** The program has closed everything for an installation that did not come: it says so, and starts anew as it is. */
function startAgain(problem: Failure): void {
  const { title, sentence } = describeFailure(problem);
  dialog.showErrorBox(`${SYSTEM_TEXTS.productName} : ${title}`, sentence);
  relaunch({ restarts: 0, shown: true });
  app.quit();
}

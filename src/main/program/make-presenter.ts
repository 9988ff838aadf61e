import type { OwnWindows } from '../own-windows/own-windows.ts';
import type { Journal } from '../journal/journal.ts';
import { watchedState } from '../journal/watched-state.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { EcpsKeeper } from '../sign-in/ecps-keeper.ts';
import type { VisitDesk } from '../visit/visit-desk.ts';
import type { CardParts } from './card-parts.ts';
import type { LauncherWindow } from './launcher.ts';
import type { LaunchQueue } from './launch-queue.ts';
import type { Notifications } from './notifications.ts';
import type { Pause } from './pause.ts';
import { LauncherPresenter } from './presenter.ts';
import type { StateTray } from './tray.ts';

/** The program whose state is shown. */
interface ShownProgram {
  readonly queue: LaunchQueue;
  readonly pause: Pause;
  readonly launcher: LauncherWindow;
  readonly windows: OwnWindows;
}

interface ShownParts {
  readonly settings: SettingsStore;
  readonly cards: CardParts;
  readonly desk: Pick<VisitDesk, 'offer' | 'visit'>;
  readonly journal: Pick<Journal, 'follow'>;
  readonly keeper: Pick<EcpsKeeper, 'endsAt' | 'endedHere'>;
  readonly tray: StateTray;
  readonly notifications: Pick<Notifications, 'practitioner'>;
  /** The version that is ready to be installed. */
  readonly updateReady: () => string | null;
}

/** The presenter of the running program. */
export function makePresenter(
  program: ShownProgram,
  { settings, cards, desk, journal, keeper, tray, notifications, updateReady }: ShownParts,
): LauncherPresenter {
  const presenter = new LauncherPresenter({
    settings,
    state: () => program.queue.state,
    readers: () => cards.cards.snapshot,
    practitioner: () => cards.practitioner.view,
    offer: () => desk.offer,
    keptEcpsEndsAt: () => keeper.endsAt,
    ecpsEndedHere: () => keeper.endedHere,
    paused: () => program.pause.active,
    updateReady,
    launcher: program.launcher,
    tray,
    onShown: (practitioner) => {
      program.windows.followFacts();
      notifications.practitioner(practitioner);
      journal.follow(
        watchedState({
          launch: program.queue.state,
          readers: cards.cards.snapshot,
          practitioner,
          visit: desk.visit,
          notice: presenter.notice?.code ?? null,
        }),
      );
    },
  });
  return presenter;
}

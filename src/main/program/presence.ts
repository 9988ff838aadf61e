import type { LaunchState } from '../../domain/launch/launch-policy.ts';
import type { Held } from '../../domain/launch/renewal.ts';
import type { Logger } from '../base/log.ts';
import type { Moments } from '../base/moments.ts';
import type { Cards } from '../cards/cards.ts';
import type { Sentinel } from '../diagnosis/sentinel.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { EcpsKeeper } from '../sign-in/ecps-keeper.ts';
import type { ProxyDesk } from '../site/proxy-desk.ts';
import type { VisitDesk } from '../visit/visit-desk.ts';
import { watchLock, type LockWatch } from './lock-watch.ts';
import { followDisconnects, type MessageWindow } from './windows-disconnect.ts';
import type { Pause } from './pause.ts';

export interface PresenceParts {
  readonly settings: CurrentSettings;
  readonly log: Logger;
  readonly moments: Moments;
  readonly pause: Pick<Pause, 'look'>;
  readonly sentinel: Pick<Sentinel, 'moment'>;
  readonly cards: Pick<Cards, 'askWhetherItTurns'>;
  readonly desk: Pick<VisitDesk, 'away' | 'lockExpired'>;
  readonly camera: { close(): void };
  /** That is there for as long as the program: Windows tells it of a disconnected session. */
  readonly window: MessageWindow;
}

/** Watches over who comes to the workstation and leaves it, and does then what is due. */
export function watchPresence(parts: PresenceParts, watch: typeof watchLock = watchLock): LockWatch {
  const { settings, log, moments, pause, sentinel, cards, desk, camera, window } = parts;
  moments.on((moment) => {
    pause.look();
    void sentinel.moment();
    // Its silence would be noticed now, by whoever looks at the program.
    if (moment === 'came') cards.askWhetherItTurns();
  });
  return watch(
    () => settings.current.lockAfterMinutes,
    {
      onAway: () => {
        desk.away();
        camera.close();
        moments.tell('left');
      },
      onExpired: () => {
        desk.lockExpired();
      },
      onBack: () => {
        moments.tell('came');
      },
    },
    log,
    undefined,
    process.platform === 'win32' ? (tell) => followDisconnects(window, tell, log) : null,
  );
}

interface Holders {
  readonly cards: Pick<Cards, 'snapshot' | 'practitioners' | 'unrecognised'>;
  readonly desk: Pick<VisitDesk, 'visit'>;
  readonly keeper: Pick<EcpsKeeper, 'endsAt'>;
  readonly proxies: Pick<ProxyDesk, 'holdsPassword'>;
  readonly lock: Pick<LockWatch, 'left'> | null;
}

/** What of the user's would not outlive the program. */
export function held(
  { visit, pending, cards: vitales, standing }: LaunchState,
  { cards, desk, keeper, proxies, lock }: Holders,
): Held {
  const isAsked = pending !== null || standing.length > 0;
  const { snapshot, practitioners, unrecognised } = cards;
  return {
    open: visit !== null || isAsked || vitales.length > 0 || desk.visit !== null,
    // While the readers are not known, a card may lie in one. Without their service no log-in to a card is left.
    practitionerCard: snapshot === null || practitioners.length > 0 || unrecognised.length > 0,
    keptEcps: keeper.endsAt !== null,
    keptPassword: proxies.holdsPassword,
    away: lock?.left ?? false,
  };
}

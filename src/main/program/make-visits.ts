import type { X509Certificate } from 'node:crypto';
import type { Failure } from '../../domain/failures/index.ts';
import { openingRefusal, type LaunchEvent, type LaunchState } from '../../domain/launch/launch-policy.ts';
import type { Disposal } from '../base/disposal.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import type { Memory } from '../base/memory.ts';
import type { ConfirmWindow } from '../questions/confirm.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { EcpsKeeper } from '../sign-in/ecps-keeper.ts';
import type { EngineCryptolib } from '../sign-in/engine-cryptolib.ts';
import { LocalComponents } from '../site/local-components.ts';
import { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import type { ProxyDesk } from '../site/proxy-desk.ts';
import { ElectronVisitView } from '../visit/electron-view.ts';
import { SystemWindows } from '../visit/system-windows.ts';
import { VisitDesk } from '../visit/visit-desk.ts';
import type { PanelContext } from '../windows/panel.ts';
import type { CardParts } from './card-parts.ts';

export interface VisitsContext {
  readonly edition: Edition;
  readonly settings: SettingsStore;
  readonly authorities: () => readonly X509Certificate[];
  readonly log: Logger;
  readonly memory: Memory;
  readonly panels: PanelContext;
  readonly cards: CardParts;
  readonly engine: EngineCryptolib;
  readonly keeper: EcpsKeeper;
  readonly proxies: ProxyDesk;
  readonly confirm: Pick<ConfirmWindow, 'chooseCard' | 'withdrawCardChoice'>;
  readonly state: () => LaunchState;
  /** The open visit has come into the site, was stopped on its way, or is gone. */
  readonly onConnection: () => void;
  readonly onOffered: () => void;
  readonly dispatch: (event: LaunchEvent) => void;
  /** An answer that came too late to be carried out. */
  readonly onLate: (failure: Failure) => void;
  readonly onVeil: (veiled: boolean) => void;
}

/** The desk that opens records: in Electron's windows, with the card readers' components within the site's reach. */
export function makeVisits(context: VisitsContext, opened: Disposal): VisitDesk {
  const { edition, settings, log, memory, panels, cards, proxies, confirm, state, dispatch } = context;
  const systemWindows = new SystemWindows({
    onChange: (standing) => {
      dispatch({ type: 'system-windows', standing });
    },
    onLate: context.onLate,
  });
  const components = opened.own('components', new LectureVitaleComponents(cards.cards, edition, log));
  const local = new LocalComponents();
  void local.look();
  const parts = {
    ...context,
    practitioner: cards.practitioner,
    pins: cards.pins,
    hasLocalComponent: () => local.isInstalled,
    makeView: () =>
      new ElectronVisitView({
        panels,
        proxies,
        place: memory.value.visitPlace,
        hideAfterMinutes: settings.current.hideAfterMinutes,
        allow: () => settings.current.allow,
        components,
        systemWindows,
      }),
  };
  const desk = opened.own(
    'visits',
    new VisitDesk(parts, {
      refusal: (visit) => openingRefusal(state(), visit),
      onClosed: (id) => {
        dispatch({ type: 'visit-closed', id });
      },
      onConnection: context.onConnection,
      onOffered: context.onOffered,
      onVeil: context.onVeil,
      chooseCard: (choices) => confirm.chooseCard(choices),
      withdrawChoice: () => {
        confirm.withdrawCardChoice();
      },
    }),
  );
  return desk;
}

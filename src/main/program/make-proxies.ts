import type { Disposal } from '../base/disposal.ts';
import { openProxyWindow } from '../questions/proxy-password.ts';
import type { CurrentSettings } from '../settings/store.ts';
import { ProxyDesk } from '../site/proxy-desk.ts';
import type { Visit } from '../visit/visit.ts';
import type { PanelContext } from '../windows/panel.ts';

export interface ProxiesContext {
  readonly panels: PanelContext;
  readonly settings: CurrentSettings;
}

/** The desk of the proxies' passwords, whose question stands before the open visit: while it does, no site is late. */
export function makeProxies(
  { panels, settings }: ProxiesContext,
  visit: () => Visit | null,
  opened: Disposal,
): ProxyDesk {
  const proxies = new ProxyDesk(
    (state, events) => {
      const question = visit()?.asking();
      const close = openProxyWindow(state, events, panels);
      return () => {
        close();
        question?.over();
      };
    },
    () => settings.current.proxy.signIn === 'ask',
  );
  return opened.own('proxies', proxies);
}

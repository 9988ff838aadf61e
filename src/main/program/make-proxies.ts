import type { Disposal } from '../base/disposal.ts';
import { openProxyWindow } from '../questions/proxy-password.ts';
import { ProxyDesk } from '../site/proxy-desk.ts';
import type { Visit } from '../visit/visit.ts';
import type { PanelContext } from '../windows/panel.ts';

/** The desk of the proxies' passwords, whose question stands before the open visit: while it does, no site is late. */
export function makeProxies(panels: PanelContext, visit: () => Visit | null, opened: Disposal): ProxyDesk {
  const proxies = new ProxyDesk((state, events) => {
    const question = visit()?.asking();
    const close = openProxyWindow(state, events, panels);
    return () => {
      close();
      question?.over();
    };
  });
  return opened.own('proxies', proxies);
}

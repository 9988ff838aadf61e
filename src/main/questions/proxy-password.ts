import type { OpenProxyWindow } from '../site/proxy-desk.ts';
import type { PanelContext } from '../windows/panel.ts';
import { openSecretWindow } from './secret-window.ts';

/** Opens the window that asks for the password of a proxy. */
export function openProxyWindow(
  state: Parameters<OpenProxyWindow>[0],
  events: Parameters<OpenProxyWindow>[1],
  context: PanelContext,
): () => void {
  const { onTyped, onGivenUp } = events;
  return openSecretWindow(
    {
      kind: 'proxy',
      state,
      height: 420,
      handlers: ({ isOpen, isHeard }) => ({
        submit: ({ user, password }) => {
          if (isHeard()) onTyped(user, password);
        },
        cancel: () => {
          if (isOpen()) onGivenUp();
        },
      }),
      onGivenUp,
    },
    context,
  );
}

import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { OpenProxyWindow } from '../site/proxy-desk.ts';
import { createPanel, type PanelContext } from '../windows/panel.ts';

/** Its height follows what it says. */
const SIZE = { width: 520, height: 420 };

/**
 * Keys count from then on after the window has taken the focus: what comes sooner was meant for another program. The
 * page counts half a second by its own clock; this is a little less, so that none of its keys is lost between the two.
 */
const KEYS_COUNT_AFTER_MS = 450;

/** Opens the window that asks for the password of a proxy; it lives for one answer and takes it with it. */
export function openProxyWindow(
  state: Parameters<OpenProxyWindow>[0],
  events: Parameters<OpenProxyWindow>[1],
  context: PanelContext,
): () => void {
  let open = true;
  let focusedAt = performance.now();
  const settled = (): boolean => performance.now() - focusedAt >= KEYS_COUNT_AFTER_MS;
  const close = (): void => {
    if (!open) return;
    open = false;
    panel.destroy();
  };
  const panel = createPanel(
    'proxy',
    {
      ...SIZE,
      useContentSize: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      alwaysOnTop: true,
      center: true,
      title: SYSTEM_TEXTS.windows.proxy,
    },
    {
      submit: ({ user, password }) => {
        if (open && settled()) events.onTyped(user, password);
      },
      cancel: () => {
        if (open) events.onGivenUp();
      },
    },
    {
      ...context,
      // It would lie beneath this window, which asks no further.
      openDiagnosis: (section) => {
        if (!open) return;
        events.onGivenUp();
        context.openDiagnosis(section);
      },
    },
  );
  panel.window.setContentProtection(true);
  panel.window.on('focus', () => {
    focusedAt = performance.now();
  });
  panel.view.webContents.on('before-input-event', (event) => {
    if (!settled()) event.preventDefault();
  });
  panel.window.on('close', () => {
    if (open) events.onGivenUp();
  });
  panel.send(state);
  panel.reveal();
  return close;
}

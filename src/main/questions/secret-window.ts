import type { WindowKind, WindowState } from '../../borders/windows/index.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { OwnHandlers } from '../windows/commands.ts';
import { createPanel, type PanelContext } from '../windows/panel.ts';
import { hear } from '../../system/guarded.ts';

/**
 * Keys count from then on after the window has taken the focus: what comes sooner was meant for another program. The
 * page counts half a second by its own clock; this is a little less, so that none of its keys is lost between the two.
 */
const KEYS_COUNT_AFTER_MS = 450;

/** The windows into which a secret is typed. */
type SecretKind = Extract<WindowKind, 'pin' | 'proxy'>;

/** How one stands when a command comes from its page. */
interface SecretWindow {
  /** Not closed: what comes later is nobody's. */
  readonly isOpen: () => boolean;
  /** Open, and its keys count. */
  readonly isHeard: () => boolean;
}

interface SecretQuestion<Kind extends SecretKind> {
  readonly kind: Kind;
  readonly state: WindowState<Kind>;
  /** Before its page has said how high it is, in pixels. */
  readonly height: number;
  readonly handlers: (window: SecretWindow) => OwnHandlers<Kind>;
  readonly onGivenUp: () => void;
}

/**
 * Opens a window into which a PIN or a password is typed: no screenshot holds it, keys meant for another program do not
 * count, and it lives for one answer, which it takes with it.
 * @returns closes it, at once, however often it is called
 */
export function openSecretWindow<Kind extends SecretKind>(
  { kind, state, height, handlers, onGivenUp }: SecretQuestion<Kind>,
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
    kind,
    {
      width: 520,
      height,
      useContentSize: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      alwaysOnTop: true,
      center: true,
      title: SYSTEM_TEXTS.windows[kind],
    },
    handlers({ isOpen: () => open, isHeard: () => open && settled() }),
    {
      ...context,
      // It would lie beneath this window, which asks no further.
      openDiagnosis: (section) => {
        if (!open) return;
        onGivenUp();
        context.openDiagnosis(section);
      },
    },
  );
  panel.window.setContentProtection(true);
  hear(panel.window).on('focus', () => {
    focusedAt = performance.now();
  });
  hear(panel.view.webContents).on('before-input-event', (event) => {
    if (!settled()) event.preventDefault();
  });
  hear(panel.window).on('close', () => {
    if (open) onGivenUp();
  });
  panel.send(state);
  panel.reveal();
  return close;
}

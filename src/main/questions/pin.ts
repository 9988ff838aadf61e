import type { PinState } from '../../borders/windows/index.ts';
import type { PinWindowEvents } from '../cards/pin-desk.ts';
import type { PanelContext } from '../windows/panel.ts';
import { openSecretWindow } from './secret-window.ts';

/**
 * Opens the window that asks for one PIN.
 * @returns closes it, at once, however often it is called
 */
export function openPinWindow(state: PinState, events: PinWindowEvents, context: PanelContext): () => void {
  const { onTyped, onGivenUp, onEcps } = events;
  return openSecretWindow(
    {
      kind: 'pin',
      state,
      height: 380,
      handlers: ({ isOpen, isHeard }) => ({
        submit: ({ pin, lastTryAccepted }) => {
          if (isHeard()) onTyped(pin, lastTryAccepted);
        },
        useEcps: () => {
          if (isOpen() && state.ecps) onEcps();
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

import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { PinState } from '../../borders/windows/index.ts';
import { createPanel, type PanelContext } from '../windows/panel.ts';

const SIZE = { width: 520, height: 380 };

export interface PinRequest {
  /** The PIN, or null when the user gave up or the request was withdrawn. It is kept by nobody. */
  readonly answer: Promise<string | null>;
  /** The PIN is typed on the reader: the window only tells, and offers to give up. */
  readonly onKeypad: boolean;
  /** Closes the window without an answer (the card has left). */
  readonly withdraw: () => void;
}

/** Asks for a PIN in a window of its own, which lives for this one question and takes the PIN with it. */
export function askPin(state: PinState, context: PanelContext): PinRequest {
  let settle: (pin: string | null) => void = () => undefined;
  const answer = new Promise<string | null>((resolve) => {
    settle = resolve;
  });
  const panel = createPanel(
    'pin',
    {
      ...SIZE,
      useContentSize: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      alwaysOnTop: true,
      center: true,
      title: SYSTEM_TEXTS.windows.pin,
    },
    {
      submit: ({ pin }) => {
        finish(pin);
      },
      cancel: () => {
        finish(null);
      },
    },
    {
      ...context,
      // It would lie beneath this window, which asks no further.
      openDiagnosis: (section) => {
        finish(null);
        context.openDiagnosis(section);
      },
    },
  );
  let finished = false;
  const finish = (pin: string | null): void => {
    if (finished) return;
    finished = true;
    panel.destroy();
    settle(pin);
  };
  panel.window.setContentProtection(true);
  panel.window.on('close', () => {
    finish(null);
  });
  panel.send(state);
  panel.reveal();
  return {
    answer,
    onKeypad: state.keypad,
    withdraw: () => {
      finish(null);
    },
  };
}

/** Asks for the PIN that the vendor's library demands for reading a Vitale; null when the user gives up. */
export function askPinForVitale(
  asked: Pick<PinState, 'holder' | 'previousWrong'>,
  context: PanelContext,
): Promise<string | null> {
  const { previousWrong } = asked;
  return askPin(
    {
      ...asked,
      site: '',
      purpose: 'vitale',
      triesLeft: previousWrong ? 'low' : null,
      // After a second wrong PIN the card may have one try left: the library does not tell.
      warnLastTry: previousWrong,
      keypad: false,
    },
    context,
  ).answer;
}

import type { JSX } from 'preact';
import { isConnectStep } from '../../domain/launch/visit-connect.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { PhoneIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';

/** What Pro Santé Connect waits for, beside its page, and the card as another way. */
export function ConnectBar({ state, send }: WindowProps<'visit'>): JSX.Element {
  const texts = interfaceTexts.visit;
  const { progress, signingIn, stop } = state;
  const step = progress !== null && stop === null && isConnectStep(progress.step) ? progress.step : null;
  const left = step === 'phone' ? (signingIn?.phoneLeft ?? null) : null;
  const late = step === 'phone' && left === null;
  const words = step === null ? '' : late ? texts.phoneLate : texts.progress[step];
  return (
    <section
      {...(step === null ? {} : { class: 'connect-bar note note-info', 'aria-label': texts.signingIn })}
    >
      {step !== null && <PhoneIcon />}
      {/* There before its words: a reader says what comes into it. The seconds would be said each time. */}
      <span role="status">{words}</span>
      {left !== null && (
        <span class="tabular" role="timer" aria-live="off">
          {texts.phoneLeft(left)}
        </span>
      )}
      {step !== null && signingIn?.card === true && (
        <button
          type="button"
          class="button connect-card"
          onClick={() => {
            send('stopAction', { action: 'use-card' });
          }}
        >
          {texts.actions['use-card']}
        </button>
      )}
    </section>
  );
}

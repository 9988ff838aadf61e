import type { JSX } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { PinState } from '../../borders/windows/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Key, Note } from '../shared/parts.tsx';
import { PIN_LENGTH, pinWarnings } from './model.ts';

function Asked({ state }: { state: PinState }): JSX.Element {
  const texts = interfaceTexts.pin;
  return (
    <dl class="asked">
      <dt class="small">{texts.holder}</dt>
      <dd class="strong">{state.holder ?? texts.holderUnknown}</dd>
      <dt class="small">{state.purpose === 'sign-in' ? texts.site : texts.vitale}</dt>
      {state.purpose === 'sign-in' && <dd class="strong">{state.site}</dd>}
    </dl>
  );
}

/**
 * The PIN of the practitioner's card. It lives in the field alone, never in the component's state, and the field is
 * emptied before the answer is sent and each time the question is asked again.
 */
export function Pin({ state, send }: WindowProps<'pin'>): JSX.Element {
  const texts = interfaceTexts.pin;
  const field = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  const warnings = pinWarnings(state);

  // Before it can be seen: an effect that comes later takes away what was typed meanwhile.
  useLayoutEffect(() => {
    if (field.current !== null) field.current.value = '';
    field.current?.focus();
    setReady(false);
  }, [state]);

  const submit = (): void => {
    const pin = field.current?.value ?? '';
    if (pin.length < PIN_LENGTH.min) return;
    if (field.current !== null) field.current.value = '';
    setReady(false);
    send('submit', { pin });
  };
  const leave = useCallback(() => {
    send('cancel', {});
  }, [send]);

  return (
    <Frame name="pin" onEscape={leave}>
      <main class="pin-main">
        <h1>{state.keypad ? texts.headingKeypad : texts.heading}</h1>
        <Asked state={state} />
        <form
          class="pin-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {state.keypad ? (
            <Note tone="info">{texts.keypadHelp}</Note>
          ) : (
            <label class="pin-field">
              <span>{texts.label}</span>
              <input
                ref={field}
                type="password"
                inputMode="numeric"
                autocomplete="off"
                maxLength={PIN_LENGTH.max}
                aria-describedby="pin-warnings pin-kept"
                onInput={(event) => {
                  setReady(event.currentTarget.value.length >= PIN_LENGTH.min);
                }}
                // The browser asks the button, which may not have been drawn since the last digit.
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  submit();
                }}
              />
            </label>
          )}
          <div class="pin-warnings" id="pin-warnings" role="alert">
            {warnings.map(({ tone, text }) => (
              <Note key={text} tone={tone}>
                {text}
              </Note>
            ))}
          </div>
          <div class="pin-end">
            {warnings.length > 0 ? (
              // In the place of what was read the first time: the window has no room for both.
              <p class="small">
                <DiagnosisLink about="cpx" send={send} label={texts.diagnosis} />
              </p>
            ) : (
              !state.keypad && (
                <p class="small" id="pin-kept">
                  {texts.kept}
                </p>
              )
            )}
            <Action
              shortcut="Escape"
              onClick={() => {
                send('cancel', {});
              }}
            >
              {texts.cancel}
            </Action>
            {!state.keypad && (
              <button type="submit" class="button button-main" aria-keyshortcuts="Enter" disabled={!ready}>
                {texts.submit}
                <Key>{interfaceTexts.keys.enter}</Key>
              </button>
            )}
          </div>
        </form>
      </main>
    </Frame>
  );
}

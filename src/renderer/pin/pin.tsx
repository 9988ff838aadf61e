import type { JSX } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { PinState } from '../../borders/windows/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { useSettledFocus } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Key, Note } from '../shared/parts.tsx';
import { useScanner } from '../shared/use-scanner.ts';
import { digitsOf, KEYS_COUNT_AFTER_MS, maySubmit, PIN_LENGTH, pinWarning } from './model.ts';

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
  const [typed, setTyped] = useState(0);
  const [stray, setStray] = useState<'letters' | 'scanner' | null>(null);
  const [accepted, setAccepted] = useState(false);
  const counts = useSettledFocus(KEYS_COUNT_AFTER_MS);
  const warning = pinWarning(state);
  const ready = typed >= PIN_LENGTH.min && (!state.warnLastTry || accepted);

  // Before it can be seen: an effect that comes later takes away what was typed meanwhile.
  useLayoutEffect(() => {
    if (field.current !== null) field.current.value = '';
    field.current?.focus();
    setTyped(0);
    setStray(null);
    setAccepted(false);
  }, [state]);

  const submit = (): void => {
    const pin = field.current?.value ?? '';
    if (!counts || !maySubmit(pin, state.warnLastTry, accepted)) return;
    if (field.current !== null) field.current.value = '';
    setTyped(0);
    send('submit', { pin, lastTryAccepted: accepted });
  };
  // A barcode is digits and an Enter too: typed into this field it would cost one of the card's tries.
  const onScanned = useCallback(() => {
    if (field.current !== null) field.current.value = '';
    setTyped(0);
    setStray('scanner');
  }, []);
  useScanner(onScanned, { onOther: onScanned });
  const leave = useCallback(() => {
    send('cancel', {});
  }, [send]);

  return (
    <Frame name="pin" onEscape={leave}>
      <main class="secret-main">
        <h1>{state.keypad ? texts.headingKeypad : texts.heading}</h1>
        <Asked state={state} />
        <form
          class="secret-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {state.keypad ? (
            <Note tone="info">{texts.keypadHelp}</Note>
          ) : (
            <label class="secret-field">
              <span>{texts.label}</span>
              <input
                ref={field}
                type="password"
                inputMode="numeric"
                autocomplete="off"
                maxLength={PIN_LENGTH.max}
                readOnly={!counts}
                aria-describedby="pin-warnings pin-kept"
                onInput={({ currentTarget: input }) => {
                  const digits = digitsOf(input.value);
                  setStray(digits === input.value ? null : 'letters');
                  if (digits !== input.value) input.value = digits;
                  setTyped(digits.length);
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
            {stray === 'letters' && <p class="small">{texts.digitsOnly}</p>}
            {stray === 'scanner' && <p class="small">{texts.scanned}</p>}
            {warning !== null && <Note tone={warning.tone}>{warning.text}</Note>}
          </div>
          {state.warnLastTry && !state.keypad && (
            <label class="pin-last">
              <input
                type="checkbox"
                checked={accepted}
                onChange={(event) => {
                  setAccepted(event.currentTarget.checked);
                }}
              />
              <span>{texts.acceptLast}</span>
            </label>
          )}
          <div class="secret-end">
            <div class="secret-ways">
              {warning !== null ? (
                // In the place of what was read the first time.
                <DiagnosisLink about="cpx" send={send} label={texts.diagnosis} />
              ) : (
                !state.keypad && (
                  <p class="small" id="pin-kept">
                    {texts.kept}
                  </p>
                )
              )}
              {state.ecps && (
                <button
                  type="button"
                  class="button-link"
                  onClick={() => {
                    send('useEcps', {});
                  }}
                >
                  {texts.ecps}
                </button>
              )}
            </div>
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

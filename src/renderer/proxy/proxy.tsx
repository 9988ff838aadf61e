import type { JSX } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ProxyState } from '../../borders/windows/index.ts';
import { LONGEST_PROXY_ENTRY } from '../../domain/site/proxy-policy.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { KEYS_COUNT_AFTER_MS } from '../pin/model.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { useSettledFocus } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Key, Note } from '../shared/parts.tsx';

function Asked({ state }: { state: ProxyState }): JSX.Element {
  const texts = interfaceTexts.proxy;
  return (
    <dl class="asked">
      <dt class="small">{texts.host}</dt>
      <dd class="strong">{state.host}</dd>
      {state.realm !== null && (
        <>
          <dt class="small">{texts.realm}</dt>
          <dd class="strong">{state.realm}</dd>
        </>
      )}
    </dl>
  );
}

function Said({ wrong }: { readonly wrong: boolean }): JSX.Element {
  const texts = interfaceTexts.proxy;
  return (
    <>
      <div class="proxy-warning" id="proxy-warning" role="alert">
        {wrong && <Note tone="attention">{texts.wrong}</Note>}
      </div>
      <p class="small" id="proxy-kept">
        {texts.kept}
      </p>
    </>
  );
}

function End({ state, send, ready }: WindowProps<'proxy'> & { readonly ready: boolean }): JSX.Element {
  const texts = interfaceTexts.proxy;
  return (
    <div class="secret-end">
      {state.previousWrong && (
        <div class="secret-ways">
          <DiagnosisLink about="network" send={send} label={texts.diagnosis} />
        </div>
      )}
      <Action
        shortcut="Escape"
        onClick={() => {
          send('cancel', {});
        }}
      >
        {texts.cancel}
      </Action>
      <button type="submit" class="button button-main" aria-keyshortcuts="Enter" disabled={!ready}>
        {texts.submit}
        <Key>{interfaceTexts.keys.enter}</Key>
      </button>
    </div>
  );
}

/**
 * The password of the practice's proxy. It lives in its field alone, never in the component's state, and the field is
 * emptied before the answer is sent.
 */
export function Proxy({ state, send }: WindowProps<'proxy'>): JSX.Element {
  const texts = interfaceTexts.proxy;
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  const counts = useSettledFocus(KEYS_COUNT_AFTER_MS);

  // Before it can be seen: an effect that comes later takes away what was typed meanwhile.
  useLayoutEffect(() => {
    if (password.current !== null) password.current.value = '';
    user.current?.focus();
    setReady(false);
  }, [state]);

  const look = (): void => {
    setReady((user.current?.value ?? '') !== '' && (password.current?.value ?? '') !== '');
  };
  const submit = (): void => {
    const typed = { user: user.current?.value ?? '', password: password.current?.value ?? '' };
    if (!counts || typed.user === '' || typed.password === '') return;
    if (password.current !== null) password.current.value = '';
    setReady(false);
    send('submit', typed);
  };
  const leave = useCallback(() => {
    send('cancel', {});
  }, [send]);
  const field = {
    autocomplete: 'off',
    maxLength: LONGEST_PROXY_ENTRY,
    readOnly: !counts,
    onInput: look,
  } as const;

  return (
    <Frame name="proxy" onEscape={leave}>
      <main class="secret-main">
        <h1>{texts.heading}</h1>
        <Asked state={state} />
        <form
          class="secret-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <label class="secret-field">
            <span>{texts.user}</span>
            <input ref={user} type="text" spellcheck={false} autocapitalize="off" {...field} />
          </label>
          <label class="secret-field">
            <span>{texts.password}</span>
            <input ref={password} type="password" aria-describedby="proxy-warning proxy-kept" {...field} />
          </label>
          <Said wrong={state.previousWrong} />
          <End state={state} send={send} ready={ready && counts} />
        </form>
      </main>
    </Frame>
  );
}

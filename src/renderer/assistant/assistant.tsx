import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { ASSISTANT_STEPS, stepAfter, stepBefore, type AssistantStep } from '../../domain/launch/first-run.ts';
import { assistantTexts, interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { AssistantState } from '../../borders/windows/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { useKeys } from '../shared/hooks.ts';
import { CheckIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Chip, Key } from '../shared/parts.tsx';
import { foundOrigin, passed } from './model.ts';
import { DoneStep, HabitsStep, ReaderStep, SignInStep, SiteStep, VitaleStep } from './steps.tsx';

/** Steps that are counted: the last screen only sums up. */
const COUNTED = ASSISTANT_STEPS.filter((step) => step !== 'done');

function Trail({ current }: { current: AssistantStep }): JSX.Element {
  const place = ASSISTANT_STEPS.indexOf(current);
  return (
    <ol class="trail" aria-label={assistantTexts.steps}>
      {COUNTED.map((step, index) => (
        <li
          key={step}
          class={index < place ? 'trail-done' : ''}
          {...(step === current ? { 'aria-current': 'step' } : {})}
        >
          <span class="trail-mark" aria-hidden="true">
            {index < place ? <CheckIcon /> : index + 1}
          </span>
          <span class="trail-name">{assistantTexts[step].name}</span>
        </li>
      ))}
    </ol>
  );
}

/** The first run: five short questions; those that are answered already pass by themselves, and none has to be. */
export function Assistant({ state, send }: WindowProps<'assistant'>): JSX.Element {
  const { step } = state;
  const texts = assistantTexts[step];
  const done = passed(state);
  const isConnected = step === 'done' && state.connection.state === 'made';
  const heading = useRef<HTMLHeadingElement>(null);

  // Readers hear the new question; the keyboard goes on from there.
  useEffect(() => {
    heading.current?.focus();
  }, [step]);

  const next = useCallback(() => {
    const after = stepAfter(step);
    if (after !== null) send('goTo', { step: after });
    else send(isConnected ? 'finish' : 'connect', {});
  }, [send, step, isConnected]);

  const back = useCallback(() => {
    const before = stepBefore(step);
    if (before === null) send('later', {});
    else send('goTo', { step: before });
  }, [send, step]);

  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return false;
      const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement;
      if (event.key === 'Enter' && !onButton) {
        next();
        return true;
      }
      if (event.key !== 'Escape') return false;
      back();
      return true;
    },
    [next, back],
  );
  useKeys(onKey);

  return (
    <Frame name="assistant">
      <header class="assistant-head">
        <Trail current={step} />
      </header>
      <main class="assistant-main">
        <div class="assistant-where">
          {step !== 'done' && (
            <p class="small">{assistantTexts.progress(COUNTED.indexOf(step) + 1, COUNTED.length)}</p>
          )}
          <div role="status">{done !== null && <Chip tone="good">{done}</Chip>}</div>
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {isConnected ? assistantTexts.done.titleMade : texts.title}
        </h1>
        <p class="assistant-help">{isConnected ? assistantTexts.done.helpMade : texts.help}</p>
        {step === 'reader' && <ReaderStep state={state} send={send} />}
        {step === 'vitale' && <VitaleStep state={state} send={send} />}
        {step === 'sign-in' && <SignInStep state={state} send={send} />}
        {step === 'site' && <SiteStep state={state} send={send} />}
        {step === 'habits' && <HabitsStep state={state} send={send} />}
        {step === 'done' && <DoneStep state={state} send={send} />}
      </main>
      <footer class="assistant-foot">
        <button type="button" class="button-link" aria-keyshortcuts="Escape" onClick={back}>
          {stepBefore(step) === null ? assistantTexts.later : assistantTexts.back}
          <Key>{interfaceTexts.keys.escape}</Key>
        </button>
        {step === 'done' && !isConnected && (
          <Action
            onClick={() => {
              send('finish', {});
            }}
          >
            {assistantTexts.done.withoutTrying}
          </Action>
        )}
        <button type="button" class="button button-main" aria-keyshortcuts="Enter" onClick={next}>
          {mainWord(state)}
          <Key>{interfaceTexts.keys.enter}</Key>
        </button>
      </footer>
    </Frame>
  );
}

/** What going on does here: a step that has nothing to show for itself is passed over, and says so. */
function mainWord(state: AssistantState): string {
  const { next, skip, finish, done } = assistantTexts;
  const { step, readers, vitale, sites, connection } = state;
  switch (step) {
    case 'reader':
      return readers.state === 'found' ? next : skip;
    case 'vitale':
      return vitale.state === 'read' ? next : skip;
    case 'site':
      return sites.every((site) => foundOrigin(site) !== null) ? next : skip;
    case 'sign-in':
    case 'habits':
      return next;
    case 'done':
      return connection.state === 'made' ? finish : done.connect;
  }
}

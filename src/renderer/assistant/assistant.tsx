import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ASSISTANT_STEPS, stepAfter, stepBefore, type AssistantStep } from '../../domain/launch/first-run.ts';
import { assistantTexts, interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { AssistantState } from '../../borders/windows/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { useKeys } from '../shared/hooks.ts';
import { CheckIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';
import { hostsKey, proposedOrigin, type Site } from './model.ts';
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

type Chosen = Readonly<Partial<Record<Site['by'], string>>>;

/** The first run: five short questions, none of which has to be answered. */
export function Assistant({ state, send }: WindowProps<'assistant'>): JSX.Element {
  const { step } = state;
  const texts = assistantTexts[step];
  const heading = useRef<HTMLHeadingElement>(null);
  const [picked, setPicked] = useState<Chosen>({});
  const chosen = useCallback(
    (site: Site): string | null => picked[site.by] ?? proposedOrigin(site),
    [picked],
  );
  const toConfirm = state.sites.filter(
    (site) => !state.settings[hostsKey(site.by)].locked && chosen(site) !== null,
  );
  const confirms = step === 'site' && toConfirm.length > 0;

  // Readers hear the new question; the keyboard goes on from there.
  useEffect(() => {
    heading.current?.focus();
  }, [step]);

  const next = useCallback(() => {
    if (confirms) {
      for (const site of toConfirm) {
        const origin = chosen(site);
        if (origin !== null) send('confirmSite', { by: site.by, origin });
      }
    }
    const after = stepAfter(step);
    if (after === null) send('finish', {});
    else send('goTo', { step: after });
  }, [confirms, toConfirm, chosen, send, step]);

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
        {step !== 'done' && (
          <p class="small">{assistantTexts.progress(COUNTED.indexOf(step) + 1, COUNTED.length)}</p>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {texts.title}
        </h1>
        <p class="assistant-help">{texts.help}</p>
        {step === 'reader' && <ReaderStep state={state} send={send} />}
        {step === 'vitale' && <VitaleStep state={state} send={send} />}
        {step === 'sign-in' && <SignInStep state={state} send={send} />}
        {step === 'site' && (
          <SiteStep
            state={state}
            send={send}
            chosen={chosen}
            choose={(by, origin) => {
              setPicked({ ...picked, [by]: origin });
            }}
          />
        )}
        {step === 'habits' && <HabitsStep state={state} send={send} />}
        {step === 'done' && <DoneStep state={state} send={send} />}
      </main>
      <footer class="assistant-foot">
        <button type="button" class="button-link" aria-keyshortcuts="Escape" onClick={back}>
          {stepBefore(step) === null ? assistantTexts.later : assistantTexts.back}
          <Key>{interfaceTexts.keys.escape}</Key>
        </button>
        {confirms && (
          <Action
            onClick={() => {
              const after = stepAfter(step);
              if (after !== null) send('goTo', { step: after });
            }}
          >
            {assistantTexts.skip}
          </Action>
        )}
        <button type="button" class="button button-main" aria-keyshortcuts="Enter" onClick={next}>
          {mainWord(state, toConfirm.length)}
          <Key>{interfaceTexts.keys.enter}</Key>
        </button>
      </footer>
    </Frame>
  );
}

/** What going on does here: a step that has nothing to show for itself is passed over, and says so. */
function mainWord({ step, readers, vitale }: AssistantState, toConfirm: number): string {
  const { next, skip, finish, site } = assistantTexts;
  switch (step) {
    case 'reader':
      return readers.state === 'found' ? next : skip;
    case 'vitale':
      return vitale.state === 'read' ? next : skip;
    case 'site':
      if (toConfirm === 0) return skip;
      return toConfirm > 1 ? site.confirmSeveral : site.confirm;
    case 'sign-in':
    case 'habits':
      return next;
    case 'done':
      return finish;
  }
}

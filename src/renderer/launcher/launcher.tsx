import type { JSX } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import { Frame } from '../shared/frame.tsx';
import { ARMED_AFTER_MS, useElapsed, useKeys } from '../shared/hooks.ts';
import { Mark } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Announcer, Chip, Notice } from '../shared/parts.tsx';
import { useScanner } from '../shared/use-scanner.ts';
import { announcement } from './announce.ts';
import { practitionerChip, vitaleChip } from './chips.ts';
import { InsScreen } from './ins-screen.tsx';
import { readTyping } from './ins-typing.ts';
import { LandingScreen } from './landing-screen.tsx';
import {
  forgets,
  freshLocal,
  insertionOf,
  keyEffect,
  mainAction,
  reduceLocal,
  type MainAction,
} from './model.ts';
import { PeopleScreen, PERSON_RADIOS } from './people-screen.tsx';
import { ProblemScreen } from './problem-screen.tsx';
import type { ScreenProps } from './screen.ts';
import { VisitStrip } from './visit-strip.tsx';
import { ReadingScreen, WaitingScreen } from './waiting-screen.tsx';

/** What is being typed is forgotten once the window has been out of sight for two minutes. */
const FORGET_HIDDEN_AFTER_MS = 120_000;

/** Remembers the state before this one, to tell what has changed. */
function usePrevious(state: LauncherState): LauncherState | null {
  const [pair, setPair] = useState<{ current: LauncherState; previous: LauncherState | null }>({
    current: state,
    previous: null,
  });
  if (pair.current !== state) setPair({ current: state, previous: pair.current });
  return pair.current === state ? pair.previous : pair.current;
}

function Header({ state }: { state: LauncherState }): JSX.Element {
  const vitale = vitaleChip(state);
  const practitioner = practitionerChip(state, true);
  return (
    <header class="head">
      <Mark />
      <span class="strong">{interfaceTexts.product}</span>
      <span class="head-chips">
        <Chip tone={vitale.tone}>{vitale.text}</Chip>
        {state.screen.kind !== 'waiting' && state.screen.kind !== 'reading' && (
          <Chip tone={practitioner.tone}>{practitioner.text}</Chip>
        )}
      </span>
    </header>
  );
}

function Screen(props: ScreenProps): JSX.Element {
  const { state, local } = props;
  if (local.choosingPage) return <LandingScreen {...props} />;
  if (local.view === 'ins') return <InsScreen {...props} />;
  switch (state.screen.kind) {
    case 'waiting':
      return <WaitingScreen {...props} />;
    case 'reading':
      return <ReadingScreen {...props} />;
    case 'people':
      return <PeopleScreen {...props} people={state.screen} />;
    case 'problem':
      return <ProblemScreen {...props} failure={state.screen.failure} />;
  }
}

/** The window near the tray: from the card to the record. */
export function Launcher({ state, send }: WindowProps<'launcher'>): JSX.Element {
  const [local, act] = useReducer(reduceLocal, state, freshLocal);
  const previous = usePrevious(state);
  const spoken = useRef('');
  const armed = useElapsed(insertionOf(state), ARMED_AFTER_MS);
  const typing = readTyping(local.typed);
  const main = mainAction(state, local, typing);

  // Before the picture is drawn: nothing chosen for one card is ever seen over another.
  useLayoutEffect(() => {
    if (previous !== null && forgets(previous, state)) act({ type: 'forget', state });
  }, [previous, state]);

  // A window that is only covered is « hidden » too, while a number is being copied from another program.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = (): void => {
      clearTimeout(timer);
      if (document.visibilityState !== 'hidden') return;
      timer = setTimeout(() => {
        act({ type: 'forget', state });
      }, FORGET_HIDDEN_AFTER_MS);
    };
    onVisibility();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [state]);

  useEffect(() => {
    if (state.typingAsked > 0) act({ type: 'typeIns' });
  }, [state.typingAsked]);

  // The screen for it may be open when the policy takes it away.
  useEffect(() => {
    if (!state.allowed.typedIns && local.view === 'ins') act({ type: 'forget', state });
  }, [state, local.view]);

  const run = useCallback(
    (action: MainAction) => {
      switch (action.kind) {
        case 'person':
          send('openPerson', { id: action.candidate.id, page: action.page });
          return;
        case 'ins':
          send('openIns', { ins: action.ins, page: action.page });
          return;
        case 'visit':
          send('showVisit', {});
          return;
        case 'dashboard':
          send('openDashboard', {});
          return;
        case 'search':
          send('searchPerson', { id: action.candidate.id });
          return;
        case 'page':
          act({ type: 'back' });
          return;
        case 'none':
          return;
      }
    },
    [send],
  );

  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return false;
      const onButton = event.target instanceof HTMLButtonElement;
      const inList = event.target instanceof HTMLInputElement && event.target.name === PERSON_RADIOS;
      const effect = keyEffect(event.key, { state, local, onButton, inList, armed });
      switch (effect?.kind) {
        case 'main':
          run(main);
          return main.kind !== 'none';
        case 'back':
          act({ type: 'back' });
          return true;
        case 'dismiss':
          send('dismissNotice', {});
          return true;
        case 'hide':
          send('hide', {});
          return true;
        case 'select':
          act({ type: 'select', id: effect.id });
          return true;
        case undefined:
          return false;
      }
    },
    [state, local, armed, main, run, send],
  );
  useKeys(onKey);
  const { page } = local;
  const onCode = useCallback(
    (text: string) => {
      send('scan', { text, page });
    },
    [send, page],
  );
  useScanner(onCode);

  spoken.current = announcement(previous, state) ?? spoken.current;
  return (
    <Frame name="launcher">
      <Header state={state} />
      {state.visit !== null && (
        <VisitStrip
          visit={state.visit}
          onBack={() => {
            send('showVisit', {});
          }}
        />
      )}
      {state.notice !== null && (
        <Notice
          failure={state.notice}
          onDismiss={() => {
            send('dismissNotice', {});
          }}
          send={send}
        />
      )}
      <Screen
        state={state}
        local={local}
        act={act}
        send={send}
        typing={typing}
        main={main}
        armed={armed}
        onMain={() => {
          run(main);
        }}
      />
      <Announcer text={spoken.current} />
    </Frame>
  );
}

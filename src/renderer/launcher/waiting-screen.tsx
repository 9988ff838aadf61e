import type { JSX } from 'preact';
import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { Action } from '../shared/frame.tsx';
import { Chip, DiagnosisLink, Note } from '../shared/parts.tsx';
import { practitionerChip } from './chips.ts';
import { ReadCodeLink, SignInRow } from './footer-parts.tsx';
import type { ScreenProps } from './screen.ts';
import { waitingText } from './waiting-text.ts';

/** The reader and the card: the card above it with an arrow, or down in its slot. */
function Picture({ inserted, reader }: { inserted: boolean; reader: boolean }): JSX.Element {
  return (
    <svg class="picture" viewBox="0 0 160 140" aria-hidden="true" focusable="false">
      <rect
        class={reader ? 'picture-reader' : 'picture-reader picture-absent'}
        x="1"
        y="83"
        width="158"
        height="55"
        rx="11"
      />
      <rect class="picture-slot" x="21" y="98" width="118" height="7" rx="3.5" />
      {reader && (
        <svg x="0" y={inserted ? 36 : 0} width="160" height={inserted ? 66 : 70} overflow="hidden">
          <rect class="picture-vitale" x="30" y="1" width="100" height={inserted ? 90 : 66} rx="9" />
          <rect class="picture-chip" x="40" y="23" width="20" height="16" rx="3" />
          <rect class="picture-line" x="70" y="15" width="46" height="6" rx="3" />
          <rect class="picture-line picture-line-2" x="70" y="27" width="32" height="5" rx="2.5" />
        </svg>
      )}
      {reader && !inserted && <path class="picture-arrow" d="M80 70v21M72 84l8 8 8-8" />}
    </svg>
  );
}

function PractitionerRow({ state, send }: Pick<ScreenProps, 'state' | 'send'>): JSX.Element {
  const chip = practitionerChip(state, false);
  const problem = state.practitioner.state === 'problem' ? state.practitioner.failure : null;
  return (
    <>
      <div class="card-row">
        <span class="small">{interfaceTexts.launcher.yourCard}</span>
        <Chip tone={chip.tone}>{chip.text}</Chip>
      </div>
      {problem !== null && (
        <Note tone="attention">
          {describeFailure(problem).sentence} <DiagnosisLink about={problem} send={send} />
        </Note>
      )}
    </>
  );
}

function WaitingFooter({
  state,
  local,
  act,
  send,
}: Pick<ScreenProps, 'state' | 'local' | 'act' | 'send'>): JSX.Element {
  const texts = interfaceTexts.launcher;
  return (
    <footer class="foot">
      <PractitionerRow state={state} send={send} />
      <SignInRow signIn={state.signIn} send={send} />
      <div class="foot-pair">
        {state.allowed.typedIns && (
          <Action
            onClick={() => {
              act({ type: 'typeIns' });
            }}
          >
            {texts.typeIns}
          </Action>
        )}
        <button
          type="button"
          class="button"
          aria-label={texts.dashboardWithoutPatient}
          onClick={() => {
            send('openDashboard', {});
          }}
        >
          {texts.dashboard}
        </button>
      </div>
      <div class="foot-links">
        <ReadCodeLink state={state} local={local} send={send} />
        <button
          type="button"
          class="button-link"
          onClick={() => {
            send('openSettings', {});
          }}
        >
          {texts.settings}
        </button>
        <DiagnosisLink about={null} send={send} />
      </div>
    </footer>
  );
}

/** No card yet. */
export function WaitingScreen({ state, local, act, send }: ScreenProps): JSX.Element {
  const { title, help } = waitingText(state);
  const reader = state.vitale !== 'no-reader' && state.vitale !== 'service-off';
  return (
    <>
      <main class="body centred">
        <Picture inserted={state.vitale === 'read' || state.vitale === 'problem'} reader={reader} />
        <h1>{title}</h1>
        <p class="centred-help">{help}</p>
      </main>
      <WaitingFooter state={state} local={local} act={act} send={send} />
    </>
  );
}

/**
 * A card is being read. Only the picture changes at once: the words come after 200 ms, so that a fast reading
 * shows none, and the rest stays where it was.
 */
export function ReadingScreen({ state, local, act, send }: ScreenProps): JSX.Element {
  const texts = interfaceTexts.launcher.reading;
  return (
    <>
      <main class="body centred">
        <Picture inserted reader />
        <h1 class="after-200">{texts.title}</h1>
        <p class="centred-help after-200">{texts.help}</p>
        <div class="progress" aria-hidden="true" />
      </main>
      <WaitingFooter state={state} local={local} act={act} send={send} />
    </>
  );
}

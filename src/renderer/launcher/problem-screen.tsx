import type { JSX } from 'preact';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { AttentionIcon } from '../shared/icons.tsx';
import { DiagnosisLink, Remedies, SupportLine } from '../shared/parts.tsx';
import { MainButton, ReadCodeLink, TypeInsLink } from './footer-parts.tsx';
import type { ScreenProps } from './screen.ts';

/** What went wrong with the card or the reader, what to do, and the ways on without them. */
export function ProblemScreen({
  state,
  failure,
  local,
  act,
  send,
  onMain,
}: ScreenProps & { failure: Failure }): JSX.Element {
  const { title, sentence, remedies } = describeFailure(failure);
  const texts = interfaceTexts.launcher;
  return (
    <>
      <main class="body problem">
        <span class="sign">
          <AttentionIcon />
        </span>
        <h1>{title}</h1>
        <p class="problem-sentence">{sentence}</p>
        <Remedies items={remedies} />
        <SupportLine />
        <p class="small">{failure.code}</p>
      </main>
      <footer class="foot">
        <MainButton label={texts.openDashboard} onMain={onMain} />
        <div class="foot-links">
          <TypeInsLink state={state} act={act} />
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
          <DiagnosisLink about={failure} send={send} />
        </div>
      </footer>
    </>
  );
}

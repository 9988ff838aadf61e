import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { Action, Actions, DeliberateAction } from '../shared/frame.tsx';
import { ARMED_AFTER_MS, useElapsed } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { softwareWords, type SoftwareCall } from './model.ts';

interface SoftwareQuestionProps {
  readonly id: number;
  readonly question: SoftwareCall;
  readonly send: WindowProps<'confirm'>['send'];
}

/** Another program asks for a record. As with any question, a stray Enter or click opens nothing. */
export function SoftwareQuestion({ id, question, send }: SoftwareQuestionProps): JSX.Element {
  const texts = interfaceTexts.software;
  const refuse = useRef<HTMLButtonElement>(null);
  const armed = useElapsed(id, ARMED_AFTER_MS);
  const words = softwareWords(question);
  const accept = useCallback(() => {
    send('accept', { id });
  }, [send, id]);
  useEffect(() => {
    refuse.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="question" role="alertdialog" aria-labelledby="question" aria-describedby="sentence party">
      <h1 id="question">{words.question}</h1>
      <p class="sentence" id="sentence">
        {words.asks} {words.check}
      </p>
      <div class="party party-next" id="party">
        <p class="small">{texts.patient}</p>
        <p class="strong tabular">{words.title}</p>
        {words.details.map((detail) => (
          <p key={detail} class="small">
            {detail}
          </p>
        ))}
      </div>
      <Actions class="answers">
        <Action
          shortcut="Escape"
          element={refuse}
          onClick={() => {
            send('refuse', { id });
          }}
        >
          {texts.refuse}
        </Action>
        <DeliberateAction armed={armed} onAnswer={accept}>
          {words.open}
        </DeliberateAction>
      </Actions>
    </div>
  );
}

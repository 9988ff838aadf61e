import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { Action, Actions, DeliberateAction } from '../shared/frame.tsx';
import { ARMED_AFTER_MS, useElapsed } from '../shared/hooks.ts';
import { ForwardIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { switchWords, type PartyWords, type Switch } from './model.ts';

function PartyCard({ words, next }: { words: PartyWords; next: boolean }): JSX.Element {
  return (
    <div class={next ? 'party party-next' : 'party'}>
      <p class="small">{words.heading}</p>
      <p class="strong">{words.title}</p>
      {words.details.map((detail) => (
        <p key={detail} class="small tabular">
          {detail}
        </p>
      ))}
    </div>
  );
}

interface SwitchQuestionProps {
  readonly id: number;
  readonly question: Switch;
  readonly send: WindowProps<'confirm'>['send'];
}

/**
 * A question that must not be answered by accident: the focus starts on the answer that changes nothing,
 * so that a stray Enter keeps the record that is open. The other answer sleeps for an instant after the question
 * appears: a click aimed at an older one does nothing.
 */
export function SwitchQuestion({ id, question, send }: SwitchQuestionProps): JSX.Element {
  const stay = useRef<HTMLButtonElement>(null);
  const armed = useElapsed(id, ARMED_AFTER_MS);
  const words = switchWords(question);
  const accept = useCallback(() => {
    send('accept', { id });
  }, [send, id]);
  useEffect(() => {
    stay.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="question" role="alertdialog" aria-labelledby="question" aria-describedby="sentence parties">
      <h1 id="question">{interfaceTexts.confirm.question}</h1>
      <p class="sentence" id="sentence">
        {words.sentence}
      </p>
      <div class="parties" id="parties">
        <PartyCard words={words.from} next={false} />
        <ForwardIcon />
        <PartyCard words={words.to} next />
      </div>
      <Actions class="answers">
        <Action
          shortcut="Escape"
          element={stay}
          onClick={() => {
            send('refuse', { id });
          }}
        >
          {words.stay}
        </Action>
        <DeliberateAction armed={armed} onAnswer={accept}>
          {words.open}
        </DeliberateAction>
      </Actions>
    </div>
  );
}

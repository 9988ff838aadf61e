/** What the questions about a patient have in common: who is meant, and an answer that no accident gives. */
import type { ComponentChildren, JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { Action, Actions, DeliberateAction } from '../shared/frame.tsx';
import { ARMED_AFTER_MS, useElapsed } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import type { PartyWords } from './model.ts';

/** A patient, or what stands in one's place; `next`: the one that would be opened. */
export function PartyCard({ words, next }: { words: PartyWords; next: boolean }): JSX.Element {
  return (
    <div class={next ? 'party party-next' : 'party'}>
      <p class="small">{words.heading}</p>
      <p class="strong tabular">{words.title}</p>
      {words.details.map((detail) => (
        <p key={detail} class="small tabular">
          {detail}
        </p>
      ))}
    </div>
  );
}

interface DeliberateQuestionProps {
  readonly id: number;
  readonly send: WindowProps<'confirm'>['send'];
  readonly title: string;
  readonly sentence: string;
  /** The answer that changes nothing. */
  readonly refuse: string;
  /** The answer that opens a record or another one. */
  readonly open: string;
  /** Whom it is about. */
  readonly children: ComponentChildren;
}

/**
 * A question that must not be answered by accident: the focus starts on the answer that changes nothing, so that a
 * stray Enter leaves all as it is. The other answer sleeps for an instant after the question appears: a click aimed at
 * an older one does nothing.
 */
export function DeliberateQuestion(props: DeliberateQuestionProps): JSX.Element {
  const { id, send, title, sentence, refuse, open, children } = props;
  const harmless = useRef<HTMLButtonElement>(null);
  const armed = useElapsed(id, ARMED_AFTER_MS);
  const accept = useCallback(() => {
    send('accept', { id });
  }, [send, id]);
  const leave = useCallback(() => {
    send('refuse', { id });
  }, [send, id]);
  useEffect(() => {
    harmless.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="question" role="alertdialog" aria-labelledby="question" aria-describedby="sentence parties">
      <h1 id="question">{title}</h1>
      <p class="sentence" id="sentence">
        {sentence}
      </p>
      <div id="parties">{children}</div>
      <Actions class="answers">
        <Action shortcut="Escape" element={harmless} onClick={leave}>
          {refuse}
        </Action>
        <DeliberateAction armed={armed} onAnswer={accept}>
          {open}
        </DeliberateAction>
      </Actions>
    </div>
  );
}

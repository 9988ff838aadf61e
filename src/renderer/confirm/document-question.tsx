import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { DeliberateAction } from '../shared/frame.tsx';
import { ARMED_AFTER_MS, useElapsed } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';
import { listName, spokenName } from '../shared/person.ts';
import { documentWords, type DocumentQuestion as Question } from './model.ts';

interface DocumentQuestionProps {
  readonly id: number;
  readonly question: Question;
  readonly send: WindowProps<'confirm'>['send'];
}

/** Somebody whom a document names: who it is, and what that is worth. A stray Enter or click opens nothing. */
export function DocumentQuestion({ id, question, send }: DocumentQuestionProps): JSX.Element {
  const texts = interfaceTexts.document;
  const refuse = useRef<HTMLButtonElement>(null);
  const armed = useElapsed(id, ARMED_AFTER_MS);
  const accept = useCallback(() => {
    send('accept', { id });
  }, [send, id]);
  useEffect(() => {
    refuse.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="question" role="alertdialog" aria-labelledby="question" aria-describedby="sentence party">
      <h1 id="question">{texts.question}</h1>
      <p class="sentence" id="sentence">
        {texts.check} {interfaceTexts.standing.document.meaning}
      </p>
      <div class="party party-next" id="party">
        <p class="small">{texts.patient}</p>
        <p class="strong">{listName(question.person)}</p>
        {documentWords(question).map((line) => (
          <p key={line} class="small tabular">
            {line}
          </p>
        ))}
      </div>
      <div class="answers">
        <button
          ref={refuse}
          type="button"
          class="button"
          aria-keyshortcuts="Escape"
          onClick={() => {
            send('refuse', { id });
          }}
        >
          {texts.refuse}
          <Key>{interfaceTexts.keys.escape}</Key>
        </button>
        <DeliberateAction armed={armed} onAnswer={accept}>
          {texts.open(spokenName(question.person))}
        </DeliberateAction>
      </div>
    </div>
  );
}

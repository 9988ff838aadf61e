import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { Action, Actions } from '../shared/frame.tsx';
import { useKeys } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';
import type { Question } from './model.ts';

interface CardQuestionProps {
  readonly id: number;
  readonly cards: Extract<Question, { kind: 'practitioner-card' }>['cards'];
  readonly send: WindowProps<'confirm'>['send'];
}

/** Two practitioners' cards are in the readers: a digit goes to one, Enter takes it. */
export function CardQuestion({ id, cards, send }: CardQuestionProps): JSX.Element {
  const texts = interfaceTexts.practitionerCard;
  const list = useRef<HTMLUListElement>(null);
  const focusAt = (place: number): boolean => {
    const button = list.current?.querySelectorAll('button')[place];
    button?.focus();
    return button !== undefined;
  };
  useEffect(() => {
    focusAt(0);
  }, []);
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => /^[1-9]$/.test(event.key) && focusAt(Number(event.key) - 1),
    [],
  );
  useKeys(onKey);
  return (
    <div class="question" role="dialog" aria-labelledby="question" aria-describedby="sentence">
      <h1 id="question">{texts.question}</h1>
      <p class="sentence" id="sentence">
        {texts.sentence}
      </p>
      <ul class="cards" ref={list} aria-label={texts.list}>
        {cards.map((card, place) => (
          <li key={card.id}>
            <button
              type="button"
              class="button card"
              {...(place < 9 ? { 'aria-keyshortcuts': String(place + 1) } : {})}
              onClick={() => {
                send('chooseCard', { id, card: card.id });
              }}
            >
              <span class="card-text">
                <span class="strong">{card.holder ?? texts.unnamed}</span>
                <span class="small">{card.type}</span>
              </span>
              {place < 9 && <Key>{place + 1}</Key>}
            </button>
          </li>
        ))}
      </ul>
      <Actions class="answers">
        <Action
          shortcut="Escape"
          onClick={() => {
            send('refuse', { id });
          }}
        >
          {texts.cancel}
        </Action>
      </Actions>
    </div>
  );
}

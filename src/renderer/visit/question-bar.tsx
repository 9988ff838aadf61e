import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { AttentionIcon } from '../shared/icons.tsx';
import { Key } from '../shared/parts.tsx';

interface QuestionBarProps {
  /** Of the bar's elements; one bar of a kind is there at a time. */
  readonly id: string;
  readonly heading: string;
  readonly children: ComponentChildren;
  /** What Escape does, and where the focus starts; null where there is nothing to refuse. */
  readonly refuse: string | null;
  readonly agree: string;
  readonly onAnswer: (agreed: boolean) => void;
}

/** A question above the site's page, which stays in sight. The focus starts on changing nothing. */
export function QuestionBar({
  id,
  heading,
  children,
  refuse,
  agree,
  onAnswer,
}: QuestionBarProps): JSX.Element {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    first.current?.focus({ preventScroll: true });
  }, []);
  const answer = (agreed: boolean) => (): void => {
    onAnswer(agreed);
  };
  return (
    <section
      class="leaving note note-attention"
      role="alertdialog"
      aria-labelledby={id}
      aria-describedby={`${id}-sentence`}
    >
      <AttentionIcon />
      <div class="notice-text">
        <p class="strong" id={id}>
          {heading}
        </p>
        <div id={`${id}-sentence`}>{children}</div>
      </div>
      <span class="tool-bar-end">
        {refuse !== null && (
          <button ref={first} type="button" class="button" aria-keyshortcuts="Escape" onClick={answer(false)}>
            {refuse}
            <Key>{interfaceTexts.keys.escape}</Key>
          </button>
        )}
        <button ref={refuse === null ? first : null} type="button" class="button" onClick={answer(true)}>
          {agree}
        </button>
      </span>
    </section>
  );
}

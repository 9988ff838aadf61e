import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { Action } from '../shared/frame.tsx';
import { CloseIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';

interface FindBarProps {
  readonly find: NonNullable<VisitState['find']>;
  readonly send: WindowProps<'visit'>['send'];
}

/** Looks for words in the page below. Enter goes to the next place, with Shift to the former one. */
export function FindBar({ find, send }: FindBarProps): JSX.Element {
  const texts = interfaceTexts.visit.find;
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [find.asked]);
  const go = (forward: boolean): void => {
    if (text !== '') send('find', { text, forward });
  };
  return (
    <form
      class="tool-bar"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go(true);
      }}
    >
      <label class="tool-bar-label" for="find">
        {texts.label}
      </label>
      <input
        ref={field}
        id="find"
        class="find-field"
        type="text"
        placeholder={texts.label}
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          send('find', { text: currentTarget.value, forward: true });
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.shiftKey) return;
          event.preventDefault();
          go(false);
        }}
      />
      <span class="small tabular find-count" role="status">
        {text === '' ? '' : texts.count(find.current, find.matches)}
      </span>
      <span class="tool-bar-end">
        <Action
          onClick={() => {
            go(false);
          }}
        >
          {texts.previous}
        </Action>
        <button type="submit" class="button">
          {texts.next}
          <Key>{interfaceTexts.keys.enter}</Key>
        </button>
        <button
          type="button"
          class="button-icon"
          aria-label={texts.close}
          title={texts.close}
          aria-keyshortcuts="Escape"
          onClick={() => {
            send('closeFind', {});
          }}
        >
          <CloseIcon />
        </button>
      </span>
    </form>
  );
}

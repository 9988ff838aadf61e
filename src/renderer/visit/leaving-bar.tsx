import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { AttentionIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';

interface LeavingBarProps {
  readonly leaving: NonNullable<VisitState['leaving']>;
  readonly send: WindowProps<'visit'>['send'];
}

/** Something is about to leave the DMP. The focus starts on keeping it there. */
export function LeavingBar({ leaving, send }: LeavingBarProps): JSX.Element {
  const texts = interfaceTexts.visit.leaving;
  const refuse = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    refuse.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section
      class="leaving note note-attention"
      role="alertdialog"
      aria-labelledby="leaving"
      aria-describedby="leaving-sentence"
    >
      <AttentionIcon />
      <div class="notice-text">
        <p class="strong" id="leaving">
          {texts[leaving.what]}
          {leaving.name !== null && ` (${leaving.name})`}
        </p>
        <p id="leaving-sentence">{texts.sentence}</p>
      </div>
      <span class="tool-bar-end">
        <button
          ref={refuse}
          type="button"
          class="button"
          aria-keyshortcuts="Escape"
          onClick={() => {
            send('leave', { agreed: false });
          }}
        >
          {texts.refuse}
          <Key>{interfaceTexts.keys.escape}</Key>
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            send('leave', { agreed: true });
          }}
        >
          {texts.agree}
        </button>
      </span>
    </section>
  );
}

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { Action } from '../shared/frame.tsx';
import { AttentionIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';

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
        <Action
          shortcut="Escape"
          element={refuse}
          onClick={() => {
            send('leave', { agreed: false });
          }}
        >
          {texts.refuse}
        </Action>
        <Action
          onClick={() => {
            send('leave', { agreed: true });
          }}
        >
          {texts.agree}
        </Action>
      </span>
    </section>
  );
}

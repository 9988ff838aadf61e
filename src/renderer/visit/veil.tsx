import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { HiddenIcon } from './icons.tsx';
import { Action } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';

/** Covers the whole window, the patient's name included, until somebody is there again. */
export function Veil({ send }: { send: WindowProps<'visit'>['send'] }): JSX.Element {
  const texts = interfaceTexts.visit.veil;
  const show = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    show.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section
      class="veil"
      role="dialog"
      aria-modal="true"
      aria-labelledby="veil"
      aria-describedby="veil-sentence"
    >
      <span class="veil-mark">
        <HiddenIcon />
      </span>
      <h1 id="veil">{texts.heading}</h1>
      <p id="veil-sentence">{texts.sentence}</p>
      <Action
        main
        element={show}
        onClick={() => {
          send('unveil', {});
        }}
      >
        {texts.show}
      </Action>
      <p class="small">{texts.hint}</p>
    </section>
  );
}

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LONGEST_WRITTEN_INS } from '../../domain/identity/written-ins.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { insTail } from '../shared/person.ts';
import { Note } from '../shared/parts.tsx';
import { BackTitle, LandingRow, MainButton } from './footer-parts.tsx';
import type { ScreenProps } from './screen.ts';

/** An INS typed by hand, its key checked as it is typed. */
export function InsScreen({ local, act, typing, onMain }: ScreenProps): JSX.Element {
  const texts = interfaceTexts.launcher.ins;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const wrong = typing.status === 'wrong';
  return (
    <>
      <main class="body">
        <BackTitle title={texts.title} act={act} />
        <label class="field-label" for="ins">
          {texts.label}
        </label>
        <div class="field">
          <input
            id="ins"
            ref={field}
            class="tabular"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={LONGEST_WRITTEN_INS}
            value={local.typed}
            aria-invalid={wrong}
            aria-describedby="ins-hint ins-result"
            onInput={(event) => {
              act({ type: 'typed', text: event.currentTarget.value });
            }}
          />
          <span class="small tabular field-count">{texts.count(typing.count)}</span>
        </div>
        <p class="small" id="ins-hint">
          {typing.status === 'typing' ? (typing.message ?? texts.hint) : texts.hint}
        </p>
        <div id="ins-result" role="status">
          {typing.status !== 'typing' && <Note tone={wrong ? 'attention' : 'good'}>{typing.message}</Note>}
        </div>
      </main>
      <footer class="foot">
        <LandingRow local={local} act={act} />
        <MainButton
          label={typing.status === 'good' ? texts.open(insTail(typing.tail)) : texts.openUnknown}
          disabled={typing.status !== 'good'}
          onMain={onMain}
        />
      </footer>
    </>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { QuestionBar } from './question-bar.tsx';

interface DialogBarProps {
  readonly dialog: NonNullable<VisitState['dialog']>;
  readonly send: WindowProps<'visit'>['send'];
}

/** What the site's page says or asks by itself, said to be the site's: it stands still until this is answered. */
export function DialogBar({ dialog, send }: DialogBarProps): JSX.Element {
  const texts = interfaceTexts.visit.dialog;
  const [typed, setTyped] = useState(dialog.value);
  const { kind, host, text } = dialog;
  return (
    <QuestionBar
      id="site-dialog"
      heading={kind === 'alert' ? texts.says(host) : texts.asks(host)}
      refuse={kind === 'alert' ? null : texts.refuse}
      agree={kind === 'alert' ? texts.close : texts.agree}
      onAnswer={(agreed) => {
        send('answerDialog', { agreed, text: kind === 'prompt' ? typed : '' });
      }}
    >
      <p class="site-words">{text}</p>
      {kind === 'prompt' && (
        <input
          class="find-field dialog-field"
          type="text"
          maxLength={2000}
          aria-label={texts.answer}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
      )}
    </QuestionBar>
  );
}

/** The page holds something that is not saved. */
export function UnsavedBar({ send }: { send: WindowProps<'visit'>['send'] }): JSX.Element {
  const texts = interfaceTexts.visit.unsaved;
  return (
    <QuestionBar
      id="unsaved"
      heading={texts.heading}
      refuse={texts.stay}
      agree={texts.leave}
      onAnswer={(leave) => {
        send('answerUnsaved', { leave });
      }}
    >
      <p>{texts.sentence}</p>
    </QuestionBar>
  );
}

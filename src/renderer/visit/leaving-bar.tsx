import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { QuestionBar } from './question-bar.tsx';

interface LeavingBarProps {
  readonly leaving: NonNullable<VisitState['leaving']>;
  readonly send: WindowProps<'visit'>['send'];
}

/** Something is about to leave the DMP. */
export function LeavingBar({ leaving, send }: LeavingBarProps): JSX.Element {
  const texts = interfaceTexts.visit.leaving;
  return (
    <QuestionBar
      id="leaving"
      heading={leaving.name === null ? texts[leaving.what] : `${texts[leaving.what]} (${leaving.name})`}
      refuse={texts.refuse}
      agree={texts.agree}
      onAnswer={(agreed) => {
        send('leave', { agreed });
      }}
    >
      <p>{navigator.platform.startsWith('Win') ? texts.sentence : `${texts.sentence} ${texts.recent}`}</p>
    </QuestionBar>
  );
}

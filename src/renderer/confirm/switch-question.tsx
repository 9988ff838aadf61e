import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { ForwardIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DeliberateQuestion, PartyCard } from './deliberate-question.tsx';
import { switchWords, type Switch } from './model.ts';

interface SwitchQuestionProps {
  readonly id: number;
  readonly question: Switch;
  readonly send: WindowProps<'confirm'>['send'];
}

/** Another patient's record would take the place of the open one: both are named. */
export function SwitchQuestion({ id, question, send }: SwitchQuestionProps): JSX.Element {
  const words = switchWords(question);
  return (
    <DeliberateQuestion
      id={id}
      send={send}
      title={interfaceTexts.confirm.question}
      sentence={words.sentence}
      refuse={words.stay}
      open={words.open}
    >
      <div class="parties">
        <PartyCard words={words.from} next={false} />
        <ForwardIcon />
        <PartyCard words={words.to} next />
      </div>
    </DeliberateQuestion>
  );
}

import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { DeliberateQuestion, PartyCard } from './deliberate-question.tsx';
import { softwareWords, type SoftwareCall } from './model.ts';

interface SoftwareQuestionProps {
  readonly id: number;
  readonly question: SoftwareCall;
  readonly send: WindowProps<'confirm'>['send'];
}

/** Another program asks for a record. */
export function SoftwareQuestion({ id, question, send }: SoftwareQuestionProps): JSX.Element {
  const texts = interfaceTexts.software;
  const { asks, check, title, details, ...words } = softwareWords(question);
  return (
    <DeliberateQuestion
      id={id}
      send={send}
      title={words.question}
      sentence={check === null ? asks : `${asks} ${check}`}
      refuse={texts.refuse}
      open={words.open}
    >
      <PartyCard words={{ heading: texts.patient, title, details }} next />
    </DeliberateQuestion>
  );
}

import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { listName, spokenName } from '../shared/person.ts';
import { DeliberateQuestion, PartyCard } from './deliberate-question.tsx';
import { documentWords, type DocumentQuestion as Question } from './model.ts';

interface DocumentQuestionProps {
  readonly id: number;
  readonly question: Question;
  readonly send: WindowProps<'confirm'>['send'];
}

/** Somebody whom a document names: who it is, and what that is worth. */
export function DocumentQuestion({ id, question, send }: DocumentQuestionProps): JSX.Element {
  const texts = interfaceTexts.document;
  return (
    <DeliberateQuestion
      id={id}
      send={send}
      title={texts.question}
      sentence={`${texts.check} ${interfaceTexts.standing.document.meaning}`}
      refuse={texts.refuse}
      open={texts.open(spokenName(question.person))}
    >
      <PartyCard
        words={{ heading: texts.patient, title: listName(question.person), details: documentWords(question) }}
        next
      />
    </DeliberateQuestion>
  );
}

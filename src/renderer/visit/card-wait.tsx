import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { describeFailure, type FailureCode } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { CardIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Note, SupportLine } from '../shared/parts.tsx';
import { StopActions } from './stop-actions.tsx';

type Stop = NonNullable<VisitState['stop']>;
type Card = NonNullable<Stop['card']>;
type Waiting = keyof typeof interfaceTexts.visit.card.sentence;

/** Whether a reason is only that the practitioner's card is not there: a lock, not an alarm. */
export function waitsForCard(code: FailureCode): code is Waiting {
  return code in interfaceTexts.visit.card.sentence;
}

/** What is known of the card that is waited for. Its place is there before its words, so that they are read out. */
export function CardLine({ card }: { readonly card: Card | null }): JSX.Element {
  return (
    <div class="card-line" role="status">
      {card !== null && <CardWords card={card} />}
    </div>
  );
}

function CardWords({ card }: { readonly card: Card }): JSX.Element {
  const texts = interfaceTexts.visit.card;
  switch (card.state) {
    case 'awaited':
      return <Note tone="info">{texts.waiting}</Note>;
    case 'reading':
      return <Note tone="info">{texts.reading}</Note>;
    case 'problem':
      return <Note tone="attention">{describeFailure(card.failure).sentence}</Note>;
    case 'back':
    case 'other':
      return (
        <Note tone={card.state === 'back' ? 'good' : 'info'}>
          {texts[card.state](texts.which(card.type, card.holder))}
        </Note>
      );
  }
}

interface CardWaitProps {
  readonly code: Waiting;
  readonly stop: Stop;
  readonly send: WindowProps<'visit'>['send'];
}

/** The practitioner's card has left: the record is locked, and comes back with it. */
export function CardWait({ code, stop, send }: CardWaitProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section class="stop selectable" aria-labelledby="stop-title">
      <span class="sign sign-calm">
        <CardIcon />
      </span>
      <h2 id="stop-title" ref={heading} tabIndex={-1}>
        {describeFailure(stop.failure).title}
      </h2>
      <p class="stop-sentence">{interfaceTexts.visit.card.sentence[code]}</p>
      <CardLine card={stop.card} />
      <StopActions actions={stop.actions} send={send} />
      <SupportLine />
    </section>
  );
}

import type { JSX } from 'preact';
import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { StopIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Remedies, SupportLine } from '../shared/parts.tsx';
import { CardLine, CardWait, waitsForCard } from './card-wait.tsx';
import { remediesOf } from './model.ts';
import { StopActions } from './stop-actions.tsx';

interface StopScreenProps {
  readonly stop: NonNullable<VisitState['stop']>;
  readonly send: WindowProps<'visit'>['send'];
}

/** Takes the site's place: what happened, what to do, and the ways on, the main one first. */
export function StopScreen({ stop, send }: StopScreenProps): JSX.Element {
  const { code } = stop.failure;
  if (waitsForCard(code)) return <CardWait code={code} stop={stop} send={send} />;
  const { title, sentence } = describeFailure(stop.failure);
  return (
    <section class="stop selectable" role="alert" aria-labelledby="stop-title">
      <span class="sign sign-alarm">
        <StopIcon />
      </span>
      <h2 id="stop-title">{title}</h2>
      <p class="stop-sentence">{sentence}</p>
      <Remedies items={remediesOf(stop)} />
      <CardLine card={stop.card} />
      <StopActions actions={stop.actions} send={send} />
      {stop.triesAgainIn !== null && (
        <p class="stop-again tabular" role="timer" aria-live="off">
          {interfaceTexts.visit.triesAgainIn(stop.triesAgainIn)}
        </p>
      )}
      <SupportLine />
      <p class="small">{code}</p>
    </section>
  );
}

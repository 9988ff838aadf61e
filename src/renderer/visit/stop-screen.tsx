import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { Actions } from '../shared/frame.tsx';
import { StopIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key, Remedies } from '../shared/parts.tsx';

interface StopScreenProps {
  readonly stop: NonNullable<VisitState['stop']>;
  readonly send: WindowProps<'visit'>['send'];
}

/** Takes the site's place: what happened, what to do, and the ways on, the main one first. */
export function StopScreen({ stop, send }: StopScreenProps): JSX.Element {
  const { title, sentence, remedies } = describeFailure(stop.failure);
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section class="stop selectable" role="alert" aria-labelledby="stop-title">
      <span class="stop-mark">
        <StopIcon />
      </span>
      <h2 id="stop-title">{title}</h2>
      <p class="stop-sentence">{sentence}</p>
      <Remedies items={remedies} />
      <Actions class="stop-actions">
        {stop.actions.map((action, index) => (
          <button
            key={action}
            ref={index === 0 ? main : null}
            type="button"
            class={index === 0 ? 'button button-main' : 'button'}
            onClick={() => {
              send('stopAction', { action });
            }}
          >
            {interfaceTexts.visit.actions[action]}
            {index === 0 && <Key>{interfaceTexts.keys.enter}</Key>}
          </button>
        ))}
      </Actions>
      <p class="small">{stop.failure.code}</p>
    </section>
  );
}

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { Actions } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';

type Action = NonNullable<VisitState['stop']>['actions'][number];

/** Enter goes on where one was; it never changes the way of signing in, nor leaves. */
const MAY_BE_MAIN: ReadonlySet<Action> = new Set(['retry', 'dashboard', 'start-over']);

interface StopActionsProps {
  readonly actions: readonly Action[];
  readonly send: WindowProps<'visit'>['send'];
}

/** The ways on, the main one first, which has the keyboard as soon as it is there. */
export function StopActions({ actions, send }: StopActionsProps): JSX.Element {
  const main = useRef<HTMLButtonElement>(null);
  const [first] = actions;
  const hasMain = first !== undefined && MAY_BE_MAIN.has(first);
  useEffect(() => {
    if (hasMain) main.current?.focus({ preventScroll: true });
  }, [hasMain]);
  return (
    <Actions class="stop-actions">
      {actions.map((action, index) => {
        const isMain = hasMain && index === 0;
        return (
          <button
            key={action}
            ref={isMain ? main : null}
            type="button"
            class={isMain ? 'button button-main' : 'button'}
            onClick={() => {
              send('stopAction', { action });
            }}
          >
            {interfaceTexts.visit.actions[action]}
            {isMain && <Key>{interfaceTexts.keys.enter}</Key>}
          </button>
        );
      })}
    </Actions>
  );
}

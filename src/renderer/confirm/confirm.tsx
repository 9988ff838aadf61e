import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { Frame } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { useScanner } from '../shared/use-scanner.ts';
import { CardQuestion } from './card-question.tsx';
import { DocumentQuestion } from './document-question.tsx';
import { SoftwareQuestion } from './software-question.tsx';
import { SwitchQuestion } from './switch-question.tsx';

/** One question above its owner. Escape changes nothing. */
export function Confirm({ state, send }: WindowProps<'confirm'>): JSX.Element {
  const { id, question } = state;
  const leave = useCallback(() => {
    send('refuse', { id });
  }, [send, id]);
  // A scanner's Enter must not answer; what it has read may be wanted instead.
  const onCode = useCallback(
    (text: string) => {
      send('scan', { id, text });
    },
    [send, id],
  );
  useScanner(onCode);
  return (
    <Frame name="confirm" onEscape={leave}>
      <main class="confirm-main">
        {question.kind === 'switch' && <SwitchQuestion key={id} id={id} question={question} send={send} />}
        {question.kind === 'software' && (
          <SoftwareQuestion key={id} id={id} question={question} send={send} />
        )}
        {question.kind === 'document' && (
          <DocumentQuestion key={id} id={id} question={question} send={send} />
        )}
        {question.kind === 'practitioner-card' && (
          <CardQuestion key={id} id={id} cards={question.cards} send={send} />
        )}
      </main>
    </Frame>
  );
}

import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { DocumentIcon } from './icons.tsx';
import { Action } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';

interface DocumentBarProps {
  readonly document: NonNullable<VisitState['document']>;
  readonly allowed: VisitState['allowed'];
  readonly send: WindowProps<'visit'>['send'];
}

/** Above a document of the site: what it is, and the way back to the page it came from. */
export function DocumentBar({ document, allowed, send }: DocumentBarProps): JSX.Element {
  const texts = interfaceTexts.visit.document;
  return (
    <section class="tool-bar" aria-label={texts.heading}>
      <DocumentIcon />
      <p class="tool-bar-text">
        <span class="strong">{document.name ?? texts.unnamed}</span>{' '}
        <span class="small">{texts.inMemory}</span>
      </p>
      <span class="tool-bar-end">
        {allowed.save && (
          <Action
            onClick={() => {
              send('savePdf', {});
            }}
          >
            {texts.save}
          </Action>
        )}
        <Action
          onClick={() => {
            send('closeDocument', {});
          }}
        >
          {texts.close}
        </Action>
      </span>
    </section>
  );
}

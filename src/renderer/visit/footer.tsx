import type { JSX, RefObject } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { ZOOM_LARGEST, ZOOM_SMALLEST } from '../../domain/site/zoom.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { Chip, Key } from '../shared/parts.tsx';
import { keyNames } from './model.ts';

/** How the record is connected, what it is doing, and whether the Vitale is still there. */
export function Footer({
  state,
  send,
  element,
}: WindowProps<'visit'> & { element: RefObject<HTMLElement | null> }): JSX.Element {
  const texts = interfaceTexts.visit;
  const { progress, signedIn, connection } = state;
  // The phone has its own line, above the site.
  const shown = progress?.slow === true && progress.step !== 'waiting-phone' && state.stop === null;
  const busy = shown ? texts.progress[progress.step] : null;
  return (
    <footer class="visit-foot" ref={element}>
      <Chip tone={signedIn === null ? 'neutral' : 'good'}>
        {signedIn === null ? texts.signedOut : texts.signedIn(signedIn.by, signedIn.card, signedIn.holder)}
      </Chip>
      <span class="visit-foot-words" role="status">
        {busy}
      </span>
      {busy === null && connection !== null && (
        <span class="small visit-foot-connection">{texts.connection(connection.host, connection.tls)}</span>
      )}
      <span class="small visit-foot-end" role="status">
        {state.vitaleRemoved ? texts.vitaleRemoved : ''}
      </span>
      {state.stop === null && <PageTools zoom={state.document === null ? state.zoom : null} send={send} />}
    </footer>
  );
}

interface PageToolsProps {
  /** Null over a document, whose viewer has its own sizes. */
  readonly zoom: number | null;
  readonly send: WindowProps<'visit'>['send'];
}

/** Smaller, as it was, larger; the size in percent. */
function ZoomTools({ zoom, send }: PageToolsProps & { readonly zoom: number }): JSX.Element {
  const texts = interfaceTexts.visit.zoom;
  return (
    <div class="zoom" role="group" aria-label={texts.legend}>
      <button
        type="button"
        class="button page-tool"
        aria-label={texts.out}
        title={texts.out}
        disabled={zoom === ZOOM_SMALLEST}
        onClick={() => {
          send('zoom', { change: 'out' });
        }}
      >
        −
      </button>
      <button
        type="button"
        class="button page-tool tabular"
        aria-label={texts.reset(zoom)}
        onClick={() => {
          send('zoom', { change: 'reset' });
        }}
      >
        {texts.percent(zoom)}
      </button>
      <button
        type="button"
        class="button page-tool"
        aria-label={texts.in}
        title={texts.in}
        disabled={zoom === ZOOM_LARGEST}
        onClick={() => {
          send('zoom', { change: 'in' });
        }}
      >
        +
      </button>
    </div>
  );
}

/** What can be done with the page that is read; a document has its own bar. */
function PageTools({ zoom, send }: PageToolsProps): JSX.Element {
  const { find, savePdf } = interfaceTexts.visit;
  const keys = keyNames(navigator.platform);
  return (
    <div class="page-tools">
      <button
        type="button"
        class="button page-tool"
        aria-keyshortcuts={`${keys.modifier}+F`}
        onClick={() => {
          send('openFind', {});
        }}
      >
        {find.open}
        <Key>{keys.find}</Key>
      </button>
      {zoom !== null && (
        <button
          type="button"
          class="button page-tool"
          aria-keyshortcuts={`${keys.modifier}+S`}
          onClick={() => {
            send('savePdf', {});
          }}
        >
          {savePdf}
          <Key>{keys.savePdf}</Key>
        </button>
      )}
      {zoom !== null && <ZoomTools zoom={zoom} send={send} />}
    </div>
  );
}

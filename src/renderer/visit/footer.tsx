import type { JSX, RefObject } from 'preact';
import { isConnectStep } from '../../domain/launch/visit-connect.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { Chip, Key } from '../shared/parts.tsx';

/** How the record is connected, what it is doing, and whether the Vitale is still there. */
export function Footer({
  state,
  element,
}: Pick<WindowProps<'visit'>, 'state'> & { element: RefObject<HTMLElement | null> }): JSX.Element {
  const texts = interfaceTexts.visit;
  const { progress, signedIn, connection } = state;
  // Pro Santé Connect has its own line, above the site.
  const shown = progress?.slow === true && !isConnectStep(progress.step) && state.stop === null;
  // What follows is left out where there is little room.
  const colon = texts.vitaleRemoved.indexOf('\u00a0:');
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
        <span class="small visit-foot-connection" title={texts.connection(connection)}>
          {texts.host(connection)}
          <span class="visit-foot-issuer">{texts.issuer(connection)}</span>
        </span>
      )}
      <span class="small visit-foot-end" role="status">
        {state.vitaleRemoved && (
          <>
            {texts.vitaleRemoved.slice(0, colon)}
            <span class="visit-foot-rest">{texts.vitaleRemoved.slice(colon)}</span>
          </>
        )}
      </span>
      {state.stop === null && (
        <span class="small visit-foot-area">
          <Key>{interfaceTexts.keys.otherArea}</Key>
          {texts.otherArea}
        </span>
      )}
    </footer>
  );
}

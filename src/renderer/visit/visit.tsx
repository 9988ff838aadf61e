import type { JSX, RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../main/contract.ts';
import { useKeys } from '../shared/hooks.ts';
import { PhoneIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DemoStrip, Notice } from '../shared/parts.tsx';
import { Footer } from './footer.tsx';
import { visitKey } from './model.ts';
import { PatientBarView } from './patient-bar.tsx';
import { StopScreen } from './stop-screen.tsx';
import { Tabs } from './tabs.tsx';

/** Tells main what is left for the site, each time the parts above and below it change height. */
function useLayout(
  top: RefObject<HTMLElement | null>,
  bottom: RefObject<HTMLElement | null>,
  send: WindowProps<'visit'>['send'],
): void {
  useEffect(() => {
    let last = '';
    const measure = (): void => {
      const heights = {
        top: Math.ceil(top.current?.getBoundingClientRect().height ?? 0),
        bottom: Math.ceil(bottom.current?.getBoundingClientRect().height ?? 0),
      };
      const key = `${String(heights.top)} ${String(heights.bottom)}`;
      if (key === last) return;
      last = key;
      send('layout', heights);
    };
    const observer = new ResizeObserver(measure);
    if (top.current !== null) observer.observe(top.current);
    if (bottom.current !== null) observer.observe(bottom.current);
    return () => {
      observer.disconnect();
    };
  }, [top, bottom, send]);
}

/** Behind the site's view: seen only while there is no page yet. */
function Behind({ progress }: { progress: VisitState['progress'] }): JSX.Element {
  return (
    <div class="behind" aria-hidden="true">
      {progress?.slow === true && progress.step !== 'waiting-phone' && (
        <p>{interfaceTexts.visit.progress[progress.step]}</p>
      )}
    </div>
  );
}

/** The window of a record: ours above and below, the site between. */
export function Visit({ state, send }: WindowProps<'visit'>): JSX.Element {
  const top = useRef<HTMLDivElement>(null);
  const bottom = useRef<HTMLElement>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useLayout(top, bottom, send);

  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      if (event.key === 'Escape') {
        if (refused !== null) setRefused(null);
        else if (state.banner !== null) send('dismissBanner', {});
        else return false;
        return true;
      }
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const effect = visitKey(event.key, command);
      if (effect === null || event.repeat) return effect !== null;
      send(effect, {});
      return true;
    },
    [refused, state.banner, send],
  );
  useKeys(onKey);

  const waitsForPhone = state.progress?.step === 'waiting-phone' && state.stop === null;
  return (
    <div class="visit">
      <div class="visit-top" ref={top}>
        {state.demonstration && <DemoStrip text={interfaceTexts.demonstration.visit} />}
        <PatientBarView patient={state.patient} send={send} />
        <Tabs state={state} send={send} refused={refused} onRefused={setRefused} />
        {waitsForPhone && (
          <div class="phone note note-info" role="status">
            <PhoneIcon />
            <span>{interfaceTexts.visit.progress['waiting-phone']}</span>
          </div>
        )}
        {state.banner !== null && (
          <Notice
            failure={state.banner}
            onDismiss={() => {
              send('dismissBanner', {});
            }}
          />
        )}
      </div>
      <main class="visit-main">
        {state.stop === null ? (
          <Behind progress={state.progress} />
        ) : (
          <StopScreen key={describeFailure(state.stop.failure).title} stop={state.stop} send={send} />
        )}
      </main>
      <Footer state={state} element={bottom} />
    </div>
  );
}

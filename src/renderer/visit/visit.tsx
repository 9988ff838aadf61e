import type { JSX, RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { describeFailure } from '../../domain/failures/index.ts';
import { isConnectStep } from '../../domain/launch/visit-connect.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { placeOfPage, type PageShortcut, type VisitShortcut } from '../../domain/site/keys.ts';
import { PAGES } from '../../domain/site/pages.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { useKeys } from '../shared/hooks.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { Announcer, DemoStrip, Notice } from '../shared/parts.tsx';
import { ConnectBar } from './connect-bar.tsx';
import { DocumentBar } from './document-bar.tsx';
import { FindBar } from './find-bar.tsx';
import { Footer } from './footer.tsx';
import { LeavingBar } from './leaving-bar.tsx';
import { openedWords, visitKey, type Tab } from './model.ts';
import { DialogBar, UnsavedBar } from './page-questions.tsx';
import { PatientBarView } from './patient-bar.tsx';
import { StopScreen } from './stop-screen.tsx';
import { RefusedTab, Tabs } from './tabs.tsx';
import { Veil } from './veil.tsx';

/**
 * Tells main what is left for the site, each time the parts above and below it change height. `over` is the last part
 * of `top`: what comes and goes, which the site's page does not move for.
 */
function useLayout(
  top: RefObject<HTMLElement | null>,
  over: RefObject<HTMLElement | null>,
  bottom: RefObject<HTMLElement | null>,
  send: WindowProps<'visit'>['send'],
): void {
  useEffect(() => {
    let last = '';
    const measure = (): void => {
      const covering = over.current?.getBoundingClientRect().height ?? 0;
      const heights = {
        top: Math.ceil((top.current?.getBoundingClientRect().height ?? 0) - covering),
        bottom: Math.ceil(bottom.current?.getBoundingClientRect().height ?? 0),
        over: Math.ceil(covering),
      };
      const key = `${String(heights.top)} ${String(heights.bottom)} ${String(heights.over)}`;
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
  }, [top, over, bottom, send]);
}

/**
 * While the keyboard is in the site's page no control of the bars looks as if it had it: the window gives it to the
 * first of them as it comes forward. The place is not lost, Tab goes on from there.
 */
function useNoSecondFocus(page: boolean): void {
  useEffect(() => {
    const onBlur = (): void => {
      if (page && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    };
    window.addEventListener('blur', onBlur);
    return () => {
      window.removeEventListener('blur', onBlur);
    };
  }, [page]);
}

/**
 * What a reader hears once the record is there: of whom it is. Once a record: going from page to page says nothing
 * more, and neither does the hidden record.
 */
function useOpened(state: VisitState): string {
  const said = useRef('');
  const { signedIn, progress, stop, veiled, unverified } = state;
  const there = signedIn !== null && progress === null && stop === null && !veiled && !unverified;
  if (there) said.current = openedWords(state.patient);
  return veiled || stop !== null ? '' : said.current;
}

function isPage(shortcut: VisitShortcut): shortcut is PageShortcut {
  return placeOfPage(shortcut) !== null;
}

/** Asks main for what a key stands for, but for a page. */
function carryShortcut(
  shortcut: Exclude<VisitShortcut, PageShortcut>,
  send: WindowProps<'visit'>['send'],
): void {
  switch (shortcut) {
    case 'guide':
      // Main has opened it before the page hears of the key.
      return;
    case 'other-area':
      send('focusPage', {});
      return;
    case 'print':
    case 'reload':
    case 'back':
    case 'close':
      send(shortcut, {});
      return;
    case 'save-pdf':
      send('savePdf', {});
      return;
    case 'find':
    case 'find-next':
    case 'find-previous':
      // In the bar itself Enter goes from one place to the next.
      send('openFind', {});
      return;
    case 'zoom-in':
      send('zoom', { change: 'in' });
      return;
    case 'zoom-out':
      send('zoom', { change: 'out' });
      return;
    case 'zoom-reset':
      send('zoom', { change: 'reset' });
  }
}

/** Behind the site's view: seen only while there is no page yet. */
function Behind({ progress }: { progress: VisitState['progress'] }): JSX.Element {
  return (
    <div class="behind" aria-hidden="true">
      {progress?.slow === true && !isConnectStep(progress.step) && (
        <p>{interfaceTexts.visit.progress[progress.step]}</p>
      )}
    </div>
  );
}

interface OverProps extends WindowProps<'visit'> {
  readonly refused: string | null;
  readonly onDismiss: () => void;
}

/** What comes and goes over the site's page, which does not move for it. */
function Over({ state, refused, onDismiss, send }: OverProps): JSX.Element {
  return (
    <>
      {refused !== null && <RefusedTab reason={refused} onDismiss={onDismiss} />}
      {state.banner !== null && (
        <Notice
          failure={state.banner}
          onDismiss={() => {
            send('dismissBanner', {});
          }}
          send={send}
        >
          {(state.banner.code === 'SITE-MUET' || state.banner.code === 'ECPS-MUET') && (
            <button
              type="button"
              class="button way-out"
              onClick={() => {
                send('reload', {});
              }}
            >
              {interfaceTexts.visit.actions.retry}
            </button>
          )}
        </Notice>
      )}
      {state.wayOut !== null && (
        <Notice
          failure={state.wayOut}
          onDismiss={() => {
            send('dismissWayOut', {});
          }}
          send={send}
        >
          <button
            type="button"
            class="button way-out"
            onClick={() => {
              send('openPage', { page: 'TableauDeBord' });
            }}
          >
            {interfaceTexts.visit.actions.dashboard}
          </button>
        </Notice>
      )}
      {state.dialog !== null && <DialogBar key={state.dialog.text} dialog={state.dialog} send={send} />}
      {state.unsaved && <UnsavedBar send={send} />}
      {state.leaving !== null && <LeavingBar leaving={state.leaving} send={send} />}
    </>
  );
}

/** The window of a record: ours above and below, the site between. */
export function Visit({ state, send }: WindowProps<'visit'>): JSX.Element {
  const top = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const bottom = useRef<HTMLElement>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useLayout(top, over, bottom, send);

  const { veiled, unsaved, tabs } = state;
  const openTab = useCallback(
    ({ page, enabled, reason }: Tab) => {
      setRefused(enabled ? null : (reason ?? interfaceTexts.visit.unavailable(PAGES[page].label)));
      if (enabled) send('openPage', { page });
    },
    [send],
  );
  const asked = state.dialog !== null;
  const leaving = state.leaving !== null;
  const finding = state.find !== null;
  const wayOut = state.wayOut !== null;
  const banner = state.banner !== null;
  const reading = state.document !== null;
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      // The key that shows the record again does nothing else: main has heard it.
      if (veiled) return true;
      if (event.key === 'Escape') {
        if (asked) send('answerDialog', { agreed: false, text: '' });
        else if (unsaved) send('answerUnsaved', { leave: false });
        else if (leaving) send('leave', { agreed: false });
        else if (finding) send('closeFind', {});
        else if (refused !== null) setRefused(null);
        else if (wayOut) send('dismissWayOut', {});
        else if (banner) send('dismissBanner', {});
        else if (reading) send('closeDocument', {});
        else return false;
        return true;
      }
      const shortcut = visitKey(event);
      if (shortcut === null) return false;
      if (event.repeat && !shortcut.startsWith('zoom')) return true;
      if (isPage(shortcut)) {
        const tab = tabs[placeOfPage(shortcut) ?? -1];
        if (tab !== undefined) openTab(tab);
      } else carryShortcut(shortcut, send);
      return true;
    },
    [tabs, openTab, veiled, asked, unsaved, leaving, finding, wayOut, banner, reading, refused, send],
  );
  useKeys(onKey);
  useNoSecondFocus(state.stop === null && !veiled);

  const opened = useOpened(state);
  return (
    <div class={veiled ? 'visit visit-veiled' : 'visit'}>
      {veiled && <Veil send={send} />}
      <div class="visit-top" ref={top}>
        <DemoStrip text={interfaceTexts.demonstration.visit} />
        <PatientBarView state={state} send={send} />
        <Tabs state={state} onOpen={openTab} />
        <ConnectBar state={state} send={send} />
        {state.document !== null && (
          <DocumentBar document={state.document} allowed={state.allowed} send={send} />
        )}
        {state.find !== null && <FindBar find={state.find} send={send} />}
        <div class="visit-over" ref={over}>
          <Over
            state={state}
            refused={refused}
            onDismiss={() => {
              setRefused(null);
            }}
            send={send}
          />
        </div>
      </div>
      <main class="visit-main">
        {state.stop === null ? (
          <Behind progress={state.progress} />
        ) : (
          <StopScreen key={describeFailure(state.stop.failure).title} stop={state.stop} send={send} />
        )}
      </main>
      <Footer state={state} element={bottom} />
      <Announcer text={opened} />
    </div>
  );
}

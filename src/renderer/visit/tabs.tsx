import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { PAGES } from '../../domain/site/pages.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { AttentionIcon, CloseIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { splitTabs, type Tab } from './model.ts';

interface TabButtonProps {
  readonly tab: Tab;
  readonly current: boolean;
  readonly onOpen: () => void;
}

function TabButton({ tab, current, onOpen }: TabButtonProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const reasonId = `reason-${tab.page}`;
  const refusal = tab.enabled ? null : tab.reason;
  return (
    <li>
      <button
        ref={button}
        type="button"
        class="tab"
        {...(current ? { 'aria-current': 'page' as const } : {})}
        {...(tab.enabled ? {} : { 'aria-disabled': true })}
        {...(refusal === null ? {} : { 'aria-describedby': reasonId, title: refusal })}
        onClick={onOpen}
      >
        {PAGES[tab.page].label}
      </button>
      {refusal !== null && (
        <span class="unseen" id={reasonId}>
          {refusal}
        </span>
      )}
    </li>
  );
}

interface TabsProps {
  readonly state: VisitState;
  readonly send: WindowProps<'visit'>['send'];
  /** The reason of the greyed page that was just asked for. */
  readonly refused: string | null;
  readonly onRefused: (reason: string | null) => void;
}

/** The pages of the site. A page that cannot be opened says why, beside the row, when it is asked for. */
export function Tabs({ state, send, refused, onRefused }: TabsProps): JSX.Element {
  const texts = interfaceTexts.visit;
  const { patient, apart } = splitTabs(state.tabs);
  const draw = (tab: Tab): JSX.Element => (
    <TabButton
      key={tab.page}
      tab={tab}
      current={tab.page === state.current}
      onOpen={() => {
        onRefused(tab.enabled ? null : (tab.reason ?? texts.unavailable(PAGES[tab.page].label)));
        if (tab.enabled) send('openPage', { page: tab.page });
      }}
    />
  );
  return (
    <>
      <nav class="tabs" aria-label={texts.pages}>
        <ul>{patient.map(draw)}</ul>
        <ul class="tabs-apart">{apart.map(draw)}</ul>
        {state.progress !== null && state.stop === null && <div class="tabs-progress" aria-hidden="true" />}
      </nav>
      {refused !== null && (
        <div class="notice note note-attention" role="alert">
          <AttentionIcon />
          <p class="notice-text">{refused}</p>
          <button
            type="button"
            class="button-icon"
            aria-label={texts.dismiss}
            onClick={() => {
              onRefused(null);
            }}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </>
  );
}

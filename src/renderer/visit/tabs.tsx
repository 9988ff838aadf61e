import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { PAGES } from '../../domain/site/pages.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { AttentionIcon, CloseIcon } from '../shared/icons.tsx';
import { keyNames, splitTabs, type Tab } from './model.ts';

interface TabButtonProps {
  readonly tab: Tab;
  readonly current: boolean;
  /** In the whole row, from 0: the first nine have keys. */
  readonly place: number;
  readonly onOpen: () => void;
}

function TabButton({ tab, current, place, onOpen }: TabButtonProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const reasonId = `reason-${tab.page}`;
  const refusal = tab.enabled ? null : tab.reason;
  const { modifier, page } = keyNames(navigator.platform);
  const key = place < 9 ? place + 1 : null;
  return (
    <li>
      <button
        ref={button}
        type="button"
        class="tab"
        {...(current ? { 'aria-current': 'page' as const } : {})}
        {...(tab.enabled ? {} : { 'aria-disabled': true })}
        {...(refusal === null ? {} : { 'aria-describedby': reasonId })}
        {...(key === null ? {} : { 'aria-keyshortcuts': `${modifier}+${String(key)}` })}
        title={refusal ?? (key === null ? undefined : page(key))}
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

interface RefusedTabProps {
  readonly reason: string;
  readonly onDismiss: () => void;
}

/** Why a greyed page that was just asked for cannot be opened. */
export function RefusedTab({ reason, onDismiss }: RefusedTabProps): JSX.Element {
  return (
    <div class="notice note note-attention" role="alert">
      <AttentionIcon />
      <p class="notice-text">{reason}</p>
      <button type="button" class="button-icon" aria-label={interfaceTexts.visit.dismiss} onClick={onDismiss}>
        <CloseIcon />
      </button>
    </div>
  );
}

interface TabsProps {
  readonly state: VisitState;
  readonly onOpen: (tab: Tab) => void;
}

/** The pages of the site. A page that cannot be opened says why, below the row, when it is asked for. */
export function Tabs({ state, onOpen }: TabsProps): JSX.Element {
  const texts = interfaceTexts.visit;
  const { patient, apart } = splitTabs(state.tabs);
  const draw = (tab: Tab): JSX.Element => (
    <TabButton
      key={tab.page}
      tab={tab}
      current={tab.page === state.current}
      place={state.tabs.indexOf(tab)}
      onOpen={() => {
        onOpen(tab);
      }}
    />
  );
  return (
    <nav class="tabs" aria-label={texts.pages}>
      <ul>{patient.map(draw)}</ul>
      <ul class="tabs-apart">{apart.map(draw)}</ul>
      {state.progress !== null && state.stop === null && <div class="tabs-progress" aria-hidden="true" />}
    </nav>
  );
}

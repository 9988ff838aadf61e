import type { Candidate, LauncherState } from '../../borders/windows/index.ts';
import type { InsTyping } from './ins-typing.ts';

export type PageId = LauncherState['landingPage'];

/** What the window holds by itself: only what is being typed or chosen. */
export interface LocalState {
  readonly view: 'main' | 'ins';
  readonly choosingPage: boolean;
  readonly typed: string;
  readonly page: PageId;
  readonly selected: string | null;
}

export type LocalAction =
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'typeIns' }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'choosePage' }
  | { readonly type: 'page'; readonly page: PageId }
  | { readonly type: 'back' }
  | { readonly type: 'forget'; readonly state: LauncherState };

/** The local state that goes with a screen seen for the first time. */
export function freshLocal(state: LauncherState): LocalState {
  return {
    view: 'main',
    choosingPage: false,
    typed: '',
    page: state.landingPage,
    selected: state.screen.kind === 'people' ? state.screen.selected : null,
  };
}

/** One step of what is typed or chosen. */
export function reduceLocal(local: LocalState, action: LocalAction): LocalState {
  switch (action.type) {
    case 'select':
      return { ...local, selected: action.id };
    case 'typeIns':
      return { ...local, view: 'ins', choosingPage: false };
    case 'typed':
      return { ...local, typed: action.text };
    case 'choosePage':
      return { ...local, choosingPage: true };
    case 'page':
      return { ...local, page: action.page };
    case 'back':
      if (local.choosingPage) return { ...local, choosingPage: false };
      return { ...local, view: 'main', typed: '' };
    case 'forget':
      return freshLocal(action.state);
  }
}

/**
 * What tells one insertion from the next, or one document that names somebody of it; empty without a card that is
 * being read or was read.
 */
export function insertionOf({ screen }: LauncherState): string {
  if (screen.kind === 'people')
    return `${screen.candidates.map(({ id }) => id).join(' ')} ${String(screen.named?.scan ?? '')}`.trim();
  return screen.kind === 'reading' ? 'reading' : '';
}

/**
 * Whether what was typed or chosen is forgotten: a choice made for one card must never act on the next one,
 * and a typed number must not outlive its use. A card that leaves does not disturb the typing of a number.
 */
export function forgets(previous: LauncherState, next: LauncherState): boolean {
  const insertion = insertionOf(next);
  return (
    (insertion !== '' && insertion !== insertionOf(previous)) ||
    JSON.stringify(previous.visit) !== JSON.stringify(next.visit) ||
    previous.landingPage !== next.landingPage
  );
}

/** What Enter and the main button do. */
export type MainAction =
  | { readonly kind: 'none' }
  | { readonly kind: 'person'; readonly candidate: Candidate; readonly page: PageId }
  | { readonly kind: 'ins'; readonly ins: string; readonly tail: string; readonly page: PageId }
  /** Back to the record of the person who is selected: it stays where it is. */
  | { readonly kind: 'visit'; readonly candidate: Candidate }
  | { readonly kind: 'dashboard' }
  /** To look there for the person who is selected, whose INS may not be used. */
  | { readonly kind: 'search'; readonly candidate: Candidate }
  | { readonly kind: 'page' };

/** The one main action of what is on screen. */
export function mainAction(state: LauncherState, local: LocalState, typing: InsTyping): MainAction {
  if (local.choosingPage) return { kind: 'page' };
  if (local.view === 'ins') {
    if (typing.status !== 'good') return { kind: 'none' };
    return { kind: 'ins', ins: typing.ins, tail: typing.tail, page: local.page };
  }
  if (state.screen.kind === 'problem') return { kind: 'dashboard' };
  if (state.screen.kind !== 'people') return { kind: 'none' };
  const { candidates } = state.screen;
  const alone = candidates.length === 1 ? candidates[0] : undefined;
  const candidate = candidates.find(({ id }) => id === local.selected) ?? alone;
  // Nobody was chosen among several: a key meant for another program must not choose either.
  const nobody = candidates.every(({ ins }) => !ins.usable);
  if (candidate === undefined && !nobody) return { kind: 'none' };
  if (candidate === undefined) return { kind: 'dashboard' };
  if (!candidate.ins.usable) return { kind: 'search', candidate };
  if (candidate.open) return { kind: 'visit', candidate };
  return { kind: 'person', candidate, page: local.page };
}

/** What a key does, or null when the key is left to the browser. */
export type KeyEffect =
  | { readonly kind: 'main' }
  | { readonly kind: 'back' }
  | { readonly kind: 'dismiss' }
  | { readonly kind: 'hide' }
  | { readonly kind: 'select'; readonly id: string };

/** Where the key was pressed. */
export interface KeyContext {
  readonly state: LauncherState;
  readonly local: LocalState;
  /** The focus is on something that has its own use of Enter: a button. */
  readonly onButton: boolean;
  /** The focus is on one of the people: only then do digits choose. */
  readonly inList: boolean;
  /** False for an instant after people appear, so that a key meant for another program opens nothing. */
  readonly armed: boolean;
}

/** The keys 1-9 choose a person while the list has the focus, Enter is the main action, Escape steps back. */
export function keyEffect(
  key: string,
  { state, local, onButton, inList, armed }: KeyContext,
): KeyEffect | null {
  if (key === 'Escape') {
    if (local.choosingPage || local.view === 'ins') return { kind: 'back' };
    return state.notice === null ? { kind: 'hide' } : { kind: 'dismiss' };
  }
  if (!armed) return null;
  if (key === 'Enter') return onButton ? null : { kind: 'main' };
  const choosing = inList && state.screen.kind === 'people' && local.view === 'main' && !local.choosingPage;
  if (!choosing || state.screen.kind !== 'people' || !/^[1-9]$/.test(key)) return null;
  const candidate = state.screen.candidates[Number(key) - 1];
  return candidate === undefined ? null : { kind: 'select', id: candidate.id };
}

/**
 * What the program does when the workstation's installer is about to change or to take away its files: one pure
 * function. A record is never closed without its practitioner's word; without a record the user is told and the program
 * ends; with one the user is asked, once for every record, and the program ends by itself when nothing is open any more.
 */

/** What an installer announces. */
export const PACKAGE_CHANGES = ['upgrade', 'removal'] as const;
export type PackageChange = (typeof PACKAGE_CHANGES)[number];

export type LeavingState =
  | { readonly kind: 'staying' }
  /** Something is open: the user is asked (`asked`), or has answered that it goes on for now. */
  | { readonly kind: 'waiting'; readonly change: PackageChange; readonly asked: boolean }
  /** Nothing is open: told, and about to end. */
  | { readonly kind: 'told'; readonly change: PackageChange }
  | { readonly kind: 'leaving'; readonly change: PackageChange };

/** `busy`: a record, or a question before one, is on the screen. */
export type LeavingEvent =
  | { readonly type: 'announced'; readonly change: PackageChange; readonly busy: boolean }
  | { readonly type: 'looked'; readonly busy: boolean }
  /** A record has opened, or has taken another one's place. */
  | { readonly type: 'record-opened' }
  /** What was told has been there to be seen for a moment. */
  | { readonly type: 'seen'; readonly busy: boolean }
  | { readonly type: 'answered'; readonly close: boolean };

export type LeavingEffect = 'ask' | 'drop-question' | 'tell' | 'leave';

export interface LeavingStep {
  readonly state: LeavingState;
  readonly effects: readonly LeavingEffect[];
}

export const STAYING: LeavingState = { kind: 'staying' };

/** Advances by one event. */
export function advanceLeaving(state: LeavingState, event: LeavingEvent): LeavingStep {
  if (event.type === 'announced') return announced(state, event.change, event.busy);
  switch (state.kind) {
    case 'staying':
    case 'leaving':
      return { state, effects: [] };
    case 'waiting':
      return waiting(state, event);
    case 'told':
      return told(state, event);
  }
}

/** A second announcement counts: an upgrade may be followed by a removal, and asks again what was put off. */
function announced(state: LeavingState, change: PackageChange, busy: boolean): LeavingStep {
  switch (state.kind) {
    case 'leaving':
      return { state, effects: [] };
    case 'told':
      return { state: { ...state, change }, effects: [] };
    case 'waiting':
      if (!busy) return tell(change, state.asked);
      return ask(change, state.asked && state.change !== change ? ['drop-question'] : [], state);
    case 'staying':
      return busy ? ask(change, [], state) : tell(change, false);
  }
}

function waiting(
  state: Extract<LeavingState, { kind: 'waiting' }>,
  event: Exclude<LeavingEvent, { type: 'announced' }>,
): LeavingStep {
  switch (event.type) {
    case 'looked':
      return event.busy ? { state, effects: [] } : tell(state.change, state.asked);
    case 'record-opened':
      return ask(state.change, [], state);
    case 'answered':
      if (!state.asked) return { state, effects: [] };
      return event.close
        ? { state: { kind: 'leaving', change: state.change }, effects: ['leave'] }
        : { state: { ...state, asked: false }, effects: [] };
    case 'seen':
      return { state, effects: [] };
  }
}

function told(
  state: Extract<LeavingState, { kind: 'told' }>,
  event: Exclude<LeavingEvent, { type: 'announced' }>,
): LeavingStep {
  switch (event.type) {
    // Opened in the moment between: nothing is closed over it.
    case 'record-opened':
      return ask(state.change, [], state);
    case 'seen':
      return event.busy
        ? ask(state.change, [], state)
        : { state: { kind: 'leaving', change: state.change }, effects: ['leave'] };
    case 'looked':
    case 'answered':
      return { state, effects: [] };
  }
}

/** One question at a time: one that stands for the same change is enough. */
function ask(change: PackageChange, before: readonly LeavingEffect[], from: LeavingState): LeavingStep {
  const stands = from.kind === 'waiting' && from.asked && before.length === 0;
  return { state: { kind: 'waiting', change, asked: true }, effects: stands ? [] : [...before, 'ask'] };
}

function tell(change: PackageChange, asked: boolean): LeavingStep {
  return {
    state: { kind: 'told', change },
    effects: [...(asked ? (['drop-question'] as const) : []), 'tell'],
  };
}

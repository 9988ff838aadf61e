/**
 * What the program does when cards come and go and when the practitioner asks for something:
 * one pure function from a state and an event to a new state and a list of effects.
 *
 * Two rules stand above the others: there is one visit at a time, and a record is never replaced by
 * another person's without a confirmation that names both.
 */
import type { VitaleReading } from '../identity/beneficiary.ts';
import { failure, type Failure } from '../failures/index.ts';
import type { DatamatrixIdentity } from '../identity/datamatrix.ts';
import { decisionsUnder } from '../identity/document-match.ts';
import { deriveInsForReading, type MergedReading } from '../identity/ins-derivation.ts';
import type { PageId } from '../site/pages.ts';
import type { OpenOnInsert } from '../settings/configuration.ts';
import { unfinished, type SystemWindow } from './system-windows.ts';
import {
  endForeignSearch,
  holdAgainst,
  isConfirmed,
  sameRecord,
  sameSubject,
  subjectOf,
  type CardPresence,
  type VisitSubject,
  type VitaleCard,
} from './visit-subject.ts';

export { sameRecord, sameSubject, subjectOf, type CardPresence, type VisitSubject, type VitaleCard };
export { searchOf, subjectOfIns, subjectReady } from './visit-subject.ts';

export interface OpenVisit {
  /** Unique for every visit of the program's life. */
  readonly id: number;
  readonly subject: VisitSubject;
  /** The Vitale that this visit came from has left its reader. */
  readonly vitaleRemoved: boolean;
}

/** A question before a record: in place of the open one, or, for someone whom a document names, of none. */
export interface PendingSwitch {
  /** What is confirmed is exactly what was shown: an answer to an older question is ignored. */
  readonly id: number;
  readonly cause: 'card' | 'choice' | 'document';
  readonly to: VisitSubject;
  readonly page: PageId;
}

export interface LaunchState {
  /** In the order of their insertion. */
  readonly cards: readonly VitaleCard[];
  readonly visit: OpenVisit | null;
  readonly pending: PendingSwitch | null;
  /** The person of a card whom a document has just named; `scan` is unique for every reading. */
  readonly named: { readonly cardKey: string; readonly index: number; readonly scan: number } | null;
  /** A card left before it was read: said until the next card or the next opening. */
  readonly lost: Failure | null;
  /** The system's windows that a record has opened, be it closed since: no other opens beneath them. */
  readonly standing: readonly SystemWindow[];
  /** For the next visit or question. */
  readonly nextId: number;
}

/** The settings that the policy depends on. */
export interface LaunchRules {
  /** `ask` and `discret` never bring anything over another program by themselves. */
  readonly openOnInsert: OpenOnInsert;
  readonly landingPage: PageId;
  readonly closeOnVitaleRemoval: boolean;
}

export type LaunchEvent =
  | { readonly type: 'cards-present'; readonly cards: readonly CardPresence[] }
  | { readonly type: 'card-read'; readonly key: string; readonly reading: VitaleReading }
  /** The same card read by a second source: what is shown gets more precise, in its place. */
  | { readonly type: 'card-refined'; readonly key: string; readonly reading: MergedReading }
  | { readonly type: 'card-failed'; readonly key: string; readonly failure: Failure }
  /** The code of a document was read, and may be used in this environment. */
  | { readonly type: 'document-read'; readonly identity: DatamatrixIdentity; readonly page: PageId }
  | { readonly type: 'open'; readonly subject: VisitSubject; readonly page: PageId }
  | { readonly type: 'switch-accepted'; readonly id: number }
  | { readonly type: 'switch-refused'; readonly id: number }
  /** A record has opened a window of the system's, or one of them was answered. */
  | { readonly type: 'system-windows'; readonly standing: readonly SystemWindow[] }
  | { readonly type: 'visit-closed'; readonly id: number };

export type LaunchEffect =
  | { readonly type: 'read-card'; readonly key: string }
  | { readonly type: 'close-visit' }
  | { readonly type: 'open-visit'; readonly visit: OpenVisit; readonly page: PageId }
  /** The same record was asked for again: bring it forward; `page` is null to stay where it is. */
  | { readonly type: 'focus-visit'; readonly page: PageId | null }
  /** A card came that does not tell of the person whom the open dashboard was to look for. */
  | { readonly type: 'end-search' }
  /** A card came that the launcher is wanted for: over other programs, without taking their keys. */
  | { readonly type: 'show-launcher' }
  /** A card came: said where nothing is covered, in the task bar. */
  | { readonly type: 'signal-card' }
  /** Says something beside whatever the launcher shows; `quietly` without covering another program. */
  | { readonly type: 'tell'; readonly failure: Failure; readonly quietly: boolean }
  | { readonly type: 'ask-switch' }
  | { readonly type: 'drop-switch' };

export interface LaunchStep {
  readonly state: LaunchState;
  readonly effects: readonly LaunchEffect[];
}

export const INITIAL_LAUNCH_STATE: LaunchState = {
  cards: [],
  visit: null,
  pending: null,
  named: null,
  lost: null,
  standing: [],
  nextId: 1,
};

/** Advances the program by one event. */
export function advance(state: LaunchState, event: LaunchEvent, rules: LaunchRules): LaunchStep {
  switch (event.type) {
    case 'cards-present':
      return cardsPresent(state, event.cards, rules);
    case 'card-read':
      return cardRead(state, event.key, event.reading, rules);
    case 'card-refined':
      return cardRefined(state, event.key, event.reading, rules);
    case 'card-failed':
      return cardFailed(state, event.key, event.failure);
    case 'document-read':
      return documentRead(state, event.identity, event.page);
    case 'open':
      return open(state, event.subject, event.page, 'choice');
    case 'switch-accepted':
      return state.pending?.id === event.id ? switchAccepted(state, state.pending) : { state, effects: [] };
    case 'switch-refused':
      return state.pending?.id === event.id ? switchRefused(state, state.pending) : { state, effects: [] };
    case 'system-windows':
      return { state: { ...state, standing: event.standing }, effects: [] };
    case 'visit-closed':
      return visitClosed(state, event.id);
  }
}

/**
 * Why a record cannot be opened as things stand: a window of the system's that another one has opened is not finished
 * with. Null for the record that is open, which nothing is opened over.
 */
export function waitsForWindow({ visit, standing }: LaunchState, subject: VisitSubject): Failure | null {
  const isOpen =
    visit !== null && (sameSubject(visit.subject, subject) || sameRecord(visit.subject, subject));
  return isOpen ? null : unfinished(standing);
}

/**
 * Why a visit that was decided on is not to be opened any more, asked just before anything is loaded: its Vitale has
 * left meanwhile, another record was asked for, or the former one has opened a window of the system's before it was
 * gone. Null while it is still wanted.
 */
export function openingRefusal(state: LaunchState, { id, subject }: OpenVisit): Failure | null {
  if (state.visit?.id === id && cardIsThere(state, state.visit.subject)) return unfinished(state.standing);
  return failure(subject.kind === 'software' ? 'APPEL-DOSSIER-OUVERT' : 'VITALE-PARTIE');
}

function cardsPresent(state: LaunchState, present: readonly CardPresence[], rules: LaunchRules): LaunchStep {
  const kept = state.cards.filter((card) => present.some(({ key }) => key === card.key));
  const arrived = present.filter(({ key }) => !state.cards.some((card) => card.key === key));
  const cards = [
    ...kept,
    ...arrived.map((presence): VitaleCard => ({ ...presence, progress: { kind: 'reading' } })),
  ];
  const effects: LaunchEffect[] = arrived.map(({ key }) => ({ type: 'read-card', key }));
  const gone = state.cards.filter((card) => !kept.includes(card));
  const lost = arrived.length > 0 ? null : (gone.map(lossOf).find((each) => each !== null) ?? state.lost);
  const named = arrived.length > 0 || gone.length > 0 ? null : state.named;
  let next: LaunchState = { ...state, cards, lost, named };

  if (pendingCardLeft(next)) {
    next = { ...next, pending: null };
    effects.push({ type: 'drop-switch' });
  }
  const left = visitCardLeft(next);
  if (left && !rules.closeOnVitaleRemoval) next = { ...next, visit: { ...left, vitaleRemoved: true } };
  if (left && rules.closeOnVitaleRemoval) {
    const ended = withoutVisit(next);
    next = ended.state;
    effects.push({ type: 'close-visit' }, ...ended.effects);
  }
  if (arrived.some(({ seenInserted }) => seenInserted)) effects.push(...cameIn(next, rules));
  return { state: next, effects };
}

/**
 * How a card that has just been inserted is said. To a dashboard without patient it is the site's own search that wants
 * it: nothing is said.
 */
function cameIn({ visit }: LaunchState, { openOnInsert }: LaunchRules): readonly LaunchEffect[] {
  if (openOnInsert === 'discret' || visit?.subject.kind === 'dashboard') return [];
  return [{ type: openOnInsert === 'always' ? 'show-launcher' : 'signal-card' }];
}

/** What to say of a card that has just left: nothing when it had been read, or had failed for another reason. */
function lossOf({ progress }: VitaleCard): Failure | null {
  if (progress.kind === 'reading') return failure('VITALE-RETIREE');
  return progress.kind === 'failed' && progress.failure.code === 'VITALE-RETIREE' ? progress.failure : null;
}

function pendingCardLeft(state: LaunchState): boolean {
  return state.pending !== null && !cardIsThere(state, state.pending.to);
}

/** Whether the card that a subject was read from is in a reader; subjects without a card need none. */
function cardIsThere({ cards }: LaunchState, subject: VisitSubject): boolean {
  return subject.kind !== 'person' || cards.some(({ key }) => key === subject.cardKey);
}

function visitCardLeft(state: LaunchState): OpenVisit | null {
  const { visit } = state;
  return visit === null || visit.vitaleRemoved || cardIsThere(state, visit.subject) ? null : visit;
}

function cardRead(state: LaunchState, key: string, reading: VitaleReading, rules: LaunchRules): LaunchStep {
  const decisions = deriveInsForReading(reading);
  const next = withProgress(state, key, { kind: 'read', reading, decisions, documents: [] });
  const card = next?.cards.find((each) => each.key === key);
  if (!next || !card) return { state, effects: [] };
  const searching = withoutForeignSearch(next, card);
  const opened = opensByItself(searching.state, card, rules);
  return { state: opened.state, effects: [...searching.effects, ...opened.effects] };
}

function withoutForeignSearch(state: LaunchState, card: VitaleCard): LaunchStep {
  const visit = endForeignSearch(state.visit, card);
  return { state: { ...state, visit }, effects: visit === state.visit ? [] : [{ type: 'end-search' }] };
}

/** What a card that has just been read does without a click. */
function opensByItself(state: LaunchState, card: VitaleCard, rules: LaunchRules): LaunchStep {
  const recognised = recognisedVisit(state, card);
  if (recognised) {
    // Where nothing comes forward by itself, the note goes and that is all.
    const effects: readonly LaunchEffect[] =
      rules.openOnInsert === 'always' ? [{ type: 'focus-visit', page: null }] : [];
    return { state: { ...state, visit: recognised }, effects };
  }
  const isWanted = rules.openOnInsert === 'always' && state.visit?.subject.kind !== 'dashboard';
  const subject = isWanted ? subjectToOpenAlone(state, card) : null;
  if (!subject) return { state, effects: [] };
  return open(state, subject, rules.landingPage, 'card');
}

/** The card of the open visit came back: the note goes, nothing is opened again. */
function recognisedVisit({ visit }: LaunchState, card: VitaleCard): OpenVisit | null {
  if (visit?.subject.kind !== 'person' || !visit.vitaleRemoved || card.progress.kind !== 'read') return null;
  for (const index of card.progress.reading.beneficiaries.keys()) {
    const subject = subjectOf(card, index);
    if (subject && sameSubject(subject, visit.subject))
      return { id: visit.id, subject, vitaleRemoved: false };
  }
  return null;
}

/** Needs one card, seen being inserted, with one person whose INS may be used. */
function subjectToOpenAlone(state: LaunchState, card: VitaleCard): VisitSubject | null {
  if (!card.seenInserted || state.cards.length !== 1 || card.progress.kind !== 'read') return null;
  if (card.progress.reading.beneficiaries.length !== 1) return null;
  return subjectOf(card, 0);
}

/**
 * The list changes in its place. A record or a question that rests on a number which the second source does not
 * confirm goes at once: it may be the wrong person's. One person alone on the card whom the second source makes
 * usable opens as if the first had.
 */
function cardRefined(
  state: LaunchState,
  key: string,
  reading: MergedReading,
  rules: LaunchRules,
): LaunchStep {
  const before = state.cards.find((each) => each.key === key);
  const documents = before?.progress.kind === 'read' ? before.progress.documents : [];
  const decisions = decisionsUnder(reading.beneficiaries, deriveInsForReading(reading), documents);
  const next = withProgress(state, key, { kind: 'read', reading, decisions, documents });
  const card = next?.cards.find((each) => each.key === key);
  if (!next || !card || !before) return { state, effects: [] };
  const isNamed = next.named?.cardKey !== key || subjectOf(card, next.named.index) !== null;
  const shown = isNamed ? next : { ...next, named: null };
  const { state: refined, effects } = withdrawUnconfirmed(
    shown,
    [card],
    'VITALE-CONTREDITE',
    rules.openOnInsert !== 'always',
  );
  if (isSettled(before)) return { state: refined, effects };
  const opened = opensByItself(refined, card, rules);
  return { state: opened.state, effects: [...effects, ...opened.effects] };
}

/**
 * Whether a card has had its chance to open something: somebody was usable already, whose record may have been closed
 * since, or the second source has spoken before.
 */
function isSettled(card: VitaleCard): boolean {
  return (
    card.progress.kind !== 'read' || card.progress.reading.source === 'merged' || subjectOf(card, 0) !== null
  );
}

/** A record or a question that rests on a number which its card no longer gives is closed, and said. */
function withdrawUnconfirmed(
  state: LaunchState,
  cards: readonly VitaleCard[],
  code: 'VITALE-CONTREDITE' | 'DOCUMENT-CONTREDIT',
  quietly: boolean,
): LaunchStep {
  const isGone = (subject: VisitSubject): boolean => !cards.every((card) => isConfirmed(card, subject));
  const effects: LaunchEffect[] = [];
  let next = state;
  if (next.pending && isGone(next.pending.to)) {
    next = { ...next, pending: null };
    effects.push({ type: 'drop-switch' });
  }
  if (next.visit && isGone(next.visit.subject)) {
    const ended = withoutVisit(next);
    next = ended.state;
    effects.push({ type: 'close-visit' }, ...ended.effects, {
      type: 'tell',
      failure: failure(code),
      quietly,
    });
  }
  return { state: next, effects };
}

/**
 * Somebody whom a document names. On a card that is there, the card's line gets the number, or both are refused;
 * otherwise nothing opens before a question that says who it is.
 */
function documentRead(state: LaunchState, identity: DatamatrixIdentity, page: PageId): LaunchStep {
  const held = state.cards.map((card) => holdAgainst(card, identity));
  const changed: LaunchState = { ...state, cards: held.map(({ card }) => card), named: null };
  if (held.some(({ verdict }) => verdict.kind === 'contradiction')) {
    const step = withdrawUnconfirmed(changed, changed.cards, 'DOCUMENT-CONTREDIT', false);
    const isTold = step.effects.some(({ type }) => type === 'tell');
    const told: LaunchEffect = { type: 'tell', failure: failure('DOCUMENT-CONTREDIT'), quietly: false };
    return isTold ? step : { state: step.state, effects: [...step.effects, told] };
  }
  for (const { card, verdict } of held) {
    if (verdict.kind !== 'person') continue;
    const named = { cardKey: card.key, index: verdict.index, scan: state.nextId };
    return {
      state: { ...changed, named, nextId: state.nextId + 1 },
      effects: [{ type: 'show-launcher' }],
    };
  }
  return open(changed, { kind: 'document', ins: identity.ins, identity }, page, 'document');
}

function cardFailed(state: LaunchState, key: string, failure: Failure): LaunchStep {
  const next = withProgress(state, key, { kind: 'failed', failure });
  const card = next?.cards.find((each) => each.key === key);
  return next && card ? withoutForeignSearch(next, card) : { state, effects: [] };
}

/** Null when that card is no longer there: what was read of it must not be shown. */
function withProgress(state: LaunchState, key: string, progress: VitaleCard['progress']): LaunchState | null {
  if (!state.cards.some((card) => card.key === key)) return null;
  return {
    ...state,
    cards: state.cards.map((card) => (card.key === key ? { ...card, progress } : card)),
  };
}

function open(
  state: LaunchState,
  subject: VisitSubject,
  page: PageId,
  cause: PendingSwitch['cause'],
): LaunchStep {
  const { visit } = state;
  // Asked for just as the card left: what was read of it is nobody's to open any more.
  if (!cardIsThere(state, subject)) return { state, effects: [] };
  const waits = waitsForWindow(state, subject);
  // Nothing of the card's own doing covers another program, the window that is waited for included.
  if (waits) return { state, effects: [{ type: 'tell', failure: waits, quietly: cause === 'card' }] };
  if (!visit && cause !== 'document') return startVisit(state, subject, page);
  if (visit && sameSubject(visit.subject, subject))
    return {
      state: { ...state, visit: { ...visit, subject, vitaleRemoved: false } },
      // Somebody of a card is gone back to, wherever their record is; a page is what the others ask for.
      effects: [{ type: 'focus-visit', page: subject.kind === 'person' ? null : page }],
    };
  // Nothing of it changes but its page: the record keeps the name that it has.
  if (visit && sameRecord(visit.subject, subject)) return { state, effects: [{ type: 'focus-visit', page }] };
  const pending = { id: state.nextId, cause, to: subject, page };
  return { state: { ...state, pending, nextId: state.nextId + 1 }, effects: [{ type: 'ask-switch' }] };
}

function startVisit(state: LaunchState, subject: VisitSubject, page: PageId): LaunchStep {
  const visit = { id: state.nextId, subject, vitaleRemoved: false };
  return {
    state: { ...state, visit, pending: null, named: null, lost: null, nextId: state.nextId + 1 },
    effects: [
      ...(state.pending === null ? [] : [{ type: 'drop-switch' } as const]),
      { type: 'open-visit', visit, page },
    ],
  };
}

/**
 * Whoever stays stays with the record, not with the launcher, where the other patient stands under Enter. A call that
 * was refused leaves the practitioner in the software that it came from.
 */
function switchRefused(state: LaunchState, { to }: PendingSwitch): LaunchStep {
  const isCalled = to.kind === 'software' || (to.kind === 'dashboard' && to.caller !== undefined);
  const stays = state.visit !== null && !isCalled;
  return {
    state: { ...state, pending: null },
    effects: stays ? [{ type: 'focus-visit', page: null }] : [],
  };
}

function switchAccepted(asked: LaunchState, pending: PendingSwitch): LaunchStep {
  const state = { ...asked, pending: null };
  // A card that was read while the question stood may say something else of this number.
  if (pending.to.kind === 'document') {
    const { identity } = pending.to;
    if (state.cards.some((card) => holdAgainst(card, identity).verdict.kind === 'contradiction'))
      return { state, effects: [{ type: 'tell', failure: failure('DOCUMENT-CONTREDIT'), quietly: false }] };
  }
  const waits = waitsForWindow(state, pending.to);
  if (waits) return { state, effects: [{ type: 'tell', failure: waits, quietly: false }] };
  const opened = startVisit(state, pending.to, pending.page);
  const closing: readonly LaunchEffect[] = asked.visit === null ? [] : [{ type: 'close-visit' }];
  return { state: opened.state, effects: [...closing, ...opened.effects] };
}

function visitClosed(state: LaunchState, id: number): LaunchStep {
  return state.visit?.id === id ? withoutVisit(state) : { state, effects: [] };
}

/** No record is open any more, so there is nothing left to confirm; the practitioner asks again if wanted. */
function withoutVisit(state: LaunchState): LaunchStep {
  return state.pending
    ? { state: { ...state, visit: null, pending: null }, effects: [{ type: 'drop-switch' }] }
    : { state: { ...state, visit: null }, effects: [] };
}

/**
 * What the program does when cards come and go and when the practitioner asks for something:
 * one pure function from a state and an event to a new state and a list of effects.
 *
 * Two rules stand above the others: there is one visit at a time, and a record is never replaced by
 * another person's without a confirmation that names both.
 */
import type { Beneficiary, VitaleReading } from '../identity/beneficiary.ts';
import { failure, type Failure } from '../failures/index.ts';
import { deriveInsForReading, type InsDecision, type MergedReading } from '../identity/ins-derivation.ts';
import type { InsMatricule } from '../identity/ins.ts';
import type { PageId } from '../site/pages.ts';
import { personKey } from '../identity/person.ts';
import type { OpenOnInsert } from '../settings/configuration.ts';

/** A card in a reader that may be a Vitale; `key` is unique for every insertion of the program's life. */
export interface CardPresence {
  readonly key: string;
  readonly reader: string;
  /** False for a card that was already there when the program began to look. */
  readonly seenInserted: boolean;
}

export interface VitaleCard extends CardPresence {
  readonly progress:
    | { readonly kind: 'reading' }
    | {
        readonly kind: 'read';
        readonly reading: VitaleReading | MergedReading;
        readonly decisions: readonly InsDecision[];
      }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

/** Somebody of a card. */
export interface PersonSubject {
  readonly kind: 'person';
  readonly cardKey: string;
  readonly beneficiary: Beneficiary;
  readonly ins: InsMatricule;
}

/** What a visit is about. */
export type VisitSubject =
  | PersonSubject
  | { readonly kind: 'typed'; readonly ins: InsMatricule }
  | { readonly kind: 'software'; readonly ins: InsMatricule; readonly caller: string }
  | { readonly kind: 'dashboard' };

export interface OpenVisit {
  /** Unique for every visit of the program's life. */
  readonly id: number;
  readonly subject: VisitSubject;
  /** The Vitale that this visit came from has left its reader. */
  readonly vitaleRemoved: boolean;
}

export interface PendingSwitch {
  /** What is confirmed is exactly what was shown: an answer to an older question is ignored. */
  readonly id: number;
  readonly cause: 'card' | 'choice';
  readonly to: VisitSubject;
  readonly page: PageId;
}

export interface LaunchState {
  /** In the order of their insertion. */
  readonly cards: readonly VitaleCard[];
  readonly visit: OpenVisit | null;
  readonly pending: PendingSwitch | null;
  /** A card left before it was read: said until the next card or the next opening. */
  readonly lost: Failure | null;
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
  | { readonly type: 'open'; readonly subject: VisitSubject; readonly page: PageId }
  | { readonly type: 'switch-accepted'; readonly id: number }
  | { readonly type: 'switch-refused'; readonly id: number }
  | { readonly type: 'visit-closed'; readonly id: number };

export type LaunchEffect =
  | { readonly type: 'read-card'; readonly key: string }
  | { readonly type: 'close-visit' }
  | { readonly type: 'open-visit'; readonly visit: OpenVisit; readonly page: PageId }
  /** The same record was asked for again: bring it forward; `page` is null to stay where it is. */
  | { readonly type: 'focus-visit'; readonly page: PageId | null }
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
  lost: null,
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
    case 'open':
      return open(state, event.subject, event.page, 'choice');
    case 'switch-accepted':
      return state.pending?.id === event.id ? switchAccepted(state, state.pending) : { state, effects: [] };
    case 'switch-refused':
      return state.pending?.id === event.id
        ? { state: { ...state, pending: null }, effects: [] }
        : { state, effects: [] };
    case 'visit-closed':
      return visitClosed(state, event.id);
  }
}

/** The subject of opening one person of a card, or null when that person's INS may not be used. */
export function subjectOf(card: VitaleCard, index: number): VisitSubject | null {
  if (card.progress.kind !== 'read') return null;
  const beneficiary = card.progress.reading.beneficiaries[index];
  const decision = card.progress.decisions[index];
  if (beneficiary === undefined || decision?.usable !== true) return null;
  return { kind: 'person', cardKey: card.key, beneficiary, ins: decision.ins };
}

/**
 * Whether two subjects are the same record *and* the same identity on screen.
 * An equal number under another name is not the same: it has to be confirmed.
 */
export function sameSubject(one: VisitSubject, other: VisitSubject): boolean {
  if (one.kind === 'dashboard' || other.kind === 'dashboard') return one.kind === other.kind;
  if (one.kind !== other.kind || one.ins !== other.ins) return false;
  if (one.kind === 'person' && other.kind === 'person')
    return personKey(one.beneficiary) === personKey(other.beneficiary);
  if (one.kind === 'software' && other.kind === 'software') return one.caller === other.caller;
  return true;
}

/**
 * Whether what is asked for is the open record: the same subject, or its number alone, which says nothing that the
 * record's own name could contradict. The other way about is none: a number that gets a name has to be confirmed.
 */
export function sameRecord(open: VisitSubject, asked: VisitSubject): boolean {
  if (sameSubject(open, asked)) return true;
  if (open.kind === 'dashboard') return false;
  return (asked.kind === 'typed' || asked.kind === 'software') && asked.ins === open.ins;
}

/**
 * Whose record a gesture opens that names nobody (the tray's icon, a notification, the shortcut): the one person of the
 * one card that is in, where no record is open. Null: the launcher is where to choose.
 */
export function subjectReady(state: LaunchState): VisitSubject | null {
  const [card, ...others] = state.cards;
  if (card === undefined || others.length > 0 || state.visit !== null || state.pending !== null) return null;
  return card.progress.kind === 'read' && card.progress.reading.beneficiaries.length === 1
    ? subjectOf(card, 0)
    : null;
}

/** The one person of the cards that were read whose usable INS this is; null for nobody, and for more than one. */
export function subjectOfIns({ cards }: LaunchState, ins: InsMatricule): PersonSubject | null {
  const found = cards.flatMap((card) =>
    card.progress.kind !== 'read'
      ? []
      : [...card.progress.reading.beneficiaries.keys()].flatMap((index) => {
          const subject = subjectOf(card, index);
          return subject?.kind === 'person' && subject.ins === ins ? [subject] : [];
        }),
  );
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : null;
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
  let next: LaunchState = { ...state, cards, lost };

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
  const next = withProgress(state, key, { kind: 'read', reading, decisions });
  if (!next) return { state, effects: [] };
  const card = next.cards.find((each) => each.key === key);
  return card ? opensByItself(next, card, rules) : { state: next, effects: [] };
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

/** Opening by itself needs one card, seen being inserted, with one person whose INS may be used. */
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
  const decisions = deriveInsForReading(reading);
  const before = state.cards.find((each) => each.key === key);
  const next = withProgress(state, key, { kind: 'read', reading, decisions });
  const card = next?.cards.find((each) => each.key === key);
  if (!next || !card || !before) return { state, effects: [] };
  const effects: LaunchEffect[] = [];
  let refined = next;
  if (refined.pending && !isConfirmed(card, refined.pending.to)) {
    refined = { ...refined, pending: null };
    effects.push({ type: 'drop-switch' });
  }
  if (refined.visit && !isConfirmed(card, refined.visit.subject)) {
    const ended = withoutVisit(refined);
    refined = ended.state;
    effects.push({ type: 'close-visit' }, ...ended.effects, {
      type: 'tell',
      failure: failure('VITALE-CONTREDITE'),
      quietly: rules.openOnInsert !== 'always',
    });
  }
  return isSettled(before) ? { state: refined, effects } : opensByItself(refined, card, rules);
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

/** Whether a subject that came from this card is still what the card says; others are not its business. */
function isConfirmed(card: VitaleCard, subject: VisitSubject): boolean {
  if (subject.kind !== 'person' || subject.cardKey !== card.key || card.progress.kind !== 'read') return true;
  return [...card.progress.reading.beneficiaries.keys()].some((index) => {
    const now = subjectOf(card, index);
    return now !== null && sameSubject(now, subject);
  });
}

function cardFailed(state: LaunchState, key: string, failure: Failure): LaunchStep {
  return { state: withProgress(state, key, { kind: 'failed', failure }) ?? state, effects: [] };
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
  if (!visit) return startVisit(state, subject, page);
  if (sameSubject(visit.subject, subject))
    return {
      state: { ...state, visit: { ...visit, subject, vitaleRemoved: false } },
      // Somebody of a card is gone back to, wherever their record is; a page is what the others ask for.
      effects: [{ type: 'focus-visit', page: subject.kind === 'person' ? null : page }],
    };
  // Nothing of it changes but its page: the record keeps the name that it has.
  if (sameRecord(visit.subject, subject)) return { state, effects: [{ type: 'focus-visit', page }] };
  const pending = { id: state.nextId, cause, to: subject, page };
  return { state: { ...state, pending, nextId: state.nextId + 1 }, effects: [{ type: 'ask-switch' }] };
}

function startVisit(state: LaunchState, subject: VisitSubject, page: PageId): LaunchStep {
  const visit = { id: state.nextId, subject, vitaleRemoved: false };
  return {
    state: { ...state, visit, pending: null, lost: null, nextId: state.nextId + 1 },
    effects: [{ type: 'open-visit', visit, page }],
  };
}

function switchAccepted(state: LaunchState, pending: PendingSwitch): LaunchStep {
  const opened = startVisit(state, pending.to, pending.page);
  return { state: opened.state, effects: [{ type: 'close-visit' }, ...opened.effects] };
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

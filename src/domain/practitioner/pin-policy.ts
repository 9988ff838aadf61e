/**
 * When the practitioner's PIN may be asked for, and when it may be handed over: one pure function of a state and an
 * event, for the browser engine's and the vendor library's PIN alike.
 *
 * Three wrong PINs block a card (cpx.md); the engine asks again without limit and, after a card was blocked or a page
 * was loaded anew, forgets that it had asked before. So every PIN handed over counts as a wrong one until it is proven
 * right, and the token's own flags are asked before every question and once more before every answer. A PIN is handed
 * over only to the card that it was asked for: same insertion, same serial, whatever has happened to the window.
 */
import { failure, type Failure } from '../failures/index.ts';
import { combineFlags, decidePin, type PinShown, type TokenAnswer } from './pin-decision.ts';
import {
  allInsertions,
  EMPTY_PIN_LEDGER,
  insertionsNow,
  pinHandedOver,
  pinProvenRight,
  readersSeen,
  tokensTold,
  triesOf,
  type KnownToken,
  type PinLedger,
  type PinTarget,
  type ReaderNow,
} from './pin-ledger.ts';

/** What the PIN is for: signing in, or reading the Vitale's rights with the vendor's library. */
export type PinPurpose = 'sign-in' | 'vitale';

/** Somebody wants a PIN. */
export interface PinAsk {
  /** Unique for every request of the program's life. */
  readonly id: number;
  /** The sign-in or the read that it is for; what has ended is answered nothing any more. */
  readonly attempt: number;
  readonly purpose: PinPurpose;
  /** The token as the browser engine names it; null where the one who asks knows no token. */
  readonly label: string | null;
  /** The insertion that is meant, where the one who asks knows that; null for whichever card is there. */
  readonly insertion: string | null;
  /** The one who asks says that the last PIN was wrong. */
  readonly isRetry: boolean;
}

/** A request and the card that was there when it was made. */
interface Wanted extends PinAsk {
  readonly target: PinTarget;
}

interface Question extends Wanted {
  /** The token is being asked, the window is up, or the token is asked again before the PIN is handed over. */
  readonly stage: 'checking' | 'asked' | 'confirming';
  /** What the window said when it was last up. */
  readonly shown: PinShown | null;
}

export interface PinState {
  readonly ledger: PinLedger;
  readonly tokens: readonly KnownToken[];
  /** The one question that may be open. */
  readonly question: Question | null;
  /** In the order of their coming. */
  readonly waiting: readonly Wanted[];
  /** Attempts that are over, for whatever reason. */
  readonly ended: ReadonlySet<number>;
  /** Which card each attempt's last PIN went to. */
  readonly handed: ReadonlyMap<number, PinTarget>;
}

export interface PinRules {
  /** Wrong PINs allowed per insertion (`cards.pinTriesPerInsertion`). */
  readonly budget: number;
}

export type PinEvent =
  | { readonly type: 'readers'; readonly readers: readonly ReaderNow[] | null }
  | { readonly type: 'tokens'; readonly tokens: readonly KnownToken[] }
  | { readonly type: 'ask'; readonly ask: PinAsk }
  /** What the Cryptolib answered; null when it cannot tell, an empty list when it sees no such token. */
  | { readonly type: 'checked'; readonly id: number; readonly tokens: readonly TokenAnswer[] | null }
  /** The window was answered with digits; `lastTryAccepted` is the deliberate act that the last try needs. */
  | { readonly type: 'typed'; readonly id: number; readonly lastTryAccepted: boolean }
  | { readonly type: 'given-up'; readonly id: number }
  /** What was typed on the reader's keypad has had its effect. */
  | { readonly type: 'keypad-done'; readonly attempt: number }
  | { readonly type: 'attempt-ended'; readonly attempt: number }
  /** The last PIN of this attempt was right. */
  | { readonly type: 'proven'; readonly attempt: number }
  /** Nobody is at the workstation. */
  | { readonly type: 'away' };

export type PinEffect =
  /** Ask the Cryptolib for the flags of these tokens; null means of any. */
  | {
      readonly type: 'check';
      readonly id: number;
      readonly label: string | null;
      readonly serial: string | null;
    }
  | { readonly type: 'show'; readonly id: number; readonly shown: PinShown }
  | { readonly type: 'hide'; readonly id: number }
  /** The PIN that was typed may go to the one who asked. */
  | { readonly type: 'hand-over'; readonly id: number }
  /** The reader takes the PIN itself: the one who asked is answered at once, the window stays. */
  | { readonly type: 'use-keypad'; readonly id: number }
  /** No PIN; `failure` is what to tell, null when nobody is there any more to be told. */
  | { readonly type: 'refuse'; readonly id: number; readonly failure: Failure | null }
  /** The token says that it is blocked: what is shown of the cards is not true any more. */
  | { readonly type: 'blocked' };

export interface PinStep {
  readonly state: PinState;
  readonly effects: readonly PinEffect[];
}

export const INITIAL_PIN_STATE: PinState = {
  ledger: EMPTY_PIN_LEDGER,
  tokens: [],
  question: null,
  waiting: [],
  ended: new Set(),
  handed: new Map(),
};

/** Advances by one event. */
export function advancePin(state: PinState, event: PinEvent, rules: PinRules): PinStep {
  const step = happen(state, event, rules);
  return step.state.question === null ? next(step) : step;
}

function happen(state: PinState, event: PinEvent, rules: PinRules): PinStep {
  switch (event.type) {
    case 'readers':
      return readers(state, event.readers);
    case 'tokens':
      return tokens(state, event.tokens);
    case 'ask':
      return ask(state, event.ask);
    case 'checked':
      return checked(state, event.id, event.tokens, rules);
    case 'typed':
      return typed(state, event.id, event.lastTryAccepted);
    case 'given-up':
      return asking(state, event.id) ? giveUp(state) : same(state);
    case 'keypad-done':
      return state.question?.attempt === event.attempt && state.question.shown?.keypad === true
        ? { state: { ...state, question: null }, effects: [{ type: 'hide', id: state.question.id }] }
        : same(state);
    case 'attempt-ended':
      return attemptEnded(state, event.attempt);
    case 'proven':
      return proven(state, event.attempt);
    case 'away':
      return withdrawAll(state);
  }
}

function same(state: PinState): PinStep {
  return { state, effects: [] };
}

/** The question goes, and whoever asked is told so. */
function drop(state: PinState, reason: Failure | null): PinStep {
  const { question } = state;
  if (question === null) return same(state);
  const { id, stage, shown } = question;
  const effects: PinEffect[] = stage === 'asked' ? [{ type: 'hide', id }] : [];
  // A keypad's question was answered when it was shown.
  if (!(stage === 'asked' && shown?.keypad === true)) effects.push({ type: 'refuse', id, failure: reason });
  return { state: { ...state, question: null }, effects };
}

/** The next one that waits, once nothing is open. */
function next({ state, effects }: PinStep): PinStep {
  const [wanted, ...waiting] = state.waiting;
  if (wanted === undefined) return { state, effects };
  const begun = begin({ ...state, waiting }, wanted);
  return { state: begun.state, effects: [...effects, ...begun.effects] };
}

function readers(state: PinState, now: readonly ReaderNow[] | null): PinStep {
  const ledger = readersSeen(state.ledger, now);
  const there = allInsertions(ledger);
  const known = state.tokens.filter(({ insertion }) => insertion === null || there.includes(insertion));
  const stays = ({ target }: Wanted): boolean =>
    target.insertions.every((insertion) => there.includes(insertion));
  const reason = failure('CPX-RETIREE');
  const gone = state.waiting.filter((each) => !stays(each));
  const seen: PinState = { ...state, ledger, tokens: known, waiting: state.waiting.filter(stays) };
  const refused = gone.map(({ id }): PinEffect => ({ type: 'refuse', id, failure: reason }));
  if (state.question === null || stays(state.question)) return { state: seen, effects: refused };
  const dropped = drop(seen, reason);
  return { state: dropped.state, effects: [...dropped.effects, ...refused] };
}

function tokens(state: PinState, told: readonly KnownToken[]): PinStep {
  const next: PinState = { ...state, tokens: told, ledger: tokensTold(state.ledger, told) };
  const { question } = next;
  if (question === null) return same(next);
  const { serial, insertions } = question.target;
  const other = told.some(
    (token) =>
      serial !== null &&
      token.serial !== serial &&
      token.insertion !== null &&
      insertions.length === 1 &&
      insertions[0] === token.insertion,
  );
  return other ? drop(next, failure('CPX-RETIREE')) : same(next);
}

function ask(state: PinState, asked: PinAsk): PinStep {
  const refuse = (reason: Failure | null): PinStep => ({
    state,
    effects: [{ type: 'refuse', id: asked.id, failure: reason }],
  });
  if (state.ended.has(asked.attempt)) return refuse(null);
  // The engine asks again for what is being asked: its other connections go without.
  if (state.question?.attempt === asked.attempt) return refuse(null);
  const target = targetOf(state, asked);
  if (target === null) return refuse(failure('CPX-RETIREE'));
  const wanted: Wanted = { ...asked, target };
  if (state.question === null) return begin(state, wanted);
  return { state: { ...state, waiting: [...state.waiting, wanted] }, effects: [] };
}

function begin(state: PinState, wanted: Wanted): PinStep {
  const { label, serial } = wanted.target;
  return {
    state: { ...state, question: { ...wanted, stage: 'checking', shown: null } },
    effects: [{ type: 'check', id: wanted.id, label, serial }],
  };
}

/** Which card is meant: null when PC/SC shows none that it could be, so that nobody would see it leave. */
function targetOf({ ledger, tokens: known }: PinState, { label, insertion }: PinAsk): PinTarget | null {
  const there = insertionsNow(ledger);
  if (there.length === 0 || (insertion !== null && !there.includes(insertion))) return null;
  const named = known.filter((token) =>
    label === null
      ? token.insertion !== null && isOnly(token.insertion, insertion, there)
      : token.label === label,
  );
  const [token, ...others] = named;
  if (token === undefined || others.length > 0)
    return { serial: null, label, insertions: insertion === null ? there : [insertion] };
  const place = token.insertion ?? insertion;
  return { serial: token.serial, label: token.label, insertions: place === null ? there : [place] };
}

function isOnly(insertion: string, meant: string | null, there: readonly string[]): boolean {
  return meant === null ? there.length === 1 && there[0] === insertion : meant === insertion;
}

function checked(
  state: PinState,
  id: number,
  answer: readonly TokenAnswer[] | null,
  rules: PinRules,
): PinStep {
  const { question } = state;
  if (question?.id !== id || question.stage === 'asked') return same(state);
  const [only, ...others] = answer ?? [];
  const flags = combineFlags(answer ?? []);
  const named = question.label !== null || question.target.insertions.length <= 1;
  const learnt = only !== undefined && others.length === 0 && named;
  const target: PinTarget = learnt
    ? {
        ...question.target,
        serial: question.target.serial ?? only.serial,
        label: question.target.label ?? only.label,
      }
    : question.target;
  const hasGone = question.stage === 'confirming' && target.serial !== null && answer?.length === 0;
  if (hasGone) return drop(state, failure('CPX-RETIREE'));
  const decision = decidePin(flags, triesOf(state.ledger, target), rules.budget, question.isRetry);
  if (decision.kind === 'give-up') {
    const dropped = drop(state, decision.failure);
    const effects: readonly PinEffect[] = flags?.locked === true ? [{ type: 'blocked' }] : [];
    return { state: dropped.state, effects: [...dropped.effects, ...effects] };
  }
  // The vendor's library takes the PIN as a text, whatever the reader has.
  const keypad = decision.shown.keypad && question.purpose === 'sign-in';
  const shown: PinShown = { ...decision.shown, keypad };
  // What was typed without a warning that is due by now is not used.
  const handsOver =
    question.stage === 'confirming' && (question.shown?.warnLastTry === true || !shown.warnLastTry);
  if (handsOver) return handOver({ ...state, question: null }, question, target, { type: 'hand-over', id });
  const asked: PinState = { ...state, question: { ...question, target, stage: 'asked', shown } };
  const shows: PinStep = { state: asked, effects: [{ type: 'show', id, shown }] };
  if (!shown.keypad) return shows;
  const used = handOver(asked, question, target, { type: 'use-keypad', id });
  return { state: used.state, effects: [...shows.effects, ...used.effects] };
}

function handOver(state: PinState, { attempt }: PinAsk, target: PinTarget, effect: PinEffect): PinStep {
  return {
    state: {
      ...state,
      ledger: pinHandedOver(state.ledger, target),
      handed: new Map(state.handed).set(attempt, target),
    },
    effects: [effect],
  };
}

function asking({ question }: PinState, id: number): boolean {
  return question?.id === id && question.stage === 'asked';
}

function typed(state: PinState, id: number, lastTryAccepted: boolean): PinStep {
  const { question } = state;
  if (question?.id !== id || question.stage !== 'asked' || question.shown?.keypad === true)
    return same(state);
  if (question.shown?.warnLastTry === true && !lastTryAccepted) return same(state);
  return {
    state: { ...state, question: { ...question, stage: 'confirming' } },
    effects: [
      { type: 'hide', id },
      { type: 'check', id, label: question.target.label, serial: question.target.serial },
    ],
  };
}

/** The user gave up: this attempt is not asked about again. */
function giveUp(state: PinState): PinStep {
  const { question } = state;
  if (question === null) return same(state);
  const keypad = question.shown?.keypad === true;
  const dropped = drop(state, failure('CPX-CODE-ANNULE'));
  const effects: PinEffect[] = keypad
    ? [...dropped.effects, { type: 'refuse', id: question.id, failure: failure('CPX-CODE-ANNULE') }]
    : [...dropped.effects];
  return {
    state: { ...dropped.state, ended: new Set(state.ended).add(question.attempt) },
    effects,
  };
}

function attemptEnded(state: PinState, attempt: number): PinStep {
  const gone = state.waiting.filter((each) => each.attempt === attempt);
  const handed = new Map(state.handed);
  handed.delete(attempt);
  const ended: PinState = {
    ...state,
    handed,
    ended: new Set(state.ended).add(attempt),
    waiting: state.waiting.filter((each) => each.attempt !== attempt),
  };
  const refused = gone.map(({ id }): PinEffect => ({ type: 'refuse', id, failure: null }));
  if (state.question?.attempt !== attempt) return { state: ended, effects: refused };
  const dropped = drop(ended, null);
  return { state: dropped.state, effects: [...dropped.effects, ...refused] };
}

function proven(state: PinState, attempt: number): PinStep {
  const target = state.handed.get(attempt);
  return target === undefined
    ? same(state)
    : same({ ...state, ledger: pinProvenRight(state.ledger, target) });
}

function withdrawAll(state: PinState): PinStep {
  const reason = failure('CPX-CODE-ANNULE');
  const waiting = state.waiting.map(({ id }): PinEffect => ({ type: 'refuse', id, failure: reason }));
  const dropped = drop({ ...state, waiting: [] }, reason);
  return { state: dropped.state, effects: [...dropped.effects, ...waiting] };
}

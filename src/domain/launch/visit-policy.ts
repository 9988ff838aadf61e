/**
 * The life of a visit: one record (or none), one window, one browser session of the site at a time. One pure function
 * from a state and an event to a new state and a list of effects, as `launch-policy.ts` is for the program.
 *
 * Every event that a session tells of carries that session's number: what comes late, from a session that has ended,
 * changes nothing.
 */
import { describeFailure, failure, type Failure, type FailureCode } from '../failures/index.ts';
import type { CardSeen } from '../practitioner/card-return.ts';
import type { Result } from '../result.ts';
import type { SignInMethod } from '../settings/configuration.ts';
import type { SiteTerms } from '../settings/site-terms.ts';
import { CONNECT_ANSWER } from '../site/ecps-answers.ts';
import { buildPageUrl, type PageId } from '../site/pages.ts';
import type { SitePlace } from '../site/places.ts';
import type { VisitSubject } from './launch-policy.ts';
import { connectAsks, connectGoesOn, isConnectStep } from './visit-connect.ts';
import { isAwaited, isOfCard, isOwnCard, isUnseen } from './visit-card.ts';
import { goesOn, letsIn, shownAt } from './visit-page.ts';
import { heard, isSilence, loadingEnded, silenceOf } from './visit-silence.ts';
import { isLate, siteShown, still, step } from './visit-step.ts';
import type {
  EventOf,
  PageArrived,
  ProgressStep,
  StopAction,
  VisitEffect,
  VisitEvent,
  VisitLife,
  VisitStep,
  VisitStop,
  WayOn,
} from './visit-life.ts';

const SESSION_ENDED: readonly WayOn[] = ['start-over', 'close'];

/** Nothing can be begun anew with the files that lie there now, or with none. */
const PROGRAM_REPLACED: readonly WayOn[] = ['close'];

/** After these a card that comes back is not asked for its PIN by itself: every one may be its last. */
const WRONG_PIN: ReadonlySet<FailureCode> = new Set(['CPX-CODE-ERRONE', 'CPX-BLOQUEE']);

/** Seconds before a site that could not be reached is tried again; after the last one only when somebody asks. */
const TRIES_AGAIN_AFTER = [5, 10, 20, 30] as const;

/** NSS takes for a second what it last knew of a reader, a card's absence too (its `lib/dev/devslot.c`). */
const ENGINE_LOOKS_AGAIN_AFTER = 1;

/** A visit that begins, in a session that was made for it: its first page is asked for at once. */
export function beginVisit(subject: VisitSubject, page: PageId, terms: SiteTerms): VisitStep {
  const life: VisitLife = {
    stage: 'opening',
    subject,
    session: { id: 1, terms, certificate: false },
    nextId: 2,
    renewal: null,
    asked: page,
    current: null,
    unverified: false,
    trail: [],
    search: subject.kind === 'dashboard' ? (subject.search ?? null) : null,
    arrived: false,
    askedAgain: false,
    signedIn: false,
    connection: null,
    vitaleRemoved: false,
    card: { kind: 'absent' },
    wrongPin: false,
    unseenCard: false,
    waiting: null,
    connectDue: null,
    banner: null,
    wayOut: null,
    unsaved: false,
    stop: null,
    unreached: 0,
  };
  return openPage(life, page);
}

/** Advances a visit by one event. */
export function advanceVisit(life: VisitLife, event: VisitEvent): VisitStep {
  // Nothing stops a visit that closes, and nothing is asked on its behalf any more.
  return life.stage === 'closing' || isLate(life, event) ? still(life) : advanced(life, event);
}

function advanced(life: VisitLife, event: VisitEvent): VisitStep {
  switch (event.type) {
    case 'open-page':
      return openAsked(life, event);
    case 'reload':
      return openPage({ ...life, unreached: 0 }, life.current ?? life.asked);
    case 'back':
      return back(life);
    case 'act':
      return act({ ...life, unreached: 0 }, event.action);
    case 'try-again':
      return life.renewal === null && typeof life.stop?.again === 'number' ? retry(life) : still(life);
    case 'page-started':
    case 'connect-awaited':
    case 'page-arrived':
    case 'address-changed':
    case 'loading-ended':
    case 'load-failed':
    case 'connect-asks':
    case 'silent':
      return pageTold(life, event);
    case 'answer-seen':
      return answerSeen(life, event);
    case 'link-refused':
      return linkRefused(life, event.failure);
    case 'unload-prevented':
      return still(siteShown(life) ? { ...life, unsaved: true, waiting: null } : life);
    case 'answer-unload':
      return answerUnload(life, event.leave);
    case 'warn':
      return still({ ...life, banner: event.failure });
    case 'settled':
      return life.banner?.code === event.code ? still({ ...life, banner: null }) : still(life);
    case 'connected':
      return still({ ...life, connection: event.connection });
    case 'sign-in-refused':
      return signInRefused(life, event);
    case 'certificate-answered':
      return still(certificateAnswered(life));
    case 'session-over':
      return sessionOver(life, event);
    case 'renewed':
      return renewed(life, event.renewal, event.terms);
    case 'vitale':
      return still({ ...life, vitaleRemoved: event.removed });
    case 'card':
      return cardSeen(life, event.card);
    case 'search':
      return still(life.subject.kind === 'dashboard' ? { ...life, search: event.person } : life);
    case 'dismiss':
      return still({ ...life, [event.what]: null });
    case 'close':
      return step({ ...life, stage: 'closing', waiting: null, renewal: null }, { type: 'close' });
  }
}

/** How the page that was asked for comes, or does not. */
function pageTold(
  life: VisitLife,
  event: EventOf<
    | 'page-started'
    | 'connect-awaited'
    | 'page-arrived'
    | 'address-changed'
    | 'loading-ended'
    | 'load-failed'
    | 'connect-asks'
    | 'silent'
  >,
): VisitStep {
  switch (event.type) {
    case 'page-started':
      return still({ ...life, wayOut: null, connectDue: null, waiting: waitingFor(life, event.from) });
    case 'connect-awaited':
      return still({ ...life, connectDue: event.host });
    case 'page-arrived':
      return pageArrived(life, event);
    case 'address-changed':
      return addressChanged(life, event);
    case 'loading-ended':
      return still(loadingEnded(life, event.turn));
    case 'load-failed':
      return life.stop === null || isSilence(life.stop.failure)
        ? loadFailed(life, event.failure)
        : still(life);
    case 'connect-asks':
      return still(connectAsks(life, event.field));
    case 'silent':
      return silent(life, event.seconds);
  }
}

/** `over`: the page is loaded by whoever tells, over the one that is there. */
function openAsked(life: VisitLife, { page, over }: EventOf<'open-page'>): VisitStep {
  return over === true
    ? still({ ...life, asked: page, arrived: false })
    : openPage({ ...life, unreached: 0 }, page);
}

function addressChanged(life: VisitLife, { otherPatient, place }: EventOf<'address-changed'>): VisitStep {
  if (otherPatient) return endSession(life, failure('SITE-AUTRE-PATIENT'));
  return still({ ...life, ...shownAt(life, place) });
}

function linkRefused(life: VisitLife, problem: Failure): VisitStep {
  return siteShown(life) || (life.stop !== null && !isSilence(life.stop.failure))
    ? still({ ...life, banner: problem })
    : halt(life, problem, SESSION_ENDED);
}

function signInRefused(life: VisitLife, event: EventOf<'sign-in-refused'>): VisitStep {
  const wrongPin = life.wrongPin || WRONG_PIN.has(event.failure.code);
  return endSession({ ...life, wrongPin }, event.failure, event.actions);
}

function certificateAnswered(life: VisitLife): VisitLife {
  return life.session === null ? life : { ...life, session: { ...life.session, certificate: true } };
}

function sessionOver(life: VisitLife, event: EventOf<'session-over'>): VisitStep {
  // Its successor is being looked for: that goes on.
  return life.renewal !== null && event.session !== null
    ? step({ ...life, session: null, signedIn: false }, { type: 'end-session' })
    : endSession(comesBack(life, event.failure), event.failure, waysOnAfter(event.failure));
}

/** A session that has ended, or was given up, is started over first. */
function openPage(life: VisitLife, page: PageId): VisitStep {
  if (life.renewal !== null) return still({ ...life, asked: page });
  const { session, subject } = life;
  if (session === null) return startOver({ ...life, asked: page }, null);
  const { origin, insForm, insKind } = session.terms;
  const ins = subject.kind === 'dashboard' ? null : subject.ins;
  const address = buildPageUrl({ host: origin, page, ins, insForm, insKind });
  if (!address.ok) return halt(life, address.failure, ['dashboard', 'close']);
  const asked: VisitLife = {
    ...life,
    stage: siteShown(life) ? life.stage : 'opening',
    asked: page,
    arrived: false,
    waiting: 'connecting',
    connectDue: null,
    banner: null,
    wayOut: null,
    unsaved: false,
    stop: null,
  };
  return step(asked, { type: 'close-document' }, { type: 'load', address: address.value });
}

function act(life: VisitLife, action: StopAction): VisitStep {
  switch (action) {
    case 'retry':
      return retry(life);
    case 'dashboard':
      return openPage(life, 'TableauDeBord');
    case 'start-over':
      return startOver(life, null);
    case 'use-ecps':
      return startOver(life, 'ecps');
    case 'use-card':
      return useCard(life);
    case 'diagnosis':
      return life.stop === null
        ? still(life)
        : step(life, { type: 'diagnose', section: describeFailure(life.stop.failure).section });
    case 'close':
      return advanceVisit(life, { type: 'close' });
  }
}

/** A sign-in that is given up for the card does not stay behind while that is waited for. */
function useCard(life: VisitLife): VisitStep {
  if (life.session === null) return startOver(life, 'cpx');
  const next = startOver({ ...life, session: null, signedIn: false, waiting: 'connecting' }, 'cpx');
  return { ...next, effects: [{ type: 'end-session' }, ...next.effects] };
}

/** Asks again for what was asked; where the site could not be reached to sign in, another address may be. */
function retry(life: VisitLife): VisitStep {
  const reason = life.stop?.failure;
  const code = reason?.code;
  const unreached = reason !== undefined && (code === 'SITE-INJOIGNABLE' || isSilence(reason));
  if (code === 'SITE-CARTE-DEMANDEE')
    return isOwnCard(life) ? startOver(life, 'cpx') : still({ ...life, stop: stopped(life.stop) });
  return unreached && !life.signedIn ? startOver(life, null) : openPage(life, life.asked);
}

/** Whoever is signed in stays so: a cut needs no other sign-in. */
function loadFailed(life: VisitLife, reason: Failure): VisitStep {
  if (isUnseen(life, reason))
    return halt({ ...life, unseenCard: true }, reason, SESSION_ENDED, ENGINE_LOOKS_AGAIN_AFTER);
  if (reason.code !== 'SITE-INJOIGNABLE')
    return halt(life, reason, life.signedIn && !isOfCard(reason) ? waysOnUnreached(life) : SESSION_ENDED);
  const again = TRIES_AGAIN_AFTER[life.unreached] ?? null;
  return halt({ ...life, unreached: life.unreached + 1 }, reason, waysOnUnreached(life), again);
}

function waysOnUnreached({ signedIn }: VisitLife): readonly WayOn[] {
  return signedIn ? ['retry', 'start-over', 'close'] : ['retry', 'close'];
}

/** Said, and waited for all the same: what comes later is shown. A page that is there stays. */
function silent(life: VisitLife, seconds: number): VisitStep {
  const reason = silenceOf(life, seconds);
  if (reason === null) return still(life);
  if (siteShown(life)) return still({ ...life, banner: reason });
  return life.stage === 'opening' ? halt(life, reason, waysOnUnreached(life)) : still(life);
}

function waitingFor(life: VisitLife, from: 'site' | 'connect'): ProgressStep {
  if (from === 'connect') return connectGoesOn(life);
  // Of a site that asks for no card nobody is signed in, and yet it is there.
  return life.signedIn || life.stage === 'shown' ? 'loading' : 'connecting';
}

function pageArrived(before: VisitLife, event: PageArrived): VisitStep {
  const life = heard(before);
  if (event.from === 'connect') return connectArrived(life, event);
  if (event.turn === 'signed-out') return endSession(life, failure('SESSION-DECONNECTEE'));
  if (event.problem !== null)
    return isOfCard(event.problem)
      ? endSession(life, event.problem)
      : halt(life, event.problem, ['retry', 'dashboard', 'close']);
  const enters = !life.signedIn && letsIn(life, event);
  const there: VisitLife = {
    ...life,
    ...shownAt(life, event.place),
    unsaved: false,
    waiting: isConnectStep(life.waiting) ? 'loading' : life.waiting,
    wrongPin: life.wrongPin && !enters,
  };
  const told: readonly VisitEffect[] = enters ? [{ type: 'signed-in' }] : [];
  const next = goesOn(event)
    ? goOn({ ...there, signedIn: life.signedIn || enters }, event.place)
    : reveal(there, 'shown');
  return { life: next.life, effects: [...told, ...next.effects] };
}

/** Pro Santé Connect's own page: it is the practitioner's turn, who is signed in nowhere yet. */
function connectArrived(life: VisitLife, { problem, turn }: PageArrived): VisitStep {
  if (problem !== null) return halt(life, problem, SESSION_ENDED);
  const waiting = turn === 'practitioner' ? connectGoesOn(life) : life.waiting;
  return reveal({ ...life, current: null, signedIn: false, waiting }, 'signing-in');
}

/** Asked for anew by its own address: the engine's history also has forms, and the ways through signing in. */
function back(life: VisitLife): VisitStep {
  const { trail, unverified } = life;
  const way = unverified ? trail : trail.slice(0, -1);
  const page = way.at(-1);
  if (page === undefined || !siteShown(life)) return still(life);
  return openPage({ ...life, trail: way, unreached: 0 }, page);
}

/**
 * After signing in the site may leave the practitioner on a page that is about nobody, or about this patient but not
 * what was asked for: the page asked for is asked again, once a session. Any other page may be a form that comes first
 * (a situation to be chosen, a consent, another record to be closed), or one that posts itself: it is waited for.
 */
function goOn(life: VisitLife, { page, ours, landing }: SitePlace): VisitStep {
  if (life.arrived) return reveal(life, 'shown');
  if (ours && page === life.asked) return reveal({ ...life, arrived: true }, 'shown');
  const leftElsewhere =
    landing === 'home' || landing === 'list' || (landing === 'record' && life.asked !== 'DossierPatient');
  if (leftElsewhere && !life.askedAgain) return openPage({ ...life, askedAgain: true }, life.asked);
  return reveal({ ...life, arrived: leftElsewhere || landing === 'record' || page !== null }, 'shown');
}

/** What came while a reason stands in its place stays hidden behind it. */
function reveal(life: VisitLife, stage: 'shown' | 'signing-in'): VisitStep {
  if (life.stop !== null) return still(life);
  const effects: VisitEffect[] = siteShown(life) ? [] : [{ type: 'show-site', visible: true }];
  return { life: { ...life, stage }, effects };
}

function answerUnload(life: VisitLife, leave: boolean): VisitStep {
  if (!life.unsaved) return still(life);
  const answered: VisitLife = { ...life, unsaved: false };
  return leave ? step({ ...answered, waiting: 'loading' }, { type: 'leave-page' }) : still(answered);
}

function answerSeen(
  life: VisitLife,
  { code, from }: Extract<VisitEvent, { readonly type: 'answer-seen' }>,
): VisitStep {
  if ((from === 'site') === (code === CONNECT_ANSWER)) return still(life);
  if (code === CONNECT_ANSWER || code === 'SITE-ERREUR-GENERALE') return endSession(life, failure(code));
  if (code === 'SITE-DMP-INACCESSIBLE') return still({ ...life, wayOut: failure(code) });
  return halt(life, failure(code), ['dashboard', 'close']);
}

/** Shows a reason and ways on in the site's place; the session, if there is one, stays. */
function halt(
  life: VisitLife,
  reason: Failure,
  actions: readonly WayOn[],
  again: number | null = null,
): VisitStep {
  const halted: VisitLife = {
    ...life,
    stage: life.session === null ? 'ended' : 'halted',
    waiting: null,
    connectDue: null,
    renewal: null,
    unsaved: false,
    stop: { failure: reason, actions, cardCame: false, again },
  };
  return step(
    halted,
    { type: 'close-document' },
    { type: 'show-site', visible: false },
    { type: 'halted', reason },
  );
}

/** Ends the browser session at once and says why; going on needs a new sign-in. */
function endSession(life: VisitLife, reason: Failure, actions = SESSION_ENDED): VisitStep {
  const halted = halt({ ...life, session: null, signedIn: false }, reason, actions);
  // Out of the window before anything is said of it.
  return life.session === null
    ? halted
    : { ...halted, effects: [{ type: 'end-session' }, ...halted.effects] };
}

const waysOnAfter = ({ code }: Failure): readonly WayOn[] =>
  code === 'PROGRAMME-REMPLACE' ? PROGRAM_REPLACED : SESSION_ENDED;

/** A page that was on screen when the card left is the one that its return brings back. */
function comesBack(life: VisitLife, reason: Failure): VisitLife {
  const shown = life.stage === 'shown' && life.arrived ? life.current : null;
  return reason.code === 'CPX-RETIREE' && shown !== null ? { ...life, asked: shown } : life;
}

/** The coming itself counts, once: what is told again of a card that lies there asks for nothing. */
function cardSeen(life: VisitLife, card: CardSeen): VisitStep {
  const came = card.kind === 'ready' && (life.card.kind !== 'ready' || life.card.whose !== card.whose);
  const stop = life.stop === null || !came ? life.stop : { ...life.stop, cardCame: true };
  const seen: VisitLife = { ...life, card, stop, unseenCard: life.unseenCard && !came };
  return came && isAwaited(life, card) ? startOver(seen, 'cpx') : still(seen);
}

/** A reason that is not tried again by itself. */
function stopped(stop: VisitStop | null): VisitStop | null {
  return stop === null ? null : { ...stop, again: null };
}

/** Another way of signing in takes the place of the search that is under way. */
function startOver(life: VisitLife, method: SignInMethod | null): VisitStep {
  if (life.renewal !== null && method === null) return still(life);
  const renewal = life.nextId;
  const hidden: VisitEffect[] = siteShown(life) ? [{ type: 'show-site', visible: false }] : [];
  const stop = stopped(life.stop);
  const searching: VisitLife = {
    ...life,
    unsaved: false,
    stage: 'starting-over',
    stop,
    renewal,
    nextId: renewal + 1,
  };
  return step(searching, ...hidden, { type: 'renew', renewal, method });
}

/** What was found out for a search that has been given up meanwhile, by a lock for one, counts for nothing. */
function renewed(life: VisitLife, renewal: number, terms: Result<SiteTerms>): VisitStep {
  if (life.renewal !== renewal) return still(life);
  if (!terms.ok) return halt(life, terms.failure, SESSION_ENDED);
  const id = life.nextId;
  const ended: readonly VisitEffect[] = life.session === null ? [] : [{ type: 'end-session' }];
  const fresh: VisitLife = {
    ...life,
    session: { id, terms: terms.value, certificate: false },
    nextId: id + 1,
    renewal: null,
    stage: 'opening',
    current: null,
    unverified: false,
    askedAgain: false,
    signedIn: false,
    connection: null,
  };
  const opened = openPage(fresh, life.asked);
  return {
    life: opened.life,
    effects: [...ended, { type: 'begin-session', session: id, renewal }, ...opened.effects],
  };
}

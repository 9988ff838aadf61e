/**
 * What a visit is at any moment, what may happen to it and what it asks for. `visit-policy.ts` is the rule.
 */
import type { DiagnosisSection, Failure, FailureCode } from '../failures/index.ts';
import type { CardSeen } from '../practitioner/card-return.ts';
import type { Result } from '../result.ts';
import type { SignInMethod } from '../settings/configuration.ts';
import type { SiteTerms } from '../settings/site-terms.ts';
import type { SiteAnswerCode } from '../site/answers.ts';
import type { CONNECT_ANSWER } from '../site/ecps-answers.ts';
import type { PageId } from '../site/pages.ts';
import type { SitePlace } from '../site/places.ts';
import type { VisitSubject } from './launch-policy.ts';
import type { Searched } from './visit-subject.ts';

/** Where in its life a visit is. Before it begins there is only a spare, which is another thing. */
export type VisitStage =
  /** A page was asked for, nothing of the site is shown yet. */
  | 'opening'
  /** Pro Santé Connect's page is shown: it is the practitioner's turn. */
  | 'signing-in'
  /** A page of the site is shown. */
  | 'shown'
  /** A reason stands in the site's place; the session is there. */
  | 'halted'
  /** A reason stands in the site's place; the session was destroyed. */
  | 'ended'
  /** How to sign in again is being looked for. */
  | 'starting-over'
  | 'closing';

/** Ways on that are offered where something took the site's place. */
export type WayOn = 'retry' | 'dashboard' | 'start-over' | 'close';
export type StopAction = WayOn | 'use-ecps' | 'use-card' | 'diagnosis';

/** What stands in the site's place, with the ways on. */
export interface VisitStop {
  readonly failure: Failure;
  readonly actions: readonly WayOn[];
  /** A card that could sign in has come since. */
  readonly cardCame: boolean;
  /** After how many seconds the visit tries again by itself; null where it does not. */
  readonly again: number | null;
}

/** How the site's page came, as the engine says that it was negotiated. */
export interface SiteConnection {
  /** `TLS 1.2`. */
  readonly protocol: string;
  /** Who issued the site's certificate, where it has a name. */
  readonly issuer: string | null;
}

/** Where a practitioner stands on Pro Santé Connect's pages. */
export type ConnectStep =
  /** One is on its way, or is there and has not asked for anything yet. */
  | 'connect'
  /** It asks for an identifier. */
  | 'identifier'
  /** The identifier was given: the phone is awaited. */
  | 'phone';

/** What the visit waits for: the site, or the practitioner. */
export type ProgressStep = 'connecting' | ConnectStep | 'loading';

/** Whose turn it is in a sign-in by e-CPS: the site's, the practitioner's, or nobody's any more. */
export type ConnectTurn = 'site' | 'practitioner' | 'signed-in' | 'signed-out';

/** The browser session of a visit, as far as its life depends on it. */
export interface VisitSession {
  readonly id: number;
  readonly terms: SiteTerms;
  /** The engine was given a certificate: without one, nobody has signed in by card, whatever the site answers. */
  readonly certificate: boolean;
}

export interface VisitLife {
  readonly stage: VisitStage;
  readonly subject: VisitSubject;
  /** Null once it has been destroyed. */
  readonly session: VisitSession | null;
  /** For the next session, or the next search for a way to sign in. */
  readonly nextId: number;
  /** The search for a way to sign in that is awaited. */
  readonly renewal: number | null;
  /** The page last asked for, and the one that is shown, where it is one of the table. */
  readonly asked: PageId;
  readonly current: PageId | null;
  /** The site's page is none that the launcher opens: only the page itself says whose it is. */
  readonly unverified: boolean;
  /** Whom the practitioner is looking for in a dashboard without patient, until a record is shown. */
  readonly search: Searched | null;
  /** The pages of the table that were shown, the last at the end: the way back. */
  readonly trail: readonly PageId[];
  /** The page asked for has been reached. */
  readonly arrived: boolean;
  /** It was asked for again after the site had signed the practitioner in: once a session. */
  readonly askedAgain: boolean;
  readonly signedIn: boolean;
  /** Null before the site's first page has come. */
  readonly connection: SiteConnection | null;
  readonly vitaleRemoved: boolean;
  /** The practitioner's cards in the readers, as this visit sees them. */
  readonly card: CardSeen;
  /** A PIN was wrong, and none has been right since: none is asked for without a click. */
  readonly wrongPin: boolean;
  /** The engine did not see the card that is there, and was asked again: once, until another card comes. */
  readonly unseenCard: boolean;
  readonly waiting: ProgressStep | null;
  /** The host of Pro Santé Connect whose page was asked for and has not come; null when none is. */
  readonly connectDue: string | null;
  /** Said above the site's page, which stays. */
  readonly banner: Failure | null;
  readonly wayOut: Failure | null;
  /** The page holds something that is not saved, and did not let itself be left: the user is asked. */
  readonly unsaved: boolean;
  readonly stop: VisitStop | null;
  /** How often the site could not be reached, one time after the other, without anybody having asked again. */
  readonly unreached: number;
}

/** A page of the site's session has come in the main frame. */
export interface PageArrived {
  readonly type: 'page-arrived';
  readonly session: number;
  /** Whose page: the site's, or Pro Santé Connect's. */
  readonly from: 'site' | 'connect';
  readonly place: SitePlace;
  readonly status: number;
  /** What its status means, if it is no page to be shown. */
  readonly problem: Failure | null;
  /** Whose turn it is; null for a session that signs in by card. */
  readonly turn: ConnectTurn | null;
  /** The way back from Pro Santé Connect, which may be refused. */
  readonly callback: boolean;
}

export type VisitEvent =
  /** `over`: the session is so old that nothing may be asked of it; its end is about to be told. */
  | { readonly type: 'open-page'; readonly page: PageId; readonly over?: boolean }
  | { readonly type: 'reload' }
  /** Back to the page of the table before this one; of a page that is none of them, to the one it came from. */
  | { readonly type: 'back' }
  | { readonly type: 'act'; readonly action: StopAction }
  | { readonly type: 'page-started'; readonly session: number; readonly from: 'site' | 'connect' }
  /** The way leads to this host of Pro Santé Connect, from which nothing has come yet. */
  | { readonly type: 'connect-awaited'; readonly session: number; readonly host: string }
  | PageArrived
  /** The page has changed its address by itself, without a request. */
  | {
      readonly type: 'address-changed';
      readonly session: number;
      readonly place: SitePlace;
      readonly otherPatient: boolean;
    }
  | { readonly type: 'loading-ended'; readonly session: number; readonly turn: ConnectTurn | null }
  /** Whether Pro Santé Connect's page has something to be typed into; told of every such page, and when it changes. */
  | { readonly type: 'connect-asks'; readonly session: number; readonly field: boolean }
  /** Nothing has come of the site for as long as anybody would wait. */
  | { readonly type: 'silent'; readonly session: number; readonly seconds: number }
  /** The seconds of `again` are over. */
  | { readonly type: 'try-again' }
  | { readonly type: 'load-failed'; readonly session: number; readonly failure: Failure }
  | {
      readonly type: 'answer-seen';
      readonly session: number;
      readonly code: SiteAnswerCode | typeof CONNECT_ANSWER;
      readonly from: 'site' | 'connect';
    }
  /** The page wanted to lead where it may not. */
  | { readonly type: 'link-refused'; readonly session: number; readonly failure: Failure }
  /** The page did not let itself be left (`beforeunload`). */
  | { readonly type: 'unload-prevented'; readonly session: number }
  /** The user answers whether to leave it all the same. */
  | { readonly type: 'answer-unload'; readonly leave: boolean }
  | { readonly type: 'warn'; readonly failure: Failure }
  /** What was warned of is over: it was done again. */
  | { readonly type: 'settled'; readonly code: FailureCode }
  /** The engine was given a certificate. */
  | { readonly type: 'certificate-answered'; readonly session: number }
  | { readonly type: 'connected'; readonly session: number; readonly connection: SiteConnection }
  /** Signing in does not go on: the session ends, nothing more goes out. */
  | {
      readonly type: 'sign-in-refused';
      readonly session: number;
      readonly failure: Failure;
      readonly actions: readonly WayOn[];
    }
  /** The session has to end now; null is whichever there is. */
  | { readonly type: 'session-over'; readonly session: number | null; readonly failure: Failure }
  | { readonly type: 'renewed'; readonly renewal: number; readonly terms: Result<SiteTerms> }
  /** The Vitale that the visit came from has left, or has come back. */
  | { readonly type: 'vitale'; readonly removed: boolean }
  /** What is in the readers of the practitioners' cards has changed. */
  | { readonly type: 'card'; readonly card: CardSeen }
  /** Somebody is looked for, or nobody any more. */
  | { readonly type: 'search'; readonly person: Searched | null }
  | { readonly type: 'dismiss'; readonly what: 'banner' | 'wayOut' }
  | { readonly type: 'close' };

export type VisitEffect =
  /** The browser session is destroyed, with everything that it had put on screen. */
  | { readonly type: 'end-session' }
  /** A fresh one, once nothing is left of the former. */
  | { readonly type: 'begin-session'; readonly session: number; readonly renewal: number }
  | { readonly type: 'load'; readonly address: string }
  | { readonly type: 'show-site'; readonly visible: boolean }
  /** The page is left for where it wanted to go, whatever it holds. */
  | { readonly type: 'leave-page' }
  | { readonly type: 'close-document' }
  /** How to sign in now is looked for, and answered with `renewed`; `method` is the way that was asked for, if one was. */
  | { readonly type: 'renew'; readonly renewal: number; readonly method: SignInMethod | null }
  /** The site has let the practitioner in. */
  | { readonly type: 'signed-in' }
  /** What was being asked for this sign-in's sake need not be answered any more. */
  | { readonly type: 'halted'; readonly reason: Failure }
  | { readonly type: 'diagnose'; readonly section: DiagnosisSection }
  | { readonly type: 'close' };

export interface VisitStep {
  readonly life: VisitLife;
  readonly effects: readonly VisitEffect[];
}

/** One kind of event. */
export type EventOf<Type extends VisitEvent['type']> = Extract<VisitEvent, { type: Type }>;

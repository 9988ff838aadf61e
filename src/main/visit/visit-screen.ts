/** What the window of a visit shows of it. */
import type { Failure, FailureCode } from '../../domain/failures/index.ts';
import { isOfCard } from '../../domain/launch/visit-card.ts';
import { holderName } from '../../domain/practitioner/cpx.ts';
import type { StopAction, VisitLife, VisitStop } from '../../domain/launch/visit-life.ts';
import { isBeforeSignIn } from '../../domain/launch/visit-connect.ts';
import { siteShown } from '../../domain/launch/visit-step.ts';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import { pageAccess } from '../../domain/site/pages.ts';
import { PAGE_REASONS } from '../../domain/texts/fr/page-reasons.ts';
import type { SignInAttempt } from '../sign-in/attempt.ts';
import { patientBar, searchedPerson } from '../windows/patient-views.ts';
import type { Progress } from './progress.ts';
import type { VisitShown } from './visit-view.ts';

/** What the visit's clocks show. */
export interface VisitClocks {
  readonly progress: Progress | null;
  readonly triesAgainIn: number | null;
  /** Seconds for which the phone is still awaited. */
  readonly phoneLeft: number | null;
}

/** The visit's own part of its window's state. */
export function visitShown(
  life: VisitLife,
  attempt: SignInAttempt,
  { progress, triesAgainIn, phoneLeft, offered }: VisitClocks & Pick<VisitShown, 'offered'>,
): VisitShown {
  const {
    subject,
    search,
    connection,
    current,
    unverified,
    signedIn,
    vitaleRemoved,
    wayOut,
    unsaved,
    banner,
    stop,
  } = life;
  return {
    patient: search === null ? patientBar(subject) : { kind: 'search', person: searchedPerson(search) },
    offered: search === null ? offered : null,
    tabs: tabs(life, attempt),
    signingIn: isBeforeSignIn(life) ? { phoneLeft, card: mayUse(attempt, 'cpx') } : null,
    current,
    unverified: unverified && siteShown(life),
    progress,
    signedIn: signedIn ? attempt.signedIn : null,
    connection: {
      host: new URL(attempt.origin).host,
      // Nothing is said of a connection before there is one.
      tls: connection?.protocol ?? null,
      issuer: connection?.issuer ?? null,
    },
    vitaleRemoved,
    wayOut,
    unsaved,
    banner,
    stop: stop === null ? null : { failure: stop.failure, ...waysOn(stop, life, attempt), triesAgainIn },
  };
}

function tabs(life: VisitLife, attempt: SignInAttempt): VisitShown['tabs'] {
  const before = isBeforeSignIn(life);
  return pageAccess(attempt.choice, life.subject.kind !== 'dashboard').map((access) => ({
    page: access.page,
    enabled: access.enabled && !before,
    reason: access.enabled ? (before ? PAGE_REASONS.notSignedIn : null) : access.reason,
  }));
}

function mayUse({ signIn }: SignInAttempt, method: SignInMethod): boolean {
  return signIn.methods?.includes(method) === true;
}

/** No PIN is asked for again before the card has been taken out, or replaced by another. */
const SPENT: ReadonlySet<FailureCode> = new Set(['CPX-CODE-ERRONE', 'CPX-BLOQUEE']);

type StopShown = NonNullable<VisitShown['stop']>;

/** What is said of the card beside a reason, and the ways on. */
function waysOn(
  stop: VisitStop,
  life: VisitLife,
  attempt: SignInAttempt,
): Pick<StopShown, 'actions' | 'card'> {
  const { code } = stop.failure;
  const waits = code === 'CPX-RETIREE' || code === 'CPX-ATTENDUE';
  const card = waits || stop.cardCame ? cardLine(life, waits) : null;
  const lies = card !== null && card.state !== 'awaited' && card.state !== 'reading';
  // Without a card there is nothing to start over with, and what goes on by itself needs no button.
  const goesOn = !waits || (lies && life.renewal === null);
  // To a card that takes no PIN as it lies there, starting over leads back to this very reason.
  const spent = SPENT.has(code) && !stop.cardCame;
  const left = stop.actions.filter((action) => action !== 'close' && !(spent && action === 'start-over'));
  const actions: StopAction[] = goesOn ? left : [];
  const diagnosis: StopAction[] = waits ? [] : ['diagnosis'];
  return { actions: [...actions, ...otherWay(stop.failure, attempt), ...diagnosis, 'close'], card };
}

/** The other way of signing in, where the reason is one of this way's. */
function otherWay(reason: Failure, attempt: SignInAttempt): StopAction[] {
  if (isOfCard(reason)) return mayUse(attempt, 'ecps') ? ['use-ecps'] : [];
  return reason.code.startsWith('ECPS-') && mayUse(attempt, 'cpx') ? ['use-card'] : [];
}

/** `waits`: the reason is that the card is not there. */
function cardLine({ card }: VisitLife, waits: boolean): StopShown['card'] {
  switch (card.kind) {
    case 'absent':
      return waits ? { state: 'awaited' } : null;
    case 'reading':
      return { state: 'reading' };
    case 'problem':
      return { state: 'problem', failure: card.failure };
    case 'ready': {
      const { type } = card.holder;
      return { state: card.whose === 'other' ? 'other' : 'back', type, holder: holderName(card.holder) };
    }
  }
}

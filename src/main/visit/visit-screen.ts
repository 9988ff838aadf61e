/** What the window of a visit shows of it. */
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { holderName } from '../../domain/practitioner/cpx.ts';
import type { StopAction, VisitLife, VisitStop } from '../../domain/launch/visit-life.ts';
import { siteShown } from '../../domain/launch/visit-policy.ts';
import { pageAccess } from '../../domain/site/pages.ts';
import type { SignInAttempt } from '../sign-in/attempt.ts';
import { patientBar, searchedPerson } from '../windows/patient-views.ts';
import type { Progress } from './progress.ts';
import type { VisitShown } from './visit-view.ts';

/** The visit's own part of its window's state. */
export function visitShown(
  life: VisitLife,
  attempt: SignInAttempt,
  { progress, triesAgainIn }: { readonly progress: Progress | null; readonly triesAgainIn: number | null },
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
    tabs: pageAccess(attempt.choice, subject.kind !== 'dashboard').map((access) => ({
      page: access.page,
      enabled: access.enabled,
      reason: access.enabled ? null : access.reason,
    })),
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
  const actions: StopAction[] = goesOn ? stop.actions.filter((action) => action !== 'close') : [];
  const diagnosis: StopAction[] = waits ? [] : ['diagnosis'];
  return { actions: [...actions, ...otherWay(stop.failure, attempt), ...diagnosis, 'close'], card };
}

/** The other way of signing in, where the reason is one of this way's. */
function otherWay(reason: Failure, attempt: SignInAttempt): StopAction[] {
  const methods = attempt.signIn.methods ?? [];
  if (describeFailure(reason).section === 'cpx') return methods.includes('ecps') ? ['use-ecps'] : [];
  return reason.code.startsWith('ECPS-') && methods.includes('cpx') ? ['use-card'] : [];
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

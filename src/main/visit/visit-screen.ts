/** What the window of a visit shows of it. */
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { StopAction, VisitLife, WayOn } from '../../domain/launch/visit-life.ts';
import { siteShown } from '../../domain/launch/visit-policy.ts';
import { pageAccess } from '../../domain/site/pages.ts';
import type { SignInAttempt } from '../sign-in/attempt.ts';
import { patientBar } from './patient-views.ts';
import type { Progress } from './progress.ts';
import type { VisitShown } from './visit-view.ts';

const TLS_VERSIONS: Readonly<Record<SignInMethod, string>> = { cpx: 'TLS 1.2', ecps: 'TLS 1.2 ou 1.3' };

/** The visit's own part of its window's state. */
export function visitShown(life: VisitLife, attempt: SignInAttempt, progress: Progress | null): VisitShown {
  const { subject, current, unverified, signedIn, vitaleRemoved, wayOut, unsaved, banner, stop } = life;
  return {
    patient: patientBar(subject),
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
      tls: signedIn ? TLS_VERSIONS[attempt.method] : null,
    },
    vitaleRemoved,
    wayOut,
    unsaved,
    banner,
    stop: stop === null ? null : { failure: stop.failure, actions: withDiagnosis(stop.actions) },
  };
}

/** Before the one that leaves. */
function withDiagnosis(actions: readonly WayOn[]): StopAction[] {
  return [...actions.filter((action) => action !== 'close'), 'diagnosis', 'close'];
}

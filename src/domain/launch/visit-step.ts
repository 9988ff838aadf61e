/** What the steps of a visit's life (visit-policy.ts) are made of. */
import type { VisitEffect, VisitEvent, VisitLife, VisitStep } from './visit-life.ts';

/** Whether anything of the site is on screen, Pro Santé Connect's pages included. */
export function siteShown({ stage }: VisitLife): boolean {
  return stage === 'shown' || stage === 'signing-in';
}

/** Nothing is to be done. */
export function still(life: VisitLife): VisitStep {
  return { life, effects: [] };
}

/** `effects` in the order in which they are carried out. */
export function step(life: VisitLife, ...effects: readonly VisitEffect[]): VisitStep {
  return { life, effects };
}

/** An event of a session that is not the visit's any more, or whose successor is being looked for. */
export function isLate({ session, renewal }: VisitLife, event: VisitEvent): boolean {
  if (!('session' in event) || event.session === null) return false;
  return event.session !== session?.id || (renewal !== null && event.type !== 'session-over');
}

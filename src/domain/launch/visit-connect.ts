/**
 * What is waited for while the practitioner is on Pro Santé Connect's pages. Their wording is not published: that an
 * identifier is asked for is known by a field to be typed into, and that it was given by the field's going.
 */
import type { ConnectStep, ProgressStep, VisitLife, VisitStage } from './visit-life.ts';

const STEPS: readonly (ProgressStep | null)[] = [
  'connect',
  'identifier',
  'phone',
] satisfies readonly ConnectStep[];

/** Whether it is the practitioner who is awaited, on Pro Santé Connect's pages or on the phone. */
export function isConnectStep(step: ProgressStep | null): step is ConnectStep {
  return STEPS.includes(step);
}

/** A page of Pro Santé Connect's begins or has come: what was asked for stays so until that page asks otherwise. */
export function connectGoesOn({ waiting }: VisitLife): ConnectStep {
  return isConnectStep(waiting) ? waiting : 'connect';
}

/** A page without any field is the phone's only after one had been asked for: others are on their way, or a choice. */
export function connectAsks(life: VisitLife, field: boolean): VisitLife {
  const { stage, waiting } = life;
  if (stage !== 'signing-in' || !isConnectStep(waiting)) return life;
  if (field) return { ...life, waiting: 'identifier' };
  return waiting === 'identifier' ? { ...life, waiting: 'phone' } : life;
}

const BEFORE_ANY_PAGE: readonly VisitStage[] = ['opening', 'signing-in', 'starting-over'];

/** Whether Pro Santé Connect has not led back yet: there is no page of the site to go to, to print or to save. */
export function isBeforeSignIn({ stage, signedIn, stop, session }: VisitLife): boolean {
  const byConnect = session === null || session.terms.method === 'ecps';
  return byConnect && !signedIn && stop === null && BEFORE_ANY_PAGE.includes(stage);
}

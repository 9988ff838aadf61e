import { SignInAttempt, type VisitSignIn } from '../sign-in/attempt.ts';
import type { VisitView } from './visit-view.ts';

/** The session that is made before its visit is the first of that visit. */
export const FIRST_SESSION = 1;

/** A window and a browser session that a visit begins in. */
export interface VisitPlace {
  readonly view: VisitView;
  readonly attempt: SignInAttempt;
}

/** Makes them anew. */
export function makePlace(view: VisitView, signIn: VisitSignIn): VisitPlace {
  const attempt = new SignInAttempt(signIn);
  view.openSite(FIRST_SESSION, attempt);
  return { view, attempt };
}

/** Throws away what no visit has begun in. */
export async function discard({ view, attempt }: VisitPlace): Promise<void> {
  view.hide();
  await view.closeSite(attempt.end());
  view.destroy();
}

/**
 * A window and a session made before anyone is known, while a card is being read. It has shown nobody, has asked the
 * network for nothing and can be used once, for the very terms that it was made for.
 */
export class SpareVisit {
  readonly #place: VisitPlace;

  constructor(view: VisitView, signIn: VisitSignIn) {
    this.#place = makePlace(view, signIn);
    void view.warm();
  }

  /** What a visit of these terms begins in; null when it was made for others. */
  placeFor({ terms }: VisitSignIn): VisitPlace | null {
    return JSON.stringify(this.#place.attempt.signIn.terms) === JSON.stringify(terms) ? this.#place : null;
  }

  /** Throws it away. */
  close(): Promise<void> {
    return discard(this.#place);
  }
}

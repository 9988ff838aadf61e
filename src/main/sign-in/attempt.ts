import type { SignInMean } from '../../domain/configuration.ts';
import type { CardHolder } from '../../domain/cpx.ts';
import { holderName } from '../../domain/cpx.ts';
import { signOutAddresses } from '../../domain/ecps-answers.ts';
import type { Failure } from '../../domain/failures/index.ts';
import type { SignInMeans } from '../../domain/pages.ts';
import { EcpsJourney } from './ecps-journey.ts';

/** How a visit signs in, decided before it starts. */
export interface VisitSignIn {
  readonly means: SignInMeans;
  /** The site's origin for this mean. */
  readonly origin: string;
}

/** The card that signs in. */
interface UsedCard {
  /** Id of its certificate. */
  readonly certificate: string;
  readonly holder: CardHolder;
}

/**
 * One sign-in in one browser session: what was chosen and what was given up. The engine forgets neither a
 * certificate nor a refusal for as long as its session lives, so a new sign-in is a new session and a new attempt;
 * an answer that comes late finds its attempt no longer current and changes nothing.
 */
export class SignInAttempt {
  readonly ecps: EcpsJourney | null;
  /** The user gave up typing the PIN: this session does not ask again. */
  pinCancelled = false;
  /** The engine has been told «no certificate»: going on needs a new session. */
  spent = false;
  /** Label of the token that a PIN was given to. */
  unlocked: string | null = null;
  readonly #connectOrigins: readonly string[];
  #signIn: VisitSignIn;
  #card: UsedCard | null = null;

  /** `onOver` hears, at most once, why the session of an e-CPS is over. */
  constructor(signIn: VisitSignIn, connectOrigins: readonly string[], onOver: (reason: Failure) => void) {
    this.#signIn = signIn;
    this.#connectOrigins = connectOrigins;
    this.ecps =
      signIn.means.means === 'ecps'
        ? new EcpsJourney({ siteOrigin: signIn.origin, connectOrigins }, onOver)
        : null;
  }

  get mean(): SignInMean {
    return this.#signIn.means.means;
  }

  get origin(): string {
    return this.#signIn.origin;
  }

  get means(): SignInMeans {
    return this.#signIn.means;
  }

  /** Id of the certificate that this session signs in with, once chosen. */
  get certificate(): string | null {
    return this.#card?.certificate ?? null;
  }

  /** Who is signed in, to be shown once the site has let them in. */
  get signedIn(): { by: SignInMean; card: string | null; holder: string | null } {
    const holder = this.#card?.holder;
    return {
      by: this.mean,
      card: holder?.type ?? null,
      holder: holder === undefined ? null : holderName(holder),
    };
  }

  /** What was learnt of the cards after this was prepared: the browser session does not depend on it. */
  learn(means: SignInMeans): void {
    if (means.means === this.mean) this.#signIn = { ...this.#signIn, means };
  }

  /** A certificate was chosen: which pages may be opened follows from whose it is. */
  useCard(card: UsedCard): void {
    this.#card = card;
    this.learn({ means: 'cpx', cpe: card.holder.audience === 'establishment' });
  }

  /** Whether a request of the session may go out. */
  admits(address: string): boolean {
    return this.ecps?.admits(address) ?? true;
  }

  /** Ends it; answers where Pro Santé Connect is to be told. */
  end(): readonly string[] {
    this.ecps?.stop();
    return this.ecps?.mustSignOut === true ? signOutAddresses(this.#connectOrigins) : [];
  }
}

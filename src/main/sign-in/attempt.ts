import type { X509Certificate } from 'node:crypto';
import type { Session, WebContents } from 'electron';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { SiteTerms } from '../../domain/settings/site-terms.ts';
import type { CardHolder } from '../../domain/practitioner/cpx.ts';
import { holderName } from '../../domain/practitioner/cpx.ts';
import { signOutAddresses } from '../../domain/site/ecps-answers.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { ProxyEnd } from '../../domain/site/proxy-policy.ts';
import type { SignInChoice } from '../../domain/site/pages.ts';
import { nextAttemptId } from '../cards/pin-desk.ts';
import { mapHttpStatus, mapLoadFailure, type CardPart } from '../site/load-failures.ts';
import type { SiteSession } from '../site/site-session.ts';
import type { KeptSession } from './ecps-keeper.ts';
import { EcpsJourney } from './ecps-journey.ts';

/** How a visit signs in, decided before its session begins, with everything that the session is made for. */
export interface VisitSignIn {
  readonly choice: SignInChoice;
  readonly terms: SiteTerms;
  /** Authorities that count beside the system's (`webPs.trustedCaFile`). */
  readonly authorities: readonly X509Certificate[];
  /** Why the engine cannot use any card, asked when the site wanted one and got none. */
  readonly withoutCard?: () => Failure | null;
  /** Why a page was given no password for a proxy that wants one. */
  readonly proxyEndOf?: (contents: WebContents) => ProxyEnd | null;
  /** The e-CPS session that outlives visits. */
  readonly kept?: KeptSession;
  /** The ways of signing in that may be chosen. */
  readonly methods?: readonly SignInMethod[];
  /** The card that is meant, where that is settled before the engine asks: the one that has come back. */
  readonly card?: UsedCard;
}

/** The card that signs in. */
export interface UsedCard {
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
  /** Unique for the program's life. */
  readonly id = nextAttemptId();
  readonly #ended = new AbortController();
  /** The user gave up typing the PIN. */
  pinCancelled = false;
  #signIn: VisitSignIn;
  #card: UsedCard | null = null;
  #letIn = false;
  #keepFrom: number | null = null;
  #left = false;
  #onOver: (reason: Failure) => void = () => undefined;

  constructor(signIn: VisitSignIn) {
    this.#signIn = signIn;
    const { origin, connectOrigins } = signIn.terms;
    this.ecps =
      signIn.choice.method === 'ecps'
        ? new EcpsJourney(
            { siteOrigin: origin, connectOrigins },
            (reason) => {
              this.#onOver(reason);
            },
            () => signIn.kept?.startedAt ?? null,
          )
        : null;
  }

  /** `onOver` hears, at most once, why the session of an e-CPS is over. */
  listen(onOver: (reason: Failure) => void): void {
    this.#onOver = onOver;
  }

  /** Given up, or over: nothing more is asked or answered for its sake, and nothing more goes out. */
  get spent(): boolean {
    return this.#ended.signal.aborted;
  }

  set spent(spent: boolean) {
    if (spent) this.#ended.abort();
  }

  /** Tells when it is spent. */
  get over(): AbortSignal {
    return this.#ended.signal;
  }

  get method(): SignInMethod {
    return this.#signIn.choice.method;
  }

  /** What the session was made for. */
  get signIn(): VisitSignIn {
    return this.#signIn;
  }

  get origin(): string {
    return this.#signIn.terms.origin;
  }

  get choice(): SignInChoice {
    return this.#signIn.choice;
  }

  /** Id of the certificate that this session signs in with, once chosen. */
  get certificate(): string | null {
    return (this.#card ?? this.#signIn.card)?.certificate ?? null;
  }

  /** Who is signed in, to be shown once the site has let them in. */
  get signedIn(): { by: SignInMethod; card: string | null; holder: string | null } {
    const holder = this.#card?.holder;
    return {
      by: this.method,
      card: holder?.type ?? null,
      holder: holder === undefined ? null : holderName(holder),
    };
  }

  /** What was learnt of the cards after this was prepared: the browser session does not depend on it. */
  learn(choice: SignInChoice): void {
    if (choice.method === this.method) this.#signIn = { ...this.#signIn, choice };
  }

  /** A certificate was chosen: which pages may be opened follows from whose it is. */
  useCard(card: UsedCard): void {
    this.#card = card;
    this.learn({ method: 'cpx', cpe: card.holder.audience === 'establishment' });
  }

  /**
   * What became of a page that did not load; null for one that was only replaced by another.
   * @param code Chromium's net error @param host whose page it was
   * @param issuers who issued the certificate that was shown for it, when no public authority did
   * @param contents the page
   */
  loadFailure(
    code: number,
    host: string,
    { strangeIssuer, installedIssuer }: Pick<SiteSession, 'strangeIssuer' | 'installedIssuer'>,
    contents: WebContents,
  ): Failure | null {
    const problem = mapLoadFailure({
      code,
      host,
      card: this.#cardPart,
      pinCancelled: this.pinCancelled,
      strangeIssuer,
      installedIssuer,
      proxyEnd: this.#signIn.proxyEndOf?.(contents) ?? null,
    });
    return problem?.code === 'SITE-CARTE-DEMANDEE' ? (this.#signIn.withoutCard?.() ?? problem) : problem;
  }

  /**
   * Why a page of the site's is none to be shown; null for one that is. Where somebody on the way opens the encrypted
   * connection, what came without a card's having been asked for is theirs.
   */
  pageProblem(
    status: number,
    host: string,
    { installedIssuer }: Pick<SiteSession, 'installedIssuer'>,
  ): Failure | null {
    if (installedIssuer !== null && this.method === 'cpx' && this.#card === null)
      return failure('CPX-INSPECTION', { host, issuer: installedIssuer });
    return mapHttpStatus(status, host);
  }

  get #cardPart(): CardPart {
    if (this.method !== 'cpx') return 'none';
    if (this.#letIn) return 'let-in';
    return this.#card === null ? 'awaited' : 'given';
  }

  /** A page of the site has come: what fails from here on is not the card's sign-in. */
  arrived(): void {
    this.#letIn = true;
  }

  /** Whether a request of the session may go out. */
  admits(address: string): boolean {
    return !this.spent && (this.ecps?.admits(address) ?? true);
  }

  /** Puts what was kept of an earlier sign-in into the browser session, before its first request. */
  async carryInto(own: Session): Promise<void> {
    if (this.ecps !== null) await this.#signIn.kept?.carryInto(own);
  }

  /** Takes what outlives this visit out of the browser session, once it has ended. */
  async keepFrom(own: Session): Promise<void> {
    if (this.#keepFrom !== null) await this.#signIn.kept?.keep(own, this.#keepFrom);
  }

  /** Ends it; answers where Pro Santé Connect is to be told. */
  end(): readonly string[] {
    if (this.#left) return [];
    this.#left = true;
    this.spent = true;
    const { kept } = this.#signIn;
    this.#keepFrom = kept?.wanted === true ? (this.ecps?.keepableSince ?? null) : null;
    const over = this.ecps?.over ?? false;
    this.ecps?.stop();
    if (this.#keepFrom !== null) return [];
    // Closed on its way through Pro Santé Connect: what was kept before is still good.
    if (typeof kept?.startedAt === 'number' && this.ecps !== null && !over) {
      kept.release('good');
      return [];
    }
    if (this.ecps !== null) kept?.release(this.ecps.signedIn ? 'ended' : 'unused');
    return this.ecps?.mustSignOut === true ? signOutAddresses(this.#signIn.terms.connectOrigins) : [];
  }
}

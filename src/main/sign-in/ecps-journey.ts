import {
  ECPS_PATIENCE_MS,
  ecpsSessionEnd,
  isEcpsCallback,
  readEcpsAddress,
  type EcpsPlaces,
} from '../../domain/site/ecps-answers.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';

/** Whose turn it is. */
export type EcpsTurn =
  /** The site has not led anywhere yet. */
  | 'site'
  /** The practitioner, on Pro Santé Connect's pages and on the phone. */
  | 'practitioner'
  /** Pro Santé Connect has led back: the site lets the practitioner in. */
  | 'signed-in'
  /** The site led to Pro Santé Connect's sign-out. */
  | 'signed-out';

/**
 * One sign-in by e-CPS and the session it opens, followed by the addresses that the main frame passes through.
 * The site tells nobody when its session is over: the two documented limits are kept here as well.
 */
export class EcpsJourney {
  readonly #places: EcpsPlaces;
  readonly #onOver: (reason: Failure) => void;
  readonly #since: () => number | null;
  readonly #callbacks = new Set<string>();
  /** A page of Pro Santé Connect's was shown: the practitioner signed in there, now. */
  #asked = false;
  #turn: EcpsTurn = 'site';
  #startedAt = 0;
  #lastUsedAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;

  /** `onOver` hears, at most once, why going on needs a new sign-in. */
  /** `since` tells when the practitioner signed in, where that was before this visit. */
  constructor(
    places: EcpsPlaces,
    onOver: (reason: Failure) => void,
    since: () => number | null = () => null,
  ) {
    this.#places = places;
    this.#onOver = onOver;
    this.#since = since;
  }

  get turn(): EcpsTurn {
    return this.#turn;
  }

  /** Whether Pro Santé Connect may hold a session of this practitioner. */
  get mustSignOut(): boolean {
    return this.#turn === 'practitioner' || this.#turn === 'signed-in';
  }

  /** Whether the practitioner was signed in, be it over or not. */
  get signedIn(): boolean {
    return this.#turn === 'signed-in' || this.#turn === 'signed-out';
  }

  /** Since when the practitioner is signed in, if the session is one to be kept; null when it is over or was refused. */
  get keepableSince(): number | null {
    return this.#turn === 'signed-in' && !this.#ended ? this.#startedAt : null;
  }

  /** Whether the session has ended: expired, refused, or signed out on the site's page. */
  get over(): boolean {
    return this.#ended || this.#turn === 'signed-out';
  }

  /** A page of Pro Santé Connect's is on screen. */
  shown(): void {
    this.#asked = true;
  }

  /** The main frame goes to an address, or is redirected to it. */
  passes(address: string): void {
    // What follows a sign-out is its confirmation, wherever it stands.
    if (this.#turn === 'signed-out') return;
    const { kind, ...more } = readEcpsAddress(address, this.#places);
    switch (kind) {
      case 'connect':
        this.#turn = 'practitioner';
        this.#wait(Date.now() + ECPS_PATIENCE_MS, () => failure('ECPS-SANS-REPONSE'));
        return;
      case 'callback': {
        const reason = 'failure' in more ? more.failure : null;
        if (reason === null) this.#enter();
        else this.#end(reason);
        return;
      }
      case 'site':
        // Should the way back be another one than the documented one: from Pro Santé Connect to the site.
        if (this.#turn === 'practitioner') this.#enter();
        return;
      case 'sign-out':
        this.#turn = 'signed-out';
        this.#clear();
        return;
      case 'elsewhere':
    }
  }

  /** Whether the session must be over by now, also after a computer has slept through the timer; tells so then. */
  isOver(): boolean {
    if (this.#turn !== 'signed-in') return false;
    const over = Date.now() >= this.#sessionEnd();
    if (over) this.#end(failure('SESSION-EXPIREE'));
    return over;
  }

  /**
   * Whether a request may go out: none once the session is over, and the callback's address once. It is never sent
   * again by a reload, by going back or by a script.
   */
  admits(address: string): boolean {
    this.#used();
    if (this.#ended) return false;
    if (!isEcpsCallback(address, this.#places.siteOrigin) || new URL(address).search === '') return true;
    if (this.#callbacks.has(address)) {
      this.#end(failure('ECPS-DEJA-UTILISEE'));
      return false;
    }
    this.#callbacks.add(address);
    return true;
  }

  /** The session is being destroyed: nothing is told any more. */
  stop(): void {
    this.#ended = true;
    this.#clear();
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** The site is asked for something: its session and Pro Santé Connect's are in use. */
  #used(): void {
    if (this.#turn === 'signed-in' && !this.isOver()) this.#lastUsedAt = Date.now();
  }

  #enter(): void {
    const again = this.#turn === 'signed-in';
    this.#turn = 'signed-in';
    this.#lastUsedAt = Date.now();
    if (again) return;
    this.#startedAt = this.#asked ? Date.now() : (this.#since() ?? Date.now());
    this.#watchSession();
  }

  /** One timer, set again when it rings too early: the session was used meanwhile. */
  #watchSession(): void {
    this.#wait(this.#sessionEnd(), () => {
      if (Date.now() >= this.#sessionEnd()) return failure('SESSION-EXPIREE');
      this.#watchSession();
      return null;
    });
  }

  #sessionEnd(): number {
    return ecpsSessionEnd({ startedAt: this.#startedAt, lastUsedAt: this.#lastUsedAt });
  }

  #wait(until: number, ring: () => Failure | null): void {
    this.#clear();
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        const reason = ring();
        if (reason !== null) this.#end(reason);
      },
      Math.max(0, until - Date.now()),
    );
  }

  #end(reason: Failure): void {
    this.#clear();
    if (this.#ended) return;
    this.#ended = true;
    // Not from within the browser's own event: what it tells of is about to be destroyed.
    setImmediate(() => {
      this.#onOver(reason);
    });
  }
}

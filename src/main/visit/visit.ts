import type { Rectangle, WebContents } from 'electron';
import type { DiagnosisSection, Failure, FailureCode } from '../../domain/failures/index.ts';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import type { FirstConnection } from '../../domain/launch/first-run.ts';
import type { VisitSubject } from '../../domain/launch/launch-policy.ts';
import type { CardSeen } from '../../domain/practitioner/card-return.ts';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { VisitEffect, VisitEvent, VisitLife, VisitStep, WayOn } from '../../domain/launch/visit-life.ts';
import type { Searched } from '../../domain/launch/visit-subject.ts';
import { advanceVisit, beginVisit } from '../../domain/launch/visit-policy.ts';
import { isSiteAwaited } from '../../domain/launch/visit-silence.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { PHONE_PATIENCE_SECONDS } from '../../domain/site/ecps-answers.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import type { PageId } from '../../domain/site/pages.ts';
import { SignInAttempt, type VisitSignIn } from '../sign-in/attempt.ts';
import { Countdown, ProgressClock, SilenceClock } from './progress.ts';
import { FIRST_SESSION, type VisitPlace } from './spare.ts';
import { visitShown } from './visit-screen.ts';
import type { VisitView } from './visit-view.ts';

export interface VisitEvents {
  /** The window has gone from the screen, by whoever it was; from here on another record may be asked for. */
  readonly onClosing: () => void;
  /** Nothing of it is left, the session is destroyed. */
  readonly onClosed: () => void;
  readonly onDiagnosis: (section: DiagnosisSection | null) => void;
  /** The window moved or was resized: only its place, never its content. */
  readonly onPlace: (place: Rectangle) => void;
  /** The site has let the practitioner in. */
  readonly onSignedIn: (attempt: SignInAttempt) => void;
  /** The browser session is gone: what was being asked for its sake need not be answered any more. */
  readonly onSessionEnded: () => void;
  /** Something took the site's place: likewise. */
  readonly onHalted: (reason: Failure) => void;
  /** Nobody is here any more and the record is hidden, or somebody is again. */
  readonly onVeil: (veiled: boolean) => void;
  /** What a dashboard without patient offers is wanted. */
  readonly onOffered: () => void;
  /** How to sign in when starting over, in the way that was asked for if one was, or why that cannot be. */
  readonly renewSignIn: (method: SignInMethod | null) => Promise<Result<VisitSignIn>>;
}

/** What a visit begins with. */
export interface VisitBeginning {
  readonly place: VisitPlace;
  readonly subject: VisitSubject;
  readonly page: PageId;
}

/** One visit: it feeds what happens into the visit policy and carries out what that decides. */
export class Visit {
  readonly #view: VisitView;
  readonly #events: VisitEvents;
  readonly #progress: ProgressClock;
  readonly #silence: SilenceClock;
  readonly #again: Countdown;
  readonly #phone: Countdown;
  /** How many questions about the card or a proxy the practitioner has before them: the site waits for them, not they for it. */
  #questions = 0;
  readonly #beginning: VisitStep;
  #life: VisitLife;
  #attempt: SignInAttempt;
  /** The way to sign in that was found last, until its session begins. */
  #found: VisitSignIn | null = null;
  /** A session is about to begin: what is to be loaded in it. */
  #focused = true;
  #offered: VisitState['offered'] = null;
  #coming: { address: string | null } | null = null;
  #closing: Promise<void> | null = null;

  constructor({ place, subject, page }: VisitBeginning, events: VisitEvents) {
    this.#view = place.view;
    this.#attempt = place.attempt;
    this.#events = events;
    this.#progress = new ProgressClock(() => {
      this.#render();
    });
    this.#silence = new SilenceClock((seconds) => {
      const { session } = this.#life;
      if (session !== null) this.#advance({ type: 'silent', session: session.id, seconds });
    });
    this.#again = new Countdown(
      () => {
        this.#render();
      },
      () => {
        this.#advance({ type: 'try-again' });
      },
    );
    const render = (): void => {
      this.#render();
    };
    this.#phone = new Countdown(render, render);
    this.#view.listen({
      ...events,
      onEvent: (event) => {
        this.#tell(event);
      },
      onFocus: (focused) => {
        this.#focused = focused;
        if (process.platform !== 'linux')
          this.#followSilence(focused && this.#life.session?.certificate === true);
      },
    });
    this.#follow(this.#attempt, FIRST_SESSION);
    this.#view.keepTo(insOf(subject));
    this.#beginning = beginVisit(subject, page, this.#attempt.signIn.terms);
    this.#life = this.#beginning.life;
  }

  /** Asks for the first page and comes on screen; to be called once, when the visit is known as the open one. */
  begin(): void {
    this.#carryOut(this.#beginning);
    this.reveal();
    this.#view.begin();
  }

  /** How this visit's browser session signs in. */
  get attempt(): SignInAttempt {
    return this.#attempt;
  }

  /** How its way into the site does, for the assistant; null once it is closing. */
  get connection(): FirstConnection<Failure> | null {
    const { stop, signedIn } = this.#life;
    if (this.closed) return null;
    if (signedIn) return { state: 'made' };
    return stop === null ? { state: 'connecting' } : { state: 'failed', failure: stop.failure };
  }

  /** How it is signed in, once it is. */
  get signedIn(): SignInMethod | null {
    return this.#life.signedIn ? this.#attempt.method : null;
  }

  /** Why it does not go on, as its window says it. */
  get stopped(): FailureCode | null {
    return this.#life.stop?.failure.code ?? null;
  }

  /** From the moment on that closing begins. */
  get closed(): boolean {
    return this.#life.stage === 'closing';
  }

  /** Whether a page belongs to this visit's site. */
  owns(contents: WebContents): boolean {
    return this.#view.owns(contents);
  }

  /** What the window lets be done may have changed. */
  settingsChanged(): void {
    this.#view.settingsChanged();
  }

  reveal(): void {
    this.#view.reveal();
    this.#render();
  }

  /** Opens a page of the site; a session that has ended is started over first. */
  openPage(page: PageId): void {
    const over = this.#life.session !== null && this.#attempt.ecps?.isOver() === true;
    this.#advance({ type: 'open-page', page, over });
  }

  /** Whom the practitioner looks for in a dashboard without patient; null for nobody any more. */
  lookFor(person: Searched | null): void {
    this.#advance({ type: 'search', person });
  }

  /** Whose card was read meanwhile, to be opened by a click; for a dashboard without patient. */
  offer(offered: VisitState['offered']): void {
    if (JSON.stringify(offered) === JSON.stringify(this.#offered)) return;
    this.#offered = offered;
    this.#render();
  }

  /** The Vitale this visit came from left or came back. */
  setVitaleRemoved(removed: boolean): void {
    this.#advance({ type: 'vitale', removed });
  }

  /** What is in the readers of the practitioners' cards. */
  setCard(card: CardSeen): void {
    this.#advance({ type: 'card', card });
  }

  /**
   * Says why signing in does not go on. The session ends before the engine is told: left to itself it would go on
   * without a certificate, and the patient's number with it. An answer that comes after its session has ended changes
   * nothing.
   */
  refuseSignIn(attempt: SignInAttempt, reason: Failure, actions: readonly WayOn[]): void {
    const { session } = this.#life;
    if (attempt !== this.#attempt || session === null) return;
    this.#advance({ type: 'sign-in-refused', session: session.id, failure: reason, actions });
  }

  /** Instead of a sign-in by card that was given up; one that another has replaced since changes nothing. */
  useEcps(attempt: SignInAttempt): void {
    if (attempt === this.#attempt) this.#advance({ type: 'act', action: 'use-ecps' });
  }

  /** A page of this visit's was given a certificate. */
  noteCertificate(contents: WebContents): void {
    const { session } = this.#life;
    if (session !== null && this.owns(contents))
      this.#advance({ type: 'certificate-answered', session: session.id });
  }

  /** The practitioner is asked something about the card or a proxy, until `over` is called: meanwhile no site is late. */
  asking(): { readonly over: () => void } {
    this.#questions++;
    this.#followSilence(true);
    return {
      over: () => {
        this.#questions--;
        this.#followSilence(true);
      },
    };
  }

  /** Ends the browser session at once and says why; going on needs a new sign-in. */
  endSession(reason: Failure): void {
    this.#advance({ type: 'session-over', session: null, failure: reason });
  }

  /** Destroys the session, then the window; answers, however often it is asked, when nothing of the visit is left. */
  close(): Promise<void> {
    this.#advance({ type: 'close' });
    return this.#closing ?? Promise.resolve();
  }

  /** What the window or the session tells; an e-CPS that is too old is noticed before it is asked for anything. */
  #tell(event: VisitEvent): void {
    if (event.type === 'open-page') this.openPage(event.page);
    else this.#advance(event);
  }

  #advance(event: VisitEvent): void {
    this.#carryOut(advanceVisit(this.#life, event), NEWS.has(event.type));
  }

  #carryOut({ life, effects }: VisitStep, news = true): void {
    this.#life = life;
    this.#progress.follow(life.waiting);
    this.#again.follow(life.stage === 'closing' ? null : life.stop);
    this.#phone.follow(life.waiting === 'phone' ? PHONE : null);
    this.#followSilence(news || effects.some(({ type }) => type === 'load'));
    for (const effect of effects) this.#perform(effect);
    this.#render();
  }

  #followSilence(news: boolean): void {
    const { session, signedIn } = this.#life;
    // Elsewhere than on Linux the system asks for the PIN, in a window of its own that takes the keyboard from ours and
    // gives it back (not confirmed on a workstation): from then on it is the site that is awaited.
    const maybeAsks = process.platform !== 'linux' && session?.certificate === true && !signedIn;
    const systemAsks = maybeAsks && !this.#focused;
    const awaited = isSiteAwaited(this.#life);
    this.#silence.follow(awaited && session !== null && this.#questions === 0 && !systemAsks, news);
  }

  #perform(effect: VisitEffect): void {
    switch (effect.type) {
      case 'end-session':
        void this.#view.closeSite(this.#attempt.end());
        this.#events.onSessionEnded();
        return;
      case 'begin-session':
        void this.#beginSession(effect.session);
        return;
      case 'load':
        if (this.#coming === null) this.#view.load(effect.address);
        else this.#coming.address = effect.address;
        return;
      case 'leave-page':
        this.#view.leavePage();
        return;
      case 'show-site':
        this.#view.showSite(effect.visible);
        return;
      case 'close-document':
        this.#view.closeDocument();
        return;
      case 'renew':
        void this.#renew(effect);
        return;
      case 'signed-in':
        this.#events.onSignedIn(this.#attempt);
        return;
      case 'halted':
        this.#events.onHalted(effect.reason);
        return;
      case 'diagnose':
        this.#events.onDiagnosis(effect.section);
        return;
      case 'close':
        this.#closing ??= this.#close();
    }
  }

  async #renew({ renewal, method }: Extract<VisitEffect, { type: 'renew' }>): Promise<void> {
    const found = await this.#events.renewSignIn(method);
    // Another search has taken its place: what it finds is the one to begin with.
    if (this.#life.renewal !== renewal) return;
    this.#found = found.ok ? found.value : null;
    const terms = found.ok ? success(found.value.terms) : failed(found.failure);
    this.#advance({ type: 'renewed', renewal, terms });
  }

  /** Once nothing is left of the former session, unless this one is not wanted any more by then. */
  async #beginSession(session: number): Promise<void> {
    const signIn = this.#found;
    if (signIn === null) return;
    const coming: { address: string | null } = { address: null };
    this.#coming = coming;
    await this.#view.closeSite([]);
    if (this.#coming !== coming) return;
    this.#coming = null;
    if (this.closed || this.#life.session?.id !== session) return;
    this.#attempt = new SignInAttempt(signIn);
    this.#follow(this.#attempt, session);
    this.#view.openSite(session, this.#attempt);
    this.#view.keepTo(insOf(this.#life.subject));
    if (coming.address !== null) this.#view.load(coming.address);
    this.#render();
  }

  #follow(attempt: SignInAttempt, session: number): void {
    attempt.listen((reason) => {
      this.#advance({ type: 'session-over', session, failure: reason });
    });
  }

  async #close(): Promise<void> {
    this.#view.hide();
    const gone = this.#view.closeSite(this.#attempt.end());
    this.#events.onSessionEnded();
    this.#events.onClosing();
    await gone;
    this.#view.destroy();
    this.#events.onClosed();
  }

  #render(): void {
    if (!this.closed)
      this.#view.show(
        visitShown(this.#life, this.#attempt, {
          progress: this.#progress.shown,
          triesAgainIn: this.#again.left,
          phoneLeft: this.#phone.left,
          offered: this.#offered,
        }),
      );
  }
}

const PHONE = { again: PHONE_PATIENCE_SECONDS } as const;

/** What the site, or the engine on its way there, has just done: silence begins anew after it. */
const NEWS: ReadonlySet<VisitEvent['type']> = new Set([
  'page-started',
  'connect-awaited',
  'page-arrived',
  'certificate-answered',
  'address-changed',
]);

function insOf(subject: VisitSubject): InsMatricule | null {
  return subject.kind === 'dashboard' ? null : subject.ins;
}

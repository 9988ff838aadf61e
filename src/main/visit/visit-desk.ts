import type { X509Certificate } from 'node:crypto';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { OpenVisit } from '../../domain/launch/launch-policy.ts';
import { landingPage, type PageId, type SignInChoice } from '../../domain/site/pages.ts';
import { offerSignIn, type SignInOffer } from '../../domain/practitioner/sign-in.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { siteTerms } from '../../domain/settings/site-terms.ts';
import { SIGN_IN_BY } from '../../domain/texts/fr/reasons.ts';
import type { Logger } from '../base/log.ts';
import type { Memory } from '../base/memory.ts';
import type { PinDesk } from '../cards/pin-desk.ts';
import type { Practitioner } from '../cards/practitioner.ts';
import type { UsedCard, VisitSignIn } from '../sign-in/attempt.ts';
import type { EcpsKeeper } from '../sign-in/ecps-keeper.ts';
import type { EngineCryptolib } from '../sign-in/engine-cryptolib.ts';
import { CardSignIn, type CardToChoose } from '../sign-in/card-sign-in.ts';
import { SiteHosts } from '../sign-in/site-hosts.ts';
import { installClientCertificates, pageGoesOn } from '../site/client-certificates.ts';
import type { ProxyDesk } from '../site/proxy-desk.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { PanelContext } from '../windows/panel.ts';
import { discard, makePlace, SpareVisit, type VisitPlace } from './spare.ts';
import type { VisitView } from './visit-view.ts';
import { Visit, type VisitEvents } from './visit.ts';

/** How long an unused spare waits for the next card. */
const SPARE_KEPT_MS = 10 * 60_000;

export interface VisitDeskParts {
  readonly settings: CurrentSettings;
  readonly authorities: () => readonly X509Certificate[];
  readonly panels: PanelContext;
  /** SrvSVCNAM is installed on this workstation. */
  readonly hasLocalComponent: () => boolean;
  /** A window for one visit, or for one spare. */
  readonly makeView: () => VisitView;
  readonly memory: Memory;
  readonly practitioner: Practitioner;
  readonly pins: PinDesk;
  /** Linux: whether the engine knows the Cryptolib; nothing is asked of the network before. */
  readonly engine: EngineCryptolib;
  /** The e-CPS session that outlives visits. */
  readonly keeper: EcpsKeeper;
  /** The passwords of the practice's proxies. */
  readonly proxies: ProxyDesk;
  readonly log: Logger;
}

export interface VisitDeskEvents {
  /** Why this visit is not to be opened any more: its card has left, or another record was asked for meanwhile. */
  readonly refusal: (opened: OpenVisit) => Failure | null;
  readonly onClosed: (id: number) => void;
  /** The open visit has come into the site, was stopped on its way, or is gone. */
  readonly onConnection: () => void;
  /** What a dashboard without patient offers is wanted. */
  readonly onOffered: () => void;
  /** The open record was hidden because nobody is here, or is shown again. */
  readonly onVeil: (veiled: boolean) => void;
  /** Which of several cards signs in: the answer is the certificate's id, or null. */
  readonly chooseCard: (cards: readonly CardToChoose[]) => Promise<string | null>;
  /** That question, if it stands, need not be answered any more. */
  readonly withdrawChoice: () => void;
}

/** The one visit that may be open, the one being warmed up, and everything a visit needs to sign in. */
export class VisitDesk {
  readonly #parts: VisitDeskParts;
  readonly #events: VisitDeskEvents;
  #visit: Visit | null = null;
  #spare: SpareVisit | null = null;
  /** Runs while an unused spare waits for the next card. */
  #spareRest: NodeJS.Timeout | null = null;
  #opening = false;
  readonly #cardSignIn: CardSignIn;
  readonly #hosts: SiteHosts;
  /** The open visit has lost its card. */
  #cardLeft = false;
  /** The serial of the card that left, or of the one that the open session rests on. */
  #rested: string | null = null;
  /** The card insertions that the open session rests on. */
  #signedInCards: ReadonlySet<string> = new Set();
  /** When the engine is done with the last PIN. */
  readonly #pinTaken: () => Promise<void>;

  constructor(parts: VisitDeskParts, events: VisitDeskEvents) {
    this.#parts = parts;
    this.#events = events;
    this.#hosts = new SiteHosts({ ...parts, ready: () => parts.engine.ready() });
    this.#cardSignIn = new CardSignIn({
      ...parts,
      visit: () => this.#visit,
      chooseCard: events.chooseCard,
      onCertificate: (contents) => {
        if (process.platform === 'darwin') parts.practitioner.leaveAlone(pageGoesOn(contents));
      },
      onCardUsed: () => {
        this.#restOnCards();
      },
    });
    this.#pinTaken = installClientCertificates(
      (contents) => this.#cardSignIn.askerOf(contents),
      (ask) => this.#cardSignIn.answerPin(ask),
    );
    this.#hosts.lookAhead();
  }

  get visit(): Visit | null {
    return this.#visit;
  }

  /** What the next visit would sign in with. */
  get offer(): SignInOffer {
    const { settings, memory, practitioner } = this.#parts;
    return offerSignIn(settings.current, practitioner.present, memory.value.lastSignIn);
  }

  /** Nobody is at the workstation: no PIN and no password of a proxy stays asked for. */
  away(): void {
    this.#parts.pins.away();
    this.#parts.proxies.away();
  }

  /** Opens a visit; the reason when it cannot even begin. */
  async open(opened: OpenVisit, asked: PageId): Promise<Failure | null> {
    this.#opening = true;
    try {
      return await this.#open(opened, asked);
    } finally {
      this.#opening = false;
    }
  }

  async #open(opened: OpenVisit, asked: PageId): Promise<Failure | null> {
    const signIn = await this.#signIn();
    if (!signIn.ok) return signIn.failure;
    const { choice } = signIn.value;
    // The former visit may be closing still, and two records must not be open.
    await this.#visit?.close();
    const place = await this.#take(signIn.value);
    // All this may have taken seconds: what was decided by then counts, before anything is asked of the site.
    const refusal = this.#events.refusal(opened);
    if (refusal !== null) {
      await discard(place);
      return refusal;
    }
    place.attempt.learn(choice);
    const { subject } = opened;
    const hasIns = subject.kind !== 'dashboard';
    const page = hasIns ? landingPage(asked, choice, hasIns) : asked;
    this.#cardLeft = false;
    const visit: Visit = new Visit(
      { place, subject, page },
      this.#visitEvents(opened, () => visit),
    );
    this.#visit = visit;
    this.#rested = null;
    this.#restOnCards();
    visit.begin();
    this.practitionerChanged();
    return null;
  }

  #visitEvents(opened: OpenVisit, self: () => Visit): VisitEvents {
    return {
      // Signing out can take seconds: a card that comes meanwhile must open its record, not bring back this one.
      onClosing: () => {
        this.#events.onClosed(opened.id);
        this.#events.onConnection();
      },
      onClosed: () => {
        if (this.#visit === self()) this.#visit = null;
      },
      onDiagnosis: this.#parts.panels.openDiagnosis,
      onVeil: this.#events.onVeil,
      onOffered: this.#events.onOffered,
      onPlace: (place) => {
        this.#parts.memory.remember({ visitPlace: place });
      },
      onSignedIn: (attempt) => {
        this.#parts.pins.proven(attempt);
        this.#events.onConnection();
      },
      onSessionEnded: () => {
        this.#withdrawQuestions();
      },
      onHalted: (reason) => {
        this.#halted(self(), reason);
        this.#events.onConnection();
      },
      renewSignIn: (method) => this.#renew(method),
    };
  }

  /** Prepares a window and a session for the card that is being read; what is not used is thrown away. */
  async warmUp(): Promise<void> {
    if (this.#spareRest !== null) clearTimeout(this.#spareRest);
    this.#spareRest = null;
    if (!this.#needsSpare()) return;
    const { proposed } = this.offer;
    const origin = await this.#hosts.originFor(proposed);
    // The card was faster than the network: the visit makes its own session.
    if (origin === null || !this.#needsSpare()) return;
    const choice =
      proposed === 'ecps' ? ({ method: 'ecps' } as const) : ({ method: 'cpx', cpe: false } as const);
    this.#spare = new SpareVisit(this.#parts.makeView(), this.#signInFor(choice, origin));
  }

  #needsSpare(): boolean {
    return !this.#opening && this.#visit === null && this.#spare === null;
  }

  /**
   * No card is there any more: an unused spare, which has shown nobody and signed in nowhere, stays for the next
   * card for a while. The engine never gives back all of a session's memory (about a megabyte each).
   */
  restSpare(): void {
    if (this.#spareRest !== null) clearTimeout(this.#spareRest);
    this.#spareRest = setTimeout(() => void this.dropSpare(), SPARE_KEPT_MS);
  }

  async dropSpare(): Promise<void> {
    if (this.#spareRest !== null) clearTimeout(this.#spareRest);
    this.#spareRest = null;
    const spare = this.#spare;
    this.#spare = null;
    await spare?.close();
  }

  /** Readers changed: a session whose card has left ends at once. */
  cardsChanged(present: ReadonlySet<string>): void {
    const left = [...this.#signedInCards].some((key) => !present.has(key));
    if (!left) return;
    this.#rested = this.#restedOn();
    this.#signedInCards = new Set();
    this.#cardLeft = true;
    this.#withdrawQuestions();
    this.#visit?.endSession(failure('CPX-RETIREE'));
  }

  /** What the Cryptolib tells of the cards has changed: a visit that waits for its card hears of it. */
  practitionerChanged(): void {
    this.#visit?.setCard(this.#parts.practitioner.seen(this.#rested));
  }

  /** The serial of the card that the open session rests on, where it is known which one that is. */
  #restedOn(): string | null {
    const attempt = this.#visit?.attempt;
    const { signInTokens } = this.#parts.practitioner;
    const [only, ...others] = signInTokens;
    const used = signInTokens.find(({ certificate }) => certificate.id === attempt?.certificate);
    return (used ?? (others.length === 0 ? only : undefined))?.serial ?? null;
  }

  /** The practitioner has ended the e-CPS session: an open record rests on it. */
  endEcps(): void {
    if (this.#visit?.attempt.method === 'ecps') this.#visit.endSession(failure('SESSION-DECONNECTEE'));
  }

  /**
   * Settings have changed: what was warmed up was warmed up for those of before, and a session does not go on with an
   * environment, an address or an authority that count no more.
   */
  settingsChanged(): void {
    void this.dropSpare();
    const visit = this.#visit;
    if (visit === null || visit.closed) return;
    visit.settingsChanged();
    const { signIn, origin, method } = visit.attempt;
    const hasLocal = this.#parts.hasLocalComponent();
    const { current } = this.#parts.settings;
    const now = {
      terms: siteTerms(current, method, origin, hasLocal),
      authorities: this.#parts.authorities(),
    };
    const { hosts } = current.webPs[method];
    if (!hosts.includes(origin) || !sameTrust(signIn, now)) visit.endSession(failure('SESSION-REGLAGES'));
  }

  /** The workstation was left alone for too long. */
  lockExpired(): void {
    this.#withdrawQuestions();
    void this.#parts.keeper.end();
    this.#visit?.endSession(failure('SESSION-VERROUILLEE'));
  }

  /**
   * The engine's network process ended and started again by itself: what decided on servers' certificates has gone
   * with it and cannot be set again on a session that is there (electron.md), so no such session may go on.
   * @param replaced whether an installer has changed the program's files meanwhile
   */
  async networkEnded(replaced: boolean): Promise<void> {
    this.#withdrawQuestions();
    this.#visit?.endSession(failure(replaced ? 'PROGRAMME-REMPLACE' : 'SITE-ARRETE'));
    await this.dropSpare();
  }

  async stop(): Promise<void> {
    this.#withdrawQuestions();
    this.#parts.pins.away();
    // Before the page goes that tells it.
    await this.#pinTaken();
    await this.#visit?.close();
    await this.dropSpare();
  }

  /** What is asked for a sign-in's sake goes with its attempt; the choice of a card does not know of it. */
  #withdrawQuestions(): void {
    this.#events.withdrawChoice();
  }

  #halted(visit: Visit, reason: Failure): void {
    if (visit !== this.#visit) return;
    this.#withdrawQuestions();
    if (reason.code === 'SITE-INJOIGNABLE' || reason.code === 'SITE-MUET')
      this.#hosts.unreachable(visit.attempt.method);
  }

  async #take(signIn: VisitSignIn): Promise<VisitPlace> {
    const spare = this.#spare;
    this.#spare = null;
    const place = spare?.placeFor(signIn) ?? null;
    if (place !== null) return place;
    await spare?.close();
    return makePlace(this.#parts.makeView(), signIn);
  }

  /** Everything that a session is made for, as it is settled now: a change made later is for the next one. */
  #signInFor(choice: SignInChoice, origin: string): VisitSignIn {
    const { settings, authorities } = this.#parts;
    const terms = siteTerms(settings.current, choice.method, origin, this.#parts.hasLocalComponent());
    return {
      choice,
      terms,
      authorities: authorities(),
      proxyEndOf: (contents) => this.#parts.proxies.endOf(contents),
      withoutCard: () => this.#parts.engine.failure ?? this.#parts.practitioner.libraryFailure,
      methods: this.offer.choices,
      kept: this.#parts.keeper.open(),
    };
  }

  /**
   * How to sign in now, or why that cannot be: decided before anything of this card goes to the network, which is
   * why a card that is being read is waited for.
   */
  async #signIn(method: SignInMethod = this.offer.proposed): Promise<Result<VisitSignIn>> {
    const { practitioner } = this.#parts;
    const origin = await this.#hosts.originFor(method);
    if (origin === null) return failed(missingAddress(method));
    if (method === 'ecps') return success(this.#signInFor({ method: 'ecps' }, origin));
    await practitioner.known();
    const { refusal } = practitioner;
    return refusal === null
      ? success(this.#signInFor({ method: 'cpx', cpe: practitioner.isCpe }, origin))
      : failed(refusal);
  }

  /**
   * For starting over, with what is there now; but a card that has left is waited for, rather than replaced by an
   * e-CPS that nobody has asked for.
   */
  async #renew(asked: SignInMethod | null): Promise<Result<VisitSignIn>> {
    const { practitioner, memory } = this.#parts;
    const method = asked !== null && this.offer.choices.includes(asked) ? asked : null;
    if (method === 'cpx' && !practitioner.present) return failed(failure('CPX-ATTENDUE'));
    const waited = this.#cardLeft && !practitioner.present && memory.value.lastSignIn !== 'ecps';
    if (method === null && waited) return failed(failure('CPX-RETIREE'));
    const signIn = await this.#signIn(method ?? this.offer.proposed);
    if (!signIn.ok) return signIn;
    const card = signIn.value.choice.method === 'cpx' ? this.#cardThatLeft() : undefined;
    // From its beginning, like the first: its card may leave while the PIN is asked, before any certificate is.
    this.#restOn(signIn.value.choice.method, card?.certificate ?? null);
    return success(card === undefined ? signIn.value : { ...signIn.value, card });
  }

  /** The card that this visit rested on, if it is back: nobody has to choose it among others again. */
  #cardThatLeft(): UsedCard | undefined {
    const back = this.#parts.practitioner.signInTokens.find(({ serial }) => serial === this.#rested);
    return back && { certificate: back.certificate.id, holder: back.holder };
  }

  /** The session ends with the card that signs in, or with any where that one is not known. */
  #restOnCards(): void {
    const attempt = this.#visit?.attempt;
    this.#restOn(attempt?.method ?? 'ecps', attempt?.certificate ?? null);
  }

  #restOn(method: SignInMethod, certificate: string | null): void {
    const cards = method === 'cpx' ? this.#parts.practitioner.cardsOf(certificate) : [];
    this.#signedInCards = new Set(cards.map(({ key }) => key));
    this.#cardLeft = false;
  }
}

type Trusting = Pick<VisitSignIn, 'terms' | 'authorities'>;

/** Whether two sessions would trust the same environment, addresses and authorities. */
function sameTrust(one: Trusting, other: Trusting): boolean {
  const trust = ({ terms, authorities }: Trusting): string =>
    JSON.stringify([
      terms.environment,
      terms.connectOrigins,
      terms.resourceHosts,
      terms.localComponents,
      authorities.map(({ fingerprint256 }) => fingerprint256),
    ]);
  return trust(one) === trust(other);
}

function missingAddress(method: SignInMethod): Failure {
  return failure('SITE-SANS-ADRESSE', { method: SIGN_IN_BY[method] });
}

import type { X509Certificate } from 'node:crypto';
import type { Certificate, WebContents } from 'electron';
import { chooseCertificate } from '../../domain/certificate-choice.ts';
import { readCertificate, type CertificateFacts } from '../../domain/certificate.ts';
import type { Configuration, SignInMean } from '../../domain/configuration.ts';
import { holderName, holderOf } from '../../domain/cpx.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { OpenVisit } from '../../domain/launch-policy.ts';
import { landingPage, type PageId } from '../../domain/pages.ts';
import { decidePin } from '../../domain/pin-policy.ts';
import { offerSignIn, type SignInOffer } from '../../domain/sign-in.ts';
import type { Logger } from '../log.ts';
import type { Memory } from '../memory.ts';
import type { Practitioner, SignInToken } from '../practitioner.ts';
import { installClientCertificates, type PinAsk } from '../site/client-certificates.ts';
import type { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import type { PanelContext } from '../windows/panel.ts';
import { askPin, type PinRequest } from '../windows/pin.ts';
import { Visit, type VisitContext, type VisitSignIn } from './visit.ts';

export interface VisitDeskParts {
  readonly configuration: Configuration;
  readonly demonstration: boolean;
  readonly authorities: () => readonly X509Certificate[];
  readonly panels: PanelContext;
  readonly memory: Memory;
  readonly practitioner: Practitioner;
  readonly components: LectureVitaleComponents;
  readonly log: Logger;
}

/** A card that the user may choose by its certificate's id. */
export type CardToChoose = Pick<SignInToken, 'certificate' | 'holder'>;

export interface VisitDeskEvents {
  readonly onClosed: (id: number) => void;
  readonly onDiagnosis: () => void;
  /** Which of several cards signs in: the answer is the certificate's id, or null. */
  readonly chooseCard: (cards: readonly CardToChoose[]) => Promise<string | null>;
}

/** The one visit that may be open, the one being warmed up, and everything a visit needs to sign in. */
export class VisitDesk {
  readonly #parts: VisitDeskParts;
  readonly #events: VisitDeskEvents;
  #visit: Visit | null = null;
  #spare: Visit | null = null;
  #pin: PinRequest | null = null;
  /** The card insertions that the open session rests on. */
  #signedInCards: ReadonlySet<string> = new Set();

  constructor(parts: VisitDeskParts, events: VisitDeskEvents) {
    this.#parts = parts;
    this.#events = events;
    installClientCertificates(
      (contents) => this.#askerOf(contents),
      (ask) => this.#answerPin(ask),
    );
  }

  get visit(): Visit | null {
    return this.#visit;
  }

  /** What the next visit would sign in with. */
  get offer(): SignInOffer {
    const { configuration, memory, practitioner } = this.#parts;
    return offerSignIn(configuration, practitioner.present, memory.value.lastSignIn);
  }

  /** Opens a visit; the reason when it cannot even begin. */
  async open(opened: OpenVisit, asked: PageId): Promise<Failure | null> {
    const signIn = this.#signIn();
    if ('code' in signIn) return signIn;
    // The policy has closed the former visit before; were it ever not so, two records must not be open.
    await this.#visit?.close();
    const visit = await this.#take(signIn);
    this.#visit = visit;
    this.#restOnCards(signIn);
    const hasIns = opened.subject.kind !== 'dashboard';
    visit.begin(opened.subject, hasIns ? landingPage(asked, signIn.means, hasIns) : asked, {
      onClosed: () => {
        if (this.#visit === visit) this.#visit = null;
        this.#events.onClosed(opened.id);
      },
      onDiagnosis: this.#events.onDiagnosis,
      onPlace: (place) => {
        this.#parts.memory.remember({ visitPlace: place });
      },
      onSignedIn: () => {
        this.#parts.practitioner.noteSignedIn();
      },
      renewSignIn: () => this.#renew(),
    });
    return null;
  }

  /** Prepares a window and a session for the card that is being read; what is not used is thrown away. */
  warmUp(): void {
    if (this.#visit !== null || this.#spare !== null) return;
    const signIn = this.#signIn();
    if ('code' in signIn) return;
    this.#spare = new Visit(signIn, this.#context());
    void this.#spare.warm();
  }

  async dropSpare(): Promise<void> {
    const spare = this.#spare;
    this.#spare = null;
    await spare?.close();
  }

  /** Readers changed: a session whose card has left ends at once. */
  cardsChanged(present: ReadonlySet<string>): void {
    const left = [...this.#signedInCards].some((key) => !present.has(key));
    if (!left) return;
    this.#signedInCards = new Set();
    this.#pin?.withdraw();
    void this.#visit?.endSession(failure('CPX-RETIREE'), ['start-over', 'close']);
  }

  /** The workstation was left alone for too long. */
  async lockExpired(): Promise<void> {
    this.#pin?.withdraw();
    await this.#visit?.endSession(failure('SESSION-VERROUILLEE'), ['start-over', 'close']);
  }

  /**
   * The engine's network process ended and started again by itself: what decided on servers' certificates has gone
   * with it and cannot be set again on a session that is there (electron.md), so no such session may go on.
   */
  async networkEnded(): Promise<void> {
    this.#pin?.withdraw();
    await Promise.all([
      this.dropSpare(),
      this.#visit?.endSession(failure('SITE-ARRETE'), ['start-over', 'close']),
    ]);
  }

  async stop(): Promise<void> {
    this.#pin?.withdraw();
    await this.#visit?.close();
    await this.dropSpare();
  }

  async #take(signIn: VisitSignIn): Promise<Visit> {
    const spare = this.#spare;
    this.#spare = null;
    if (spare?.isReadyFor(signIn) === true) return spare;
    await spare?.close();
    return new Visit(signIn, this.#context());
  }

  #context(): VisitContext {
    const { configuration, demonstration, authorities, panels, memory, components } = this.#parts;
    // A visit keeps the settings it began with: a change made meanwhile is for the next one.
    return {
      configuration: { ...configuration },
      demonstration,
      authorities: authorities(),
      panels,
      components,
      place: memory.value.visitPlace,
    };
  }

  /** How to sign in now, or why that cannot be: decided before any network call. */
  #signIn(): VisitSignIn | Failure {
    const { configuration, practitioner } = this.#parts;
    const { proposed } = this.offer;
    const origin = configuration.webPs[proposed].hosts[0];
    if (origin === undefined) return missingAddress(proposed);
    if (proposed === 'ecps') return { means: { means: 'ecps' }, origin };
    return practitioner.refusal ?? { means: { means: 'cpx', cpe: practitioner.isCpe }, origin };
  }

  /** For starting over: the card may have been changed since. */
  #renew(): VisitSignIn | Failure {
    const signIn = this.#signIn();
    if (!('code' in signIn)) this.#restOnCards(signIn);
    return signIn;
  }

  #restOnCards(signIn: VisitSignIn): void {
    const cards = signIn.means.means === 'cpx' ? this.#parts.practitioner.signInCards : [];
    this.#signedInCards = new Set(cards.map(({ key }) => key));
  }

  #askerOf(contents: WebContents | null): {
    chooseCertificate: (askedBy: string, offered: readonly Certificate[]) => Promise<Certificate | null>;
  } | null {
    const visit = this.#visit;
    if (visit === null || contents === null || !visit.owns(contents)) return null;
    return { chooseCertificate: (askedBy, offered) => this.#chooseCertificate(visit, askedBy, offered) };
  }

  async #chooseCertificate(
    visit: Visit,
    askedBy: string,
    offered: readonly Certificate[],
  ): Promise<Certificate | null> {
    if (visit.signIn.means.means !== 'cpx') return null;
    const question = {
      offered: offered.map(({ data }) => factsOf(data)),
      environment: this.#parts.configuration.environment,
      now: Date.now(),
      askedBy,
      siteOrigins: [visit.signIn.origin],
    };
    let choice = chooseCertificate({ ...question, chosen: visit.certificateId });
    if (choice.kind === 'ask') {
      const chosen = await this.#events.chooseCard(choice.cards);
      if (chosen === null) choice = { kind: 'none', rejected: [], failure: failure('CPX-CHOIX-ANNULE') };
      else choice = chooseCertificate({ ...question, chosen });
    }
    if (choice.kind !== 'use') {
      if (choice.kind === 'none') {
        this.#parts.log.info(
          { reasons: choice.rejected.map(({ reason }) => reason) },
          'no certificate to use',
        );
        visit.halt(choice.failure, ['start-over', 'diagnosis', 'close']);
      }
      return null;
    }
    visit.useCertificate(choice.certificate.id, holderName(holderOf(choice.certificate)));
    return offered[choice.index] ?? null;
  }

  /**
   * The engine asks for the PIN of every card that is there, before any certificate is chosen. Only the card that
   * will sign in is unlocked; null is a card that the Cryptolib does not know, of which the engine knows more.
   */
  async #tokenToUse(visit: Visit, tokenName: string): Promise<SignInToken | 'other' | null> {
    const tokens = this.#parts.practitioner.signInTokens;
    if (tokens.length === 0) return this.#parts.practitioner.refusal === null ? null : 'other';
    if (tokens.length > 1 && visit.certificateId === null) {
      const chosen = await this.#events.chooseCard(tokens);
      const token = tokens.find(({ certificate }) => certificate.id === chosen);
      if (token === undefined) {
        visit.halt(failure('CPX-CHOIX-ANNULE'), ['start-over', 'close']);
        return 'other';
      }
      visit.useCertificate(token.certificate.id, holderName(token.holder));
    }
    const used = tokens.find(({ certificate }) => certificate.id === visit.certificateId) ?? tokens[0];
    return used?.label === tokenName.trim() ? used : 'other';
  }

  async #answerPin({ hostname, tokenName, isRetry }: PinAsk): Promise<string> {
    const visit = this.#visit;
    const { practitioner, configuration, panels, demonstration } = this.#parts;
    if (visit?.signIn.means.means !== 'cpx') return '';
    if (new URL(visit.signIn.origin).hostname !== hostname || this.#pin !== null) return '';
    const token = await this.#tokenToUse(visit, tokenName);
    if (token === 'other') return '';
    const decision = decidePin({
      flags: await practitioner.pinFlags(tokenName),
      tries: practitioner.triesOf(tokenName),
      budget: configuration.cards.pinTriesPerInsertion,
      isRetry,
      cancelled: visit.pinCancelled,
    });
    if (visit.closed || visit !== this.#visit) return '';
    if (decision.kind === 'give-up') {
      visit.halt(decision.failure, ['start-over', 'diagnosis', 'close']);
      return '';
    }
    this.#pin = askPin(
      {
        demonstration,
        holder: token === null ? null : holderName(token.holder),
        site: hostname,
        purpose: 'sign-in',
        triesLeft: decision.triesLeft,
        warnLastTry: decision.warnLastTry,
        previousWrong: decision.previousWrong,
        keypad: decision.keypad,
      },
      panels,
    );
    const pin = await this.#pin.answer;
    this.#pin = null;
    if (pin === null) {
      visit.pinCancelled = true;
      visit.halt(failure('CPX-CODE-ANNULE'), ['start-over', 'close']);
      return '';
    }
    practitioner.notePinHandedOver(tokenName);
    return pin;
  }
}

function factsOf(pem: string): CertificateFacts | null {
  const read = readCertificate(pem);
  return read.ok ? read.value : null;
}

function missingAddress(mean: SignInMean): Failure {
  return failure('SITE-SANS-ADRESSE', {
    mean: mean === 'cpx' ? 'la carte CPx' : 'e-CPS',
    key: `webPs.${mean}.hosts`,
  });
}

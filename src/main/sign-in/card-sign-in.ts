import type { Certificate, WebContents } from 'electron';
import { chooseCertificate } from '../../domain/practitioner/certificate-choice.ts';
import type { CertificateFacts } from '../../domain/practitioner/certificate.ts';
import { holderName, holderOf } from '../../domain/practitioner/cpx.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { Logger } from '../base/log.ts';
import type { Practitioner, SignInToken } from '../cards/practitioner.ts';
import type { CertificateAsker, PinAsk } from '../site/client-certificates.ts';
import type { PinDesk } from '../cards/pin-desk.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { SignInAttempt } from './attempt.ts';

/** A card that the user may choose by its certificate's id. */
export type CardToChoose = Pick<SignInToken, 'certificate' | 'holder'>;

/** The visit that asks: its page stops when signing in does not go on. */
export interface CardVisit {
  readonly attempt: SignInAttempt;
  readonly closed: boolean;
  owns(contents: WebContents): boolean;
  noteCertificate(contents: WebContents): void;
  /** The practitioner is asked something about the card, until `over` is called. */
  asking(): { readonly over: () => void };
  refuseSignIn(attempt: SignInAttempt, reason: Failure, actions: readonly ('start-over' | 'close')[]): void;
  /** Signs in with e-CPS instead of this attempt, which was given up. */
  useEcps(attempt: SignInAttempt): void;
}

export interface CardSignInParts {
  readonly settings: CurrentSettings;
  readonly practitioner: Pick<Practitioner, 'signInTokens' | 'refusal'>;
  readonly pins: Pick<PinDesk, 'ask' | 'keypadDone'>;
  readonly log: Logger;
  /** The visit that is open. */
  readonly visit: () => CardVisit | null;
  /** Which of several cards signs in: the answer is the certificate's id; null when none was chosen. */
  readonly chooseCard: (cards: readonly CardToChoose[]) => Promise<string | null>;
  /** The engine has been given a certificate, for this page. */
  readonly onCertificate: (contents: WebContents) => void;
  /** A card is being used: the session rests on the cards that are there now. */
  readonly onCardUsed: () => void;
}

/**
 * What a reader with its own keypad is answered with: the library takes the PIN from the reader and ignores it.
 * Shorter than any PIN, so that a card could never count it as a wrong one.
 */
const TYPED_ON_READER = ' ';

/** Answers the browser engine when a site asks for a card: which certificate, and which PIN opens its key. */
export class CardSignIn {
  readonly #parts: CardSignInParts;

  constructor(parts: CardSignInParts) {
    this.#parts = parts;
  }

  /** Who answers for a page of the engine's; null for one that no visit has. */
  askerOf(contents: WebContents | null): CertificateAsker | null {
    const visit = this.#parts.visit();
    if (visit === null || contents === null || !visit.owns(contents)) return null;
    return {
      chooseCertificate: async (askedBy, offered) => {
        const question = visit.asking();
        return this.#chooseCertificate(visit, askedBy, offered).finally(question.over);
      },
      certificateAnswered: (answered) => {
        visit.noteCertificate(answered);
        this.#parts.onCertificate(answered);
      },
    };
  }

  /** The PIN for the engine; empty to go without. */
  async answerPin(ask: PinAsk): Promise<string> {
    const visit = this.#parts.visit();
    if (visit === null) return '';
    const question = visit.asking();
    return this.#answerPin(visit, ask).finally(question.over);
  }

  async #answerPin(visit: CardVisit, { hostname, tokenName, isRetry }: PinAsk): Promise<string> {
    const { pins } = this.#parts;
    const { attempt } = visit;
    // A question that follows the keypad's: what was typed there was wrong.
    pins.keypadDone(attempt);
    if (attempt.method !== 'cpx' || new URL(attempt.origin).hostname !== hostname) return '';
    const token = await this.#tokenToUse(visit, attempt, tokenName);
    if (token === 'other' || !this.#isCurrent(visit, attempt)) return '';
    const answer = await pins.ask({
      attempt,
      purpose: 'sign-in',
      label: tokenName,
      reader: null,
      isRetry,
      holder: token === null ? null : holderName(token.holder),
      site: hostname,
      onEcps:
        attempt.signIn.methods?.includes('ecps') === true
          ? () => {
              visit.useEcps(attempt);
            }
          : null,
      onRefused: (reason) => {
        if (!this.#isCurrent(visit, attempt)) return;
        attempt.pinCancelled = reason.code === 'CPX-CODE-ANNULE';
        visit.refuseSignIn(attempt, reason, ['start-over', 'close']);
      },
    });
    // An attempt that has ended answers nothing from then on.
    if (answer.kind === 'none' || !this.#isCurrent(visit, attempt)) return '';
    return answer.kind === 'keypad' ? TYPED_ON_READER : answer.pin;
  }

  /**
   * The engine asks for the PIN of every card that is there, before any certificate is chosen. Only the card that
   * will sign in is unlocked; null is a card that the Cryptolib does not know, of which the engine knows more.
   */
  async #tokenToUse(
    visit: CardVisit,
    attempt: SignInAttempt,
    tokenName: string,
  ): Promise<SignInToken | 'other' | null> {
    const { practitioner } = this.#parts;
    const tokens = practitioner.signInTokens;
    if (tokens.length === 0) return practitioner.refusal === null ? null : 'other';
    if (tokens.length > 1 && attempt.certificate === null) {
      const chosen = await this.#parts.chooseCard(tokens);
      if (!this.#isCurrent(visit, attempt)) return 'other';
      const token = tokens.find(({ certificate }) => certificate.id === chosen);
      if (token === undefined) {
        visit.refuseSignIn(attempt, failure('CPX-CHOIX-ANNULE'), ['start-over', 'close']);
        return 'other';
      }
      this.#use(attempt, token.certificate);
    }
    const used = tokens.find(({ certificate }) => certificate.id === attempt.certificate) ?? tokens[0];
    return used?.label === tokenName.trim() ? used : 'other';
  }

  async #chooseCertificate(
    visit: CardVisit,
    askedBy: string,
    offered: readonly Certificate[],
  ): Promise<Certificate | null> {
    const { attempt } = visit;
    // The reader's keypad has done its part.
    this.#parts.pins.keypadDone(attempt);
    if (attempt.method !== 'cpx' || attempt.spent) return null;
    const question = {
      offered: await factsOf(offered),
      environment: this.#parts.settings.current.environment,
      now: Date.now(),
      askedBy,
      siteOrigins: [attempt.origin],
    };
    if (!this.#isCurrent(visit, attempt)) return null;
    let choice = chooseCertificate({ ...question, chosen: attempt.certificate });
    if (choice.kind === 'ask') {
      const chosen = await this.#chooseAmong(choice.cards);
      if (chosen === null) choice = { kind: 'none', rejected: [], failure: failure('CPX-CHOIX-ANNULE') };
      else choice = chooseCertificate({ ...question, chosen });
    }
    if (!this.#isCurrent(visit, attempt)) return null;
    if (choice.kind !== 'use') {
      this.#refuse(visit, attempt, choice);
      return null;
    }
    this.#use(attempt, choice.certificate);
    return offered[choice.index] ?? null;
  }

  /**
   * The system keeps certificates of cards that are elsewhere (Windows copies those of every card it has seen): the
   * cards that the Cryptolib sees in the readers come first, and only one of them needs no question.
   */
  async #chooseAmong(cards: readonly CardToChoose[]): Promise<string | null> {
    const there = new Set(this.#parts.practitioner.signInTokens.map(({ certificate }) => certificate.id));
    const inReaders = cards.filter(({ certificate }) => there.has(certificate.id));
    const [only] = inReaders;
    if (only !== undefined && inReaders.length === 1) return only.certificate.id;
    return this.#parts.chooseCard(inReaders.length > 0 ? inReaders : cards);
  }

  #refuse(
    visit: CardVisit,
    attempt: SignInAttempt,
    choice: Exclude<ReturnType<typeof chooseCertificate>, { kind: 'use' }>,
  ): void {
    if (choice.kind === 'ask') return;
    const reasons = choice.rejected.map(({ reason }) => reason);
    this.#parts.log.info({ reasons }, 'no certificate to use');
    visit.refuseSignIn(attempt, choice.failure, ['start-over', 'close']);
  }

  #use(attempt: SignInAttempt, certificate: CertificateFacts): void {
    attempt.useCard({ certificate: certificate.id, holder: holderOf(certificate) });
    this.#parts.onCardUsed();
  }

  /** Whether an answer still counts: its visit is the open one, in the session that asked. */
  #isCurrent(visit: CardVisit, attempt: SignInAttempt): boolean {
    return !visit.closed && visit === this.#parts.visit() && visit.attempt === attempt && !attempt.spent;
  }
}

/** What reads certificates is loaded for the first of them: no start needs it. */
async function factsOf(offered: readonly Certificate[]): Promise<readonly (CertificateFacts | null)[]> {
  const { readCertificate } = await import('../../domain/practitioner/certificate.ts');
  return offered.map(({ data }) => {
    const read = readCertificate(data);
    return read.ok ? read.value : null;
  });
}

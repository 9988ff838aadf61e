import { rejectCertificate } from '../../domain/practitioner/certificate-rejection.ts';
import type { CertificateFacts } from '../../domain/practitioner/certificate.ts';
import {
  holderName,
  holderOf,
  summarizeCard,
  type CardHolder,
  type CardSummary,
  type CpxCard,
} from '../../domain/practitioner/cpx.ts';
import { failure, type Failure, type FailureCode } from '../../domain/failures/index.ts';
import { cardToShow, seeCard, type CardSeen } from '../../domain/practitioner/card-return.ts';
import type { TokenAnswer } from '../../domain/practitioner/pin-decision.ts';
import type { KnownToken } from '../../domain/practitioner/pin-ledger.ts';
import { cardsOfSignIn, placeTokens } from '../../domain/practitioner/token-places.ts';
import type { Result } from '../../domain/result.ts';
import type { RequestResult } from '../../borders/native.ts';
import { pause, within } from '../../system/deadline.ts';
import { macCardServices, type MacCardServices } from '../../system/mac-card-services.ts';
import type { Cards, SeenCard } from './cards.ts';
import type { PractitionerCard } from '../../borders/windows/index.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { NativeProcess } from '../processes/native-process.ts';

/**
 * A card that has just been inserted needs 1 to 1.5 s, 2.6 s at worst, before the Cryptolib sees it (cpx.md): while
 * PC/SC shows more practitioners' cards than the library, it is asked again.
 */
const READ_AGAIN_AFTER_MS = 700;
const READINGS = 5;
/** How long a sign-in waits for the card's content: beyond that the engine's own list decides. */
const KNOWN_DEADLINE_MS = 6_000;

/** The Cryptolib takes a second and more for a card that it does not know; a reader that hangs takes for ever. */
const CRYPTOLIB_DEADLINE_MS = 20_000;

/** What the library says of a card that is not ready, or is on its way. */
const COMES_YET: ReadonlySet<FailureCode> = new Set(['CPX-RETIREE', 'CRYPTOLIB-ERREUR']);

type Knowledge =
  | { readonly kind: 'absent' }
  | { readonly kind: 'reading' }
  /** `cards` is empty when the library is missing or does not know the card: the engine's own list then decides. */
  | {
      readonly kind: 'read';
      readonly cards: readonly CpxCard[];
      readonly failure: Failure | null;
      /** macOS: the system's keychain, from which the engine takes certificates, shows no card. */
      readonly unknownToSystem: boolean;
    };

/** A card that could sign in: its token, and the one certificate it would use. */
export interface SignInToken {
  readonly label: string;
  /** Tells two cards apart; never goes to a log. */
  readonly serial: string;
  readonly certificate: CertificateFacts;
  readonly holder: CardHolder;
}

/** What is needed of the process that calls the Cryptolib: `NativeProcess`. */
export type CryptolibProcess = Pick<NativeProcess<'cryptolib'>, 'request' | 'stop'>;

/** What is needed to know of readers and cards: `Cards`. */
export type PresentCards = Pick<Cards, 'practitioners' | 'unrecognised' | 'laidOnContactless' | 'idle'>;

/** What main knows of the practitioner's cards: presence from PC/SC, the rest from the Cryptolib. */
export class Practitioner {
  readonly #cards: PresentCards;
  readonly #settings: CurrentSettings;
  readonly #cryptolib: CryptolibProcess;
  readonly #onChange: () => void;
  #keys: readonly string[] = [];
  #knowledge: Knowledge = { kind: 'absent' };
  readonly #awaiting: (() => void)[] = [];
  readonly #system: Pick<MacCardServices, 'keychainTokens'>;
  /** Until when nobody may speak to the Cryptolib. */
  #alone: Promise<void> = Promise.resolve();

  constructor(
    cards: PresentCards,
    settings: CurrentSettings,
    cryptolib: CryptolibProcess,
    onChange: () => void,
    system: Pick<MacCardServices, 'keychainTokens'> = macCardServices(),
  ) {
    this.#system = system;
    this.#cards = cards;
    this.#settings = settings;
    this.#onChange = onChange;
    this.#cryptolib = cryptolib;
  }

  get present(): boolean {
    return this.#cards.practitioners.length > 0;
  }

  /** Whether the cards that could sign in are an establishment's (CPE), to which the site shows less. */
  get isCpe(): boolean {
    const tokens = this.signInTokens;
    return tokens.length > 0 && tokens.every(({ holder }) => holder.audience === 'establishment');
  }

  /** The insertions on which a sign-in made now would rest: leaving one of them ends it. */
  get signInCards(): readonly SeenCard[] {
    const known = this.#cards.practitioners;
    return known.length > 0 ? known : this.#cards.unrecognised;
  }

  /** The insertions on which a sign-in rests: that of its own card where it is known which one that is. */
  cardsOf(certificate: string | null): readonly SeenCard[] {
    return cardsOfSignIn(certificate, this.signInTokens, this.tokens ?? [], this.signInCards);
  }

  /** To be called whenever cards came or went: the library is asked only when practitioners' cards did. */
  sync(): void {
    const keys = this.#cards.practitioners.map(({ key }) => key);
    const before = this.#keys;
    const arrived = keys.some((key) => !before.includes(key));
    if (!arrived && keys.length === before.length) return;
    this.#keys = keys;
    if (keys.length === 0) {
      this.#learn({ kind: 'absent' });
      return;
    }
    this.#learn({ kind: 'reading' });
    void this.#ask(keys);
  }

  /** Answers once the cards that are there have been read, or cannot be, or take too long. */
  async known(): Promise<void> {
    if (this.#knowledge.kind !== 'reading') return;
    const learnt = new Promise<void>((resolve) => this.#awaiting.push(resolve));
    await within(learnt, KNOWN_DEADLINE_MS, () => undefined);
  }

  /** What the launcher shows. */
  get view(): PractitionerCard {
    const knowledge = this.#knowledge;
    const laid = this.#cards.laidOnContactless;
    if (knowledge.kind === 'absent' && laid !== null)
      return { state: 'problem', failure: failure('CPX-SANS-CONTACT', { reader: laid }) };
    if (knowledge.kind !== 'read') return { state: knowledge.kind };
    if (knowledge.unknownToSystem) return { state: 'problem', failure: failure('CPX-PILOTE-MAC') };
    const best = cardToShow(this.#summaries(), knowledge.failure);
    if (best.failure !== null) return { state: 'problem', failure: best.failure };
    return {
      state: 'ready',
      type: best.holder?.type ?? 'CPx',
      holder: best.holder === null ? null : holderName(best.holder),
      daysLeft: best.validity?.daysLeft ?? null,
    };
  }

  /** Why the card in the reader cannot sign in here, when it is the only one: refused before any network call. */
  get refusal(): Failure | null {
    if (this.#knowledge.kind === 'read' && this.#knowledge.unknownToSystem) return failure('CPX-PILOTE-MAC');
    const summaries = this.#summaries();
    return summaries.length > 0 && summaries.every(({ failure }) => failure !== null)
      ? (summaries[0]?.failure ?? null)
      : null;
  }

  /** Why the Cryptolib shows nothing of the cards that are there; null where it does, or has not been asked. */
  get libraryFailure(): Failure | null {
    const knowledge = this.#knowledge;
    return knowledge.kind === 'read' && knowledge.cards.length === 0 ? knowledge.failure : null;
  }

  /** What a visit is told that rested on the card with this serial. */
  seen(rested: string | null): CardSeen {
    const knowledge = this.#knowledge;
    if (knowledge.kind !== 'read') return knowledge;
    const { failure } = cardToShow(this.#summaries(), knowledge.failure);
    return seeCard({ kind: 'read', usable: this.signInTokens, failure }, rested);
  }

  /**
   * Leaves the Cryptolib alone until then. On macOS a card has one session for all its users: ours would end that of
   * the token driver, which the system has just opened with the PIN.
   */
  leaveAlone(until: Promise<void>): void {
    this.#alone = until;
  }

  /** Asks the tokens of that name themselves, or all of them; null when the library cannot tell. */
  async askTokens(label: string | null, serial: string | null): Promise<readonly TokenAnswer[] | null> {
    await this.#alone;
    await this.#cards.idle();
    const result = await this.#cryptolib.request(
      'pinFlags',
      { library: this.#settings.current.cards.cryptolib, tokenLabel: label, serialNumber: serial },
      CRYPTOLIB_DEADLINE_MS,
    );
    if (!result.ok) return null;
    return result.value.tokens.map((token) => ({
      serial: token.serialNumber,
      label: token.label.trim(),
      flags: token.pin,
    }));
  }

  /** Which tokens lie where, as far as the Cryptolib has told; null while it is being asked. */
  get tokens(): readonly KnownToken[] | null {
    if (this.#knowledge.kind === 'reading') return null;
    return this.#knowledge.kind === 'read'
      ? placeTokens(this.#knowledge.cards, this.signInCards, process.platform === 'linux')
      : [];
  }

  /** What was read of the cards is not true any more. */
  refresh(): void {
    if (this.#knowledge.kind === 'read') void this.#ask(this.#keys);
  }

  /** The cards that could sign in here, as far as the Cryptolib knows them. */
  get signInTokens(): readonly SignInToken[] {
    if (this.#knowledge.kind !== 'read') return [];
    return this.#knowledge.cards.flatMap((card) => {
      if (card.pin.locked) return [];
      const certificate = card.certificates.find(
        (each) => rejectCertificate(each, this.#settings.current.environment, Date.now()) === null,
      );
      return certificate === undefined
        ? []
        : [
            {
              label: card.token.label.trim(),
              serial: card.token.serialNumber,
              certificate,
              holder: holderOf(certificate),
            },
          ];
    });
  }

  /** Whose card is there, as far as it is known. */
  get holder(): string | null {
    const [token] = this.signInTokens;
    return token === undefined ? null : holderName(token.holder);
  }

  stop(): void {
    this.#cryptolib.stop();
  }

  async #ask(keys: readonly string[]): Promise<void> {
    for (let reading = 1; ; reading++) {
      const result = await this.#readCards();
      if (this.#keys !== keys) return;
      const complete = result.ok && result.value.cards.length >= keys.length;
      const mayComeYet = !complete && (result.ok || COMES_YET.has(result.failure.code));
      if (!mayComeYet || reading === READINGS) {
        const unknownToSystem = (await this.#system.keychainTokens()) === 0;
        if (this.#keys !== keys) return;
        this.#learn(
          result.ok
            ? {
                kind: 'read',
                cards: result.value.cards,
                failure: result.value.unreadable[0]?.failure ?? null,
                unknownToSystem,
              }
            : { kind: 'read', cards: [], failure: result.failure, unknownToSystem },
        );
        return;
      }
      await pause(READ_AGAIN_AFTER_MS);
      if (this.#keys !== keys) return;
    }
  }

  async #readCards(): Promise<Result<RequestResult<'cryptolib', 'readCards'>>> {
    // An open transaction of ours would make the library wait inside its own start.
    await this.#alone;
    await this.#cards.idle();
    return this.#cryptolib.request(
      'readCards',
      { library: this.#settings.current.cards.cryptolib },
      CRYPTOLIB_DEADLINE_MS,
    );
  }

  #learn(knowledge: Knowledge): void {
    this.#knowledge = knowledge;
    if (knowledge.kind !== 'reading') for (const tell of this.#awaiting.splice(0)) tell();
    this.#onChange();
  }

  #summaries(): readonly CardSummary[] {
    return this.#knowledge.kind === 'read' ? this.#knowledge.cards.map((card) => this.#summarize(card)) : [];
  }

  #summarize(card: CpxCard): CardSummary {
    return summarizeCard(card, this.#settings.current.environment, Date.now());
  }
}

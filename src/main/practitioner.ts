import { rejectCertificate } from '../domain/certificate-rejection.ts';
import type { CertificateFacts } from '../domain/certificate.ts';
import {
  holderName,
  holderOf,
  summarizeCard,
  type CardHolder,
  type CardSummary,
  type CpxCard,
  type PinFlags,
} from '../domain/cpx.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Failure } from '../domain/failures/index.ts';
import {
  cardInserted,
  NO_PIN_TRIES,
  pinHandedOver,
  pinProvenRight,
  type PinTries,
} from '../domain/pin-policy.ts';
import type { Cards, SeenCard } from './cards.ts';
import type { PractitionerCard } from './contract.ts';
import type { Edition } from './edition.ts';
import type { Logger } from './log.ts';
import { NativeProcess } from './native/native-process.ts';

/** The Cryptolib takes a second and more for a card that it does not know; a reader that hangs takes for ever. */
const CRYPTOLIB_DEADLINE_MS = 20_000;

type Knowledge =
  | { readonly kind: 'absent' }
  | { readonly kind: 'reading' }
  /** `cards` is empty when the library is missing or does not know the card: the engine's own list then decides. */
  | { readonly kind: 'read'; readonly cards: readonly CpxCard[]; readonly failure: Failure | null };

/** A card that could sign in: its token, and the one certificate it would use. */
export interface SignInToken {
  readonly label: string;
  readonly certificate: CertificateFacts;
  readonly holder: CardHolder;
}

/** What main knows of the practitioner's cards: presence from PC/SC, the rest from the Cryptolib. */
export class Practitioner {
  readonly #cards: Cards;
  readonly #configuration: Configuration;
  readonly #cryptolib: NativeProcess<'cryptolib'>;
  readonly #onChange: () => void;
  #keys = '';
  #knowledge: Knowledge = { kind: 'absent' };
  /** By token label: each card has its own counter, and the engine asks once for every card that is there. */
  readonly #tries = new Map<string, PinTries>();

  constructor(
    cards: Cards,
    configuration: Configuration,
    edition: Pick<Edition, 'nativeEntry' | 'nativeArguments'>,
    onChange: () => void,
    log: Logger,
  ) {
    this.#cards = cards;
    this.#configuration = configuration;
    this.#onChange = onChange;
    const ignore = (): void => undefined;
    this.#cryptolib = new NativeProcess('cryptolib', edition, { onEvent: ignore, onEnded: ignore }, log);
  }

  /** Wrong PINs that count against the budget of this insertion. */
  triesOf(tokenLabel: string): PinTries {
    return this.#tries.get(tokenLabel.trim()) ?? NO_PIN_TRIES;
  }

  get present(): boolean {
    return this.#cards.practitioners.length > 0;
  }

  /** Whether the one card that is there is an establishment's (CPE), to which the site shows less. */
  get isCpe(): boolean {
    return this.#summaries().some(({ holder }) => holder?.audience === 'establishment');
  }

  /** The insertions on which a sign-in made now would rest: leaving one of them ends it. */
  get signInCards(): readonly SeenCard[] {
    const known = this.#cards.practitioners;
    return known.length > 0 ? known : this.#cards.vitales.filter(({ kind }) => kind === 'unknown');
  }

  /** To be called whenever cards came or went: the library is asked only when practitioners' cards did. */
  sync(): void {
    const keys = this.#cards.practitioners.map(({ key }) => key).join('\n');
    if (keys === this.#keys) return;
    const inserted = keys.length > this.#keys.length;
    this.#keys = keys;
    if (inserted) for (const [label, tries] of this.#tries) this.#tries.set(label, cardInserted(tries));
    if (keys === '') {
      this.#learn({ kind: 'absent' });
      return;
    }
    this.#learn({ kind: 'reading' });
    void this.#ask(keys);
  }

  /** What the launcher shows. */
  get view(): PractitionerCard {
    const knowledge = this.#knowledge;
    if (knowledge.kind !== 'read') return { state: knowledge.kind };
    const [first, ...others] = this.#summaries();
    if (first === undefined) return { state: 'ready', type: 'CPx', holder: null, daysLeft: null };
    const best = [first, ...others].find(({ failure }) => failure === null) ?? first;
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
    const summaries = this.#summaries();
    return summaries.length > 0 && summaries.every(({ failure }) => failure !== null)
      ? (summaries[0]?.failure ?? null)
      : null;
  }

  /** Asks the token itself; null when the library cannot tell. */
  async pinFlags(tokenLabel: string): Promise<PinFlags | null> {
    await this.#cards.idle();
    const result = await this.#cryptolib.request(
      'pinFlags',
      { library: this.#configuration.cards.cryptolib, tokenLabel, serialNumber: null },
      CRYPTOLIB_DEADLINE_MS,
    );
    return result.ok ? result.value : null;
  }

  /** The cards that could sign in here, as far as the Cryptolib knows them. */
  get signInTokens(): readonly SignInToken[] {
    if (this.#knowledge.kind !== 'read') return [];
    return this.#knowledge.cards.flatMap((card) => {
      const certificate = card.certificates.find(
        (each) => rejectCertificate(each, this.#configuration.environment, Date.now()) === null,
      );
      return certificate === undefined
        ? []
        : [{ label: card.token.label.trim(), certificate, holder: holderOf(certificate) }];
    });
  }

  notePinHandedOver(tokenLabel: string): void {
    this.#tries.set(tokenLabel.trim(), pinHandedOver(this.triesOf(tokenLabel)));
  }

  /** Whose card is there, as far as it is known. */
  get holder(): string | null {
    const [token] = this.signInTokens;
    return token === undefined ? null : holderName(token.holder);
  }

  noteSignedIn(): void {
    for (const label of this.#tries.keys()) this.#tries.set(label, pinProvenRight());
  }

  stop(): void {
    this.#cryptolib.stop();
  }

  async #ask(keys: string): Promise<void> {
    // An open transaction of ours would make the library wait inside its own start.
    await this.#cards.idle();
    const result = await this.#cryptolib.request(
      'readCards',
      { library: this.#configuration.cards.cryptolib },
      CRYPTOLIB_DEADLINE_MS,
    );
    if (this.#keys !== keys) return;
    this.#learn(
      result.ok
        ? { kind: 'read', cards: result.value.cards, failure: result.value.unreadable[0]?.failure ?? null }
        : { kind: 'read', cards: [], failure: result.failure },
    );
  }

  #learn(knowledge: Knowledge): void {
    this.#knowledge = knowledge;
    this.#onChange();
  }

  #summaries(): readonly CardSummary[] {
    return this.#knowledge.kind === 'read' ? this.#knowledge.cards.map((card) => this.#summarize(card)) : [];
  }

  #summarize(card: CpxCard): CardSummary {
    return summarizeCard(card, this.#configuration.environment, Date.now());
  }
}

import { holderName, summarizeCard, type CardSummary, type CpxCard, type PinFlags } from '../domain/cpx.ts';
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

/** What main knows of the practitioner's cards: presence from PC/SC, the rest from the Cryptolib. */
export class Practitioner {
  readonly #cards: Cards;
  readonly #configuration: Configuration;
  readonly #cryptolib: NativeProcess<'cryptolib'>;
  readonly #onChange: () => void;
  #keys = '';
  #knowledge: Knowledge = { kind: 'absent' };
  #tries: PinTries = NO_PIN_TRIES;

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
  get tries(): PinTries {
    return this.#tries;
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
    if (inserted) this.#tries = cardInserted(this.#tries);
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

  /** Whose token this is, for the PIN window. */
  holderOfToken(tokenLabel: string): string | null {
    if (this.#knowledge.kind !== 'read') return null;
    const card = this.#knowledge.cards.find(({ token }) => token.label.trim() === tokenLabel.trim());
    const holder = card && this.#summarize(card).holder;
    return holder ? holderName(holder) : null;
  }

  notePinHandedOver(): void {
    this.#tries = pinHandedOver(this.#tries);
  }

  noteSignedIn(): void {
    this.#tries = pinProvenRight();
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

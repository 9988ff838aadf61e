/**
 * Random lives of practitioners' cards for the PIN policy: two people's cards in four readers, PC/SC that comes and
 * goes, a Cryptolib that answers late, wrongly late, or not at all, attempts that end, windows that are typed into.
 * The world knows what really is; the policy only what it is told.
 */
import fc from 'fast-check';
import type { PinFlags } from '../../../../src/domain/practitioner/cpx.ts';
import type { ReaderNow } from '../../../../src/domain/practitioner/pin-ledger.ts';
import {
  advancePin,
  INITIAL_PIN_STATE,
  type PinEffect,
  type PinEvent,
  type PinState,
} from '../../../../src/domain/practitioner/pin-policy.ts';

export const READERS = ['R1', 'R2', 'R3', 'R4'] as const;
const BUDGET = 2;

export type Happening =
  | { readonly what: 'insert'; readonly card: number; readonly reader: number }
  | { readonly what: 'remove'; readonly card: number }
  | {
      readonly what: 'pcsc-away' | 'pcsc-back' | 'process-restarts' | 'library-tells' | 'away';
    }
  | { readonly what: 'ask'; readonly reader: number; readonly attempt: number; readonly byLibrary: boolean }
  | { readonly what: 'library-looks' }
  | { readonly what: 'library-answers'; readonly silent: boolean }
  | { readonly what: 'type'; readonly accepts: boolean; readonly right: boolean }
  | { readonly what: 'give-up' }
  | { readonly what: 'end'; readonly attempt: number }
  | { readonly what: 'prove' };

const just = <T extends string>(what: T) => fc.record({ what: fc.constant(what) });
const attempt = fc.integer({ min: 1, max: 20 });
const anyReader = fc.nat(READERS.length - 1);

/** One thing that happens; `blind` lives have a Cryptolib that may stay silent. */
export const happening = (blind: boolean): fc.Arbitrary<Happening> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ what: fc.constant('insert' as const), card: fc.nat(1), reader: anyReader }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('remove' as const), card: fc.nat(1) }) },
    { weight: 1, arbitrary: just('pcsc-away') },
    { weight: 2, arbitrary: just('pcsc-back') },
    { weight: 1, arbitrary: just('process-restarts') },
    { weight: 3, arbitrary: just('library-tells') },
    { weight: 1, arbitrary: just('away') },
    {
      weight: 16,
      arbitrary: fc.record({
        what: fc.constant('ask' as const),
        reader: anyReader,
        attempt,
        byLibrary: fc.boolean(),
      }),
    },
    { weight: 5, arbitrary: just('library-looks') },
    {
      weight: 30,
      arbitrary: fc.record({
        what: fc.constant('library-answers' as const),
        silent: blind ? fc.boolean() : fc.constant(false),
      }),
    },
    {
      weight: 24,
      arbitrary: fc.record({
        what: fc.constant('type' as const),
        accepts: fc.boolean(),
        right: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
      }),
    },
    { weight: 1, arbitrary: just('give-up') },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('end' as const), attempt }) },
    { weight: 1, arbitrary: just('prove') },
  );

/** A card of plastic. */
interface Plastic {
  readonly serial: string;
  triesLeft: number;
  reader: string | null;
  /** Grows with every insertion that really happened. */
  insertion: number;
  /** PINs that it got since it was last out of a reader, none of them proven right. */
  sinceInsertion: number;
}

/** The moment of a question: which card it was really about. */
interface Asked {
  readonly attempt: number;
  /** By the engine, the card in this reader; by the library, whichever the library used. */
  readonly card: Plastic;
  readonly insertion: number;
}

/** What must never happen. */
export type Fault = 'other-token' | 'unwarned' | 'locked' | 'ended' | 'two-windows' | 'budget' | 'unasked';

export class Life {
  state: PinState = INITIAL_PIN_STATE;
  readonly faults: Fault[] = [];
  handedOver = 0;
  /** The PINs that were used, in their order, and whether the card took them. */
  readonly used: { readonly attempt: number; readonly right: boolean; readonly lastTry: boolean }[] = [];
  readonly #cards: readonly Plastic[] = ['A', 'B'].map((serial) => ({
    serial,
    triesLeft: 3,
    reader: null,
    insertion: 0,
    sinceInsertion: 0,
  }));
  readonly #asked = new Map<number, Asked>();
  readonly #ended = new Set<number>();
  /** What the Cryptolib saw when it looked, not yet told. */
  #looked: (() => { serial: string; label: string; flags: PinFlags }[]) | null = null;
  #sawAtLook: { serial: string; label: string; flags: PinFlags }[] | null = null;
  #check: Extract<PinEffect, { type: 'check' }> | null = null;
  #window: Extract<PinEffect, { type: 'show' }> | null = null;
  #right = false;
  #warned = false;
  #lastHanded: Asked | null = null;
  #pcsc = true;
  #life = 0;
  #seenAtStart = new Set<string>();
  #ids = 0;
  readonly #blind: boolean;
  readonly #advance: typeof advancePin;

  /** @param advance the policy; another one only to show that the faults can be seen */
  constructor(blind: boolean, advance = advancePin) {
    this.#blind = blind;
    this.#advance = advance;
    this.#tellReaders();
  }

  happen(event: Happening): void {
    switch (event.what) {
      case 'insert': {
        const card = this.#cards[event.card];
        const reader = READERS[event.reader];
        if (card === undefined || reader === undefined || card.reader !== null || this.#in(reader)) return;
        card.reader = reader;
        card.insertion++;
        card.sinceInsertion = 0;
        this.#tellReaders();
        return;
      }
      case 'remove': {
        const card = this.#cards[event.card];
        if (!card?.reader) return;
        card.reader = null;
        this.#tellReaders();
        return;
      }
      case 'pcsc-away':
        this.#pcsc = false;
        this.#tellReaders();
        return;
      case 'pcsc-back':
        if (!this.#pcsc) this.#restart();
        return;
      case 'process-restarts':
        if (!this.#pcsc) return;
        this.#pcsc = false;
        this.#tellReaders();
        this.#restart();
        return;
      case 'library-tells':
        this.#tellTokens();
        return;
      case 'ask':
        this.#ask(event);
        return;
      case 'library-looks':
        if (this.#check !== null && this.#looked !== null) this.#sawAtLook = this.#looked();
        return;
      case 'library-answers':
        this.#answer(event.silent);
        return;
      case 'type':
        this.#type(event.accepts, event.right);
        return;
      case 'give-up':
        if (this.#window !== null) this.#send({ type: 'given-up', id: this.#window.id });
        return;
      case 'end':
        this.#ended.add(event.attempt);
        this.#send({ type: 'attempt-ended', attempt: event.attempt });
        return;
      case 'prove':
        this.#prove();
        return;
      case 'away':
        this.#send({ type: 'away' });
        return;
    }
  }

  #in(reader: string): Plastic | undefined {
    return this.#cards.find((card) => card.reader === reader);
  }

  #key(card: Plastic): string {
    return `${String(this.#life)}.${card.serial}${String(card.insertion)}.${card.reader ?? ''}`;
  }

  #restart(): void {
    this.#pcsc = true;
    this.#life++;
    this.#seenAtStart = new Set(
      this.#cards.filter(({ reader }) => reader !== null).map((card) => this.#key(card)),
    );
    this.#tellReaders();
  }

  #tellReaders(): void {
    if (!this.#pcsc) {
      this.#send({ type: 'readers', readers: null });
      return;
    }
    const readers = READERS.map((reader): ReaderNow => {
      const card = this.#in(reader);
      if (card === undefined) return { reader, card: null };
      const insertion = this.#key(card);
      return { reader, card: { insertion, seenInserted: !this.#seenAtStart.has(insertion), sure: true } };
    });
    this.#send({ type: 'readers', readers });
  }

  #tellTokens(): void {
    if (!this.#pcsc || (this.#blind && this.#ids % 2 === 0)) return;
    const tokens = this.#cards
      .filter(({ reader }) => reader !== null)
      .map((card) => ({ serial: card.serial, label: `CPS ${card.serial}`, insertion: this.#key(card) }));
    this.#send({ type: 'tokens', tokens });
  }

  /** The engine asks for the card in one reader by its label; the library uses one and tells nothing but the reader. */
  #ask({ reader, attempt, byLibrary }: Extract<Happening, { what: 'ask' }>): void {
    const card = this.#in(READERS[reader] ?? '');
    if (card === undefined) return;
    const id = ++this.#ids;
    this.#asked.set(id, { attempt, card, insertion: card.insertion });
    this.#send({
      type: 'ask',
      ask: {
        id,
        attempt,
        purpose: byLibrary ? 'vitale' : 'sign-in',
        label: byLibrary ? null : `CPS ${card.serial}`,
        insertion: byLibrary && this.#pcsc ? this.#key(card) : null,
        isRetry: false,
      },
    });
  }

  #answer(silent: boolean): void {
    const check = this.#check;
    if (check === null) return;
    // Late: what it saw may be over by now. Without a look before, it looks as it answers.
    const tokens = silent ? null : (this.#sawAtLook ?? this.#looked?.() ?? null);
    this.#check = null;
    this.#sawAtLook = null;
    this.#send({ type: 'checked', id: check.id, tokens });
  }

  #type(accepts: boolean, right: boolean): void {
    const window = this.#window;
    if (window === null) return;
    if (!window.shown.warnLastTry || accepts) {
      this.#right = right;
      this.#warned = window.shown.warnLastTry;
    }
    this.#send({ type: 'typed', id: window.id, lastTryAccepted: accepts });
  }

  /** The site lets in whoever gave the right PIN last; it never does for a wrong one. */
  #prove(): void {
    const last = this.#lastHanded;
    if (last === null || this.#ended.has(last.attempt)) return;
    this.#lastHanded = null;
    this.#send({ type: 'proven', attempt: last.attempt });
  }

  #send(event: PinEvent): void {
    const step = this.#advance(this.state, event, { budget: BUDGET });
    this.state = step.state;
    for (const effect of step.effects) this.#carryOut(effect);
  }

  #carryOut(effect: PinEffect): void {
    switch (effect.type) {
      case 'check':
        this.#check = effect;
        this.#sawAtLook = null;
        this.#looked = () => this.#see(effect);
        return;
      case 'show':
        if (this.#window !== null) this.faults.push('two-windows');
        this.#window = effect;
        return;
      case 'hide':
        if (this.#window?.id === effect.id) this.#window = null;
        return;
      case 'refuse':
        if (this.#check?.id === effect.id) this.#check = null;
        return;
      case 'hand-over':
        this.#receive(effect.id);
        return;
      case 'use-keypad':
      case 'blocked':
        return;
    }
  }

  #see({ label, serial }: Extract<PinEffect, { type: 'check' }>) {
    return this.#cards
      .filter((card) => card.reader !== null)
      .map((card) => ({
        serial: card.serial,
        label: `CPS ${card.serial}`,
        flags: {
          countLow: card.triesLeft < 3,
          finalTry: card.triesLeft === 1,
          locked: card.triesLeft === 0,
          keypad: false,
        },
      }))
      .filter(
        (token) => (label === null || token.label === label) && (serial === null || token.serial === serial),
      );
  }

  /** The PIN is used: on the card that lies there now, whatever was asked. */
  #receive(id: number): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) {
      this.faults.push('unasked');
      return;
    }
    this.handedOver++;
    const { card } = asked;
    this.used.push({ attempt: asked.attempt, right: this.#right, lastTry: card.triesLeft === 1 });
    if (card.reader === null || card.insertion !== asked.insertion) this.faults.push('other-token');
    if (this.#ended.has(asked.attempt)) this.faults.push('ended');
    if (card.triesLeft === 0) this.faults.push('locked');
    if (card.triesLeft === 1 && !this.#warned) this.faults.push('unwarned');
    if (card.sinceInsertion >= BUDGET) this.faults.push('budget');
    this.#lastHanded = this.#right ? asked : null;
    card.sinceInsertion = this.#right ? 0 : card.sinceInsertion + 1;
    card.triesLeft = this.#right ? 3 : Math.max(0, card.triesLeft - 1);
    this.#warned = false;
  }
}

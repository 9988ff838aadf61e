import type { Failure } from '../../domain/failures/index.ts';
import { PIN_FORMAT, type PinShown, type TokenAnswer } from '../../domain/practitioner/pin-decision.ts';
import type { KnownToken, ReaderNow } from '../../domain/practitioner/pin-ledger.ts';
import {
  advancePin,
  INITIAL_PIN_STATE,
  type PinAsk,
  type PinEffect,
  type PinEvent,
  type PinPurpose,
  type PinState,
} from '../../domain/practitioner/pin-policy.ts';
import { canSignIn } from '../../domain/readers/card-kinds.ts';
import type { Cards, SeenCard } from './cards.ts';
import { onAbort } from '../../system/guarded.ts';

/** The sign-in or the read that a PIN is for: nothing is answered once it is over. */
export interface PinAttempt {
  readonly id: number;
  readonly over: AbortSignal;
}

export interface PinWanted {
  readonly attempt: PinAttempt;
  readonly purpose: PinPurpose;
  /** The token as the browser engine names it; null where the one who asks knows none. */
  readonly label: string | null;
  /** The reader that is meant, by its PC/SC name; null for whichever has the card. */
  readonly reader: string | null;
  readonly isRetry: boolean;
  /** Whose card it is, as far as known. */
  readonly holder: string | null;
  /** The site's host that asks; empty where it is no site. */
  readonly site: string;
  /** The user goes on with e-CPS instead; null where that may not be. Told once the question is over. */
  readonly onEcps: (() => void) | null;
  /** Why there is none: also when the user gives up at the reader's keypad, after the answer. */
  readonly onRefused?: (reason: Failure) => void;
}

export type PinAnswer =
  | { readonly kind: 'pin'; readonly pin: string }
  /** The reader takes the PIN itself. */
  | { readonly kind: 'keypad' }
  /** `failure` is null when nobody is there any more to be told. */
  | { readonly kind: 'none'; readonly failure: Failure | null };

/** What the window is made with, beside what it shows of the tries. */
export interface PinWindowState extends PinShown {
  readonly holder: string | null;
  readonly site: string;
  readonly purpose: PinPurpose;
  readonly ecps: boolean;
}

export interface PinWindowEvents {
  /** `lastTryAccepted` is the deliberate act that the last try needs. */
  readonly onTyped: (pin: string, lastTryAccepted: boolean) => void;
  readonly onGivenUp: () => void;
  readonly onEcps: () => void;
}

export interface PinDeskParts {
  readonly cards: Pick<Cards, 'snapshot' | 'all'>;
  /** Asks the Cryptolib for the tokens of that name, or for all of them; null when it cannot tell. */
  readonly askTokens: (label: string | null, serial: string | null) => Promise<readonly TokenAnswer[] | null>;
  /** Opens the window; what is answered closes it, whenever that is called. */
  readonly openWindow: (state: PinWindowState, events: PinWindowEvents) => () => void;
  /** `cards.pinTriesPerInsertion` */
  readonly budget: () => number;
  /** A token says that it is blocked: what was read of the cards is not true any more. */
  readonly onBlocked: () => void;
}

interface Asked {
  readonly wanted: PinWanted;
  readonly settle: (answer: PinAnswer) => void;
  /** What was typed, between the window's end and the last look at the token. */
  pin: string | null;
}

let attempts = 0;

/** A number for an attempt, unique for the program's life. */
export function nextAttemptId(): number {
  return ++attempts;
}

/** Every PIN of the program goes through here: it carries out what the PIN policy decides. */
export class PinDesk {
  readonly #parts: PinDeskParts;
  readonly #asked = new Map<number, Asked>();
  readonly #followed = new Set<number>();
  #state: PinState = INITIAL_PIN_STATE;
  #closeWindow: (() => void) | null = null;
  #ids = 0;

  constructor(parts: PinDeskParts) {
    this.#parts = parts;
  }

  /** Asks for a PIN, in a window or on the reader; several may be asked for, one window is open at a time. */
  ask(wanted: PinWanted): Promise<PinAnswer> {
    if (wanted.attempt.over.aborted) return Promise.resolve({ kind: 'none', failure: null });
    this.#follow(wanted.attempt);
    const id = ++this.#ids;
    const { attempt, purpose, label, isRetry, reader } = wanted;
    const insertion = reader === null ? null : this.#insertionIn(reader);
    const ask: PinAsk = {
      id,
      attempt: attempt.id,
      purpose,
      label: label?.trim() ?? null,
      insertion,
      isRetry,
    };
    return new Promise((settle) => {
      this.#asked.set(id, { wanted, settle, pin: null });
      this.#send({ type: 'ask', ask });
    });
  }

  /** Readers or cards have changed. */
  cardsChanged(): void {
    this.#send({ type: 'readers', readers: this.#readers() });
  }

  /** The Cryptolib has told which cards are there. */
  tokensTold(tokens: readonly KnownToken[]): void {
    this.#send({ type: 'tokens', tokens });
  }

  /** What was typed on the reader's keypad has had its effect. */
  keypadDone(attempt: PinAttempt): void {
    this.#send({ type: 'keypad-done', attempt: attempt.id });
  }

  /** The last PIN of this attempt was right. */
  proven(attempt: PinAttempt): void {
    this.#send({ type: 'proven', attempt: attempt.id });
  }

  /** Nobody is at the workstation: nothing stays asked. */
  away(): void {
    this.#send({ type: 'away' });
  }

  #follow({ id, over }: PinAttempt): void {
    if (this.#followed.has(id)) return;
    this.#followed.add(id);
    const end = (): void => {
      this.#send({ type: 'attempt-ended', attempt: id });
    };
    onAbort(over, end);
  }

  #insertionIn(reader: string): string | null {
    const there = this.#readers()?.find((each) => each.reader === reader);
    return there?.card?.insertion ?? null;
  }

  #readers(): readonly ReaderNow[] | null {
    const { snapshot, all } = this.#parts.cards;
    if (snapshot?.service !== 'running') return null;
    return snapshot.readers.map(({ name }) => ({
      reader: name,
      card: cardOf(all.find(({ reader }) => reader === name)),
    }));
  }

  #send(event: PinEvent): void {
    const step = advancePin(this.#state, event, { budget: this.#parts.budget() });
    this.#state = step.state;
    for (const effect of step.effects) this.#carryOut(effect);
  }

  #carryOut(effect: PinEffect): void {
    switch (effect.type) {
      case 'check':
        void this.#check(effect);
        return;
      case 'show':
        this.#show(effect.id, effect.shown);
        return;
      case 'hide':
        this.#closeWindow?.();
        this.#closeWindow = null;
        return;
      case 'hand-over': {
        const pin = this.#asked.get(effect.id)?.pin ?? null;
        this.#settle(effect.id, pin === null ? { kind: 'none', failure: null } : { kind: 'pin', pin });
        return;
      }
      case 'use-keypad':
        this.#asked.get(effect.id)?.settle({ kind: 'keypad' });
        return;
      case 'refuse':
        this.#refuse(effect.id, effect.failure);
        return;
      case 'blocked':
        this.#parts.onBlocked();
    }
  }

  async #check({ id, label, serial }: Extract<PinEffect, { type: 'check' }>): Promise<void> {
    const tokens = await this.#parts.askTokens(label, serial).catch(() => null);
    this.#send({ type: 'checked', id, tokens });
  }

  #show(id: number, shown: PinShown): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    asked.pin = null;
    const { holder, site, purpose, onEcps } = asked.wanted;
    this.#closeWindow?.();
    this.#closeWindow = this.#parts.openWindow(
      { holder, site, purpose, ...shown, ecps: onEcps !== null },
      {
        onTyped: (pin, lastTryAccepted) => {
          if (!PIN_FORMAT.test(pin)) return;
          asked.pin = pin;
          this.#send({ type: 'typed', id, lastTryAccepted });
        },
        onGivenUp: () => {
          this.#send({ type: 'given-up', id });
        },
        onEcps: () => {
          this.#send({ type: 'given-up', id });
          onEcps?.();
        },
      },
    );
  }

  #refuse(id: number, failure: Failure | null): void {
    const asked = this.#asked.get(id);
    // Settled before if the reader has a keypad: this answer is then heard by nobody.
    if (failure !== null) asked?.wanted.onRefused?.(failure);
    this.#settle(id, { kind: 'none', failure });
  }

  #settle(id: number, answer: PinAnswer): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    asked?.settle(answer);
  }
}

/** A card that is a practitioner's, or may be. */
function cardOf(seen: SeenCard | undefined): ReaderNow['card'] {
  if (seen === undefined || !(canSignIn(seen.kind) || seen.kind === 'unknown')) return null;
  const { key, seenInserted, kind } = seen;
  return { insertion: key, seenInserted, sure: canSignIn(kind) };
}
